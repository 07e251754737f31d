package sc.fiji.unet.nn.op;

/**
 * Output pixel q depends on the two input pixels next to (q + 1/2) / factor - 1/2.
 *
 * @param factor output pixels for each input pixel
 */
public record Interpolation(int factor) implements Footprint {
    @Override
    public int size(int n) {
        return n * factor;
    }

    /** The two lie 3/2 - 1/factor before q / factor and 1/2 behind it at most. */
    @Override
    public ReceptiveField of(ReceptiveField in) {
        return new ReceptiveField(
                in.step() / factor, in.low() - in.step() * (1.5 - 1.0 / factor), in.high() + in.step() / 2);
    }

    @Override
    public int before(int rows) {
        return around(rows);
    }

    @Override
    public int after(int rows) {
        return around(rows);
    }

    @Override
    public boolean enlarges() {
        return true;
    }

    /** Also the row on the other side of the first one's center. */
    private int around(int rows) {
        return (int) Math.ceil((rows - 0.5) / factor + 0.5);
    }
}
