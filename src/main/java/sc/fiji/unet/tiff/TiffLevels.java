package sc.fiji.unet.tiff;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The pages of a tiled file by level of resolution: those of full size, and smaller copies of them, which OME-TIFF has below
 * each page and slide scanners among the pages. Label and overview pictures, which have another shape, are left out.
 *
 * @param pages by level, the finest first, those of full size and their copies in the same order
 */
record TiffLevels(List<List<TiffPage>> pages) {
    private static final int MOST_LEVELS = 64;
    private static final double SHAPE = 0.02;

    static TiffLevels of(TiffFile file) throws IOException {
        List<TiffTags> all = file.directories();
        if (!all.get(0).has(TiffTags.TILE_WIDTH)) return new TiffLevels(List.of());
        TiffPage first = new TiffPage(file, all.get(0));
        List<List<TiffPage>> levels = new ArrayList<>();
        levels.add(new ArrayList<>());
        List<TiffPage> smaller = new ArrayList<>();
        for (TiffTags tags : all) {
            if (!tags.has(TiffTags.TILE_WIDTH)) continue;
            TiffPage page = new TiffPage(file, tags);
            if (page.like(first) && !TiffPage.auxiliary(tags)) add(file, tags, page, levels);
            else if (isCopy(page, first)) smaller.add(page);
        }
        boolean own = levels.size() == 1 && levels.get(0).size() == 1;
        smaller.sort(Comparator.comparingInt((TiffPage page) -> -page.width()));
        if (own) for (TiffPage page : smaller) levels.add(List.of(page));
        int whole = levels.get(0).size();
        return new TiffLevels(
                levels.stream().filter(level -> level.size() == whole).toList());
    }

    private static void add(TiffFile file, TiffTags tags, TiffPage page, List<List<TiffPage>> levels)
            throws IOException {
        levels.get(0).add(page);
        int level = 1;
        for (long at : tags.longs(TiffTags.SUB_DIRECTORIES, MOST_LEVELS)) {
            TiffTags below = file.directory(at);
            if (!below.has(TiffTags.TILE_WIDTH)) continue;
            TiffPage copy = new TiffPage(file, below);
            if (!isCopy(copy, page)) continue;
            if (levels.size() == level) levels.add(new ArrayList<>());
            levels.get(level++).add(copy);
        }
    }

    /** Whether a page has the numbers of another, in fewer pixels, and its shape. */
    private static boolean isCopy(TiffPage page, TiffPage of) {
        double along = (double) of.width() / page.width();
        double down = (double) of.height() / page.height();
        return along > 1
                && Math.abs(along / down - 1) < SHAPE + 1.0 / Math.min(page.width(), page.height())
                && page.type().equals(of.type())
                && page.alpha() == of.alpha();
    }
}
