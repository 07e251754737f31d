package sc.fiji.unet.base;

import java.nio.file.Path;

/** Where this person's machine keeps what programs can work out again. */
public final class CacheFolder {
    private static final String NAME = "unet-fiji";

    private CacheFolder() {}

    /** Our folder; it need not exist. The system property {@code unet.cache} puts it elsewhere. */
    public static Path path() {
        String chosen = System.getProperty("unet.cache");
        return chosen == null ? base(System.getProperty("os.name")).resolve(NAME) : Path.of(chosen);
    }

    private static Path base(String system) {
        Path home = Path.of(System.getProperty("user.home"));
        if (system.startsWith("Mac")) return home.resolve("Library").resolve("Caches");
        String variable = System.getenv(system.startsWith("Windows") ? "LOCALAPPDATA" : "XDG_CACHE_HOME");
        return variable == null || variable.isBlank() ? home.resolve(".cache") : Path.of(variable);
    }
}
