package sc.fiji.unet.imagej.segmentation;

import ij.ImagePlus;
import ij.gui.Roi;
import java.awt.Rectangle;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import net.imglib2.FinalInterval;
import net.imglib2.Interval;
import sc.fiji.unet.base.Progress;
import sc.fiji.unet.config.ClassInfo;
import sc.fiji.unet.image.ImageSource;
import sc.fiji.unet.imagej.labels.LabelImages;
import sc.fiji.unet.imagej.labels.ObjectClasses;
import sc.fiji.unet.imagej.labels.ProbabilityImages;
import sc.fiji.unet.imagej.pixels.ImagePlusSources;
import sc.fiji.unet.label.ClassMap;
import sc.fiji.unet.label.Instances;
import sc.fiji.unet.label.ObjectOptions;
import sc.fiji.unet.model.LoadedModel;
import sc.fiji.unet.model.ModelFit;
import sc.fiji.unet.workflow.PartSegmentation;
import sc.fiji.unet.workflow.PieceLimits;

/**
 * Segments an open image: every frame, with a 2-D model every slice, of a rectangular selection only that part. Blocks
 * until done; call it off the event thread.
 *
 * @param objects how to clean classes and to tell objects apart
 * @param apart whether objects are told apart; else there are only classes
 * @param rescale whether pixels may be resampled to the model's pixel size
 * @param probabilities whether they are wanted
 * @param everyPiece whether all connected pieces of a class are kept, also where the model says that there are few
 */
public record ImageSegmentation(
        ObjectOptions objects, boolean apart, boolean rescale, boolean probabilities, boolean everyPiece) {
    /** Segments with an open model. */
    public SegmentedImage run(ImagePlus imp, LoadedModel model, Progress progress) {
        List<ImageSource> sources =
                ImagePlusSources.of(imp, model.card().network().rank());
        Rectangle part = part(imp, progress);
        ModelFit fit = ModelFit.of(sources.get(0), model.card(), rescale);
        fit.notes().forEach(progress::note);
        PartSegmentation segmentation =
                new PartSegmentation(model, fit, probabilities || apart, pieces(model, progress));
        Planes planes = new Planes(part.width * part.height);
        for (int i = 0; i < sources.size(); i++) {
            progress.check();
            Progress inner = Progress.numbered(progress, i, sources.size(), "plane");
            planes.add(segmentation.run(sources.get(i), interval(part, sources.get(i)), inner));
        }
        return planes.finish(imp, part, classes(model));
    }

    private List<Integer> pieces(LoadedModel model, Progress progress) {
        return everyPiece ? List.of() : PieceLimits.noted(model.card().labels(), progress);
    }

    /** The classes by index, with the index as the value that stands for each. */
    private static List<ClassInfo> classes(LoadedModel model) {
        List<ClassInfo> classes = model.card().classes();
        return IntStream.range(0, classes.size())
                .mapToObj(i ->
                        new ClassInfo(classes.get(i).name(), i, classes.get(i).color()))
                .toList();
    }

    private static Rectangle part(ImagePlus imp, Progress progress) {
        Rectangle whole = new Rectangle(imp.getWidth(), imp.getHeight());
        Roi roi = imp.getRoi();
        if (roi == null) return whole;
        boolean rectangle = roi.getType() == Roi.RECTANGLE && roi.getCornerDiameter() == 0;
        Rectangle part = roi.getBounds().intersection(whole);
        if (rectangle && !part.isEmpty()) return part;
        progress.note("The selection is not a rectangle within the image: the whole image is segmented.");
        return whole;
    }

    private static Interval interval(Rectangle part, ImageSource source) {
        long[] size = source.size();
        long[] min = new long[size.length];
        min[0] = part.x;
        min[1] = part.y;
        long[] max = {part.x + part.width - 1L, part.y + part.height - 1L, size[size.length - 1] - 1};
        return new FinalInterval(min, java.util.Arrays.copyOf(max, size.length));
    }

    /** What was segmented so far, plane by plane. */
    private final class Planes {
        private final int pixels;
        private final List<int[]> classes = new ArrayList<>();
        private final List<int[]> labels = new ArrayList<>();
        private final List<float[]> values = new ArrayList<>();
        private int found;

        Planes(int pixels) {
            this.pixels = pixels;
        }

        void add(ClassMap map) {
            ClassMap cleaned = Instances.clean(map, objects);
            split(cleaned.classes(), classes);
            if (apart) {
                int[] numbers = new int[map.classes().length];
                int count = Instances.label(cleaned, numbers, objects);
                for (int i = 0; i < numbers.length; i++) if (numbers[i] > 0) numbers[i] += found;
                found += count;
                split(numbers, labels);
            }
            if (probabilities) splitByPlane(map);
        }

        private void split(int[] volume, List<int[]> planes) {
            if (volume.length == pixels) planes.add(volume);
            for (int at = 0; at < volume.length && volume.length > pixels; at += pixels) {
                planes.add(java.util.Arrays.copyOfRange(volume, at, at + pixels));
            }
        }

        /** From (class, z, y, x) to a plane for each class of each slice, as ImageJ orders channels. */
        private void splitByPlane(ClassMap map) {
            int slices = map.classes().length / pixels;
            int channels = map.probabilities().length / map.classes().length;
            for (int z = 0; z < slices; z++) {
                for (int c = 0; c < channels; c++) {
                    int at = (c * slices + z) * pixels;
                    values.add(java.util.Arrays.copyOfRange(map.probabilities(), at, at + pixels));
                }
            }
        }

        SegmentedImage finish(ImagePlus imp, Rectangle part, List<ClassInfo> types) {
            int[][] indices = classes.toArray(int[][]::new);
            int[][] objects = labels.toArray(int[][]::new);
            ImagePlus kinds = LabelImages.ofClasses(indices, types, imp, part);
            ImagePlus numbers = !apart ? null : LabelImages.ofObjects(objects, imp, part);
            if (apart) ObjectClasses.of(objects, indices, types).writeTo(numbers);
            ImagePlus maps = values.isEmpty() ? null : ProbabilityImages.of(values, types, imp, part);
            return new SegmentedImage(imp, part, types, kinds, numbers, maps);
        }
    }
}
