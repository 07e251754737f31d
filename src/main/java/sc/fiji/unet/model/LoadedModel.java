package sc.fiji.unet.model;

import java.util.Optional;
import sc.fiji.unet.base.CloseOnFailure;
import sc.fiji.unet.base.Progress;
import sc.fiji.unet.config.Averaging;
import sc.fiji.unet.config.ModelCard;
import sc.fiji.unet.config.PrecisionChoice;
import sc.fiji.unet.engine.Precisions;
import sc.fiji.unet.engine.Pytorch;
import sc.fiji.unet.nn.op.Foreign;
import sc.fiji.unet.predict.PatchPredictor;
import sc.fiji.unet.runtime.ForeignPredictor;
import sc.fiji.unet.segment.ImageSegmenter;

/** A model ready to segment images one after the other. One call at a time; holds native memory until closed. */
public final class LoadedModel implements AutoCloseable {
    private final ModelCard card;
    private final PatchPredictor predictor;
    private final ImageSegmenter segmenter;

    /**
     * Compiles for libtorch.
     *
     * @param precision one of {@link sc.fiji.unet.config.SegmentOptions#PRECISIONS}
     * @param progress told what was chosen and why
     */
    public static NetworkCompiler libtorch(PrecisionChoice precision, Progress progress) {
        return (network, device) -> {
            Optional<Foreign> foreign = network.graph().foreign();
            if (foreign.isPresent()) return foreign(foreign.get(), precision, progress);
            Pytorch.prepare(progress);
            return Precisions.compile(network, device, precision, progress::note);
        };
    }

    private static PatchPredictor foreign(Foreign network, PrecisionChoice precision, Progress progress) {
        if (precision != PrecisionChoice.AUTO && precision != PrecisionChoice.FP32) {
            progress.note("Precision fp32, though " + precision.id()
                    + " was asked for: a network that ONNX Runtime computes" + " knows no other.");
        }
        return ForeignPredictor.open(network.file());
    }

    private LoadedModel(ModelCard card, PatchPredictor predictor) {
        this.card = card;
        this.predictor = predictor;
        segmenter = new ImageSegmenter(predictor, card);
    }

    /** Reads a model folder and compiles its network. */
    public static LoadedModel open(ModelFolder folder, String device, NetworkCompiler compiler) {
        return open(folder, Averaging.NONE, device, compiler);
    }

    /** Reads a model folder, and all that is to answer together with it. */
    public static LoadedModel open(ModelFolder folder, Averaging averaging, String device, NetworkCompiler compiler) {
        ModelEnsemble ensemble = ModelEnsemble.open(folder, averaging, device, compiler);
        try (CloseOnFailure opened = new CloseOnFailure()) {
            opened.add(ensemble, () -> ensemble.predictor().close());
            LoadedModel model = new LoadedModel(ensemble.card(), ensemble.predictor());
            opened.succeeded();
            return model;
        }
    }

    /** What is known about the model. */
    public ModelCard card() {
        return card;
    }

    /** Its network, until it is closed. */
    public PatchPredictor predictor() {
        return predictor;
    }

    /** Segments with it, until it is closed. */
    public ImageSegmenter segmenter() {
        return segmenter;
    }

    @Override
    public void close() {
        predictor.close();
        Pytorch.releaseMemory();
    }
}
