package sc.fiji.unet.imagej.evaluation;

import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.imglib2.img.array.ArrayImgs;
import sc.fiji.unet.config.ClassInfo;
import sc.fiji.unet.config.ClassList;
import sc.fiji.unet.data.AnnotatedImage;
import sc.fiji.unet.image.ImageSource;
import sc.fiji.unet.imagej.labels.DistinctColors;
import sc.fiji.unet.metrics.EvaluatedImage;
import sc.fiji.unet.metrics.ObjectErrors;
import sc.fiji.unet.workflow.PreviewTile;

/** Pictures of an image whose objects were scored: true and predicted objects in a color each, and which ones went wrong. */
final class ObjectPictures {
    private static final int COLORS = 30;
    private static final int RIGHT = 0x808080;
    private static final int MERGED = 0xCC79A7;
    private static final int SPLIT = 0xF0E442;

    private final ImageSource image;
    private final EvaluatedImage evaluated;
    private final ObjectErrors errors;

    ObjectPictures(ImageSource image, EvaluatedImage evaluated) {
        this.image = image;
        this.evaluated = evaluated;
        errors = evaluated.objectErrors();
    }

    /** What the colors of mistakes mean. */
    static Map<String, Integer> meanings() {
        Map<String, Integer> meanings = new LinkedHashMap<>();
        meanings.put("found", RIGHT);
        meanings.put("missed", PreviewTile.MISSED);
        meanings.put("invented", PreviewTile.TOO_MUCH);
        meanings.put("merged", MERGED);
        meanings.put("split", SPLIT);
        return meanings;
    }

    /** The numbers of mistakes, for people. */
    String text() {
        List<String> words = new ArrayList<>();
        add(words, errors.missed(), "missed");
        add(words, errors.invented(), "invented");
        add(words, errors.merged(), "merged");
        add(words, errors.split(), "split");
        return String.join("\n", words);
    }

    private static void add(List<String> words, Set<Integer> objects, String kind) {
        if (!objects.isEmpty()) words.add(objects.size() + " " + kind);
    }

    /** Image, truth, prediction and mistakes. */
    List<BufferedImage> draw() {
        List<ClassInfo> colors = new ArrayList<>(List.of(new ClassInfo("none", 0, 0)));
        for (int i = 1; i <= COLORS; i++) colors.add(new ClassInfo("color" + i, i, DistinctColors.of(i)));
        List<BufferedImage> pictures =
                new ArrayList<>(tile(colored(evaluated.objects().truth()), colors)
                        .pictures(colored(evaluated.objects().prediction())));
        List<ClassInfo> kinds = new ArrayList<>(List.of(new ClassInfo("none", 0, 0)));
        meanings().forEach((kind, color) -> kinds.add(new ClassInfo(kind, kinds.size(), color)));
        int[] mistakes = mistakes();
        pictures.set(3, tile(mistakes, kinds).pictures(mistakes).get(1));
        return pictures;
    }

    private PreviewTile tile(int[] classes, List<ClassInfo> colors) {
        AnnotatedImage annotated = new AnnotatedImage(image, ArrayImgs.ints(classes, image.size()), null);
        return new PreviewTile(annotated, ClassList.copyOf(colors));
    }

    private static int[] colored(int[] numbers) {
        int[] colors = new int[numbers.length];
        for (int i = 0; i < colors.length; i++)
            colors[i] = numbers[i] <= 0 ? numbers[i] : 1 + (numbers[i] - 1) % COLORS;
        return colors;
    }

    /** By pixel the index in {@link #meanings}, from 1 on; what was predicted comes first. */
    private int[] mistakes() {
        int[] truth = evaluated.objects().truth();
        int[] prediction = evaluated.objects().prediction();
        int[] kinds = new int[truth.length];
        for (int i = 0; i < kinds.length; i++) {
            int t = truth[i];
            int p = prediction[i];
            if (t < 0) kinds[i] = t;
            else if (errors.invented().contains(p)) kinds[i] = 3;
            else if (errors.merged().contains(p)) kinds[i] = 4;
            else if (errors.missed().contains(t)) kinds[i] = 2;
            else if (errors.split().contains(t)) kinds[i] = 5;
            else if (t > 0 || p > 0) kinds[i] = 1;
        }
        return kinds;
    }
}
