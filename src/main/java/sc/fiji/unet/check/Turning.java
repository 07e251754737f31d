package sc.fiji.unet.check;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.view.Views;

/** The ways a picture may be mirrored or turned. */
public enum Turning {
    /** As it is. */
    NONE("as it is", false, false, false),
    /** Left and right changed over. */
    LEFT_RIGHT("mirrored left to right", true, false, false),
    /** Top and bottom changed over. */
    UPSIDE_DOWN("mirrored top to bottom", false, true, false),
    /** Both. */
    HALF_TURN("turned by half", true, true, false),
    /** Rows are columns. */
    TRANSPOSED("mirrored at the diagonal (rows are columns)", false, false, true),
    /** A quarter to the right. */
    QUARTER_TURN("turned by a quarter to the right", false, true, true),
    /** A quarter to the left. */
    BACK_TURN("turned by a quarter to the left", true, false, true),
    /** Mirrored at the other diagonal. */
    CROSSED("mirrored at the other diagonal", true, true, true);

    private final String words;
    private final boolean mirrorX;
    private final boolean mirrorY;
    private final boolean swapped;

    Turning(String words, boolean mirrorX, boolean mirrorY, boolean swapped) {
        this.words = words;
        this.mirrorX = mirrorX;
        this.mirrorY = mirrorY;
        this.swapped = swapped;
    }

    /** For people. */
    public String words() {
        return words;
    }

    /** Whether pictures of this size keep it. */
    boolean keeps(int width, int height) {
        return !swapped || width == height;
    }

    /** Where a pixel goes, as an index in rows. */
    int place(int x, int y, int width, int height) {
        int column = swapped ? y : x;
        int row = swapped ? x : y;
        return (mirrorY ? height - 1 - row : row) * width + (mirrorX ? width - 1 - column : column);
    }

    /** The planes of an image moved this way, from zero. */
    public <T> RandomAccessibleInterval<T> of(RandomAccessibleInterval<T> image) {
        RandomAccessibleInterval<T> moved = swapped ? Views.permute(image, 0, 1) : image;
        if (mirrorX) moved = Views.zeroMin(Views.invertAxis(moved, 0));
        return mirrorY ? Views.zeroMin(Views.invertAxis(moved, 1)) : moved;
    }
}
