package sc.fiji.unet.runtime;

/**
 * A patch, or a window of it, as rows of numbers: channel, z, y, x.
 *
 * @param x pixels along x
 * @param y pixels along y
 * @param z pixels along z, 1 in a plane
 */
record Box(int x, int y, int z) {
    /** A window's place along each axis. */
    record Place(Windows.Part x, Windows.Part y, Windows.Part z) {}

    private int pixels() {
        return x * y * z;
    }

    /** The numbers of a window of this patch, mirrored beyond the patch's ends. */
    float[] cut(float[] patch, int channel, int channels, Box window, Place place) {
        float[] cut = new float[channels * window.pixels()];
        int at = 0;
        for (int c = channel; c < channel + channels; c++) {
            for (int k = 0; k < window.z; k++) {
                int plane = (c * z + mirrored(place.z.start() + k, z)) * y;
                for (int j = 0; j < window.y; j++) {
                    int row = (plane + mirrored(place.y.start() + j, y)) * x;
                    for (int i = 0; i < window.x; i++) cut[at++] = patch[row + mirrored(place.x.start() + i, x)];
                }
            }
        }
        return cut;
    }

    /** Puts what a window answers where it belongs in this patch. */
    void paste(float[] answer, Box window, float[] patch, int channel, Place place) {
        int channels = answer.length / window.pixels();
        int width = place.x.to() - place.x.from();
        for (int c = 0; c < channels; c++) {
            for (int k = place.z.from(); k < place.z.to(); k++) {
                for (int j = place.y.from(); j < place.y.to(); j++) {
                    int from = ((c * window.z + k - place.z.start()) * window.y + j - place.y.start()) * window.x;
                    int to = (((channel + c) * z + k) * y + j) * x;
                    System.arraycopy(
                            answer, from + place.x.from() - place.x.start(), patch, to + place.x.from(), width);
                }
            }
        }
    }

    private static int mirrored(int at, int size) {
        int folded = at % (2 * size);
        return folded < size ? folded : 2 * size - 1 - folded;
    }
}
