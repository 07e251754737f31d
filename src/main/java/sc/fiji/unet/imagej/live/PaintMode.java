package sc.fiji.unet.imagej.live;

/** What the paint tool does with the mouse. */
enum PaintMode {
    /** Paints with a round brush. */
    BRUSH("Brush", "Paint the chosen class (b)", 'b'),
    /** Takes strokes away. */
    ERASER("Eraser", "Take strokes away (e)", 'e'),
    /** Fills what is about as bright. */
    FLOOD("Flood", "Fill what is connected and about as bright; the size says how alike (f)", 'f'),
    /** Fills an outline. */
    OUTLINE("Outline", "Draw around something, which is then filled (o)", 'o');

    private final String label;
    private final String hint;
    private final char key;

    PaintMode(String label, String hint, char key) {
        this.label = label;
        this.hint = hint;
        this.key = key;
    }

    String label() {
        return label;
    }

    String hint() {
        return hint;
    }

    char key() {
        return key;
    }
}
