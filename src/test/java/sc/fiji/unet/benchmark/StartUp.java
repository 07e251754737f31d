package sc.fiji.unet.benchmark;

import java.nio.file.Path;
import net.imglib2.img.array.ArrayImgs;
import sc.fiji.unet.base.Progress;
import sc.fiji.unet.config.PrecisionChoice;
import sc.fiji.unet.image.ImageSource;
import sc.fiji.unet.imagej.files.ImageFiles;
import sc.fiji.unet.model.LoadedModel;
import sc.fiji.unet.predict.LabelSink;

/** The first prediction of a fresh process: opens a model and a small image, segments it and says so. */
public final class StartUp {
    private StartUp() {}

    /** Argument: folder. */
    public static void main(String[] args) {
        Subject subject = new Subject(Path.of(args[0]));
        try (LoadedModel model =
                LoadedModel.open(subject.model(1), "auto", LoadedModel.libtorch(PrecisionChoice.AUTO, Progress.NONE))) {
            ImageSource source =
                    new ImageFiles().images(subject.tile(), 2, Progress.NONE).get(0);
            model.segmenter().fill(source, new LabelSink(ArrayImgs.unsignedBytes(source.size())), Progress.NONE);
            System.out.println("ready");
        }
    }
}
