package sc.fiji.unet.pairing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Files that tools write beside their masks and that are no masks: outlines, flows, probabilities, NumPy archives. */
public final class LeftOut {
    private LeftOut() {}

    /** The files among these that are no masks by their names. */
    public static List<Path> in(List<Path> files) {
        return new ArrayList<>(files.stream()
                .filter(file -> NameHabits.isOtherOutput(NamePairs.stem(file)))
                .sorted()
                .toList());
    }

    /** Cellpose's archives, Labkit's labelings and ilastik's projects in a folder, which count where there are no masks. */
    public static List<Path> archives(Path folder) {
        if (!Files.isDirectory(folder)) return List.of();
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(LeftOut::isArchive).sorted().toList();
        } catch (IOException e) {
            return List.of(); // whoever lists the folder for its images says why
        }
    }

    /** Whether a mask is one of markers, as the Cell Tracking Challenge calls them. */
    public static boolean isMarker(Path mask) {
        return mask.getFileName().toString().startsWith("man_track");
    }

    private static boolean isArchive(Path file) {
        String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
        boolean known = name.endsWith("_seg.npy") || name.endsWith(".ilp");
        return known && !name.startsWith(".") && !name.startsWith("~") || LabkitNames.isLabeling(file);
    }
}
