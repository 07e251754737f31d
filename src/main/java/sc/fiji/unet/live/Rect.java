package sc.fiji.unet.live;

/**
 * A rectangle of pixels of a plane. Immutable.
 *
 * @param x left column
 * @param y upper row
 * @param width columns; 0 where there is none
 * @param height rows; 0 where there is none
 */
public record Rect(int x, int y, int width, int height) {
    /** Nowhere. */
    static final Rect NONE = new Rect(0, 0, 0, 0);

    /** Whether no pixel is in it. */
    public boolean isEmpty() {
        return width <= 0 || height <= 0;
    }

    /** Number of pixels. */
    public long size() {
        return isEmpty() ? 0 : (long) width * height;
    }

    /** What lies in both. */
    public Rect and(Rect other) {
        int left = Math.max(x, other.x);
        int top = Math.max(y, other.y);
        int right = Math.min(x + width, other.x + other.width);
        int bottom = Math.min(y + height, other.y + other.height);
        return new Rect(left, top, Math.max(0, right - left), Math.max(0, bottom - top));
    }

    /** The smallest that holds both. */
    public Rect with(Rect other) {
        if (isEmpty()) return other;
        if (other.isEmpty()) return this;
        int left = Math.min(x, other.x);
        int top = Math.min(y, other.y);
        int right = Math.max(x + width, other.x + other.width);
        int bottom = Math.max(y + height, other.y + other.height);
        return new Rect(left, top, right - left, bottom - top);
    }

    /** With so many pixels more on each side. */
    public Rect grown(int by) {
        return new Rect(x - by, y - by, width + 2 * by, height + 2 * by);
    }

    /** The column in the middle. */
    public int centerX() {
        return x + width / 2;
    }

    /** The row in the middle. */
    public int centerY() {
        return y + height / 2;
    }
}
