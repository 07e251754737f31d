package sc.fiji.unet.compare;

import java.util.List;

/** Who has the trainings of a comparison done by others, each of them by a {@link ComparisonWorker}. */
public interface RunSharing {
    /**
     * Blocks until those are done that can be.
     *
     * @param missing names of the trainings without a result, at least one
     * @param all how many trainings there are
     */
    void complete(List<String> missing, int all);
}
