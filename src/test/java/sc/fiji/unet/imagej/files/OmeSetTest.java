package sc.fiji.unet.imagej.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.ImagePlus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import sc.fiji.unet.base.Progress;
import sc.fiji.unet.data.ImageFolder;
import sc.fiji.unet.image.ImageSource;

/** OME-TIFF images whose planes lie in several files: a file a slice, each with the channels and frames of it. */
class OmeSetTest {
    private static final int C = 2;
    private static final int Z = 3;
    private static final int T = 2;
    private static final String ROOT = "<?xml version='1.0' encoding='UTF-8'?><OME"
            + " xmlns='http://www.openmicroscopy.org/Schemas/OME/2016-06' UUID='%s'>%s</OME>";

    @TempDir
    Path outer;

    private Path folder;

    @BeforeEach
    void folder() throws IOException {
        folder = Files.createDirectory(outer.resolve("set"));
    }

    @Test
    void anyFileOpensTheWhole() throws IOException {
        for (int z = 0; z < Z; z++) write(z, name(z), told(z));
        for (int z = 0; z < Z; z++) requireWhole(folder.resolve(name(z)));
    }

    /** The file that tells of the set is a text, or holds planes itself and is named by the others. */
    @ParameterizedTest
    @ValueSource(strings = {"all.companion.ome", "metadata.ome.xml", "scan_z0.ome.tif"})
    void anotherFileMaySayWhatTheSetIs(String teller) throws IOException {
        boolean text = !teller.endsWith(".tif");
        String only = "<BinaryOnly MetadataFile='" + teller + "' UUID='" + (text ? "urn:uuid:all" : id(0)) + "'/>";
        for (int z = 0; z < Z; z++) {
            write(z, name(z), text || z > 0 ? String.format(ROOT, id(z), only) : told(0));
        }
        if (text) Files.writeString(folder.resolve(teller), String.format(ROOT, "urn:uuid:all", image(0, "")));
        for (int z = 0; z < Z; z++) requireWhole(folder.resolve(name(z)));
        requireWhole(folder.resolve(teller));
        assertEquals(List.of(folder.resolve(name(0))), ImageFolder.list(folder, new ImageFiles()));
    }

    @Test
    void renamedFilesAreFoundByTheirIds() throws IOException {
        for (int z = 0; z < Z; z++) write(z, "b" + z + ".tif", told(z));
        for (int z = 0; z < Z; z++) requireWhole(folder.resolve("b" + z + ".tif"));
    }

    @Test
    void inAFolderASetIsOneImage() throws IOException {
        for (int z = 0; z < Z; z++) write(z, name(z), told(z));
        Path alone = new TiffSample(5, 4).write(folder.resolve("scan_z1.tif"), (p, x, y, s) -> p);
        assertEquals(List.of(folder.resolve(name(0)), alone), ImageFolder.list(folder, new ImageFiles()));
        Files.delete(folder.resolve(name(0)));
        assertEquals(
                List.of(folder.resolve(name(1)), alone),
                ImageFolder.list(folder, new ImageFiles()),
                "not whole, and one yet");
    }

    /** Two positions of a stage, each in files of its own, and each file tells of both. */
    @Test
    void imagesOfOtherFilesStayApart() throws IOException {
        String both = image(0, "p0_") + image(0, "p1_");
        for (String position : List.of("p0_", "p1_")) {
            for (int z = 0; z < Z; z++) {
                write(z, position + name(z), String.format(ROOT, id(z) + position, both));
            }
        }
        assertEquals(
                List.of(folder.resolve("p0_" + name(0)), folder.resolve("p1_" + name(0))),
                ImageFolder.list(folder, new ImageFiles()));
        requireWhole(folder.resolve("p1_" + name(2)));
    }

    @ParameterizedTest
    @CsvSource({"1,scan_z1.ome.tif", "2,scan_z2.ome.tif"})
    void missingFilesAreNamed(int z, String missing) throws IOException {
        for (int other = 0; other < Z; other++) if (other != z) write(other, name(other), told(other));
        ImageFilesTest.assertMessage(
                () -> images(folder.resolve(name(0)), new ArrayList<>()), "in 3 OME-TIFF files, of which 1 ", missing);
    }

    @Test
    void aLostCompanionIsNamed() throws IOException {
        String text = String.format(ROOT, id(0), "<BinaryOnly MetadataFile='all.companion.ome' UUID='urn:uuid:all'/>");
        Path file = write(0, "a.ome.tif", text);
        ImageFilesTest.assertMessage(() -> images(file, new ArrayList<>()), file.toString(), "all.companion.ome");
        List<String> notes = new ArrayList<>();
        Path single = new TiffSample(5, 4).describe(text).write(folder.resolve("b.tif"), (p, x, y, s) -> p);
        assertEquals(1, images(single, notes).size());
        assertTrue(notes.toString().contains("all.companion.ome"), notes.toString());
    }

    @Test
    void planesThatLieNowhereAreNamed() throws IOException {
        String hole =
                told(0).replace("<TiffData IFD='3' FirstC='1' FirstZ='0'", "<TiffData IFD='3' FirstC='1' FirstZ='1'");
        write(0, name(0), hole);
        for (int z = 1; z < Z; z++) write(z, name(z), told(z));
        ImageFilesTest.assertMessage(
                () -> images(folder.resolve(name(0)), new ArrayList<>()),
                "1 of 12 planes lie nowhere",
                "channel 2, slice 1, frame 2");
    }

    /** Neither a name with folders in it nor one that means no file leads out of the folder. */
    @ParameterizedTest
    @ValueSource(strings = {"../secret.tif", "..", "a/../../secret.tif", "a&#9;b"})
    void namesDoNotLeaveTheFolder(String name) throws IOException {
        new TiffSample(5, 4).pages(C * T).write(outer.resolve("secret.tif"), (p, x, y, s) -> 99);
        for (int z : new int[] {0, 2}) write(z, name(z), told(z).replace("'" + name(1) + "'", "'" + name + "'"));
        ImageFilesTest.assertMessage(
                () -> images(folder.resolve(name(0)), new ArrayList<>()), "of which 1 are not in its folder");
    }

    @Test
    void aFileOfAnotherRecordingIsRefused() throws IOException {
        for (int z = 0; z < Z; z++) write(z, name(z), told(z));
        write(1, name(1), told(1).replace("UUID='" + id(1) + "'", "UUID='urn:uuid:other'"));
        ImageFilesTest.assertMessage(
                () -> images(folder.resolve(name(0)), new ArrayList<>()),
                name(1),
                "found urn:uuid:other",
                "expected " + id(1));
    }

    @Test
    void aDamagedFileOfTheSetIsNamed() throws IOException {
        for (int z = 0; z < Z; z++) write(z, name(z), told(z));
        byte[] all = Files.readAllBytes(folder.resolve(name(2)));
        Files.write(folder.resolve(name(2)), java.util.Arrays.copyOf(all, all.length - 40));
        ImageFilesTest.assertMessage(() -> images(folder.resolve(name(0)), new ArrayList<>()), name(2), "cut off");
    }

    /** More planes than a quarter of the heap holds, many of which lie in one page. */
    @Test
    void planesOfALargeSetAreReadWhenTheyAreLookedAt() throws IOException {
        int side = 1024;
        int frames = (int) (Runtime.getRuntime().maxMemory() / 4 / side / side) + 2;
        int pages = frames / 64 + 1;
        StringBuilder text = new StringBuilder("<Image><Pixels SizeX='1024' SizeY='1024' SizeC='1' SizeZ='1' SizeT='"
                + frames + "' Type='uint8' DimensionOrder='XYZCT'>");
        for (int t = 0; t < frames; t++) {
            text.append("<TiffData FirstT='" + t + "' IFD='" + t / 2 % pages + "'><UUID FileName='" + name(t % 2) + "'>"
                    + id(t % 2) + "</UUID></TiffData>");
        }
        for (int f = 0; f < 2; f++) {
            int base = 100 * f;
            new TiffSample(side, side)
                    .pages(pages)
                    .packed(8, 1)
                    .describe(String.format(ROOT, id(f), text.append(f == 0 ? "</Pixels></Image>" : "")))
                    .write(folder.resolve(name(f)), (page, x, y, s) -> base + page);
        }
        ImagePlus imp = ImageFiles.open(folder.resolve(name(1)), Progress.NONE);
        assertTrue(imp.getStack().isVirtual());
        assertEquals(frames, imp.getNFrames());
        for (int t : new int[] {0, 1, frames - 1, 2 * pages - 1, 1})
            assertEquals(
                    100 * (t % 2) + t / 2 % pages,
                    imp.getStack().getProcessor(t + 1).get(1023, 7));
        Files.delete(folder.resolve(name(0)));
        ImageFilesTest.assertMessage(() -> imp.getStack().getProcessor(1), name(0));
    }

    /** However small the one is that is opened. */
    @Test
    void everyFileOfASetMayTakeItsTime() throws IOException {
        for (int z = 0; z < Z; z++) {
            Path file = write(z, name(z), told(z));
            if (z > 0) Files.write(file, new byte[1 << 20], StandardOpenOption.APPEND);
        }
        requireWhole(folder.resolve(name(0)));
        ReadingThread reading = new ReadingThread(folder.resolve(name(0)), Duration.ofSeconds(1));
        ImagePlus imp = reading.run(
                () -> {
                    ImagePlus read = TiffFiles.open(folder.resolve(name(0)), Progress.NONE);
                    Thread.sleep(1500);
                    return read;
                },
                Progress.NONE);
        assertEquals(Z, imp.getNSlices());
    }

    private static String name(int z) {
        return "scan_z" + z + ".ome.tif";
    }

    private static String id(int z) {
        return "urn:uuid:" + z;
    }

    private static String told(int z) {
        return String.format(ROOT, id(z), image(0, ""));
    }

    /** Frame by frame, channel by channel in the file of a slice. */
    private static String image(int number, String position) {
        StringBuilder text = new StringBuilder("<Image ID='Image:" + number + "'><Pixels SizeX='5' SizeY='4' SizeC='"
                + C
                + "' SizeZ='" + Z + "' SizeT='" + T + "' Type='uint8' DimensionOrder='XYZTC' PhysicalSizeX='0.5'"
                + " PhysicalSizeY='0.5' PhysicalSizeZ='2'>");
        for (int z = 0; z < Z; z++) {
            for (int page = 0; page < C * T; page++) {
                text.append(String.format(
                        Locale.ROOT,
                        "<TiffData IFD='%d' FirstC='%d' FirstZ='%d' FirstT='%d' PlaneCount='1'><UUID FileName='%s'>%s</UUID></TiffData>",
                        page,
                        page % C,
                        z,
                        page / C,
                        position + name(z),
                        id(z) + position));
            }
        }
        return text.append("</Pixels></Image>").toString();
    }

    private Path write(int z, String name, String text) throws IOException {
        return new TiffSample(5, 4)
                .pages(C * T)
                .describe(text)
                .write(folder.resolve(name), (page, x, y, s) -> value(page % C, z, page / C, x));
    }

    private static int value(int c, int z, int t, int x) {
        return 100 * t + 10 * z + 5 * c + x;
    }

    private void requireWhole(Path file) {
        List<String> notes = new ArrayList<>();
        List<ImageSource> volumes = images(file, notes);
        assertEquals(T, volumes.size());
        assertEquals(List.of(), notes);
        for (int t = 0; t < T; t++) {
            ImageSource volume = volumes.get(t);
            assertEquals(C, volume.channels());
            assertEquals(Z, volume.size()[2]);
            assertEquals(0.5, volume.pixelSize()[0]);
            assertEquals(2, volume.pixelSize()[2]);
            for (int z = 0; z < Z; z++) {
                for (int c = 0; c < C; c++) {
                    assertEquals(
                            value(c, z, t, 3), volume.pixels().getAt(3, 2, z, c).getRealDouble());
                }
            }
        }
    }

    private static List<ImageSource> images(Path file, List<String> notes) {
        return new ImageFiles().images(file, 3, new Progress() {
            @Override
            public void note(String line) {
                notes.add(line);
            }
        });
    }
}
