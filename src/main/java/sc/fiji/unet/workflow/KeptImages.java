package sc.fiji.unet.workflow;

import java.nio.file.Path;
import sc.fiji.unet.base.Progress;
import sc.fiji.unet.config.DataOptions;
import sc.fiji.unet.config.TrainOptions;
import sc.fiji.unet.data.TrainingSet;
import sc.fiji.unet.model.AnnotationFiles;
import sc.fiji.unet.model.AnnotationStore;
import sc.fiji.unet.model.ModelFolder;
import sc.fiji.unet.model.TrainingOrigin;

/** Images that were annotated in memory are in no folder, but a later training may want them again: the model keeps them. */
final class KeptImages {
    private static final long MOST_BYTES = 1L << 30;

    private KeptImages() {}

    /** Writes them into the model folder, where they came from memory and are not too large. */
    static void keep(
            TrainingSet set, TrainOptions options, ModelFolder model, AnnotationFiles files, Progress progress) {
        if (options.data().images() != null) return;
        Path folder = model.path().resolve("annotated");
        if (bytes(set) > MOST_BYTES) {
            progress.note(
                    "The annotated images are too large to be kept in the model's folder: Correct and Continue will"
                            + " have the corrected ones only.");
            return;
        }
        new AnnotationStore(folder, files).addAll(set);
        DataOptions said = options.data();
        DataOptions data = new DataOptions(folder, folder, said.classes(), said.split(), said.validation())
                .withDimensions(set.view().dimensions());
        new TrainingOrigin(data, options.run().seed(), set.weighted()).write(model);
        progress.note(
                "The annotated images are kept in the model's folder, so that Correct and Continue can use them.");
    }

    private static long bytes(TrainingSet set) {
        return set.train().stream()
                .map(image -> image.image().pixels())
                .mapToLong(pixels -> pixels.size() * pixels.getType().getBitsPerPixel() / Byte.SIZE)
                .sum();
    }
}
