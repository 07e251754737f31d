package sc.fiji.unet.base;

/** Text in web pages. */
public final class Html {
    private Html() {}

    /** The text with the characters that mean something in HTML written as entities, for elements and attributes. */
    public static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
