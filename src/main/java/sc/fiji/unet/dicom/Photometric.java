package sc.fiji.unet.dicom;

import java.io.IOException;

/** What the stored values of a pixel mean, and how many there are: gray, color or an index (PS3.3, C.7.6.3.1.2). */
public enum Photometric {
    /** Gray, where the smallest value is white. */
    MONOCHROME1(1),
    /** Gray, where the smallest value is black. */
    MONOCHROME2(1),
    /** Indices into a table of colors. */
    PALETTE_COLOR(1),
    /** Red, green and blue, in this order. */
    RGB(3),
    /** Luminance and two color differences. */
    YBR_FULL(3),
    /** As {@link #YBR_FULL}, with one pair of color differences for two pixels of a row. */
    YBR_FULL_422(3);

    final int samples;

    Photometric(int samples) {
        this.samples = samples;
    }

    /** As the standard writes it. */
    String title() {
        return this == PALETTE_COLOR ? "PALETTE COLOR" : name();
    }

    static Photometric of(DicomData data) throws IOException {
        String name = data.text(DicomTags.PHOTOMETRIC);
        int samples = data.whole(DicomTags.SAMPLES, 1);
        if (name == null) name = samples == 3 ? "RGB" : "MONOCHROME2"; // as ACR-NEMA files lack it
        for (Photometric one : values()) {
            if (!one.title().equals(name)) continue;
            if (one.samples == samples) return one;
            throw new IOException("it has " + samples + " samples per pixel, but " + name + " has " + one.samples);
        }
        throw new IOException("its photometric interpretation " + name + " is not read, but MONOCHROME1, MONOCHROME2,"
                + " PALETTE COLOR, RGB and YBR_FULL are");
    }
}
