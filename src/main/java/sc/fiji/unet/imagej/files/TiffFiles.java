package sc.fiji.unet.imagej.files;

import ij.ImagePlus;
import ij.io.FileInfo;
import ij.io.Opener;
import ij.io.TiffDecoder;
import ij.plugin.FileInfoVirtualStack;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import sc.fiji.unet.base.Progress;
import sc.fiji.unet.imagej.pixels.ImagePlusLabels;
import sc.fiji.unet.imagej.pixels.ImagePlusSources;
import sc.fiji.unet.tiff.OmeMetadata;
import sc.fiji.unet.tiff.TiffFile;
import sc.fiji.unet.tiff.TiffPage;
import sc.fiji.unet.tiff.TiffTags;
import sc.fiji.unet.tiff.UnsupportedTiffException;

/**
 * TIFF files: by ImageJ's decoder where they are plain, and by ours where that lacks the variant, reads it wrongly or
 * does not notice that it is damaged. Large stacks stay on the disk.
 */
final class TiffFiles {
    private static final int SHARE_OF_HEAP = 4;

    private TiffFiles() {}

    static ImagePlus open(Path file, Progress progress) throws IOException {
        try (TiffFile tiff = TiffFile.open(file)) {
            return open(file, tiff, progress);
        } catch (UnsupportedTiffException e) {
            ImagePlus imp = ImageFormats.byPlugin(file);
            if (imp == null) throw e;
            return imp;
        }
    }

    private static ImagePlus open(Path file, TiffFile tiff, Progress progress) throws IOException {
        List<TiffTags> kept = new ArrayList<>();
        List<TiffPage> pages = pages(file, tiff, kept, progress);
        String text = kept.get(0).text(TiffTags.DESCRIPTION).strip();
        requireOwnMetadata(file, text, pages.size(), progress);
        OmeMetadata ome = OmeMetadata.isIn(text)
                ? OmeMetadata.parse(text, pages.size(), pages.get(0).alpha())
                : null;
        boolean plain = ome == null && !tiff.big() && pages.stream().allMatch(TiffPage::plain);
        if (plain && pages.size() == tiff.directories().size() || shortened(tiff, text)) return byImageJ(file);
        TiffPage first = pages.get(0);
        if (first.alpha() < first.samples()) progress.note(file.getFileName() + ": alpha channel dropped");
        boolean inverted = first.whiteIsZero() && !text.startsWith("ImageJ=");
        TiffPlanes planes = new TiffPlanes(file, pages, places(pages, ome), inverted);
        ImagePlus imp = TiffMetadata.of(tiff, kept.get(0))
                .image(planes.stack(tiff), first.type().signed16());
        if (first.lossy()) imp.setProperty(ImagePlusLabels.LOSSY, true);
        if (ome != null) arrange(imp, ome, file, progress);
        else if (TiffPlanes.perPage(first) > 1) imp.setDimensions(TiffPlanes.perPage(first), pages.size(), 1);
        return imp;
    }

    /** What another file says is not read, without which the order of several pages is anybody's guess. */
    private static void requireOwnMetadata(Path file, String text, int pages, Progress progress)
            throws UnsupportedTiffException {
        String other = OmeMetadata.companion(text);
        if (other == null) return;
        if (pages > 1) {
            throw new UnsupportedTiffException("the order of its " + pages + " pages is said in " + other
                    + ", expected it in the file itself. Open " + other
                    + " in Fiji with Bio-Formats and save it as one file");
        }
        progress.note(file.getFileName() + ": its pixel size is said in " + other + ", which is not read");
    }

    /** ImageJ's stacks of more than 4 GB tell of their first page only. */
    private static boolean shortened(TiffFile tiff, String text) {
        boolean stack = text.startsWith("ImageJ=") && text.contains("\nimages=");
        return stack && !tiff.big() && tiff.directories().size() == 1;
    }

    /** The pages that are like the first; smaller copies, such as those of slide scanners, are left out. */
    private static List<TiffPage> pages(Path file, TiffFile tiff, List<TiffTags> kept, Progress progress)
            throws IOException {
        List<TiffPage> pages = new ArrayList<>();
        int others = 0;
        for (TiffTags tags : tiff.directories()) {
            boolean copy = !pages.isEmpty() && TiffPage.auxiliary(tags);
            TiffPage page = copy ? null : new TiffPage(tiff, tags).requireArray();
            if (pages.isEmpty() || page != null && page.like(pages.get(0))) {
                pages.add(page);
                kept.add(tags);
            } else if (!copy) others++;
        }
        if (others > 0)
            progress.note(file.getFileName() + ": " + others + " of "
                    + tiff.directories().size() + " pages left out, which are not of the size and kind of the first");
        return pages;
    }

    private static int[] places(List<TiffPage> pages, OmeMetadata ome) {
        TiffPage first = pages.get(0);
        int each = TiffPlanes.perPage(first);
        if (ome == null) return IntStream.range(0, pages.size() * each).toArray();
        if (each == first.alpha()) return ome.places();
        return IntStream.of(ome.places())
                .filter(place -> place % first.alpha() == 0)
                .map(place -> place / first.alpha())
                .toArray();
    }

    private static void arrange(ImagePlus imp, OmeMetadata ome, Path file, Progress progress) {
        if (ome.images() > 1)
            progress.note(file.getFileName() + ": holds " + ome.images() + " images, of which the first is read");
        int planes = ome.channels() * ome.slices() * ome.frames();
        int channels = ome.channels() * imp.getStackSize() / planes;
        imp.setDimensions(channels, ome.slices(), ome.frames());
        imp.setOpenAsHyperStack(channels * ome.frames() > 1);
        ImagePlusSources.calibrate(imp, ome.pixelSize(), ome.unit());
    }

    private static ImagePlus byImageJ(Path file) throws IOException {
        Path absolute = file.toAbsolutePath();
        String directory = absolute.getParent() + File.separator;
        FileInfo[] pages = new TiffDecoder(directory, file.getFileName().toString()).getTiffInfo();
        if (pages == null) throw new IOException("it holds no TIFF image");
        for (FileInfo page : pages) requireWhole(file, page);
        if (isLargeStack(pages)) return FileInfoVirtualStack.openVirtual(absolute.toString());
        return new Opener().openTiff(directory, file.getFileName().toString());
    }

    /** ImageJ fills what is missing at the end of a file with zeros; we refuse it. */
    static void requireWhole(Path file, FileInfo page) throws IOException {
        long found = Files.size(file);
        long expected = end(page);
        if (found < expected) {
            throw ImageFormats.unreadable(
                    file, "it is cut off: found " + found + " bytes, expected at least " + expected, null);
        }
    }

    private static long end(FileInfo page) {
        boolean raw = page.compression <= FileInfo.COMPRESSION_NONE;
        int strips = page.stripOffsets == null || page.stripLengths == null ? 0 : page.stripOffsets.length;
        if (raw && strips <= 1) return page.getOffset() + pixelBytes(page);
        long end = 0;
        for (int i = 0; i < strips; i++) {
            end = Math.max(end, (page.stripOffsets[i] & 0xFFFFFFFFL) + page.stripLengths[i]);
        }
        return end;
    }

    private static long pixelBytes(FileInfo page) {
        long pixels = (long) page.width * page.height * Math.max(1, page.nImages);
        return switch (page.fileType) {
            case FileInfo.BITMAP -> (page.width + 7L) / 8 * page.height * Math.max(1, page.nImages);
            case FileInfo.GRAY12_UNSIGNED -> pixels * 3 / 2;
            case FileInfo.GRAY10_UNSIGNED -> pixels * 5 / 4;
            default -> pixels * page.getBytesPerPixel();
        };
    }

    private static boolean isLargeStack(FileInfo[] pages) {
        boolean raw = pages[0].compression <= FileInfo.COMPRESSION_NONE;
        long bytes = 0;
        for (FileInfo page : pages) bytes += pixelBytes(page);
        boolean stack = pages.length > 1 || pages[0].nImages > 1;
        return raw && stack && bytes > Runtime.getRuntime().maxMemory() / SHARE_OF_HEAP;
    }
}
