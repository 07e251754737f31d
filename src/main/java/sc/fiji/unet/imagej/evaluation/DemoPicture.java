package sc.fiji.unet.imagej.evaluation;

import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.integer.IntType;
import sc.fiji.unet.base.Progress;
import sc.fiji.unet.config.ClassList;
import sc.fiji.unet.config.ModelCard;
import sc.fiji.unet.data.ClassPlan;
import sc.fiji.unet.data.ImageFolder;
import sc.fiji.unet.data.LabelImage;
import sc.fiji.unet.image.ImageSource;
import sc.fiji.unet.imagej.files.ImageFiles;
import sc.fiji.unet.imagej.files.Montage;
import sc.fiji.unet.imagej.labels.OverlayPicture;
import sc.fiji.unet.model.LabelMeaning;
import sc.fiji.unet.model.ModelFolder;
import sc.fiji.unet.workflow.Demo;

/**
 * Shows of each set of the demo a held-out image beside its truth and its prediction, objects in a color each; of volumes, three
 * cuts through the middle.
 */
public final class DemoPicture {
    private static final int HEIGHT = 256;
    private static final List<String> HEADINGS = List.of("image", "truth", "prediction");

    private final ImageFiles reader = new ImageFiles();

    /** Writes a PNG file with a row for each set. */
    public void write(Path file, List<Demo.SetResult> sets) {
        Montage.write(file, HEADINGS, sets.stream().map(this::row).toList(), HEIGHT);
    }

    private Montage.Row row(Demo.SetResult set) {
        ModelCard card = new ModelFolder(set.output().resolve("model")).card();
        LabelMeaning meaning = LabelMeaning.of(card);
        Path labels = ImageFolder.list(set.output().resolve("labels"), reader).get(0);
        ImageFolder.Pair pair = pair(set.data(), ImageFolder.stem(labels));
        int rank = card.imageRank();
        boolean objects = card.labels().instances();
        ImageSource image = reader.images(pair.image(), rank, Progress.NONE).get(0);
        return new Montage.Row(
                set.name(),
                pictures(
                        image,
                        shown(labels(pair.mask(), rank), meaning.truth(), objects),
                        shown(labels(labels, rank), meaning.prediction(), objects),
                        objects ? ClassList.NONE : card.classes().indexed()));
    }

    /** Numbers of objects where there are some, so that each has a color of its own, else classes. */
    private static RandomAccessibleInterval<IntType> shown(LabelImage labels, ClassPlan plan, boolean objects) {
        return objects ? labels.values() : plan.target(labels);
    }

    private static List<BufferedImage> pictures(
            ImageSource image,
            RandomAccessibleInterval<IntType> truth,
            RandomAccessibleInterval<IntType> prediction,
            ClassList classes) {
        if (image.rank() == 3) {
            OrthogonalCuts cuts = OrthogonalCuts.of(image);
            return pictures(cuts.image(image), cuts.labels(truth), cuts.labels(prediction), classes);
        }
        return Stream.of(ArrayImgs.ints(image.size()), truth, prediction)
                .map(shown -> OverlayPicture.render(image, shown, classes))
                .toList();
    }

    private LabelImage labels(Path file, int rank) {
        return reader.labels(file, rank, Progress.NONE).get(0);
    }

    private ImageFolder.Pair pair(Path data, String name) {
        return ImageFolder.scan(data.resolve("images"), data.resolve("masks"), reader)
                .only(Set.of(name))
                .pairs()
                .get(0);
    }
}
