package sc.fiji.unet.config;

/** The word by which a person leaves a choice to planning, which decides from the data and says why. */
public final class Auto {
    /** As people write it. */
    public static final String WORD = "auto";

    /** The choice of an extension, or of options of one, that is left to planning. */
    static final Spec SPEC = Spec.parse(WORD);

    private Auto() {}

    /** Whether a choice is left to planning. */
    public static boolean is(Spec spec) {
        return spec.id().equals(WORD);
    }
}
