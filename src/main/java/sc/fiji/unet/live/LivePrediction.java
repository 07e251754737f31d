package sc.fiji.unet.live;

/**
 * What the network says of a part of a plane. The arrays are not to be changed.
 *
 * @param plane of the session
 * @param box that was computed
 * @param classes told apart
 * @param probabilities class by class, each row by row
 */
public record LivePrediction(int plane, Rect box, int classes, float[] probabilities) {
    /** The likeliest class of a pixel of the box. */
    public int classAt(int pixel) {
        int n = Math.toIntExact(box.size());
        int best = 0;
        for (int k = 1; k < classes; k++) {
            if (probabilities[k * n + pixel] > probabilities[best * n + pixel]) best = k;
        }
        return best;
    }

    /** The probability of a class at a pixel of the box. */
    public float probability(int pixel, int index) {
        return probabilities[index * Math.toIntExact(box.size()) + pixel];
    }

    /** 0 where one class is certain, 1 where the two likeliest are even. */
    public float doubt(int pixel) {
        int n = Math.toIntExact(box.size());
        float first = 0;
        float second = 0;
        for (int k = 0; k < classes; k++) {
            float p = probabilities[k * n + pixel];
            if (p > first) {
                second = first;
                first = p;
            } else if (p > second) {
                second = p;
            }
        }
        return 1 - (first - second);
    }
}
