package sc.fiji.unet.imagej.rois;

import ij.ImagePlus;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.imglib2.Cursor;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.integer.IntType;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.view.Views;
import sc.fiji.unet.data.AnnotatedImage;
import sc.fiji.unet.data.ClassPlan;
import sc.fiji.unet.data.LabelImage;
import sc.fiji.unet.data.LoadOptions;
import sc.fiji.unet.image.ImageSource;
import sc.fiji.unet.imagej.labels.Annotation;
import sc.fiji.unet.imagej.labels.ObjectClasses;
import sc.fiji.unet.imagej.pixels.ImagePlusSources;

/**
 * Makes volumes of images that people annotated in ImageJ: each frame is one. Slices that nobody annotated are ignored in
 * learning (Cicek et al. 2016); frames without any are left out.
 */
final class AnnotatedVolumes {
    private AnnotatedVolumes() {}

    /**
     * From what was drawn.
     *
     * @param planes those that were annotated, with their loss weights
     */
    static List<AnnotatedImage> of(ImagePlus imp, Annotation annotation, List<AnnotatedImage> planes) {
        List<ImageSource> frames = ImagePlusSources.of(imp, 3);
        List<AnnotatedImage> volumes = new ArrayList<>();
        int next = 0;
        for (int t = 0; t < annotation.frames(); t++) {
            Truth truth = Truth.of(frames.get(t), planes);
            for (int z = 0; z < annotation.slices(); z++) {
                if (annotation.isAnnotated(z, t)) truth.put(z, planes.get(next++));
            }
            if (truth.slices > 0) volumes.add(truth.volume());
        }
        return volumes;
    }

    /**
     * From a label image.
     *
     * @param marked which planes hold any label, slice by slice, frame by frame
     */
    static List<AnnotatedImage> of(ImagePlus image, ImagePlus labelImage, ClassPlan plan, boolean[] marked) {
        List<ImageSource> frames = ImagePlusSources.of(image, 3);
        List<LabelImage> labels = ObjectClasses.labels(labelImage, 3);
        int depth = marked.length / frames.size();
        List<AnnotatedImage> volumes = new ArrayList<>();
        for (int t = 0; t < frames.size(); t++) {
            AnnotatedImage whole = plan.annotate(frames.get(t), labels.get(t), LoadOptions.defaults());
            Truth truth = Truth.of(frames.get(t), List.of(whole));
            for (int z = 0; z < depth; z++) {
                if (!marked[t * depth + z]) continue;
                truth.put(
                        z,
                        new AnnotatedImage(
                                whole.image(),
                                Views.hyperSlice(whole.target(), 2, z),
                                whole.weight() == null ? null : Views.hyperSlice(whole.weight(), 2, z),
                                whole.objects() == null ? null : Views.hyperSlice(whole.objects(), 2, z)));
            }
            if (truth.slices > 0) volumes.add(truth.volume());
        }
        return volumes;
    }

    /** The truth of a volume, put together slice by slice. */
    private static final class Truth {
        private final ImageSource image;
        private final int area;
        private final int[] target;
        private final float[] weight;
        private final int[] objects;
        private int slices;

        /** With weights where any slice has some, with numbered objects where each has. */
        static Truth of(ImageSource image, List<AnnotatedImage> slices) {
            return new Truth(
                    image,
                    slices.stream().anyMatch(slice -> slice.weight() != null),
                    slices.stream().allMatch(slice -> slice.objects() != null));
        }

        private Truth(ImageSource image, boolean weighted, boolean numbered) {
            this.image = image;
            long[] size = image.size();
            area = Math.toIntExact(size[0] * size[1]);
            target = new int[Math.multiplyExact(area, Math.toIntExact(size[2]))];
            weight = weighted ? new float[target.length] : null;
            objects = numbered ? new int[target.length] : null;
            Arrays.fill(target, AnnotatedImage.IGNORE);
            if (numbered) Arrays.fill(objects, AnnotatedImage.IGNORE);
        }

        void put(int z, AnnotatedImage slice) {
            slices++;
            copy(slice.target(), target, z * area);
            if (objects != null) copy(slice.objects(), objects, z * area);
            if (weight == null) return;
            Arrays.fill(weight, z * area, (z + 1) * area, 1);
            if (slice.weight() == null) return;
            Cursor<FloatType> weights = Views.flatIterable(slice.weight()).cursor();
            for (int i = z * area; i < (z + 1) * area; i++)
                weight[i] = weights.next().get();
        }

        private static void copy(RandomAccessibleInterval<IntType> slice, int[] values, int from) {
            int i = from;
            for (IntType value : Views.flatIterable(slice)) values[i++] = value.get();
        }

        AnnotatedImage volume() {
            long[] size = image.size();
            return new AnnotatedImage(
                    image,
                    ArrayImgs.ints(target, size),
                    weight == null ? null : ArrayImgs.floats(weight, size),
                    objects == null ? null : ArrayImgs.ints(objects, size));
        }
    }
}
