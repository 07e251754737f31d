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

/** TIFF files by ImageJ's decoder; large stacks stay on the disk. */
final class TiffFiles {
    private static final int SHARE_OF_HEAP = 4;

    private TiffFiles() {}

    static ImagePlus open(Path file) throws IOException {
        Path absolute = file.toAbsolutePath();
        String directory = absolute.getParent() + File.separator;
        FileInfo[] pages;
        try {
            pages = new TiffDecoder(directory, file.getFileName().toString()).getTiffInfo();
        } catch (IOException e) {
            ImagePlus imp = ImageFormats.byPlugin(file);
            if (imp == null) throw e;
            return imp;
        }
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
