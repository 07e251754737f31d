package sc.fiji.unet.live;

import java.util.Optional;

/** Hears what a live session finds out; called by the session's thread, so be quick. */
public interface LiveListener {
    /**
     * A part of the view was computed.
     *
     * @param steps that the network has learned for
     */
    void predicted(LivePrediction prediction, long steps);

    /** Strokes were compared with what is predicted there. */
    void reported(StrokeReport report);

    /** The least certain place that was asked for; empty where all is painted. */
    void doubtful(Optional<DoubtfulPlace> place);

    /** Learning waits until the machine runs on the mains again or a person says go on; or it waits no more. */
    void waitsForMains(boolean value);

    /** What is being done, for people. */
    void says(String line);

    /** It cannot go on. */
    void failed(Throwable failure);
}
