package sc.fiji.unet.live;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import org.junit.jupiter.api.Test;

/** Means of probabilities, by hand. */
class ObjectConfidenceTest {
    @Test
    void eachObjectHasTheMeanOfItsOwnClass() {
        // two objects of class 1, the second of which touches one of class 2 and goes round a corner
        float[] first = {0.8f, 0.6f, 0.1f, 0.9f, 0.2f, 0.1f, 0.1f, 0.0f, 0.7f, 0.3f};
        float[] second = {0.1f, 0.0f, 0.1f, 0.1f, 0.7f, 0.0f, 0.0f, 0.2f, 0.1f, 0.6f};
        float[] all = new float[30];
        for (int i = 0; i < 10; i++) {
            all[i] = 1 - first[i] - second[i];
            all[10 + i] = first[i];
            all[20 + i] = second[i];
        }
        float[] found = ObjectConfidence.of(new LivePrediction(0, new Rect(7, 9, 5, 2), 3, all));
        assertArrayEquals(new float[] {0.7f, 0.7f, 0, 0.8f, 0.65f, 0, 0, 0, 0.8f, 0.65f}, found, 1e-6f);
    }
}
