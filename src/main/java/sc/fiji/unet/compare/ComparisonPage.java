package sc.fiji.unet.compare;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import sc.fiji.unet.base.Html;
import sc.fiji.unet.train.EpochRow;

/** The comparison as one web page that needs nothing else: verdict, table, curves and pictures. */
record ComparisonPage(ComparisonTable table, Map<ComparisonRun, RunResult> results, ComparisonPictures pictures) {
    private static final String HEAD =
            """
            <!DOCTYPE html>
            <html lang="en"><head><meta charset="utf-8"><title>Comparison of networks</title><style>
            body { font: 15px/1.45 system-ui, sans-serif; margin: 2em auto; max-width: 1200px; padding: 0 1em; color: #222 }
            table { border-collapse: collapse } td, th { padding: .3em .7em; text-align: right; white-space: nowrap }
            th:first-child { text-align: left; position: sticky; left: 0; background: #fff }
            tr + tr > * { border-top: 1px solid #ddd } .best { font-weight: bold; background: #eef7ee }
            .scroll { overflow-x: auto } .verdict { font-size: 1.2em } small { color: #777 }
            .pictures img { width: 230px; image-rendering: pixelated } .pictures th { text-align: left }
            svg { max-width: 100%; height: auto }
            </style></head><body>
            <h1>Comparison of networks</h1>
            """;

    String html() {
        return HEAD
                + "<p class=\"verdict\">" + Html.escaped(table.verdict()) + "</p>\n"
                + "<p>Mean ± standard deviation over seeds and folds. The order is that of Dice on validation images; "
                + "columns named test are of images that no training has seen.</p>\n"
                + "<div class=\"scroll\">" + rows() + "</div>\n"
                + "<h2>Dice on validation images</h2>\n"
                + chart("Dice", row -> row.validation().dice())
                + "<h2>Training loss</h2>\n" + chart("loss", EpochRow::trainLoss)
                + "<h2>The same images, network by network</h2>\n<div class=\"scroll\">" + pictures.html()
                + "</div>\n</body></html>\n";
    }

    private String rows() {
        List<String> columns = List.copyOf(table.rows().get(0).values().keySet());
        StringBuilder html = new StringBuilder("<table>\n<tr><th>network</th><th>runs</th>");
        columns.forEach(
                column -> html.append("<th>").append(Html.escaped(column)).append("</th>"));
        html.append("</tr>\n");
        for (ComparisonTable.Row row : table.rows()) {
            html.append(row.name().equals(table.best()) ? "<tr class=\"best\">" : "<tr>");
            html.append("<th>")
                    .append(Html.escaped(row.name()))
                    .append("</th><td>")
                    .append(row.runs())
                    .append("</td>");
            for (String column : columns) {
                String shown = row.values().get(column).shown(row.runs());
                html.append("<td>")
                        .append(shown.replaceFirst("(±.*)", "<small>$1</small>"))
                        .append("</td>");
            }
            html.append("</tr>\n");
        }
        return html.append("</table>\n").toString();
    }

    /** A curve for each run over seconds; runs of one recipe share a color. */
    private String chart(String what, ToDoubleFunction<EpochRow> value) {
        List<String> recipes =
                table.rows().stream().map(ComparisonTable.Row::name).toList();
        List<LineChart.Curve> curves = new ArrayList<>();
        for (ComparisonRun run : results.keySet()) {
            List<EpochRow> history = run.model().history();
            double[] x = history.stream().mapToDouble(EpochRow::seconds).toArray();
            double[] y = history.stream().mapToDouble(value).toArray();
            curves.add(new LineChart.Curve(
                    run.recipe().name(), recipes.indexOf(run.recipe().name()), x, y));
        }
        return new LineChart("seconds", what, curves).svg();
    }
}
