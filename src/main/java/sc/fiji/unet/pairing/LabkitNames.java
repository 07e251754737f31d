package sc.fiji.unet.pairing;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * How files of labels that Labkit saved as JSON are called: .labeling by its dialog, and by its scripts .json too, where the
 * content tells them from the JSON of others.
 */
public final class LabkitNames {
    private static final Pattern START = Pattern.compile("\\s*\\{\\s*\"interval\"\\s*:\\s*\\{.*", Pattern.DOTALL);
    private static final int LOOKED_AT = 256;

    private LabkitNames() {}

    /** Whether a file is one, and not what Labkit keeps of work that nobody saved. */
    public static boolean isLabeling(Path file) {
        String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
        if (name.startsWith(".") || name.startsWith("~")) return false;
        return name.endsWith(".labeling") || name.endsWith(".json") && isInterval(file);
    }

    private static boolean isInterval(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            String start = new String(in.readNBytes(LOOKED_AT), StandardCharsets.UTF_8);
            return START.matcher(start).matches();
        } catch (IOException e) {
            return false; // no file, or one that whoever reads it will name
        }
    }
}
