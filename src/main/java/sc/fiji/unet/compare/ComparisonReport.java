package sc.fiji.unet.compare;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import sc.fiji.unet.base.AtomicFiles;
import sc.fiji.unet.base.Csv;
import sc.fiji.unet.base.Json;
import sc.fiji.unet.config.CompareOptions;

/**
 * A comparison as JSON for machines, CSV for spreadsheets, text for a terminal and a page for a browser.
 *
 * @param results of the trainings that are done
 * @param missing names of the others
 * @param pictures of the page
 */
record ComparisonReport(Map<ComparisonRun, RunResult> results, List<String> missing, ComparisonPictures pictures) {
    private static final List<String> SHOWN =
            List.of("dice", "iou", "pixelaccuracy", "crossentropy", "noise", "epochseconds", "megabytes");

    /** Writes all into the output folder; figures also where the report was wanted. */
    ComparisonResult write(CompareOptions options) {
        ComparisonTable table = ComparisonTable.of(List.copyOf(results.values()));
        Map<String, Object> figures = figures(table);
        Json.write(options.output().resolve("comparison.json"), figures);
        if (options.report() != null) Json.write(options.report(), figures);
        AtomicFiles.writeString(options.output().resolve("comparison.csv"), csv(table));
        Path page = options.output().resolve("comparison.html");
        AtomicFiles.writeString(page, new ComparisonPage(table, results, pictures).html());
        return new ComparisonResult(text(table), table.best(), page, results.size(), missing);
    }

    private Map<String, Object> figures(ComparisonTable table) {
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("runs", results.values().stream().map(RunResult::row).toList());
        figures.put("table", table.rows());
        figures.put("best", table.best());
        figures.put("verdict", table.verdict());
        return figures;
    }

    private static String csv(ComparisonTable table) {
        List<String> columns = List.copyOf(table.rows().get(0).values().keySet());
        List<String> head = new ArrayList<>(List.of("name", "runs"));
        columns.forEach(column -> head.addAll(List.of(column, column + " spread")));
        StringBuilder csv = new StringBuilder(Csv.line(head));
        for (ComparisonTable.Row row : table.rows()) {
            List<String> cells = new ArrayList<>(List.of(row.name(), String.valueOf(row.runs())));
            for (String column : columns) {
                ComparisonTable.Value value = row.values().get(column);
                cells.add(number(value.mean()));
                cells.add(number(value.spread()));
            }
            csv.append(Csv.line(cells));
        }
        return csv.toString();
    }

    private static String text(ComparisonTable table) {
        int width =
                table.rows().stream().mapToInt(row -> row.name().length()).max().orElse(0) + 2;
        List<String> columns = new ArrayList<>(SHOWN);
        if (table.rows().get(0).values().containsKey("test dice")) columns.addAll(List.of("test dice", "test iou"));
        StringBuilder text = new StringBuilder(" ".repeat(width));
        columns.forEach(column -> text.append(String.format(Locale.ROOT, "%17s", column)));
        for (ComparisonTable.Row row : table.rows()) {
            text.append('\n')
                    .append(row.name())
                    .append(" ".repeat(width - row.name().length()));
            columns.forEach(column -> text.append(
                    String.format(Locale.ROOT, "%17s", row.values().get(column).shown(row.runs()))));
        }
        return text.append('\n').append(table.verdict()).toString();
    }

    private static String number(double value) {
        return Double.isNaN(value) ? "" : Double.toString(value);
    }
}
