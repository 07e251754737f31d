package sc.fiji.unet.live;

import net.imglib2.FinalInterval;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.view.Views;
import sc.fiji.unet.base.Progress;
import sc.fiji.unet.image.ChannelScaling;
import sc.fiji.unet.image.ImageSource;
import sc.fiji.unet.predict.PatchPredictor;
import sc.fiji.unet.predict.ProbabilitySink;
import sc.fiji.unet.predict.Segmenter;
import sc.fiji.unet.tile.BudgetTiling;
import sc.fiji.unet.tile.Geometry;

/** A network as it was at one moment, applied to parts of planes. For one thread. */
final class LivePredictor implements AutoCloseable {
    private static final long MEMORY = 512L << 20;

    private final PatchPredictor predictor;
    private final Segmenter segmenter;

    LivePredictor(PatchPredictor predictor, Geometry geometry) {
        this.predictor = predictor;
        double bytes = predictor.bytesPerPixel() + 2.0 * Float.BYTES * (predictor.channels() + predictor.classes());
        segmenter = new Segmenter(predictor, geometry, new BudgetTiling(bytes, MEMORY));
    }

    /** Computes a part of a plane. */
    LivePrediction predict(int plane, ImageSource image, ChannelScaling scaling, Rect box, Progress progress) {
        int classes = predictor.classes();
        float[] probabilities = new float[Math.toIntExact(classes * box.size())];
        var out = Views.translate(
                ArrayImgs.floats(probabilities, box.width(), box.height(), classes), box.x(), box.y(), 0);
        FinalInterval target = new FinalInterval(
                new long[] {box.x(), box.y()}, new long[] {box.x() + box.width() - 1L, box.y() + box.height() - 1L});
        segmenter.fill(image, scaling, target, new ProbabilitySink(out), progress);
        return new LivePrediction(plane, box, classes, probabilities);
    }

    @Override
    public void close() {
        predictor.close();
    }
}
