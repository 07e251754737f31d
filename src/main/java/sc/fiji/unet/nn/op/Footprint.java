package sc.fiji.unet.nn.op;

/** Which pixels of its input a pixel of an operation's output depends on, along any one axis. */
public interface Footprint {
    /** Pixels of the output for an input of n pixels; less than 1 where nothing is left. */
    int size(int n);

    /** The image pixels behind a pixel of the output, from those behind a pixel of the input. */
    ReceptiveField of(ReceptiveField input);

    /** Rows of the input before the first of a strip that so many rows of the output before it depend on. */
    int before(int rows);

    /** Rows of the input after the last of a strip that so many rows of the output after it depend on. */
    int after(int rows);

    /** Whether the output is larger than the input by a factor. */
    boolean enlarges();
}
