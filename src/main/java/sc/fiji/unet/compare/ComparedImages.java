package sc.fiji.unet.compare;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import sc.fiji.unet.base.Progress;
import sc.fiji.unet.config.DataOptions;
import sc.fiji.unet.data.AnnotatedImage;
import sc.fiji.unet.data.ImageReader;
import sc.fiji.unet.data.LoadOptions;
import sc.fiji.unet.data.TrainingFolders;
import sc.fiji.unet.data.TrainingSet;

/**
 * The images of a comparison, as one of the ways to see stacks makes them.
 *
 * @param set to learn from and to validate on
 * @param test for the final judgment; may be empty
 */
record ComparedImages(TrainingSet set, List<AnnotatedImage> test) {
    private static final long SPLIT_SEED = 1;

    /**
     * Reads them; the split is the same for whoever reads them, in whatever way.
     *
     * @param sets how many such sets share the memory
     */
    static ComparedImages read(DataOptions data, int sets, ImageReader reader, Progress progress) {
        LoadOptions load = LoadOptions.defaults();
        TrainingFolders folders = new TrainingFolders(reader, load.withMemory(load.memory() / sets));
        TrainingSet set = folders.load(data, SPLIT_SEED, Progress.cancelOnly(progress));
        return new ComparedImages(set, folders.test(data, set, Progress.cancelOnly(progress)));
    }

    /** Those that pictures are drawn of. */
    List<AnnotatedImage> shown() {
        return test.isEmpty() ? set.validation() : test;
    }

    /** Volumes, where there are any, as planes can be cut from these. */
    static ComparedImages deepest(Collection<ComparedImages> all) {
        return all.stream()
                .max(Comparator.comparingInt(images -> images.set().view().rank()))
                .orElseThrow();
    }
}
