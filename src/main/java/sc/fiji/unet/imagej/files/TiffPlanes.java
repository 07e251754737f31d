package sc.fiji.unet.imagej.files;

import ij.ImageStack;
import ij.process.ByteProcessor;
import ij.process.ColorProcessor;
import ij.process.FloatProcessor;
import ij.process.ImageProcessor;
import ij.process.LUT;
import ij.process.ShortProcessor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import sc.fiji.unet.imagej.pixels.PlaneStack;
import sc.fiji.unet.tiff.PageDecoder;
import sc.fiji.unet.tiff.TiffFile;
import sc.fiji.unet.tiff.TiffPage;

/**
 * The planes of a TIFF file as ImageJ's: color of 8 bits is one plane, any other channel one of its own.
 *
 * @param path of the file
 * @param pages of one size and kind
 * @param places of the planes, in ImageJ's order, as page * {@link #perPage} + channel
 * @param inverted whether values are to be turned round, as where white is 0
 */
record TiffPlanes(Path path, List<TiffPage> pages, int[] places, boolean inverted) {
    private static final int SHARE_OF_HEAP = 4;

    /** Planes of a page. */
    static int perPage(TiffPage page) {
        return isRgb(page) ? 1 : page.alpha();
    }

    private static boolean isRgb(TiffPage page) {
        return page.color() && page.type().storedBits() == 8;
    }

    /** All planes: in memory, or where they are many each read when it is asked for. */
    ImageStack stack(TiffFile file) throws IOException {
        TiffPage page = pages.get(0);
        int bits = isRgb(page) ? Integer.SIZE : page.type().storedBits();
        long bytes = (long) page.width() * page.height() * places.length * bits / 8;
        boolean large = places.length > 1 && bytes > Runtime.getRuntime().maxMemory() / SHARE_OF_HEAP;
        return large
                ? PlaneStack.onDemand(page.width(), page.height(), places.length, new OnDisk(this)::plane)
                : inMemory(file);
    }

    private ImageStack inMemory(TiffFile file) throws IOException {
        int each = perPage(pages.get(0));
        ImageProcessor[] planes = new ImageProcessor[pages.size() * each];
        boolean[] wanted = new boolean[pages.size()];
        for (int place : places) wanted[place / each] = true;
        for (int p = 0; p < pages.size(); p++) {
            if (!wanted[p]) continue;
            ImageProcessor[] page = page(file, p);
            System.arraycopy(page, 0, planes, p * each, each);
        }
        ImageStack stack = new ImageStack(pages.get(0).width(), pages.get(0).height());
        for (int place : places) stack.addSlice(planes[place]);
        return stack;
    }

    private ImageProcessor[] page(TiffFile file, int index) throws IOException {
        TiffPage page = pages.get(index);
        Object[] channels = new PageDecoder(file, page, inverted).decode();
        if (isRgb(page)) {
            ColorProcessor rgb = new ColorProcessor(page.width(), page.height());
            rgb.setRGB((byte[]) channels[0], (byte[]) channels[1], (byte[]) channels[2]);
            return new ImageProcessor[] {rgb};
        }
        ImageProcessor[] planes = new ImageProcessor[channels.length];
        for (int c = 0; c < planes.length; c++) planes[c] = processor(page, channels[c]);
        return planes;
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
            int each = perPage(planes.pages.get(0));
            int place = planes.places[index];
            if (place / each != last) {
                try (TiffFile file = TiffFile.ofKnownPages(planes.path)) {
                    page = planes.page(file, place / each);
                    last = place / each;
                } catch (IOException e) {
                    throw ImageFormats.unreadable(planes.path, e.getMessage(), e);
                }
            }
            return page[place % each].duplicate();
        }
    }
}
