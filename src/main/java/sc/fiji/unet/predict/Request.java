package sc.fiji.unet.predict;

import sc.fiji.unet.base.Progress;

/**
 * What of a prediction is really wanted, and who may cancel it.
 *
 * @param above first rows along y of each patch whose output nobody will read, as they are halo
 * @param below last rows along y likewise
 * @param progress told how far large patches are, and asked whether to go on: canceling throws CancellationException
 */
public record Request(int above, int below, Progress progress) {
    /** All rows are wanted, nobody cancels. */
    public static final Request ALL = new Request(0, 0, Progress.NONE);

    /** Where fewer rows go unasked: as many as are a multiple of a network's stride. */
    public Request inMultiplesOf(int stride) {
        return new Request(above - above % stride, below - below % stride, progress);
    }

    /** For one of several predictions of the same patches, whose reports would make no sense together. */
    Request forMember() {
        return new Request(above, below, Progress.cancelOnly(progress));
    }

    /** A request for all rows by the same caller. */
    Request forAllRows() {
        return new Request(0, 0, progress);
    }
}
