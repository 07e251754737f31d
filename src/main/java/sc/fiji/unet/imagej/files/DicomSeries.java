package sc.fiji.unet.imagej.files;

import ij.ImagePlus;
import ij.ImageStack;
import ij.measure.Calibration;
import ij.process.ImageProcessor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import sc.fiji.unet.base.InputException;

/**
 * A folder of DICOM files that is one scan: its slices in the order of their places along the scan's axis (where they do
 * not say, of their instance numbers), with rescale slope and intercept applied and the first slice's display window.
 */
final class DicomSeries {
    private static final int PROBED = 20;
    private static final String SERIES = "0020,000E";
    private static final String INSTANCE = "0020,0013";
    private static final String POSITION = "0020,0032";
    private static final String ORIENTATION = "0020,0037";

    private DicomSeries() {}

    /** Whether this is a folder with DICOM files in it. */
    static boolean is(Path folder) {
        if (!Files.isDirectory(folder)) return false;
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().limit(PROBED).anyMatch(ImageFormats::isDicom);
        } catch (IOException e) {
            return false; // unreadable: not ours to open
        }
    }

    /** Reads a folder, of which one file is read by {@code opener}. */
    static ImagePlus open(Path folder, Function<Path, ImagePlus> opener) throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.list(folder)) {
            files = all.filter(ImageFormats::isDicom).sorted().toList();
        }
        if (files.size() == 1) return opener.apply(files.get(0));
        List<ImagePlus> slices = files.stream().map(opener).toList();
        requireOneScan(folder, slices);
        boolean placed = slices.stream().allMatch(DicomSeries::hasPlace);
        return volume(
                slices.stream()
                        .sorted(Comparator.comparingDouble(placed ? DicomSeries::place : DicomSeries::instance))
                        .toList(),
                placed);
    }

    private static void requireOneScan(Path folder, List<ImagePlus> slices) {
        Set<String> kinds = slices.stream()
                .map(imp -> imp.getWidth() + " x " + imp.getHeight() + " x " + imp.getStackSize() + " of series "
                        + DicomFiles.text(imp, SERIES))
                .collect(Collectors.toSet());
        if (kinds.size() == 1 && slices.get(0).getStackSize() == 1) return;
        throw new InputException("Cannot read " + folder + " as one DICOM scan: found " + kinds.size()
                + " kind(s) of file (" + String.join("; ", kinds)
                + "), expected single slices of one size and one series. Put each series into a folder of its own.");
    }

    private static ImagePlus volume(List<ImagePlus> slices, boolean placed) {
        ImagePlus first = slices.get(0);
        boolean shared = slices.stream().allMatch(imp -> sameScale(imp, first));
        ImageStack stack = new ImageStack(first.getWidth(), first.getHeight());
        for (ImagePlus slice : slices) stack.addSlice(slice.getTitle(), shared ? slice.getProcessor() : values(slice));
        ImagePlus volume = new ImagePlus(first.getTitle(), stack);
        Calibration calibration = first.getCalibration().copy();
        if (!shared) calibration.disableDensityCalibration();
        if (placed) calibration.pixelDepth = spacing(slices);
        volume.setCalibration(calibration);
        if (shared) volume.setDisplayRange(first.getDisplayRangeMin(), first.getDisplayRangeMax());
        return volume;
    }

    private static boolean sameScale(ImagePlus a, ImagePlus b) {
        double[] coefficients = a.getCalibration().getCoefficients();
        return a.getBitDepth() == b.getBitDepth()
                && Arrays.equals(coefficients, b.getCalibration().getCoefficients());
    }

    /** Calibrated values, for a scan whose slices each have a slope of their own (PET). */
    private static ImageProcessor values(ImagePlus slice) {
        ImageProcessor processor = slice.getProcessor();
        processor.setCalibrationTable(slice.getCalibration().getCTable());
        return processor.convertToFloat();
    }

    private static double spacing(List<ImagePlus> slices) {
        int gaps = slices.size() - 1;
        double spacing = (place(slices.get(gaps)) - place(slices.get(0))) / gaps;
        return spacing > 0 ? spacing : slices.get(0).getCalibration().pixelDepth;
    }

    private static boolean hasPlace(ImagePlus slice) {
        return DicomFiles.numbers(slice, POSITION, 3).length > 0
                && DicomFiles.numbers(slice, ORIENTATION, 6).length > 0;
    }

    /** Millimeters along the normal of the slices. */
    private static double place(ImagePlus slice) {
        double[] position = DicomFiles.numbers(slice, POSITION, 3);
        double[] axes = DicomFiles.numbers(slice, ORIENTATION, 6);
        return position[0] * (axes[1] * axes[5] - axes[2] * axes[4])
                + position[1] * (axes[2] * axes[3] - axes[0] * axes[5])
                + position[2] * (axes[0] * axes[4] - axes[1] * axes[3]);
    }

    private static double instance(ImagePlus slice) {
        double[] number = DicomFiles.numbers(slice, INSTANCE, 1);
        return number.length == 0 ? 0 : number[0];
    }
}
