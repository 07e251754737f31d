package sc.fiji.unet.imagej.rois;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.IJ;
import ij.gui.Roi;
import ij.io.RoiEncoder;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sc.fiji.unet.base.InputException;
import sc.fiji.unet.base.NotedProgress;

/** ROIs in zip files as programs and people make them, and the images that they belong to. */
class RoiArchiveTest {
    @TempDir
    Path folder;

    private final List<String> notes = new ArrayList<>();

    /** A zip of ROIs that have no names but those of their entries. */
    private Path zip(String name, Charset names, String... entries) throws IOException {
        Path file = folder.resolve(name);
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file), names)) {
            for (int i = 0; i < entries.length; i++) {
                zip.putNextEntry(new ZipEntry(entries[i]));
                zip.write(RoiEncoder.saveAsByteArray(new Roi(2 + 15 * i, 3, 11, 9)));
            }
        }
        return file;
    }

    private Path zip(String... entries) throws IOException {
        return zip("a.zip", StandardCharsets.UTF_8, entries);
    }

    private List<String> classes(Path file) {
        List<Roi> rois = RoiFiles.read(file, notes::add);
        return RoiClasses.of(rois, RoiNaming.AUTO).list().names();
    }

    @Test
    void foldersAndEndingsAreNoPartOfAName() throws IOException {
        List<String> one = List.of("background", RoiNaming.UNNAMED);
        assertEquals(one, classes(zip("RoiSet/0001.roi", "RoiSet/0002.roi")));
        assertEquals(one, classes(zip("my cells\\0001.roi", "my cells\\0002.roi")), "as on Windows");
        assertEquals(one, classes(zip("0001.ROI", "0002.Roi")));
        assertEquals(List.of("background", "cell"), classes(zip("x/y/cell.roi", "x/y/cell-1.roi")));
        assertEquals(List.of(), notes);
    }

    @Test
    void severalFoldersOfNamelessRoisAreClasses() throws IOException {
        assertEquals(
                List.of("background", "debris", "nucleus"),
                classes(zip("set/nucleus/0001.roi", "set/debris/0001.roi", "set/nucleus/0002.roi")));
        assertTrue(notes.get(0).contains("debris, nucleus"), notes.toString());
        assertEquals(List.of("background", "cell"), classes(zip("one/cell.roi", "two/cell.roi")), "named already");
    }

    @Test
    void namesMayBeFromBeforeUnicode() throws IOException {
        Charset old = Charset.isSupported("IBM437") ? Charset.forName("IBM437") : StandardCharsets.ISO_8859_1;
        assertEquals(List.of("background", "Zellkörper"), classes(zip("a.zip", old, "Zellkörper.roi")));
    }

    @Test
    void anArchiveThatLostRoisIsRefused() throws IOException {
        Path file = zip("1.roi", "2.roi", "3.roi");
        byte[] whole = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(whole, whole.length - 30));
        assertRefused(file, "cut off or damaged");
        byte[] damaged = whole.clone();
        int second = new String(whole, StandardCharsets.ISO_8859_1).indexOf("PK\3\4", 4);
        damaged[second] = 0;
        Files.write(file, damaged);
        assertRefused(file, "lists 3 entries, of which 1 are found");
        Files.write(file, new byte[0]);
        assertRefused(file, "empty (0 bytes)");
    }

    private void assertRefused(Path file, String why) {
        String message = assertThrows(InputException.class, () -> RoiFiles.read(file, notes::add))
                .getMessage();
        assertTrue(message.contains(why), message);
    }

    @Test
    void imagesMayBeCalledAfterRois() throws IOException {
        for (String name : List.of("ROI_1", "1", "heroin")) {
            IJ.saveAsTiff(
                    IJ.createImage(name, "8-bit black", 61, 47, 1),
                    folder.resolve(name + ".tif").toString());
        }
        zip("ROI_1_RoiSet.zip", StandardCharsets.UTF_8, "0001.roi");
        zip("1.zip", StandardCharsets.UTF_8, "0001.roi", "0002.roi");
        zip("heroin_rois.zip", StandardCharsets.UTF_8, "0001.roi", "0002.roi", "0003.roi");
        zip("herion.zip", StandardCharsets.UTF_8, "0001.roi");
        NotedProgress progress = new NotedProgress();
        List<DrawnImage> drawn = RoiFolders.read(folder, folder, progress);
        assertEquals(
                List.of("1.tif 2", "ROI_1.tif 1", "heroin.tif 3"),
                drawn.stream()
                        .map(image ->
                                image.image().getTitle() + " " + image.rois().size())
                        .toList());
        assertTrue(progress.toString().contains("no image is called so: herion.zip"), progress.toString());
    }

    @Test
    void theVeryNameComesFirst() throws IOException {
        for (String name : List.of("ROI_1", "1")) {
            IJ.saveAsTiff(
                    IJ.createImage(name, "8-bit black", 61, 47, 1),
                    folder.resolve(name + ".tif").toString());
            zip(name + ".zip", StandardCharsets.UTF_8, "0001.roi");
        }
        List<DrawnImage> drawn = RoiFolders.read(folder, folder, new NotedProgress());
        assertEquals(
                List.of(1, 1), drawn.stream().map(image -> image.rois().size()).toList());
    }
}
