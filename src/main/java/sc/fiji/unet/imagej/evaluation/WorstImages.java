package sc.fiji.unet.imagej.evaluation;

import ij.measure.ResultsTable;
import java.awt.Dimension;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.imglib2.img.array.ArrayImgs;
import sc.fiji.unet.base.InputException;
import sc.fiji.unet.base.Progress;
import sc.fiji.unet.data.AnnotatedImage;
import sc.fiji.unet.data.ImageFolder;
import sc.fiji.unet.evaluate.EvaluatedImages;
import sc.fiji.unet.evaluate.Scores;
import sc.fiji.unet.image.ImageSource;
import sc.fiji.unet.imagej.files.ImageFiles;
import sc.fiji.unet.imagej.files.Montage;
import sc.fiji.unet.metrics.EvaluatedImage;
import sc.fiji.unet.metrics.Figure;
import sc.fiji.unet.metrics.Score;
import sc.fiji.unet.workflow.PreviewTile;

/** The images of an evaluation, worst first: as a table, and side by side with what went wrong. */
public final class WorstImages {
    private static final int HEIGHT = 224;
    private static final int LEAST_HEIGHT = 64;
    private static final int STEP = 16;
    private static final List<String> HEADINGS = List.of("image", "truth", "prediction", "mistakes");

    private final EvaluatedImages images;
    private final Scores scores;
    private final Path folder;

    /**
     * Pictures of the images that an evaluation scored worst.
     *
     * @param folder with the images that were segmented, of the same names; null to draw labels on black
     */
    public WorstImages(EvaluatedImages images, Scores scores, Path folder) {
        this.images = images;
        this.scores = scores;
        this.folder = folder;
    }

    /** A row an image, the worst first. */
    public static ResultsTable table(Scores scores) {
        ResultsTable table = new ResultsTable();
        for (Score score : scores.evaluation().images()) {
            table.addRow();
            table.addLabel(score.name());
            score.figures().forEach((name, value) -> add(table, name, value));
        }
        table.setPrecision(4);
        return table;
    }

    /** ImageJ would show that there is no figure as NaN. */
    private static void add(ResultsTable table, String name, double value) {
        if (Double.isNaN(value)) table.addValue(name, Figure.NONE);
        else table.addValue(name, value);
    }

    /**
     * The worst images: image, truth, prediction and disagreement, under a legend.
     *
     * @param place the largest picture that can be read as it opens, in pixels; null for full size
     */
    public BufferedImage draw(int count, Dimension place, Progress progress) {
        List<Montage.Row> rows = rows(count, progress);
        BufferedImage full = Montage.draw(shown(HEADINGS), rows, HEIGHT);
        int height = HEIGHT;
        // ImageJ zooms out of what is larger than the screen, and the words with it
        while (place != null && height > LEAST_HEIGHT && isLarger(full, place)) {
            height -= STEP;
            full = Montage.draw(shown(HEADINGS), rows, height);
        }
        return Legend.above(full, meanings());
    }

    private static boolean isLarger(BufferedImage picture, Dimension place) {
        return picture.getWidth() > place.width || picture.getHeight() > place.height;
    }

    private List<Montage.Row> rows(int count, Progress progress) {
        List<Montage.Row> rows = new ArrayList<>();
        for (Score score : scores.evaluation().images()) {
            if (rows.size() == count) break;
            progress.check();
            Scores.Place place = scores.places().get(score.name());
            EvaluatedImage evaluated = images.evaluated(place.file()).get(place.plane());
            ImageSource image = image(place, evaluated);
            long[] size = image.size();
            AnnotatedImage annotated =
                    new AnnotatedImage(image, ArrayImgs.ints(evaluated.classes().truth(), size), null);
            String name =
                    score.name() + "\nDice " + Figure.text(score.confusion().meanDice(), 3);
            if (evaluated.objects() != null) {
                rows.add(objects(name, score, new ObjectPictures(image, evaluated)));
                continue;
            }
            List<BufferedImage> pictures = new PreviewTile(annotated, images.classes())
                    .pictures(evaluated.classes().prediction());
            rows.add(new Montage.Row(name, shown(pictures)));
        }
        return rows;
    }

    private Montage.Row objects(String name, Score score, ObjectPictures pictures) {
        String ap = "\nAP " + Figure.text(score.figures().get("ap"), 3) + "\n";
        return new Montage.Row(name + ap + pictures.text(), shown(pictures.draw()));
    }

    /** All columns but that of the image, where there is none. */
    private <T> List<T> shown(List<T> columns) {
        return folder == null ? columns.subList(1, columns.size()) : columns;
    }

    private Map<String, Integer> meanings() {
        if (scores.ofObjects()) return ObjectPictures.meanings();
        Map<String, Integer> meanings = new LinkedHashMap<>();
        meanings.put("missed", PreviewTile.MISSED);
        meanings.put("too much", PreviewTile.TOO_MUCH);
        if (images.classes().size() > 2) meanings.put("wrong class", PreviewTile.CONFUSED);
        return meanings;
    }

    private ImageSource image(Scores.Place place, EvaluatedImage evaluated) {
        long[] size = new long[evaluated.size().length + 1];
        for (int d = 0; d < evaluated.size().length; d++) size[d] = evaluated.size()[d];
        size[evaluated.size().length] = 1;
        if (folder == null) return new ImageSource(evaluated.name(), ArrayImgs.bytes(size));
        String name = images.name(place.file());
        Path file = ImageFolder.list(folder, new ImageFiles()).stream()
                .filter(path -> ImageFolder.stem(path).equals(name))
                .findFirst()
                .orElseThrow(() -> new InputException("There is no image " + name + " in " + folder
                        + ": expected the images that were segmented, under the names of their label images."));
        ImageSource image = new ImageFiles()
                .images(file, evaluated.size().length, Progress.NONE)
                .get(place.plane());
        if (Arrays.equals(image.size(), Arrays.copyOf(size, image.rank()))) return image;
        throw new InputException(
                file + " has another size than its label image: expected the image that was segmented.");
    }
}
