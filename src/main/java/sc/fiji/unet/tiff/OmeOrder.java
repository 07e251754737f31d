package sc.fiji.unet.tiff;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * In which order the planes of an OME-TIFF lie.
 *
 * @param order such as XYCZT: the axis whose index changes first comes first
 * @param size channels, slices, frames
 * @param samples channels of a page
 */
record OmeOrder(String order, int[] size, int samples) {
    private static final Set<String> KNOWN = Set.of("XYCZT", "XYCTZ", "XYZCT", "XYZTC", "XYTCZ", "XYTZC");
    private static final String AXES = "CZT";

    OmeOrder {
        size = size.clone();
    }

    /**
     * Pages in a row that hold planes in a row.
     *
     * @param page the first, of those of its file
     * @param first channel, slice and frame of that
     * @param count of them; -1 for all there are
     * @param file the pages among which they are
     */
    record Block(int page, int[] first, int count, Pages file) {}

    /**
     * The pages of a file among those of all files.
     *
     * @param before how many those of other files before it have
     * @param count how many it has
     */
    record Pages(int before, int count) {}

    /** The place of each plane, see {@link OmeMetadata#places}. */
    int[] places(List<Block> blocks) throws IOException {
        if (!KNOWN.contains(order)) throw OmeXml.damaged("DimensionOrder is \"" + order + "\"");
        int[] places = new int[size[0] * size[1] * size[2]];
        Arrays.fill(places, -1);
        int total = places.length / samples;
        for (Block block : blocks) {
            int start = rank(block.first());
            int count = block.count() >= 0
                    ? block.count()
                    : blocks.size() > 1
                            ? 1
                            : Math.min(total - start, block.file().count());
            for (int i = 0; i < count && start + i < total; i++) put(places, start + i, block.page() + i, block.file());
        }
        requireAll(places);
        return places;
    }

    private void requireAll(int[] places) throws IOException {
        long missing = Arrays.stream(places).filter(place -> place < 0).count();
        if (missing == 0) return;
        int first = 0;
        while (places[first] >= 0) first++;
        int slice = first / size[0];
        throw OmeXml.damaged(missing + " of " + places.length + " planes lie nowhere in it, such as channel "
                + (first % size[0] + 1) + ", slice " + (slice % size[1] + 1) + ", frame " + (slice / size[1] + 1));
    }

    private void put(int[] places, int rank, int page, Pages file) throws IOException {
        if (page < 0 || page >= file.count())
            throw OmeXml.damaged("a plane lies in page " + (page + 1) + " of " + file.count());
        int[] at = new int[3];
        int left = rank;
        for (int d = 2; d < 5; d++) {
            int axis = AXES.indexOf(order.charAt(d));
            at[axis] = left % pagesAlong(axis);
            left /= pagesAlong(axis);
        }
        for (int s = 0; s < samples; s++) {
            int channel = at[0] * samples + s;
            places[channel + size[0] * (at[1] + size[1] * at[2])] = (file.before() + page) * samples + s;
        }
    }

    /** How many pages come before the one of this channel, slice and frame. */
    private int rank(int[] first) throws IOException {
        int rank = 0;
        int step = 1;
        for (int d = 2; d < 5; d++) {
            int axis = AXES.indexOf(order.charAt(d));
            int index = axis == 0 ? first[0] / samples : first[axis];
            if (index < 0 || index >= pagesAlong(axis))
                throw OmeXml.damaged("a plane has First" + AXES.charAt(axis) + " " + first[axis]);
            rank += index * step;
            step *= pagesAlong(axis);
        }
        return rank;
    }

    private int pagesAlong(int axis) {
        return axis == 0 ? size[0] / samples : size[axis];
    }
}
