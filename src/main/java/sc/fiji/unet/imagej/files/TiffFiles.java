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
import java.util.List;
import java.util.stream.IntStream;
import sc.fiji.unet.base.Progress;
import sc.fiji.unet.imagej.pixels.ImagePlusLabels;
import sc.fiji.unet.imagej.pixels.ImagePlusSources;
import sc.fiji.unet.tiff.OmeMetadata;
import sc.fiji.unet.tiff.OmeSet;
import sc.fiji.unet.tiff.TiffFile;
import sc.fiji.unet.tiff.TiffPage;
import sc.fiji.unet.tiff.TiffPages;
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

    /** What a file of OME-XML beside its TIFF files tells of. */
    static ImagePlus openCompanion(Path file, Progress progress) throws IOException {
        return ofSet(file, OmeSet.ofCompanion(file), progress);
    }

    private static ImagePlus open(Path file, TiffFile tiff, Progress progress) throws IOException {
        TiffPages pages = new TiffPages();
        pages.add(file, tiff);
        String text = tiff.directories().get(0).text(TiffTags.DESCRIPTION).strip();
        if (OmeSet.isIn(text) && !isAlone(file, text, pages, progress)) {
            return ofSet(file, OmeSet.of(file, text), progress);
        }
        tellOthers(file, pages, progress);
        boolean plain = !tiff.big()
                && pages.list().stream().allMatch(page -> page.page().plain());
        if (plain && pages.list().size() == pages.all() || shortened(tiff, text)) return byImageJ(file);
        return image(file, tiff, pages, null, progress);
    }

    /** Whether what a file holds is said in another that is not there, without which the order of several pages is anybody's guess. */
    private static boolean isAlone(Path file, String text, TiffPages pages, Progress progress) throws IOException {
        String lost = OmeSet.lostCompanion(file, text);
        if (lost == null || pages.list().size() > 1) return false;
        progress.note(file.getFileName() + ": its pixel size, and what other files belong to it, are said in the file "
                + lost + ", which is not in its folder");
        return true;
    }

    private static ImagePlus ofSet(Path file, OmeSet set, Progress progress) throws IOException {
        TiffPages pages = new TiffPages();
        List<Path> parts = set.files();
        if (parts.isEmpty()) throw new IOException("its OME-XML names no TIFF file");
        for (Path part : parts) {
            ReadingThread.alsoReads(part);
            add(part, pages);
        }
        tellOthers(file, pages, progress);
        OmeMetadata ome = OmeMetadata.of(set, pages.counts(), pages.first().alpha());
        try (TiffFile tiff = TiffFile.open(parts.get(0))) {
            ImagePlus imp = image(file, tiff, pages, ome, progress);
            arrange(imp, ome, file, progress);
            return imp;
        }
    }

    private static void add(Path part, TiffPages pages) throws IOException {
        try (TiffFile tiff = TiffFile.open(part)) {
            pages.add(part, tiff);
        } catch (UnsupportedTiffException e) {
            throw e;
        } catch (IOException e) {
            throw new IOException("of its file " + part.getFileName() + ", " + e.getMessage(), e);
        }
    }

    private static ImagePlus image(Path file, TiffFile tiff, TiffPages pages, OmeMetadata ome, Progress progress)
            throws IOException {
        TiffPage first = pages.first();
        if (first.alpha() < first.samples()) progress.note(file.getFileName() + ": alpha channel dropped");
        TiffTags tags = tiff.directories().get(0);
        boolean imageJ = tags.text(TiffTags.DESCRIPTION).strip().startsWith("ImageJ=");
        TiffPlanes planes = new TiffPlanes(pages.list(), places(pages.list(), ome), !imageJ);
        ImagePlus imp =
                TiffMetadata.of(tiff, tags).image(planes.stack(), first.type().signed16());
        if (first.lossy()) imp.setProperty(ImagePlusLabels.LOSSY, true);
        boolean channels = ome == null && TiffPlanes.perPage(first) > 1;
        if (channels) imp.setDimensions(TiffPlanes.perPage(first), pages.list().size(), 1);
        return imp;
    }

    private static void tellOthers(Path file, TiffPages pages, Progress progress) {
        if (pages.others() > 0)
            progress.note(file.getFileName() + ": " + pages.others() + " of " + pages.all()
                    + " pages left out, which are not of the size and kind of the first");
    }

    /** ImageJ's stacks of more than 4 GB tell of their first page only. */
    private static boolean shortened(TiffFile tiff, String text) {
        boolean stack = text.startsWith("ImageJ=") && text.contains("\nimages=");
        return stack && !tiff.big() && tiff.directories().size() == 1;
    }

    private static int[] places(List<TiffPages.Page> pages, OmeMetadata ome) {
        TiffPage first = pages.get(0).page();
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
