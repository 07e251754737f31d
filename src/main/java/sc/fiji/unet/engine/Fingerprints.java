package sc.fiji.unet.engine;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import sc.fiji.unet.base.Sha256;
import sc.fiji.unet.nn.Inference;

/** Short texts that differ where a network, its weights, this program or a named context differ: keys of measurements. */
public final class Fingerprints {
    private static final int SHOWN_BYTES = 16;

    private Fingerprints() {}

    /** The fingerprint of a text, for this version of the program. */
    public static String of(String text) {
        return shown(digest(text));
    }

    /** The fingerprint of a network with its weights, in a context that is named. */
    static String of(Inference network, String context) {
        String known = network.calibration().ranges().isEmpty() ? "" : "; " + network.calibration();
        MessageDigest digest = digest(context + "; " + network.graph() + known);
        network.weights().arrays().forEach((name, values) -> {
            digest.update(name.getBytes(StandardCharsets.UTF_8));
            ByteBuffer bytes = ByteBuffer.allocate(values.length * Float.BYTES);
            bytes.asFloatBuffer().put(values);
            digest.update(bytes);
        });
        return shown(digest);
    }

    private static String shown(MessageDigest digest) {
        return HexFormat.of().formatHex(digest.digest(), 0, SHOWN_BYTES);
    }

    private static MessageDigest digest(String text) {
        MessageDigest digest = Sha256.digest();
        String version = Fingerprints.class.getPackage().getImplementationVersion();
        digest.update((text + "; " + version).getBytes(StandardCharsets.UTF_8));
        return digest;
    }
}
