package sc.fiji.unet.check;

import java.util.Base64;
import java.util.List;
import sc.fiji.unet.base.Html;

/**
 * Findings as one web page that needs nothing else, with pictures of the worst pairs.
 *
 * @param set what was found
 * @param pictures draws an image in question
 * @param worst how many pictures of each kind there are
 */
public record FindingPage(CheckedSet set, Pictures pictures, int worst) {
    private static final String HEAD =
            """
            <!DOCTYPE html>
            <html lang="en"><head><meta charset="utf-8"><title>Training data</title><style>
            body { font: 15px/1.45 system-ui, sans-serif; margin: 2em auto; max-width: 1200px; padding: 0 1em; color: #222 }
            table { border-collapse: collapse } td, th { padding: .3em .7em; text-align: left; vertical-align: top }
            tr + tr > * { border-top: 1px solid #ddd }
            .level { font-weight: bold; border-radius: 4px; padding: 0 .4em } .refused { background: #f6d0d0 }
            .warning { background: #fbe6c2 } .note { background: #e2ecf5 }
            .pairs { display: flex; flex-wrap: wrap; gap: 1em } figure { margin: 0; max-width: 100% }
            figcaption { font-size: .85em; color: #555; max-width: 24em; overflow-wrap: anywhere }
            figure img { height: 240px; max-width: 100%; object-fit: contain }
            </style></head><body>
            <h1>Training data</h1>
            """;

    /** Draws images for the page. */
    @FunctionalInterface
    public interface Pictures {
        /** PNG files of an image with its mask, and of what it should be looked at beside; empty where there are none. */
        List<byte[]> of(Suspect suspect);
    }

    /** The page as text. */
    public String html() {
        StringBuilder html = new StringBuilder(HEAD);
        html.append("<p>").append(Finding.images(set.images())).append(" checked. ");
        html.append(
                set.findings().isEmpty()
                        ? "Nothing was found.</p>\n"
                        : "What was found, and what a training does about it:</p>\n");
        if (!set.findings().isEmpty()) html.append(table());
        set.findings().stream()
                .filter(finding -> !finding.suspects().isEmpty())
                .forEach(finding -> section(html, finding));
        html.append(
                "<h2>Outlines that lie least on edges</h2>\n<p>Nothing has to be wrong with these: look whether masks"
                        + " belong to their images.</p>\n");
        List<Suspect> least =
                set.leastFitting().stream().map(name -> new Suspect(name, "")).toList();
        figures(html, least);
        return html.append("</body></html>\n").toString();
    }

    private String table() {
        StringBuilder html =
                new StringBuilder("<table>\n<tr><th>finding</th><th></th><th>what</th><th>a training</th></tr>\n");
        for (Finding finding : set.findings()) {
            html.append("<tr><th>").append(Html.escaped(finding.kind()));
            html.append("</th><td><span class=\"level ").append(finding.level()).append("\">");
            html.append(finding.level()).append("</span></td><td>").append(Html.escaped(finding.what()));
            html.append("</td><td>").append(Html.escaped(finding.training())).append("</td></tr>\n");
        }
        return html.append("</table>\n").toString();
    }

    private void section(StringBuilder html, Finding finding) {
        html.append("<h2>").append(Html.escaped(finding.kind())).append("</h2>\n");
        figures(html, finding.suspects());
        int more = finding.suspects().size() - worst;
        if (more > 0) html.append("<p>And ").append(more).append(" more, in the table beside this page.</p>\n");
    }

    private void figures(StringBuilder html, List<Suspect> suspects) {
        html.append("<div class=\"pairs\">\n");
        for (Suspect suspect : suspects.subList(0, Math.min(worst, suspects.size()))) {
            html.append("<figure>");
            for (byte[] png : pictures.of(suspect)) {
                html.append("<img alt=\"\" src=\"data:image/png;base64,");
                html.append(Base64.getEncoder().encodeToString(png)).append("\"> ");
            }
            String detail = suspect.detail().isEmpty() ? "" : ": " + suspect.detail();
            html.append("<figcaption>")
                    .append(Html.escaped(suspect.name() + detail))
                    .append("</figcaption></figure>\n");
        }
        html.append("</div>\n");
    }
}
