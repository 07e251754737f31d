package sc.fiji.unet.imagej.files;

import ij.ImagePlus;
import ij.Prefs;
import ij.measure.Calibration;
import ij.plugin.DICOM;
import ij.util.DicomTools;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * DICOM files by ImageJ's decoder, with rescale slope and intercept always applied, as a calibration where values are
 * whole numbers. ImageJ leaves the slope to a user's preferences, by which a model would see other values on another
 * machine, and applies it by menu commands, which need a display.
 */
final class DicomFiles {
    private static final String SLOPE = "0028,1053";
    private static final String INTERCEPT = "0028,1052";
    private static final String CENTER = "0028,1050";
    private static final String WIDTH = "0028,1051";

    private DicomFiles() {}

    static ImagePlus open(Path file) throws IOException {
        DICOM dicom = decode(file);
        if (dicom.getWidth() == 0) return dicom;
        TiffFiles.requireWhole(file, dicom.getOriginalFileInfo());
        double slope = number(dicom, SLOPE, 1);
        if (slope != 1 && slope != 0 && dicom.getBitDepth() <= 32) {
            rescale(dicom, slope, number(dicom, INTERCEPT, 0));
            window(dicom);
        }
        return dicom;
    }

    /** The numbers of a tag, none where it is missing or holds another count. */
    static double[] numbers(ImagePlus imp, String tag, int count) {
        String text = text(imp, tag);
        if (text == null || text.split("\\\\").length != count) return new double[0];
        return Arrays.stream(text.split("\\\\"))
                .mapToDouble(word -> Double.parseDouble(word.strip()))
                .toArray();
    }

    /** The text of a tag, null where it is missing or blank. */
    static String text(ImagePlus imp, String tag) {
        String text = DicomTools.getTag(imp, tag);
        return text == null || text.isBlank() ? null : text.strip();
    }

    /** The preferences are ImageJ's own static fields: set and put back under a lock. */
    private static synchronized DICOM decode(Path file) {
        boolean ignoreSlope = Prefs.ignoreRescaleSlope;
        boolean fixedScaling = Prefs.fixedDicomScaling;
        boolean asFloat = Prefs.openDicomsAsFloat;
        try {
            Prefs.ignoreRescaleSlope = true;
            Prefs.fixedDicomScaling = false;
            Prefs.openDicomsAsFloat = false;
            DICOM dicom = new DICOM();
            dicom.open(file.toAbsolutePath().toString());
            return dicom;
        } finally {
            Prefs.ignoreRescaleSlope = ignoreSlope;
            Prefs.fixedDicomScaling = fixedScaling;
            Prefs.openDicomsAsFloat = asFloat;
        }
    }

    private static void rescale(ImagePlus imp, double slope, double intercept) {
        Calibration calibration = imp.getCalibration();
        if (imp.getBitDepth() == 32) {
            for (int i = 1; i <= imp.getStackSize(); i++) {
                imp.getStack().getProcessor(i).multiply(slope);
                imp.getStack().getProcessor(i).add(intercept);
            }
        } else if (imp.getBitDepth() <= 16) {
            // signed values are stored 32768 higher
            double zero = calibration.isSigned16Bit() ? -32768 * slope : 0;
            double[] line = {intercept + zero, slope};
            calibration.setFunction(Calibration.STRAIGHT_LINE, line, "Gray Value");
        }
    }

    private static void window(ImagePlus imp) {
        double center = number(imp, CENTER, 0);
        double width = number(imp, WIDTH, 0);
        if (width <= 0) return;
        Calibration calibration = imp.getCalibration();
        imp.setDisplayRange(calibration.getRawValue(center - width / 2), calibration.getRawValue(center + width / 2));
    }

    private static double number(ImagePlus imp, String tag, double otherwise) {
        String text = text(imp, tag); // several windows may be offered
        return text == null ? otherwise : Double.parseDouble(text.split("\\\\")[0].strip());
    }
}
