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
     * @param page the first
     * @param first channel, slice and frame of that
     * @param count of them; -1 for all there are
     */
    record Block(int page, int[] first, int count) {}

    /** The place of each plane, see {@link OmeMetadata#places}. */
    int[] places(List<Block> blocks, int pages) throws IOException {
        if (!KNOWN.contains(order)) throw damaged("DimensionOrder is \"" + order + "\"");
        int[] places = new int[size[0] * size[1] * size[2]];
        Arrays.fill(places, -1);
        int total = places.length / samples;
        for (Block block : blocks.isEmpty() ? List.of(new Block(0, new int[3], -1)) : blocks) {
            int start = rank(block.first());
            int count = block.count() >= 0 ? block.count() : blocks.size() > 1 ? 1 : Math.min(total - start, pages);
            for (int i = 0; i < count && start + i < total; i++) put(places, start + i, block.page() + i, pages);
        }
        for (int place : places) if (place < 0) throw damaged("some planes lie nowhere in it");
        return places;
    }

    private void put(int[] places, int rank, int page, int pages) throws IOException {
        if (page < 0 || page >= pages) throw damaged("a plane lies in page " + (page + 1) + " of " + pages);
        int[] at = new int[3];
        int left = rank;
        for (int d = 2; d < 5; d++) {
            int axis = AXES.indexOf(order.charAt(d));
            at[axis] = left % pagesAlong(axis);
            left /= pagesAlong(axis);
        }
        for (int s = 0; s < samples; s++) {
            int channel = at[0] * samples + s;
            places[channel + size[0] * (at[1] + size[1] * at[2])] = page * samples + s;
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
                throw damaged("a plane has First" + AXES.charAt(axis) + " " + first[axis]);
            rank += index * step;
            step *= pagesAlong(axis);
        }
        return rank;
    }

    private int pagesAlong(int axis) {
        return axis == 0 ? size[0] / samples : size[axis];
    }

    static IOException damaged(String what) {
        return new IOException("its OME-XML contradicts itself or the file: " + what);
    }
}
