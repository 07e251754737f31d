package sc.fiji.unet.live;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.Stream;
import net.imglib2.type.numeric.integer.IntType;
import net.imglib2.view.Views;
import sc.fiji.unet.base.InputException;
import sc.fiji.unet.base.OptionException;
import sc.fiji.unet.base.Progress;
import sc.fiji.unet.config.ClassInfo;
import sc.fiji.unet.config.ClassList;
import sc.fiji.unet.config.DataOptions;
import sc.fiji.unet.config.FitOptions;
import sc.fiji.unet.config.InputOptions;
import sc.fiji.unet.config.NetworkOptions;
import sc.fiji.unet.config.RunOptions;
import sc.fiji.unet.config.StartOptions;
import sc.fiji.unet.config.TrainOptions;
import sc.fiji.unet.data.AnnotatedImage;
import sc.fiji.unet.data.ClassPlan;
import sc.fiji.unet.data.HoldOut;
import sc.fiji.unet.data.TrainingSet;
import sc.fiji.unet.image.ImageSource;

/**
 * The training that a live session ends with: planned like any other, on all strokes of the project, validated on those that
 * were held out.
 *
 * @param project with strokes
 */
public record LiveFinish(LiveProject project) {
    private static final double VALIDATION_SHARE = 0.2;
    private static final long SEED = 1;
    /** Fewer say little about a class. */
    private static final int FEWEST_HELD = 50;

    /**
     * What is asked for; all else is planned.
     *
     * @param start what to begin with; null for the model that the project began with, if any
     */
    public TrainOptions options(Path model, StartFrom start, double minutes, String device) {
        requireProject();
        if (StartFrom.OWN.equals(start)) {
            throw new OptionException(
                    "start = own: what Live U-Net begins with fits its small network only, but here a"
                            + " network is planned. Expected random or a trained model; leave it empty for what the project says.");
        }
        StartFrom from = start == null ? project.start() : start;
        return new TrainOptions(
                DataOptions.defaults(project.folder(), project.folder()),
                NetworkOptions.defaults(),
                InputOptions.defaults(),
                FitOptions.defaults().withLimits(0, minutes),
                RunOptions.defaults(model).withDevice(device).withSeed(SEED),
                from.isModel() ? StartOptions.from(from.model()) : StartOptions.SCRATCH);
    }

    private void requireProject() {
        if (LiveProject.is(project.folder())) return;
        throw new InputException(
                project.folder() + " is no folder of Live U-Net: there is no live.json in it. Expected the"
                        + " folder that the panel names, in which strokes are kept.");
    }

    /** The strokes: those to learn from, and those to validate on. */
    public TrainingSet load(Progress progress) {
        requireProject();
        Map<String, ImageSource> opened = new HashMap<>();
        List<AnnotatedImage> learned = project.annotated(false, opened);
        List<AnnotatedImage> held = project.annotated(true, opened);
        ClassList classes = classes();
        requireTwo(learned, classes);
        ClassPlan plan = new ClassPlan(classes, false, OptionalInt.empty(), List.of());
        if (tells(held, classes.size())) {
            progress.note(String.format(
                    Locale.ROOT,
                    "Learning from strokes on %d images or slices; those that were held out, on %d of them, validate.",
                    learned.size(),
                    held.size()));
            return TrainingSet.of(learned, held, plan);
        }
        progress.note("Too few strokes were held out to validate on: a part of all is held back instead.");
        return new HoldOut(null, VALIDATION_SHARE, SEED).apply(together(learned, held), plan, progress);
    }

    /** The background of a model is black, as of any other. */
    private ClassList classes() {
        List<ClassInfo> infos = new ArrayList<>();
        for (ClassInfo info : project.classes()) {
            int index = infos.size();
            infos.add(new ClassInfo(info.name(), index, index == 0 ? ClassInfo.defaultColor(0) : info.color()));
        }
        return ClassList.copyOf(infos);
    }

    private void requireTwo(List<AnnotatedImage> images, ClassList classes) {
        long[] pixels = pixels(images, classes.size());
        int painted = 0;
        for (long n : pixels) if (n > 0) painted++;
        if (painted > 1) return;
        throw new InputException(project.folder() + " has strokes of " + painted + " of the classes "
                + String.join(", ", classes.names()) + ": expected two or more. Paint a little of each class.");
    }

    private static boolean tells(List<AnnotatedImage> held, int classes) {
        long[] pixels = pixels(held, classes);
        long foreground = 0;
        for (int k = 1; k < classes; k++) foreground += pixels[k];
        return pixels[0] >= FEWEST_HELD && foreground >= FEWEST_HELD;
    }

    private static long[] pixels(List<AnnotatedImage> images, int classes) {
        long[] pixels = new long[classes];
        for (AnnotatedImage image : images) {
            for (IntType value : Views.flatIterable(image.target())) if (value.get() >= 0) pixels[value.get()]++;
        }
        return pixels;
    }

    private static List<AnnotatedImage> together(List<AnnotatedImage> learned, List<AnnotatedImage> held) {
        Map<String, AnnotatedImage> all = new LinkedHashMap<>();
        Stream.concat(learned.stream(), held.stream())
                .forEach(image -> all.merge(image.image().name(), image, AnnotatedImage::together));
        return List.copyOf(all.values());
    }
}
