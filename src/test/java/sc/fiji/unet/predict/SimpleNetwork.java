package sc.fiji.unet.predict;

/** Stands for a network in tests: one function of its patches. Counts how often it is asked, and tells whether it was closed. */
public class SimpleNetwork implements PatchPredictor {
    private final int channels;
    private final int classes;
    private final Answer answer;
    private int calls;
    private boolean closed;

    /** What a network says of n patches, laid out as {@link PatchPredictor#predict} has it. */
    @FunctionalInterface
    public interface Answer {
        /** Fills the output. */
        void fill(float[] input, int n, int[] size, float[] output);
    }

    /** A network of so many channels and classes. */
    public SimpleNetwork(int channels, int classes, Answer answer) {
        this.channels = channels;
        this.classes = classes;
        this.answer = answer;
    }

    /** How often it was asked so far. */
    public int calls() {
        return calls;
    }

    /** Whether its memory was given back. */
    public boolean isClosed() {
        return closed;
    }

    @Override
    public int channels() {
        return channels;
    }

    @Override
    public int classes() {
        return classes;
    }

    @Override
    public double bytesPerPixel() {
        return 1;
    }

    @Override
    public void predict(float[] input, int n, int[] size, Request request, float[] output) {
        calls++;
        answer.fill(input, n, size, output);
    }

    @Override
    public void close() {
        closed = true;
    }
}
