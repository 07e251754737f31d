package sc.fiji.unet.metrics;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import sc.fiji.unet.base.AtomicFiles;
import sc.fiji.unet.base.Csv;
import sc.fiji.unet.base.Json;

/** An evaluation for machines (JSON), for spreadsheets (CSV) and for eyes (text). Undefined figures are null or empty. */
public final class EvaluationReport {
    private static final Pattern THRESHOLD = Pattern.compile("ap\\d\\d");

    private static final String LEGEND =
            """
            hd95, asd: how far outlines lie apart (95th percentile, mean); noise: specks an image where nothing is true;
            crossentropy: surprise at the truth, 0 is none; - where a figure does not exist.
            """;

    private static final String LEGEND_OF_OBJECTS =
            """
            ap: mean AP over IoU 0.5 to 0.95; pq: panoptic quality; missed, invented: nothing on the other side for more than
            half of them; merged, split: one for several.
            """;

    private EvaluationReport() {}

    /** Writes the JSON file and, beside it under the same name, the CSV table; neither is ever half-written. */
    public static void write(Evaluation evaluation, Path json) {
        String name = json.getFileName().toString().replaceFirst("\\.json$", "") + ".csv";
        Json.write(json, map(evaluation));
        AtomicFiles.writeString(json.resolveSibling(name), csv(evaluation));
    }

    /**
     * The figures as JSON has them: those of all images together, "classes" (background first, each with its "name"),
     * "confusion" (rows are truth), "images" (worst first, each with its "name" and "classes"), "seconds".
     */
    public static Map<String, Object> map(Evaluation evaluation) {
        Map<String, Object> map = new LinkedHashMap<>(evaluation.pooled().figures());
        map.put("classes", classes(evaluation, evaluation.pooled()));
        map.put("confusion", confusion(evaluation.pooled().confusion()));
        map.put(
                "images",
                evaluation.images().stream().map(s -> image(evaluation, s)).toList());
        map.put("seconds", evaluation.seconds());
        return map;
    }

    /** A row for each image, worst first, and one for all; the figures of classes follow as "dice class name". */
    public static String csv(Evaluation evaluation) {
        List<Score> rows = new ArrayList<>(evaluation.images());
        rows.add(evaluation.pooled());
        List<String> header = new ArrayList<>(List.of("name"));
        header.addAll(row(evaluation, evaluation.pooled()).keySet());
        StringBuilder csv = new StringBuilder(Csv.line(header));
        for (Score score : rows) {
            List<String> cells = new ArrayList<>(List.of(score.name()));
            Map<String, Double> row = row(evaluation, score);
            header.stream().skip(1).forEach(name -> cells.add(cell(row.getOrDefault(name, Double.NaN))));
            csv.append(Csv.line(cells));
        }
        return csv.toString();
    }

    /** A table of the classes, and the figures of all together, for a terminal. */
    public static String text(Evaluation evaluation) {
        Score pooled = evaluation.pooled();
        int width = evaluation.classes().stream().mapToInt(String::length).max().orElse(0);
        width = Math.max(width, "class".length());
        StringBuilder text = new StringBuilder(pad("class", width));
        var columns = pooled.figures(evaluation.classes().size() - 1).keySet();
        columns.forEach(name -> text.append(rightAligned(name)));
        for (int k = 0; k < evaluation.classes().size(); k++) {
            text.append('\n').append(pad(evaluation.classes().get(k), width));
            Map<String, Double> figures = pooled.figures(k);
            columns.forEach(name -> text.append(rightAligned(shown(figures.getOrDefault(name, Double.NaN)))));
        }
        int images = evaluation.images().size();
        text.append('\n').append(images).append(images == 1 ? " image:" : " images:");
        pooled.figures().forEach((name, value) -> {
            if (!isOfObjects(name)) text.append(' ').append(name).append(' ').append(shown(value));
        });
        return text.append('\n').append(objects(pooled)).append(LEGEND).toString();
    }

    private static boolean isOfObjects(String name) {
        return THRESHOLD.matcher(name).matches()
                || List.of("ap", "pq", "objects").contains(name)
                || Score.ERRORS.contains(name);
    }

    /** Average precision at each IoU and what went wrong, where objects were scored. */
    private static String objects(Score pooled) {
        StringBuilder text = new StringBuilder();
        pooled.figures().forEach((name, value) -> {
            if (THRESHOLD.matcher(name).matches())
                text.append("  0.").append(name.substring(2)).append(": ").append(shown(value));
        });
        if (text.isEmpty()) return "";
        Map<String, Double> figures = pooled.figures();
        StringJoiner counts = new StringJoiner(", ", "Objects: ", "\n");
        counts.add(String.format(Locale.ROOT, "%.0f true", figures.get("objects")));
        for (String count : Score.ERRORS) counts.add(String.format(Locale.ROOT, "%.0f %s", figures.get(count), count));
        counts.add("ap " + shown(figures.get("ap"))).add("pq " + shown(figures.get("pq")));
        return "Objects, AP at IoU" + text + "\n" + counts + LEGEND_OF_OBJECTS;
    }

    private static Map<String, Object> image(Evaluation evaluation, Score score) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("name", score.name());
        map.putAll(score.figures());
        map.put("classes", classes(evaluation, score));
        return map;
    }

    private static List<Map<String, Object>> classes(Evaluation evaluation, Score score) {
        return IntStream.range(0, evaluation.classes().size())
                .mapToObj(k -> {
                    Map<String, Object> map = new LinkedHashMap<>();
                    map.put("name", evaluation.classes().get(k));
                    map.putAll(score.figures(k));
                    return map;
                })
                .toList();
    }

    private static long[][] confusion(Confusion confusion) {
        int n = confusion.classes();
        return IntStream.range(0, n)
                .mapToObj(t -> IntStream.range(0, n)
                        .mapToLong(p -> confusion.count(t, p))
                        .toArray())
                .toArray(long[][]::new);
    }

    private static Map<String, Double> row(Evaluation evaluation, Score score) {
        Map<String, Double> row = new LinkedHashMap<>(score.figures());
        for (int k = 1; k < evaluation.classes().size(); k++) {
            String ofClass = " " + evaluation.classes().get(k);
            score.figures(k).forEach((name, value) -> row.put(name + ofClass, value));
        }
        return row;
    }

    private static String cell(double value) {
        return Double.isNaN(value) ? "" : Double.toString(value);
    }

    private static String shown(double value) {
        return Figure.text(value, 4);
    }

    private static String pad(String text, int width) {
        return text + " ".repeat(width - text.length());
    }

    private static String rightAligned(String text) {
        return String.format(Locale.ROOT, "%11s", text);
    }
}
