package sc.fiji.unet.imagej.evaluation;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import javax.imageio.ImageIO;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.RealType;
import net.imglib2.type.numeric.integer.IntType;
import net.imglib2.view.Views;
import sc.fiji.unet.check.FindingPage;
import sc.fiji.unet.check.Suspect;
import sc.fiji.unet.check.Turning;
import sc.fiji.unet.config.ClassList;
import sc.fiji.unet.data.AnnotatedImage;
import sc.fiji.unet.image.ImageSource;
import sc.fiji.unet.imagej.labels.OverlayPicture;

/** Draws images with the outlines of their masks, beside what they should be compared with. */
final class PairPictures implements FindingPage.Pictures {
    private static final int EDGE = 400;
    private final Function<String, Optional<AnnotatedImage>> images;

    /** Draws these, opened by their names. */
    PairPictures(Function<String, Optional<AnnotatedImage>> images) {
        this.images = images;
    }

    @Override
    public List<byte[]> of(Suspect suspect) {
        List<byte[]> pictures = new ArrayList<>();
        images.apply(suspect.name()).ifPresent(image -> {
            pictures.add(png(image, Turning.NONE));
            if (suspect.turned() != Turning.NONE) pictures.add(png(image, suspect.turned()));
        });
        images.apply(suspect.twin()).ifPresent(twin -> pictures.add(png(twin, Turning.NONE)));
        return pictures;
    }

    private static byte[] png(AnnotatedImage annotated, Turning turned) {
        ImageSource image = annotated.image();
        long step = Math.max(1, (Math.max(image.size()[0], image.size()[1]) + EDGE - 1) / EDGE);
        long z = image.rank() == 3 ? image.size()[2] / 2 : 0;
        RandomAccessibleInterval<IntType> labels = image.rank() == 3
                ? Views.hyperSlice(annotated.target(), 2, z + annotated.target().min(2))
                : annotated.target();
        ImageSource small = new ImageSource(image.name(), every(plane(image, z), step));
        BufferedImage picture = OverlayPicture.render(
                small, Views.subsample(turned.of(Views.zeroMin(labels)), step, step), ClassList.NONE);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            ImageIO.write(picture, "png", bytes);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot draw " + image.name() + ": " + e.getMessage(), e);
        }
        return bytes.toByteArray();
    }

    private static RandomAccessibleInterval<? extends RealType<?>> plane(ImageSource image, long z) {
        return image.rank() == 3 ? Views.hyperSlice(image.pixels(), 2, z) : image.pixels();
    }

    private static <T> RandomAccessibleInterval<T> every(RandomAccessibleInterval<T> plane, long step) {
        return Views.subsample(plane, step, step, 1);
    }
}
