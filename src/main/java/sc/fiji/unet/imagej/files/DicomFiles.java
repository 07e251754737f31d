package sc.fiji.unet.imagej.files;

import ij.ImagePlus;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import sc.fiji.unet.base.Progress;
import sc.fiji.unet.dicom.CompressedDicomException;
import sc.fiji.unet.dicom.DicomFile;

/**
 * Single DICOM files: only the stored bits of a value count, MONOCHROME1 comes inverted, rescale slope and intercept are
 * always applied, as a calibration where values are whole numbers. ImageJ's own decoder does none of this, and leaves the
 * slope to a user's preferences, by which a model would see other values on another machine.
 */
final class DicomFiles {
    private DicomFiles() {}

    /** Compressed files are handed to whatever reader Fiji has. */
    static ImagePlus open(Path file, Progress progress) throws IOException {
        try (DicomFile dicom = DicomFile.open(file)) {
            return open(dicom, file, progress);
        } catch (CompressedDicomException e) {
            ImagePlus imp = ImageFormats.byPlugin(file);
            if (imp == null || imp.getWidth() == 0) throw e;
            return imp;
        }
    }

    private static ImagePlus open(DicomFile dicom, Path file, Progress progress) throws IOException {
        List<DicomPlane> planes = planes(dicom, file);
        boolean placed = planes.stream().allMatch(DicomPlane::placed);
        String name = file.getFileName().toString();
        return DicomStacks.of(placed ? ScanOrder.of(name, planes, progress) : ScanOrder.given(planes, dicom.isCine()));
    }

    /** All frames of an open file. */
    static List<DicomPlane> planes(DicomFile dicom, Path file) throws IOException {
        if (dicom.segments() > 1) {
            throw new IOException("it is a DICOM segmentation of " + dicom.segments()
                    + " segments, which are not told apart here, but files of one segment are read");
        }
        return DicomPlanes.of(dicom, file);
    }
}
