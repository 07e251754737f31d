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

    /** Cellpose's archives beside a mask, which hold the same masks once more. */
    public static List<Path> besides(Path mask) {
        Path folder = mask.toAbsolutePath().getParent();
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(LeftOut::isArchive).sorted().toList();
        } catch (IOException e) {
            return List.of(); // only a note is lost
        }
    }

    private static boolean isArchive(Path file) {
        return file.getFileName().toString().toLowerCase(Locale.ROOT).endsWith("_seg.npy");
    }
}
