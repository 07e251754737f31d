package sc.fiji.unet.imagej.training;

import ij.IJ;
import sc.fiji.unet.base.Progress;

/** Shows progress in ImageJ's status line and bar and notes in its log; the Esc key cancels. */
public final class ImageJProgress implements Progress {
    /** Forgets an Esc that was meant for something before. */
    public ImageJProgress() {
        IJ.resetEscape();
    }

    @Override
    public void update(long done, long total, String what) {
        IJ.showStatus(what);
        IJ.showProgress((double) done / total);
    }

    @Override
    public void note(String line) {
        LogWindow.say(line);
    }

    @Override
    public boolean cancelled() {
        return IJ.escapePressed();
    }
}
