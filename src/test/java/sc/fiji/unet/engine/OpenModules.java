package sc.fiji.unet.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.function.Executable;

/** Looks for modules of libtorch that nobody closed. */
public final class OpenModules {
    private OpenModules() {}

    /** Something fails, and leaves no module open. */
    public static <T extends Throwable> T assertNoneLeft(Class<T> expected, Executable work) {
        int before = ScriptModule.open();
        T failure = assertThrows(expected, work);
        assertEquals(before, ScriptModule.open(), "modules that are still open after " + failure);
        return failure;
    }
}
