package sc.fiji.unet.imagej.files;

import ij.ImagePlus;
import java.nio.file.Path;
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

/** Annotated images as ImageJ's TIFF, masks with the names of the classes in the image info. */
public final class AnnotationTiffs implements AnnotationFiles {
    @Override
    public ImageSource image(Path file) {
        return ImagePlusSources.of(ImageFiles.open(file, Progress.NONE), 2).get(0);
    }

    @Override
    public Mask mask(Path file) {
        ImagePlus mask = ImageFiles.open(file, Progress.NONE);
        return new Mask(ImagePlusLabels.of(mask, 2).get(0), LabelMetadata.classes(mask), LabelMetadata.ignore(mask));
    }

    @Override
    public void writeImage(Path file, ImageSource image) {
        OutputFiles.writeTiff(file, ImagePlusSources.toImagePlus(image));
    }

    @Override
    public void writeMask(Path file, AnnotatedImage annotated, ClassList classes) {
        ImagePlus like = ImagePlusSources.toImagePlus(annotated.image());
        OutputFiles.writeTiff(
                file, LabelImages.ofClasses(new int[][] {Targets.array(annotated.target())}, classes.indexed(), like));
    }
}
