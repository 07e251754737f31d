package sc.fiji.unet.dialog;

import java.util.Map;

/** What a command knows about the dialog that asks for its parameters. */
public interface DialogGuide {
    /** Whether a person is asked for a parameter; any can be set by a macro, a script or the command line. */
    default boolean asks(String parameter) {
        return true;
    }

    /** Called before a person is asked: sets parameters to what fits the images that are open. */
    default void prepare() {}

    /** Whether a parameter matters beside what is said, by name, about the others in a dialog; else it is grayed. */
    default boolean matters(String parameter, Map<String, String> said) {
        return true;
    }

    /** The parameter below which a dialog shows {@link #remark}; null for nowhere. */
    default String remarkBelow() {
        return null;
    }

    /**
     * What there is to tell about what is said in a dialog, such as how many images a folder holds; empty for nothing.
     * Called by a thread of its own, may read folders.
     */
    default String remark(Map<String, String> said) {
        return "";
    }
}
