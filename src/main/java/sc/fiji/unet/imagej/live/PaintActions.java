package sc.fiji.unet.imagej.live;

import ij.gui.Roi;
import java.awt.Point;
import sc.fiji.unet.live.Area;

/** How a person paints in a live session. For the event thread. */
interface PaintActions {
    /** Begins a stroke of the class that is chosen, or of the eraser. */
    void begin(boolean erase);

    /** Goes on with it. */
    void paint(Area area);

    /** Ends it: it is saved and learned from. */
    void end();

    /** Paints in one go what is connected to a pixel and about as bright. */
    void flood(Point at);

    /** Paints in one go what a ROI covers. */
    void fill(Roi roi);

    /** Takes the last stroke back. */
    void undo();

    /** Paints it again. */
    void redo();

    /** Turns the prediction in the selection into strokes. */
    void accept();
}
