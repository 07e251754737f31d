package sc.fiji.unet.base;

/** Numbers of things as people say them. Stateless. */
public final class Counted {
    private Counted() {}

    /** As in 1 channel, 2 channels. */
    public static String of(long number, String thing) {
        return number + " " + thing + (number == 1 ? "" : "s");
    }
}
