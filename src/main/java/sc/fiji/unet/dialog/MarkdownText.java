package sc.fiji.unet.dialog;

/** What the help pages use of Markdown, as HTML that Swing shows: headings, lists, paragraphs, emphasis, code and links. */
final class MarkdownText {
    private MarkdownText() {}

    /** The page, without a head or a body. */
    static String html(String page) {
        StringBuilder html = new StringBuilder();
        for (String block : page.strip().split("\\n\\s*\\n")) html.append(block(block.strip()));
        return html.toString();
    }

    private static String block(String block) {
        if (block.startsWith("## ")) return "<h2>" + inline(block.substring(3)) + "</h2>";
        if (!block.startsWith("- ")) return "<p>" + inline(block) + "</p>";
        StringBuilder list = new StringBuilder("<ul>");
        for (String entry : block.substring(2).split("\\n- "))
            list.append("<li>").append(inline(entry)).append("</li>");
        return list.append("</ul>").toString();
    }

    private static String inline(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replaceAll("\\s*\\n\\s*", " ")
                .replaceAll("`([^`]+)`", "<code>$1</code>")
                .replaceAll("\\*\\*([^*]+)\\*\\*", "<b>$1</b>")
                .replaceAll("\\*([^*]+)\\*", "<i>$1</i>")
                .replaceAll("\\[([^]]+)]\\((https?://[^)]+)\\)", "<a href=\"$2\">$1</a>")
                .replaceAll("\\[([^]]+)]\\([^)]+\\)", "$1"); // pages beside this one are reached by their menu entries
    }
}
