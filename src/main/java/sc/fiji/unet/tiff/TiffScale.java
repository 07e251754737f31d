package sc.fiji.unet.tiff;

import java.io.IOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How large the pixels of a page are.
 *
 * @param size along x, y, z; all 1 where unknown
 * @param unit of it, "pixel" where unknown
 */
record TiffScale(double[] size, String unit) {
    /** Micrometers a pixel, as Aperio's scanners write it. */
    private static final Pattern MPP = Pattern.compile("\\bMPP = ([0-9]+(?:\\.[0-9]+)?)");

    private static final int INCH = 2;
    private static final int CENTIMETER = 3;
    private static final double INCH_MICROMETERS = 25400;
    private static final double CENTIMETER_MICROMETERS = 10000;
    /** What no microscope has is the resolution of a printer. */
    private static final double LARGEST_MICROMETERS = 50;

    static TiffScale of(TiffTags tags, String description) throws IOException {
        Matcher mpp = MPP.matcher(description);
        if (mpp.find()) return square(Double.parseDouble(mpp.group(1)), Double.parseDouble(mpp.group(1)));
        long unit = tags.number(TiffTags.RESOLUTION_UNIT, INCH);
        double length = unit == INCH ? INCH_MICROMETERS : unit == CENTIMETER ? CENTIMETER_MICROMETERS : 0;
        double x = length / tags.ratio(TiffTags.X_RESOLUTION);
        double y = length / tags.ratio(TiffTags.Y_RESOLUTION);
        boolean known = x > 0 && y > 0 && x < LARGEST_MICROMETERS && y < LARGEST_MICROMETERS;
        return known ? square(x, y) : new TiffScale(new double[] {1, 1, 1}, "pixel");
    }

    private static TiffScale square(double x, double y) {
        return new TiffScale(new double[] {x, y, 1}, "um");
    }
}
