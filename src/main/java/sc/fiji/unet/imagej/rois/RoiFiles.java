package sc.fiji.unet.imagej.rois;

import ij.ImagePlus;
import ij.gui.Overlay;
import ij.gui.Roi;
import ij.io.RoiEncoder;
import ij.plugin.frame.RoiManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import sc.fiji.unet.base.AtomicFiles;
import sc.fiji.unet.base.InputException;

/** Where ROIs come from and go to: an image's overlay, the ROI Manager, {@code .roi} and {@code RoiSet.zip} files. */
public final class RoiFiles {
    private RoiFiles() {}

    /** The ROIs that belong to an open image: of its overlay; without one, of the ROI Manager; else its selection. */
    public static List<Roi> of(ImagePlus imp) {
        List<Roi> found = overlay(imp);
        if (found.isEmpty()) found = manager();
        if (found.isEmpty() && imp.getRoi() != null) found = List.of(imp.getRoi());
        return found;
    }

    /** The same for a training: an overlay of predicted ROIs only does not hide what was drawn in the ROI Manager. */
    public static List<Roi> toLearn(ImagePlus imp) {
        List<Roi> drawn = manager();
        boolean hidden = PredictedRois.areAll(overlay(imp)) && !drawn.isEmpty() && !PredictedRois.areAll(drawn);
        return hidden ? drawn : of(imp);
    }

    /**
     * The same for a correction: the ROI Manager comes first. Where it holds predicted ROIs, it came from a segmentation,
     * and what was drawn in the overlay before goes along; one that was deleted in the overlay is deleted.
     */
    public static List<Roi> toCorrect(ImagePlus imp) {
        List<Roi> manager = manager();
        if (manager.isEmpty()) return of(imp);
        List<Roi> rois = new ArrayList<>(TwinRois.notDeleted(manager, overlay(imp)));
        if (manager.stream().anyMatch(PredictedRois::is)) rois.addAll(0, PredictedRois.without(overlay(imp)));
        return rois;
    }

    /** Takes predicted ROIs from the overlay that are not among the corrected ones, so that it shows what is learned. */
    public static void showCorrected(ImagePlus imp, List<Roi> corrected) {
        TwinRois.keepInOverlay(imp, corrected);
    }

    /** The ROIs of an image's overlay; none where it has no overlay. */
    public static List<Roi> overlay(ImagePlus imp) {
        Overlay overlay = imp.getOverlay();
        return overlay == null ? List.of() : List.of(overlay.toArray());
    }

    /** The ROIs of the ROI Manager, the hidden one of a batch macro included; none where it is not open. */
    public static List<Roi> manager() {
        RoiManager manager = RoiResults.openManager();
        return manager == null ? List.of() : List.of(manager.getRoisAsArray());
    }

    /** Reads a {@code .roi} or {@code .zip} file; what else is in a zip is left out. */
    public static List<Roi> read(Path file, Consumer<String> note) {
        try {
            String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
            if (name.endsWith(".zip")) return RoiArchive.read(file, note);
            if (name.endsWith(".roi")) {
                return List.of(RoiArchive.decode(
                        Files.readAllBytes(file), file.getFileName().toString()));
            }
        } catch (IOException | RuntimeException e) {
            throw new InputException(
                    file + " cannot be read as ImageJ ROIs: " + e.getMessage()
                            + ". Save it again with the ROI Manager (More >> Save...).",
                    e);
        }
        throw new InputException(file + " is not a ROI file: expected a name ending with .roi or .zip.");
    }

    /** Writes ROIs as the ROI Manager does: several to a {@code .zip}, a single one to a {@code .roi}. */
    public static void write(Path file, List<Roi> rois) {
        boolean single = file.toString().toLowerCase(Locale.ROOT).endsWith(".roi");
        if (single && rois.size() != 1) {
            throw new InputException(file + ": a .roi file holds one ROI, not " + rois.size() + "; use RoiSet.zip.");
        }
        AtomicFiles.write(file, temporary -> {
            if (single) {
                Files.write(temporary, RoiEncoder.saveAsByteArray(rois.get(0)));
            } else {
                writeZip(temporary, rois::forEach);
            }
        });
    }

    /**
     * Writes ROIs to a {@code .zip} as they are handed out, none of which is kept.
     *
     * @return whether there was any
     */
    public static boolean writeEach(Path file, Consumer<Consumer<Roi>> rois) {
        AtomicBoolean any = new AtomicBoolean();
        AtomicFiles.write(
                file,
                temporary -> writeZip(
                        temporary,
                        use -> rois.accept(roi -> {
                            any.set(true);
                            use.accept(roi);
                        })));
        return any.get();
    }

    private static void writeZip(Path file, Consumer<Consumer<Roi>> rois) throws IOException {
        Set<String> used = new HashSet<>();
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            rois.accept(roi -> write(roi, uniqueName(roi.getName(), used) + ".roi", zip));
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static void write(Roi roi, String name, ZipOutputStream zip) {
        try {
            zip.putNextEntry(new ZipEntry(name));
            zip.write(RoiEncoder.saveAsByteArray(roi));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String uniqueName(String name, Set<String> used) {
        String base = name == null || name.isBlank() ? "roi" : name.replace('/', '_');
        String unique = base;
        for (int n = 1; !used.add(unique); n++) unique = base + "-" + n;
        return unique;
    }
}
