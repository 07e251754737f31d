package sc.fiji.unet.nn.op;

/**
 * Output pixel p is the input pixel {@code p + pixels}, the input being cut or continued at both ends.
 *
 * @param pixels cut off each end; negative where they are added
 */
public record Shift(int pixels) implements Footprint {
    /** Nothing where more pixels are to be added than there are to mirror. */
    @Override
    public int size(int n) {
        return n > -pixels ? n - 2 * pixels : 0;
    }

    @Override
    public ReceptiveField of(ReceptiveField in) {
        return new ReceptiveField(in.step(), in.low() + pixels * in.step(), in.high() + pixels * in.step());
    }

    @Override
    public int before(int rows) {
        return rows - pixels;
    }

    @Override
    public int after(int rows) {
        return rows + pixels;
    }

    @Override
    public boolean enlarges() {
        return false;
    }
}
