package sc.fiji.unet.onnx;

import java.nio.ByteBuffer;
import java.util.Set;
import sc.fiji.unet.base.InputException;
import sc.fiji.unet.base.ProtobufMessage;

/**
 * What a file from a stranger may ask a runtime for: ONNX's own operators that make numbers of numbers. None of them loops,
 * reads or writes files, or brings code along.
 */
public final class OnnxArithmetic {
    private static final Set<String> KNOWN = Set.of(
            ("Abs Acos Acosh Add And ArgMax ArgMin Asin Asinh Atan Atanh AveragePool BatchNormalization Cast CastLike Ceil"
                            + " Celu Clip Concat Constant ConstantOfShape Conv ConvInteger ConvTranspose Cos Cosh CumSum"
                            + " DepthToSpace DequantizeLinear Div Dropout DynamicQuantizeLinear Einsum Elu Equal Erf Exp"
                            + " Expand EyeLike Flatten Floor Gather GatherElements GatherND Gelu Gemm GlobalAveragePool"
                            + " GlobalLpPool GlobalMaxPool Greater GreaterOrEqual GridSample GroupNormalization HardSigmoid"
                            + " HardSwish Hardmax Identity InstanceNormalization IsInf IsNaN LRN LayerNormalization LeakyRelu"
                            + " Less LessOrEqual Log LogSoftmax LpNormalization LpPool MatMul MatMulInteger Max MaxPool"
                            + " MaxUnpool Mean MeanVarianceNormalization Min Mish Mod Mul Neg Not OneHot Or PRelu Pad Pow"
                            + " QLinearConv QLinearMatMul QuantizeLinear RMSNormalization Range Reciprocal ReduceL1 ReduceL2"
                            + " ReduceLogSum ReduceLogSumExp ReduceMax ReduceMean ReduceMin ReduceProd ReduceSum"
                            + " ReduceSumSquare Relu Reshape Resize Round ScatterElements ScatterND Selu Shape Shrink Sigmoid"
                            + " Sign Sin Sinh Size Slice Softmax Softplus Softsign SpaceToDepth Split Sqrt Squeeze Sub Sum"
                            + " Swish Tan Tanh ThresholdedRelu Tile TopK Transpose Trilu Unsqueeze Upsample Where Xor")
                    .split(" "));

    private OnnxArithmetic() {}

    /** Refuses other operators, and numbers or graphs that come from elsewhere. */
    public static void require(ByteBuffer file, String where) {
        try {
            for (OnnxOperator operator : OnnxFile.read(file).operators()) require(operator, where);
        } catch (InputException e) {
            throw e;
        } catch (RuntimeException e) { // whatever a parser trips over, the file is at fault
            throw new InputException(where + " cannot be read as an ONNX network: " + e.getMessage() + ".", e);
        }
    }

    private static void require(OnnxOperator operator, String where) {
        if (!KNOWN.contains(operator.type())) {
            throw new InputException(where + " is not run: its operator " + operator.type()
                    + (operator.name().isEmpty() ? "" : " (" + operator.name() + ")")
                    + " is none that only computes numbers of numbers. Ask its author for a network without.");
        }
        for (ProtobufMessage attribute : operator.attributes()) {
            boolean tensor = attribute.has(5);
            if (tensor) Tensors.read(attribute.message(5));
            boolean other = attribute.has(6) || attribute.has(10) || attribute.has(11) || attribute.has(22);
            if (other || attribute.has(23)) {
                throw new InputException(where + " is not run: its operator " + operator.type()
                        + " brings along more than a tensor. Ask its author for a network without.");
            }
        }
    }
}
