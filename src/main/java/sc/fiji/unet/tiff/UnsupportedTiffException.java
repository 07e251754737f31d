package sc.fiji.unet.tiff;

import java.io.IOException;

/** A whole and sound TIFF file in a variant that is not read here; another reader may know it. */
public final class UnsupportedTiffException extends IOException {
    private static final long serialVersionUID = 1;

    /** Names the variant and says what to do. */
    public UnsupportedTiffException(String message) {
        super(message);
    }
}
