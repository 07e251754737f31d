package sc.fiji.unet.onnx;

/** An ONNX graph has an operator, or a form of one, that none of our operations computes. The message names it. */
public final class ForeignOperatorException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    /** For an operator, and what about it is strange to us. */
    ForeignOperatorException(OnnxOperator operator, String what) {
        super("its operator " + operator.type()
                + (operator.name().isEmpty() ? "" : " (" + operator.name() + ")")
                + (what.isEmpty() ? "" : " " + what));
    }
}
