package sc.fiji.unet.imagej.files;

import ij.ImageStack;
import ij.process.ByteProcessor;
import ij.process.ColorProcessor;
import ij.process.FloatProcessor;
import ij.process.ImageProcessor;
import ij.process.LUT;
import ij.process.ShortProcessor;
import java.io.IOException;
import java.util.List;
import sc.fiji.unet.imagej.pixels.PlaneStack;
import sc.fiji.unet.tiff.PageDecoder;
import sc.fiji.unet.tiff.TiffFile;
import sc.fiji.unet.tiff.TiffPage;
import sc.fiji.unet.tiff.TiffPages;

/**
 * The planes of TIFF files as ImageJ's: color of 8 bits is one plane, any other channel one of its own.
 *
 * @param pages of one size and kind
 * @param places of the planes, in ImageJ's order, as page * {@link #perPage} + channel
 * @param turns whether values of pages in which white is 0 are turned round: others may lie beside them
 */
record TiffPlanes(List<TiffPages.Page> pages, int[] places, boolean turns) {
    private static final int SHARE_OF_HEAP = 4;

    /** Planes of a page. */
    static int perPage(TiffPage page) {
        return isRgb(page) ? 1 : page.alpha();
    }

    private static boolean isRgb(TiffPage page) {
        return page.color() && page.type().storedBits() == 8;
    }

    /** All planes: in memory, or where they are many each read when it is asked for. */
    ImageStack stack() throws IOException {
        TiffPage page = first();
        int bits = isRgb(page) ? Integer.SIZE : page.type().storedBits();
        long bytes = (long) page.width() * page.height() * places.length * bits / 8;
        boolean large = places.length > 1 && bytes > Runtime.getRuntime().maxMemory() / SHARE_OF_HEAP;
        return large
                ? PlaneStack.onDemand(page.width(), page.height(), places.length, new OnDisk(this)::plane)
                : inMemory();
    }

    private TiffPage first() {
        return pages.get(0).page();
    }

    private ImageStack inMemory() throws IOException {
        int each = perPage(first());
        ImageProcessor[] planes = new ImageProcessor[pages.size() * each];
        boolean[] wanted = new boolean[pages.size()];
        for (int place : places) wanted[place / each] = true;
        for (int p = 0; p < pages.size(); p++) {
            if (!wanted[p]) continue;
            ImageProcessor[] page = page(p);
            System.arraycopy(page, 0, planes, p * each, each);
        }
        ImageStack stack = new ImageStack(first().width(), first().height());
        for (int place : places) stack.addSlice(planes[place]);
        return stack;
    }

    private ImageProcessor[] page(int index) throws IOException {
        TiffPage page = pages.get(index).page();
        Object[] channels = decoded(pages.get(index));
        if (isRgb(page)) {
            ColorProcessor rgb = new ColorProcessor(page.width(), page.height());
            rgb.setRGB((byte[]) channels[0], (byte[]) channels[1], (byte[]) channels[2]);
            return new ImageProcessor[] {rgb};
        }
        ImageProcessor[] planes = new ImageProcessor[channels.length];
        for (int c = 0; c < planes.length; c++) planes[c] = processor(page, channels[c]);
        return planes;
    }

    private Object[] decoded(TiffPages.Page page) throws IOException {
        try (TiffFile file = TiffFile.ofKnownPages(page.file())) {
            return new PageDecoder(file, page.page(), turns && page.page().whiteIsZero()).decode();
        }
    }

    private static ImageProcessor processor(TiffPage page, Object pixels) {
        if (pixels instanceof short[] shorts) return new ShortProcessor(page.width(), page.height(), shorts, null);
        if (pixels instanceof float[] floats) return new FloatProcessor(page.width(), page.height(), floats);
        return new ByteProcessor(page.width(), page.height(), (byte[]) pixels, table(page.palette()));
    }

    /** The color table of a palette of packed RGB; null for none, which ImageJ shows as gray. */
    private static LUT table(int[] palette) {
        if (palette.length == 0) return null;
        byte[][] rgb = new byte[3][256];
        for (int i = 0; i < palette.length; i++) {
            for (int c = 0; c < 3; c++) rgb[c][i] = (byte) (palette[i] >> 16 - 8 * c);
        }
        return new LUT(rgb[0], rgb[1], rgb[2]);
    }

    /** Keeps the channels of the last page. */
    private static final class OnDisk {
        private final TiffPlanes planes;
        private int last = -1;
        private ImageProcessor[] page;

        OnDisk(TiffPlanes planes) {
            this.planes = planes;
        }

        synchronized ImageProcessor plane(int index) {
            int each = perPage(planes.first());
            int place = planes.places[index];
            if (place / each != last) {
                try {
                    page = planes.page(place / each);
                    last = place / each;
                } catch (IOException e) {
                    throw ImageFormats.unreadable(planes.pages.get(place / each).file(), e.getMessage(), e);
                }
            }
            return page[place % each].duplicate();
        }
    }
}
