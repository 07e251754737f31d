package sc.fiji.unet.nn.op;

/**
 * A block of output pixels for each input pixel, which alone they depend on.
 *
 * @param factor edge of the block
 */
public record Repetition(int factor) implements Footprint {
    @Override
    public int size(int n) {
        return n * factor;
    }

    @Override
    public ReceptiveField of(ReceptiveField in) {
        double fine = in.step() / factor;
        return new ReceptiveField(fine, in.low() - fine * (factor - 1), in.high());
    }

    @Override
    public int before(int rows) {
        return blocks(rows);
    }

    @Override
    public int after(int rows) {
        return blocks(rows);
    }

    @Override
    public boolean enlarges() {
        return true;
    }

    private int blocks(int rows) {
        return -Math.floorDiv(-rows, factor);
    }
}
