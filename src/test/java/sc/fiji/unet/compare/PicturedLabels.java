package sc.fiji.unet.compare;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.IntegerType;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.view.Views;
import sc.fiji.unet.base.Progress;
import sc.fiji.unet.config.ClassList;
import sc.fiji.unet.config.Recipe;
import sc.fiji.unet.data.AnnotatedImage;
import sc.fiji.unet.image.ImageSource;
import sc.fiji.unet.model.ModelFolder;
import sc.fiji.unet.segment.LabelWriter;

/** The labels that the pictures of a comparison show, instead of pictures. */
public final class PicturedLabels implements LabelWriter {
    private final List<int[]> drawn = new ArrayList<>();

    private PicturedLabels() {}

    /** Of a model, which has to lie in a folder "model" of the run's. */
    public static int[] of(Path run, ImageSource image) {
        PicturedLabels labels = new PicturedLabels();
        ComparisonPictures pictures = new ComparisonPictures(run, labels);
        ClassList classes = new ModelFolder(run.resolve("model")).card().classes();
        pictures.show(List.of(new AnnotatedImage(image, ArrayImgs.ints(image.size()), null)), classes);
        pictures.add(new ComparisonRun(new Recipe("one", Map.of()), 1, 0, run), "cpu", Progress.NONE);
        return labels.drawn.get(1);
    }

    @Override
    public void overlay(
            Path file,
            ImageSource source,
            RandomAccessibleInterval<? extends IntegerType<?>> labels,
            ClassList classes) {
        int[] values = new int[(int) labels.size()];
        int i = 0;
        for (IntegerType<?> value : Views.flatIterable(labels)) values[i++] = value.getInteger();
        drawn.add(values);
    }

    @Override
    public void labels(
            Path file,
            RandomAccessibleInterval<? extends IntegerType<?>> labels,
            ClassList classes,
            ImageSource source) {
        throw new AssertionError("there are pictures only");
    }

    @Override
    public void probabilities(
            Path file, RandomAccessibleInterval<FloatType> probabilities, ClassList classes, ImageSource source) {
        throw new AssertionError("there are pictures only");
    }
}
