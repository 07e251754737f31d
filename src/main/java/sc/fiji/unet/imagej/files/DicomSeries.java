package sc.fiji.unet.imagej.files;

import ij.ImagePlus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import sc.fiji.unet.base.InputException;
import sc.fiji.unet.base.Progress;
import sc.fiji.unet.dicom.DicomFile;

/**
 * A folder of DICOM files that is one scan: see {@link ScanOrder}. Whatever else lies there is left out with a note, as is
 * what lies there twice.
 */
final class DicomSeries {
    private static final int PROBED = 20;
    private static final int SHOWN = 5;
    private final Path folder;
    private final List<DicomPlane> planes = new ArrayList<>();
    private final List<String> others = new ArrayList<>();
    private final List<String> twice = new ArrayList<>();
    private final List<Path> images = new ArrayList<>();

    private DicomSeries(Path folder) {
        this.folder = folder;
    }

    /** Whether this is a folder with DICOM images in it. */
    static boolean is(Path folder) {
        if (!Files.isDirectory(folder)) return false;
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().limit(PROBED).anyMatch(DicomSeries::seemsImage);
        } catch (IOException e) {
            return false; // unreadable: not ours to open
        }
    }

    private static boolean seemsImage(Path file) {
        return ImageFormats.isDicom(file) && !isDirectory(file);
    }

    /** Whether this is the table of contents of a medium, by its name: it is no image, though its bytes begin as one. */
    static boolean isDirectory(Path file) {
        return file.getFileName().toString().equalsIgnoreCase("DICOMDIR");
    }

    /** The directions of rows and columns of a DICOM file, or of the first of a folder; nothing where it does not say. */
    static double[] orientation(Path scan) throws IOException {
        if (Files.isRegularFile(scan)) return seemsImage(scan) ? fileOrientation(scan) : new double[0];
        try (Stream<Path> files = Files.list(scan)) {
            for (Path file : files.filter(DicomSeries::seemsImage).sorted().toList()) {
                double[] axes = fileOrientation(file);
                if (axes.length > 0) return axes;
            }
        }
        return new double[0];
    }

    private static double[] fileOrientation(Path file) throws IOException {
        try (DicomFile dicom = DicomFile.open(file)) {
            return dicom.hasPixels() ? dicom.header(0).orientation() : new double[0];
        }
    }

    static ImagePlus open(Path folder, Progress progress) throws IOException {
        DicomSeries series = new DicomSeries(folder);
        List<Path> files;
        try (Stream<Path> all = Files.list(folder)) {
            files = all.filter(file -> Files.isRegularFile(file)
                            && !file.getFileName().toString().startsWith("."))
                    .sorted()
                    .toList();
        }
        for (Path file : files) {
            progress.check();
            series.add(file);
        }
        return series.read(progress);
    }

    private void add(Path file) {
        if (!seemsImage(file)) {
            others.add(file.getFileName().toString());
            return;
        }
        try (DicomFile dicom = DicomFile.open(file)) {
            if (dicom.hasPixels() && !dicom.isDirectory()) addImage(dicom, file);
            else others.add(file.getFileName().toString());
        } catch (IOException e) {
            throw ImageFormats.unreadable(file, e.getMessage(), e);
        }
    }

    private void addImage(DicomFile dicom, Path file) throws IOException {
        List<DicomPlane> found = DicomFiles.planes(dicom, file);
        if (found.size() == 1 && planes.stream().anyMatch(found.get(0)::repeats)) {
            twice.add(file.getFileName().toString());
            return;
        }
        images.add(file);
        planes.addAll(found);
    }

    private ImagePlus read(Progress progress) throws IOException {
        note(progress, others, "hold no DICOM image");
        note(progress, twice, "repeat others");
        if (images.isEmpty()) throw new IOException("it holds no DICOM image");
        if (images.size() == 1) return DicomFiles.open(images.get(0), progress);
        requireOneScan();
        return DicomStacks.of(ScanOrder.of(folder.toString(), planes, progress));
    }

    private void note(Progress progress, List<String> names, String what) {
        if (names.isEmpty()) return;
        String more = names.size() > SHOWN ? " and " + (names.size() - SHOWN) + " more" : "";
        progress.note(folder.getFileName() + ": " + names.size() + " file(s) " + what + " and are left out: "
                + String.join(", ", names.subList(0, Math.min(SHOWN, names.size()))) + more);
    }

    private void requireOneScan() {
        Set<String> kinds = planes.stream().map(DicomPlane::scan).collect(Collectors.toSet());
        boolean single = planes.size() == images.size();
        if (kinds.size() == 1 && single) return;
        String found = single
                ? kinds.size() + " kind(s) of file (" + String.join("; ", kinds) + ")"
                : planes.size() + " frames in " + images.size() + " files";
        throw new InputException("Cannot read " + folder + " as one DICOM scan: found " + found
                + ", expected single slices of one size and one series. Put each series into a folder of its own.");
    }
}
