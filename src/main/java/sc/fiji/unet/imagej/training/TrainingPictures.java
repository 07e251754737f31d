package sc.fiji.unet.imagej.training;

import java.nio.file.Path;
import net.imglib2.img.array.ArrayImgs;
import sc.fiji.unet.compare.Comparison;
import sc.fiji.unet.config.ClassList;
import sc.fiji.unet.imagej.files.AnnotationTiffs;
import sc.fiji.unet.imagej.files.ImageFiles;
import sc.fiji.unet.imagej.files.OutputFiles;
import sc.fiji.unet.imagej.labels.OverlayPicture;
import sc.fiji.unet.imagej.labels.Pictures;
import sc.fiji.unet.model.AnnotationFiles;
import sc.fiji.unet.train.TrainingEvent;
import sc.fiji.unet.train.TrainingRecord;
import sc.fiji.unet.workflow.Training;
import sc.fiji.unet.workflow.TrainingOutputs;

/** Draws what a training leaves, by ImageJ; needs no display. */
public final class TrainingPictures implements TrainingOutputs {
    private static final int THUMBNAIL = 256;

    /** Trainings on files that ImageJ opens. */
    public static Training training() {
        return new Training(new ImageFiles(), new TrainingPictures());
    }

    /** Comparisons of networks on such files. */
    public static Comparison comparison() {
        return new Comparison(new ImageFiles(), new OutputFiles(), training());
    }

    @Override
    public void curves(Path png, TrainingRecord record) {
        TrainingCurves.of(record, TrainingCurves.Look.PRINT).write(png);
    }

    @Override
    public void thumbnail(Path png, TrainingEvent.Segmented image, ClassList classes) {
        long[] size = image.image().image().size();
        OutputFiles.writePng(
                png,
                Pictures.within(
                        THUMBNAIL,
                        OverlayPicture.render(
                                image.image().image(), ArrayImgs.ints(image.prediction(), size), classes.indexed())));
    }

    @Override
    public AnnotationFiles annotations(int rank) {
        return new AnnotationTiffs(rank);
    }
}
