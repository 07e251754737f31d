package sc.fiji.unet.compare;

import sc.fiji.unet.base.InputException;
import sc.fiji.unet.base.Progress;
import sc.fiji.unet.config.CompareOptions;
import sc.fiji.unet.config.DataOptions;
import sc.fiji.unet.config.TrainOptions;
import sc.fiji.unet.data.ImageReader;
import sc.fiji.unet.workflow.Training;

/**
 * Does single trainings of a comparison for another program, which runs the {@link Comparison}. The images that were read
 * last are kept, as the next training mostly needs them too. For one thread.
 */
public final class ComparisonWorker {
    private final CompareOptions options;
    private final ImageReader reader;
    private final Training training;
    private DataOptions seen;
    private ComparedImages images;

    /** Opens images and trains with these. */
    public ComparisonWorker(CompareOptions options, ImageReader reader, Training training) {
        this.options = options;
        this.reader = reader;
        this.training = training;
    }

    /** Does the training of this name, unless it is done; one that was interrupted, wherever, goes on. */
    public void complete(String name, Progress progress) {
        ComparisonGrid grid = new ComparisonGrid(options, Fold.written(options));
        for (Fold fold : grid.folds())
            for (ComparisonRun run : grid.runs(fold))
                if (run.name().equals(name)) {
                    complete(run, fold.common(options), progress);
                    return;
                }
        throw new InputException(name + " is no training of this comparison: the list of networks has changed since"
                + " it began. Start it again.");
    }

    private void complete(ComparisonRun run, TrainOptions common, Progress progress) {
        if (run.finished(common).isEmpty())
            run.complete(training, common, images(run.options(common).data(), progress), progress);
    }

    private ComparedImages images(DataOptions data, Progress progress) {
        if (!data.equals(seen)) {
            images = null; // of those kept and those read, one has to fit into memory
            images = ComparedImages.read(data, 1, reader, progress);
            seen = data;
        }
        return images;
    }
}
