package sc.fiji.unet.imagej.files;

import ij.ImagePlus;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.IntStream;
import sc.fiji.unet.base.Progress;
import sc.fiji.unet.config.ClassList;
import sc.fiji.unet.data.AnnotatedImage;
import sc.fiji.unet.image.ImageSource;
import sc.fiji.unet.imagej.labels.LabelImages;
import sc.fiji.unet.imagej.labels.LabelMetadata;
import sc.fiji.unet.imagej.pixels.ImagePlusLabels;
import sc.fiji.unet.imagej.pixels.ImagePlusSources;
import sc.fiji.unet.label.Targets;
import sc.fiji.unet.model.AnnotationFiles;

/**
 * Annotated images as ImageJ's TIFF, masks with the names of the classes in the image info.
 *
 * @param rank spatial axes of the images: 3 for volumes
 */
public record AnnotationTiffs(int rank) implements AnnotationFiles {
    private static final int PLANES = 2;

    /** Of planes. */
    public AnnotationTiffs() {
        this(PLANES);
    }

    @Override
    public ImageSource image(Path file) {
        return ImagePlusSources.of(ImageFiles.open(file, Progress.NONE), rank).get(0);
    }

    @Override
    public Mask mask(Path file) {
        ImagePlus mask = ImageFiles.open(file, Progress.NONE);
        return new Mask(ImagePlusLabels.of(mask, rank).get(0), LabelMetadata.classes(mask), LabelMetadata.ignore(mask));
    }

    @Override
    public void writeImage(Path file, ImageSource image) {
        OutputFiles.writeTiff(file, ImagePlusSources.toImagePlus(image));
    }

    @Override
    public void writeMask(Path file, AnnotatedImage annotated, ClassList classes) {
        ImagePlus like = ImagePlusSources.toImagePlus(annotated.image());
        int[] target = Targets.array(annotated.target());
        int area = like.getWidth() * like.getHeight();
        int[][] planes = IntStream.range(0, like.getNSlices())
                .mapToObj(z -> Arrays.copyOfRange(target, z * area, (z + 1) * area))
                .toArray(int[][]::new);
        OutputFiles.writeTiff(file, LabelImages.ofClasses(planes, classes.indexed(), like));
    }
}
