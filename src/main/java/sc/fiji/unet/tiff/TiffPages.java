package sc.fiji.unet.tiff;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The pages of one size and kind of a TIFF file, or of several one after the other. For one thread. */
public final class TiffPages {
    private final List<Page> pages = new ArrayList<>();
    private final Map<Path, Integer> counts = new LinkedHashMap<>();
    private int all;
    private int others;

    /**
     * A page and where it is.
     *
     * @param file in which it lies
     */
    public record Page(Path file, TiffPage page) {}

    /** Adds the pages of a file that are like the first; smaller copies, such as those of slide scanners, are left out. */
    public void add(Path path, TiffFile file) throws IOException {
        int before = pages.size();
        for (TiffTags directory : file.directories()) {
            boolean copy = pages.size() > before && TiffPage.auxiliary(directory);
            TiffPage page = copy ? null : new TiffPage(file, directory).requireArray();
            if (pages.isEmpty() || page != null && page.like(first())) pages.add(new Page(path, page));
            else if (!copy) others++;
        }
        all += file.directories().size();
        counts.put(path, pages.size() - before);
    }

    /** Those that are alike. */
    public List<Page> list() {
        return List.copyOf(pages);
    }

    /** What all of them are like. */
    public TiffPage first() {
        return pages.get(0).page;
    }

    /** How many there are of each file, in their order. */
    public Map<Path, Integer> counts() {
        return new LinkedHashMap<>(counts);
    }

    /** How many pages there are with those that are left out. */
    public int all() {
        return all;
    }

    /** How many are left out, and are no smaller copies. */
    public int others() {
        return others;
    }
}
