package sc.fiji.unet.model;

import java.nio.file.Path;
import java.util.OptionalInt;
import sc.fiji.unet.config.ClassList;
import sc.fiji.unet.data.AnnotatedImage;
import sc.fiji.unet.data.LabelImage;
import sc.fiji.unet.image.ImageSource;

/** Opens and writes the files of an {@link AnnotationStore}; what is written is read again as it was. Thread safe. */
public interface AnnotationFiles {
    /**
     * A mask as its file holds it, before its values are turned into class indices.
     *
     * @param labels the values, one plane
     * @param classes what they mean, by value
     * @param ignore the value of pixels of which nobody said anything, where there is one
     */
    record Mask(LabelImage labels, ClassList classes, OptionalInt ignore) {}

    /** Opens an image of one plane. */
    ImageSource image(Path file);

    /** Opens the mask of an image. */
    Mask mask(Path file);

    /** Writes the pixels of an image. */
    void writeImage(Path file, ImageSource image);

    /**
     * Writes the truth of an image, with the names of the classes.
     *
     * @param classes the list that the target's indices count in
     */
    void writeMask(Path file, AnnotatedImage annotated, ClassList classes);
}
