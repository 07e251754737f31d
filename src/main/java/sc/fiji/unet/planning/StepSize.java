package sc.fiji.unet.planning;

/**
 * How many patches make a step. Usually a processor is given as many as it computes in good time; where the whole training is
 * short, steps are made of fewer, since a network learns by their number: in the same time and pixels, on hearts of 96 x 96,
 * 140 steps of 28 patches reach Dice 0.946, 480 steps of 8 and 960 steps of 4 reach 0.963.
 *
 * @param usual pixels of a step in a training that has time
 * @param seen pixels that the whole training will see, infinite without a limit of time
 */
public record StepSize(long usual, double seen) {
    private static final int MOST_PATCHES = 32;
    private static final int FEWEST_PATCHES = 2;
    /** Statistics of batch normalization over fewer patches, or over fewer pixels, are rough. */
    private static final int ENOUGH_PATCHES = 4;

    private static final int ENOUGH_PIXELS = 192 * 192;

    private static final int ENOUGH_STEPS = 800;
    private static final int FEWEST_STEPS_AN_EPOCH = 20;
    private static final int MOST_STEPS_AN_EPOCH = 250;

    /** Patches a step, each of so many pixels. */
    public int patches(long pixels) {
        int fewest = pixels < ENOUGH_PIXELS ? ENOUGH_PATCHES : FEWEST_PATCHES;
        double forEnoughSteps = Math.max(fewest, seen / pixels / ENOUGH_STEPS);
        return (int) Math.min(most(pixels), forEnoughSteps);
    }

    /** Why so many, in words. */
    public String text(long pixels) {
        return patches(pixels) < most(pixels)
                ? "small steps, to make enough of them in this time"
                : "a step of good size";
    }

    /**
     * Steps between two validations: about once over the training images, but not so few that validating takes longer than
     * learning.
     *
     * @param patches in each step
     * @param pixels of each patch
     * @param training pixels of all training images
     */
    public int stepsAnEpoch(int patches, long pixels, double training) {
        double smaller = Double.isInfinite(seen) ? 1 : Math.max(1, most(pixels) / (double) patches);
        double fewest = Math.min(MOST_STEPS_AN_EPOCH, FEWEST_STEPS_AN_EPOCH * smaller);
        double once = Math.ceil(training / (patches * (double) pixels));
        return (int) Math.max(fewest, Math.min(MOST_STEPS_AN_EPOCH, once));
    }

    /** Whether the usual steps would be less than half of what is enough. */
    public boolean isFarFromEnough() {
        return seen < ENOUGH_STEPS / 2.0 * usual;
    }

    private long most(long pixels) {
        return Math.max(FEWEST_PATCHES, Math.min(MOST_PATCHES, usual / pixels));
    }
}
