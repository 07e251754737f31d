package sc.fiji.unet.dialog;

import java.awt.Choice;
import java.awt.Dimension;

/** A list whose entries may be longer than it is wide: long ones would widen a dialog beyond the screen. */
final class NarrowChoice extends Choice {
    private static final long serialVersionUID = 1L;

    private final int widest;

    /** At most so many pixels wide. */
    NarrowChoice(int widest) {
        this.widest = widest;
    }

    @Override
    public Dimension getPreferredSize() {
        Dimension size = super.getPreferredSize();
        return new Dimension(Math.min(widest, size.width), size.height);
    }

    @Override
    public Dimension getMinimumSize() {
        return getPreferredSize();
    }
}
