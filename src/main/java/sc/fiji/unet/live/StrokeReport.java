package sc.fiji.unet.live;

import java.util.List;

/**
 * How strokes and prediction agree. A class's place in a list is its index.
 *
 * @param dice on held-out strokes, by class; NaN where none of a class is held out
 * @param held held-out pixels of each class
 * @param learned pixels of each class that are learned from
 * @param places where the two disagree, the worst first
 */
public record StrokeReport(double[] dice, long[] held, long[] learned, List<Place> places) {
    private static final int FEW_PIXELS = 100;
    private static final double UNEVEN = 10;

    /**
     * A place where the prediction is not what was painted.
     *
     * @param plane of the session
     * @param box around it
     * @param painted the class that was painted
     * @param found the class that is predicted instead
     * @param pixels how many
     */
    public record Place(int plane, Rect box, int painted, int found, int pixels) {}

    /** Copies the list. */
    public StrokeReport {
        places = List.copyOf(places);
    }

    /** Mean Dice over the classes that are held out; NaN where none are. */
    public double meanDice() {
        double sum = 0;
        int n = 0;
        for (double value : dice) {
            if (Double.isNaN(value)) continue;
            sum += value;
            n++;
        }
        return n == 0 ? Double.NaN : sum / n;
    }

    /** What a person should know of what was painted; empty where all is well. */
    public String advice(List<String> names) {
        long most = 0;
        for (long count : learned) most = Math.max(most, count);
        for (int k = 0; k < learned.length; k++) {
            if (learned[k] == 0) return "Nothing is painted as " + names.get(k) + " yet.";
        }
        for (int k = 0; k < learned.length; k++) {
            if (learned[k] < FEW_PIXELS) return names.get(k) + " has few strokes: paint more of it.";
        }
        for (int k = 0; k < learned.length; k++) {
            if (most > UNEVEN * learned[k]) {
                return names.get(k) + " has much less than the others: paint more of it, in different places.";
            }
        }
        return "";
    }
}
