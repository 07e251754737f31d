package sc.fiji.unet.imagej.evaluation;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
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

/** Shows of each set of the demo a held-out image beside its truth and its prediction, objects in a color each. */
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
        ImageSource image = reader.images(pair.image(), 2, Progress.NONE).get(0);
        boolean objects = card.labels().instances();
        ClassList colored = objects ? ClassList.NONE : card.classes().indexed();
        RandomAccessibleInterval<IntType> none = ArrayImgs.ints(image.size());
        return new Montage.Row(
                set.name(),
                List.of(
                        OverlayPicture.render(image, none, colored),
                        OverlayPicture.render(image, shown(pair.mask(), meaning.truth(), objects), colored),
                        OverlayPicture.render(image, shown(labels, meaning.prediction(), objects), colored)));
    }

    /** Numbers of objects where there are some, so that each has a color of its own, else classes. */
    private RandomAccessibleInterval<IntType> shown(Path file, ClassPlan plan, boolean objects) {
        return objects ? labels(file).values() : plan.target(labels(file));
    }

    private LabelImage labels(Path file) {
        return reader.labels(file, 2, Progress.NONE).get(0);
    }

    private ImageFolder.Pair pair(Path data, String name) {
        return ImageFolder.scan(data.resolve("images"), data.resolve("masks"), reader)
                .only(Set.of(name))
                .pairs()
                .get(0);
    }
}
