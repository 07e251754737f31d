package sc.fiji.unet.workflow;

import java.nio.file.Path;
import sc.fiji.unet.config.ClassList;
import sc.fiji.unet.model.AnnotationFiles;
import sc.fiji.unet.train.TrainingEvent;
import sc.fiji.unet.train.TrainingRecord;

/**
 * Draws and writes what every {@link Training} leaves beside its network, whoever called it. Which files there are, and
 * when, is the training's business.
 */
public interface TrainingOutputs {
    /** Draws loss and Dice over epochs as PNG. */
    void curves(Path png, TrainingRecord record);

    /**
     * Draws a small picture of a validation image and what the network sees in it, as PNG.
     *
     * @param classes by index, background first
     */
    void thumbnail(Path png, TrainingEvent.Segmented image, ClassList classes);

    /**
     * Writes images that were annotated in memory.
     *
     * @param rank their spatial axes: 3 for volumes
     */
    AnnotationFiles annotations(int rank);
}
