package sc.fiji.unet.base;

/** Makes texts from people, such as names of classes, safe to stand in a web page or in a label of Swing. */
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
