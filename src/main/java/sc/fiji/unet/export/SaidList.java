package sc.fiji.unet.export;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import sc.fiji.unet.base.OptionException;

/** Lists that a person wrote with semicolons between, one entry for each entry of another list. */
final class SaidList {
    private SaidList() {}

    /** The entries, empty ones too; none of a blank text. */
    static List<String> of(String text) {
        if (text == null || text.isBlank()) return List.of();
        return Arrays.stream(text.split(";", -1)).map(String::strip).toList();
    }

    /** As many entries as asked for, empty where nothing was said; another number of them is refused. */
    static List<String> of(String name, String text, String per, int count) {
        List<String> entries = new ArrayList<>(of(text));
        if (entries.isEmpty()) return Collections.nCopies(count, "");
        if (entries.size() == count) return entries;
        throw new OptionException(name + " = \"" + text + "\" has " + entries.size() + " entries, but " + per + " has "
                + count + ": expected one for each, with semicolons between; an entry may be empty.");
    }
}
