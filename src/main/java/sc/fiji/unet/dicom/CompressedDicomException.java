package sc.fiji.unet.dicom;

import java.io.IOException;

/** A file whose pixels are compressed by a method that only other readers know. */
public final class CompressedDicomException extends IOException {
    private static final long serialVersionUID = 1L;

    CompressedDicomException(String method) {
        super("its pixels are compressed with " + method
                + ", which needs an installed reader such as Bio-Formats, or unpacking first, as gdcmconv --raw does");
    }
}
