package sc.fiji.unet.workflow;

import java.util.List;
import sc.fiji.unet.config.ClassList;
import sc.fiji.unet.metrics.EvaluatedImage;

/** Label images beside their truth, opened one after the other. */
public interface EvaluatedImages {
    /** What is told apart, background first. */
    ClassList classes();

    /** The number of files. */
    int count();

    /** The name of a file, without its extension. */
    String name(int file);

    /** Opens a file: one for each plane, or one for a volume. */
    List<EvaluatedImage> evaluated(int file);
}
