package sc.fiji.unet.imagej.live;

import sc.fiji.unet.config.ClassInfo;
import sc.fiji.unet.live.StrokeReport;

/** What a person can do in a live session beside painting, by key or button. For the event thread. */
interface LiveActions {
    /** Chooses the class that is painted. */
    void choose(int index);

    /** Adds a class. */
    void addClass(String name);

    /** Renames or recolors a class. */
    void change(int index, ClassInfo value);

    /** Chooses a tool. */
    void use(PaintMode mode);

    /** Chooses how broad it is. */
    void resize(int radius);

    /** Changes what is seen over the image. */
    void show(LiveLook look);

    /** Predicts the view. */
    void predict();

    /** Jumps to where the network is least certain. */
    void findDoubt();

    /** Jumps to a place. */
    void visit(StrokeReport.Place place);

    /** Learns no more, or again. */
    void pause(boolean value);

    /** Trains the model that is kept. */
    void finish();
}
