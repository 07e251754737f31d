package sc.fiji.unet.pairing;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Files that each hold a channel of one image, called as nnU-Net calls them: c0_0000.png, c0_0001.png. */
public final class ChannelFiles {
    private ChannelFiles() {}

    /** The files of a folder, those together that count up from _0000 after the same name; each in the order of its first. */
    public static List<List<Path>> together(List<Path> files) {
        Map<String, List<Path>> named = new LinkedHashMap<>();
        for (Path file : files) {
            named.computeIfAbsent(NameHabits.withoutChannel(NamePairs.stem(file)), n -> new ArrayList<>())
                    .add(file);
        }
        List<List<Path>> all = new ArrayList<>();
        for (List<Path> group : named.values()) {
            if (group.size() > 1 && countsUp(group)) all.add(List.copyOf(group));
            else group.forEach(file -> all.add(List.of(file)));
        }
        return all;
    }

    /** What the files of an image are called together. */
    public static String name(List<Path> files) {
        String stem = NamePairs.stem(files.get(0));
        return files.size() == 1 ? stem : NameHabits.withoutChannel(stem);
    }

    private static boolean countsUp(List<Path> group) {
        for (int i = 0; i < group.size(); i++) {
            if (!NamePairs.stem(group.get(i)).endsWith(String.format(Locale.ROOT, "_%04d", i))) return false;
        }
        return true;
    }
}
