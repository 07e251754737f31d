package sc.fiji.unet.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.ImagePlus;
import ij.ImageStack;
import ij.io.FileSaver;
import ij.process.ByteProcessor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sc.fiji.unet.base.FolderTree;
import sc.fiji.unet.base.InputException;
import sc.fiji.unet.base.NotedProgress;
import sc.fiji.unet.base.Progress;
import sc.fiji.unet.check.DatasetReader;
import sc.fiji.unet.config.ChannelChoice;
import sc.fiji.unet.config.DataOptions;
import sc.fiji.unet.config.EvaluateOptions;
import sc.fiji.unet.evaluate.FolderEvaluation;
import sc.fiji.unet.image.ImageSource;
import sc.fiji.unet.imagej.files.ImageFiles;
import sc.fiji.unet.label.Targets;
import sc.fiji.unet.metrics.Evaluation;

/** Folders as other tools lay them out. */
class FolderLayoutTest {
    @TempDir
    Path folder;

    private final ImageFiles reader = new ImageFiles();

    @Test
    void nnUnetsChannelsAndClassNames() throws IOException {
        for (int i = 0; i < 3; i++) {
            save("imagesTr/c" + i + "_0000.png", 10, 20, 30, 40);
            save("imagesTr/c" + i + "_0001.png", 1, 2, 3, 4);
            save("labelsTr/c" + i + ".png", 0, 1, 1, 0);
        }
        Files.writeString(folder.resolve("dataset.json"), "{\"labels\": {\"background\": 0, \"lung\": 1}}");
        ImageFolder found = ImageFolder.scan(folder, folder, reader).requireComplete();
        assertEquals(List.of("c0", "c1", "c2"), names(found));
        ImageSource image = new PairReader(reader, 2)
                .images(found.pairs().get(0), Progress.NONE)
                .get(0);
        assertEquals(2, image.channels());
        assertEquals(30, image.pixels().getAt(0, 1, 0).getRealDouble());
        assertEquals(2, image.pixels().getAt(1, 0, 1).getRealDouble());
        DataOptions data = DataOptions.defaults(folder.resolve("imagesTr"), folder.resolve("labelsTr"));
        TrainingSet set = new TrainingFolders(reader, LoadOptions.defaults()).load(data, 1, Progress.NONE);
        assertEquals("lung", set.classes().classes().get(1).name());
        assertEquals(2, set.fingerprint().channels());
        Files.writeString(folder.resolve("dataset.json"), "{\"labels\": {\"0\": \"other\", \"1\": \"tumour, old\"}}");
        assertEquals("other=0,tumour  old=1", found.classes());
        Files.writeString(folder.resolve("dataset.json"), "{\"labels\": [1, 2]");
        assertEquals("auto", found.classes());
    }

    /** Regions share values, and masks hold one value a pixel; a label of a number for a name; what is ignored. */
    @Test
    void nnUnetsRegionsAndIgnoredPixels() throws IOException {
        for (String name : List.of("c", "d")) {
            save("imagesTr/" + name + "_0000.png", 10, 20, 30, 40);
            save("labelsTr/" + name + ".png", 0, 1, 2, 3);
        }
        ImageFolder found = ImageFolder.scan(folder, folder, reader);
        dataset("{\"background\": 0, \"whole\": [1, 2, 3], \"core\": [2, 3], \"active\": 3, \"ignore\": 4}");
        assertEquals("background=0,whole (value 1)=1,core (value 2)=2,active=3,ignore=4", found.classes());
        TrainingSet set = load(DataOptions.defaults(folder, folder));
        assertEquals(
                List.of("background", "whole (value 1)", "core (value 2)", "active"),
                set.classes().classes().names());
        dataset("{\"background\": 0, \"2\": 1, \"one\": [2]}");
        assertEquals("background=0,2=1,one=2", found.classes());
        dataset("{\"background\": 0, \"lung\": [[1]], \"b\": {}}");
        assertEquals("auto", found.classes());
    }

    private void dataset(String labels) throws IOException {
        Files.writeString(folder.resolve("dataset.json"), "{\"labels\": " + labels + "}");
    }

    /** Channels are counted over all files of an image. */
    @Test
    void channelsOfSeveralFilesCanBeChosen() throws IOException {
        for (int i = 0; i < 3; i++) {
            save("imagesTr/c" + i + "_0000.png", 10, 20, 30, 40);
            save("imagesTr/c" + i + "_0001.png", 1, 2, 3, 4);
            save("labelsTr/c" + i + ".png", 0, 1, 1, 0);
        }
        TrainingSet set = load(DataOptions.defaults(folder, folder).withChannels(ChannelChoice.parse("2")));
        assertEquals(1, set.fingerprint().channels());
        assertEquals(4, set.train().get(0).image().pixels().getAt(1, 1, 0).getRealDouble());
        assertEquals(List.of(2), set.channels());
        assertEquals(ChannelChoice.Composition.FILES, set.composed());
        DataOptions third = DataOptions.defaults(folder, folder).withChannels(ChannelChoice.parse("3"));
        assertThrows(InputException.class, () -> load(third));
    }

    /** As where a microscope wrote channels as slices; nobody can tell without being told. */
    @Test
    void pagesAreChannelsWhereAPersonSaysSo() throws IOException {
        for (int i = 0; i < 3; i++) {
            save("m/a" + i + ".tif", 0, 1, 1, 0);
            ImageStack pages = new ImageStack(2, 2);
            for (int page = 1; page <= 3; page++)
                pages.addSlice(new ByteProcessor(2, 2, new byte[] {1, 2, 3, (byte) (page * 10)}));
            Files.createDirectories(folder.resolve("i"));
            new FileSaver(new ImagePlus("", pages))
                    .saveAsTiffStack(folder.resolve("i/a" + i + ".tif").toString());
        }
        DataOptions data = DataOptions.defaults(folder.resolve("i"), folder.resolve("m"));
        String message = assertThrows(InputException.class, () -> load(data)).getMessage();
        assertTrue(message.contains("say channels=pages"), message);
        TrainingSet set = load(data.withChannels(ChannelChoice.parse("pages")));
        assertEquals(3, set.fingerprint().channels());
        assertEquals(30, set.train().get(0).image().pixels().getAt(1, 1, 2).getRealDouble());
        assertEquals(ChannelChoice.Composition.PAGES, set.composed());
        set = load(data.withChannels(ChannelChoice.parse("pages 3,2")));
        assertEquals(2, set.fingerprint().channels());
        assertEquals(20, set.train().get(0).image().pixels().getAt(1, 1, 0).getRealDouble());
    }

    private TrainingSet load(DataOptions data) {
        return new TrainingFolders(reader, LoadOptions.defaults()).load(data, 1, Progress.NONE);
    }

    @Test
    void aMaskForEachObjectAsInTheDataScienceBowl() throws IOException {
        for (String id : List.of("f00a", "f00b")) {
            save(id + "/images/" + id + ".png", 10, 20, 30, 40);
            save(id + "/masks/0001.png", 255, 0, 0, 0);
            save(id + "/masks/0002.png", 0, 0, 255, 255);
        }
        ImageFolder found = ImageFolder.scan(folder, folder, reader).requireComplete();
        assertEquals(List.of("f00a", "f00b"), names(found));
        LabelImage mask = new PairReader(reader, 2)
                .labels(found.pairs().get(1), Progress.NONE)
                .get(0);
        assertArrayEquals(new int[] {1, 0, 2, 2}, Targets.array(mask.values()));
    }

    @Test
    void sequencesOfTheCellTrackingChallenge() throws IOException {
        for (String frame : List.of("000", "001", "002")) {
            save("01/t" + frame + ".tif", 10, 20, 30, 40);
            save("02/t" + frame + ".tif", 10, 20, 30, 40);
            if (!frame.equals("001")) save("01_GT/SEG/man_seg" + frame + ".tif", 0, 1, 0, 2);
            save("02_GT/SEG/man_seg" + frame + ".tif", 0, 1, 0, 2);
            save("02_ST/SEG/man_seg" + frame + ".tif", 0, 1, 0, 2);
        }
        ImageFolder found = ImageFolder.scan(folder, folder, reader).requireComplete();
        assertEquals(List.of("01_t000", "01_t002", "02_t000", "02_t001", "02_t002"), names(found));
        assertTrue(
                found.notes().toString().contains("nobody annotated them: t001.tif"),
                found.notes().toString());
        assertEquals(
                folder.resolve("02_GT/SEG/man_seg000.tif"), found.pairs().get(2).mask());
        found = ImageFolder.scan(folder.resolve("01"), folder.resolve("01_GT"), reader)
                .requireComplete();
        assertEquals(List.of("t000", "t002"), names(found));
    }

    /** Of volumes people mark single slices there; of the others nothing is known, which is not background. */
    @Test
    void slicesOfTheCellTrackingChallengeBelongToTheirVolumes() throws IOException {
        for (String frame : List.of("000", "001")) {
            ImageStack slices = new ImageStack(2, 2);
            for (int z = 0; z < 4; z++) slices.addSlice(new ByteProcessor(2, 2, new byte[] {1, 2, 3, (byte) (10 * z)}));
            ImagePlus volume = new ImagePlus("", slices);
            volume.setDimensions(1, 4, 1);
            Files.createDirectories(folder.resolve("01"));
            new FileSaver(volume)
                    .saveAsTiffStack(folder.resolve("01/t" + frame + ".tif").toString());
        }
        save("01_GT/SEG/man_seg_000_001.tif", 0, 1, 0, 2);
        save("01_GT/SEG/man_seg_000_003.tif", 3, 3, 0, 0);
        save("01_GT/SEG/man_seg001_001.tif", 0, 0, 4, 0);
        ImageFolder found = ImageFolder.scan(folder, folder, reader).requireComplete();
        assertEquals(List.of("01_t000", "01_t001"), names(found));
        assertTrue(
                found.notes().toString().contains("masks of single slices"),
                found.notes().toString());
        List<LabelImage> whole = new PairReader(reader, 3).labels(found.pairs().get(0), Progress.NONE);
        assertArrayEquals(
                new int[] {-1, -1, -1, -1, 0, 1, 0, 2, -1, -1, -1, -1, 3, 3, 0, 0},
                Targets.array(whole.get(0).values()));
        List<LabelImage> planes = new PairReader(reader, 2).labels(found.pairs().get(1), Progress.NONE);
        assertEquals(4, planes.size());
        assertArrayEquals(new int[] {0, 0, 4, 0}, Targets.array(planes.get(1).values()));
        assertArrayEquals(
                new int[] {-1, -1, -1, -1}, Targets.array(planes.get(2).values()));
        for (String classes : List.of("auto", "instances", "binary")) {
            for (DataOptions.Dimensions dimensions : DataOptions.Dimensions.values()) {
                DataOptions data = DataOptions.defaults(folder, folder).withDimensions(dimensions);
                TrainingSet set = load(data.withClasses(classes));
                long unknown = Stream.concat(set.train().stream(), set.validation().stream())
                        .flatMapToInt(image -> IntStream.of(Targets.array(image.target())))
                        .filter(value -> value == AnnotatedImage.IGNORE)
                        .count();
                assertEquals(5 * 4, unknown, classes + " " + dimensions);
            }
        }
        save("01_GT/SEG/man_seg_001_004.tif", 0, 0, 4, 0);
        String message = assertThrows(InputException.class, () -> load(DataOptions.defaults(folder, folder)))
                .getMessage();
        assertTrue(message.contains("slice 4 by its name") && message.contains("slices 0 to 3"), message);
    }

    /** A mask of all slices says what is background in each, and numbers the objects through. */
    @Test
    void aMaskOfTheWholeVolumeGoesBeforeThoseOfItsSlices() throws IOException {
        for (String frame : List.of("000", "001", "002")) save("01/t" + frame + ".tif", 10, 20, 30, 40);
        save("01_GT/SEG/man_seg000.tif", 0, 1, 0, 2);
        save("01_GT/SEG/man_seg_000_001.tif", 5, 5, 5, 5);
        save("01_GT/SEG/man_seg_0000_002.tif", 5, 5, 5, 5);
        save("01_GT/SEG/man_seg_001_000.tif", 0, 3, 0, 0);
        save("01_GT/SEG/man_seg002.tif", 0, 4, 0, 0);
        ImageFolder found = ImageFolder.scan(folder, folder, reader).requireComplete();
        assertEquals(List.of("01_t000", "01_t001", "01_t002"), names(found));
        assertEquals(
                List.of(folder.resolve("01_GT/SEG/man_seg000.tif")),
                found.pairs().get(0).masks());
        assertEquals(
                List.of(folder.resolve("01_GT/SEG/man_seg_001_000.tif")),
                found.pairs().get(1).masks());
        String notes = found.notes().toString();
        assertTrue(notes.contains("masks of all slices: man_seg_0000_002.tif, man_seg_000_001.tif."), notes);
    }

    /** Markers look like masks, but need not cover what they mark. */
    @Test
    void markersOfATrackingAreSaidToBeSome() throws IOException {
        save("01/t012.tif", 10, 20, 30, 40);
        save("01_GT/TRA/man_track012.tif", 0, 1, 0, 2);
        ImageFolder found = ImageFolder.scan(folder.resolve("01"), folder.resolve("01_GT/TRA"), reader);
        assertEquals(1, found.pairs().size());
        assertTrue(
                found.notes().get(0).contains("markers of a tracking"),
                found.notes().toString());
    }

    /** Few objects an image, in one only one: by their numbers alone they would be classes. */
    @Test
    void fewMasksAnImageAreObjectsToo() throws IOException {
        for (String id : List.of("f00a", "f00b", "f00c")) {
            save(id + "/images/" + id + ".png", 10, 20, 30, 40);
            save(id + "/masks/0001.png", 255, 0, 0, 0);
            if (!id.equals("f00b")) save(id + "/masks/0002.png", 0, 0, 255, 0);
        }
        TrainingSet set = load(DataOptions.defaults(folder, folder));
        assertTrue(set.classes().instances(), set.classes().reasons().toString());
        assertEquals(
                List.of("background", "foreground"), set.classes().classes().names());
        String checked = new DatasetReader(reader, DataOptions.defaults(folder, folder))
                .read(1, Progress.NONE)
                .summary();
        assertFalse(checked.contains("class1") || checked.contains("255"), checked);
    }

    @Test
    void ofTheDataScienceBowlWhatNobodyAnnotatedIsNamed() throws IOException {
        save("f00a/images/f00a.png", 10, 20, 30, 40);
        save("f00a/masks/0001.png", 255, 0, 0, 0);
        save("f00b/images/f00b.png", 10, 20, 30, 40);
        ImageFolder found = ImageFolder.scan(folder, folder, reader).requireComplete();
        assertEquals(List.of("f00a"), names(found));
        assertEquals(List.of("Left out, as nobody annotated them: f00b.png."), found.notes());
    }

    /** As predictions lie, which are held against the masks where those are. */
    @Test
    void imagesOfAnotherFolderHaveTheMasksOfTheDataScienceBowl() throws IOException {
        for (String id : List.of("f00a", "f00b")) {
            save("found/" + id + ".tif", 1, 0, 2, 2);
            save("truth/" + id + "/images/" + id + ".png", 10, 20, 30, 40);
            save("truth/" + id + "/masks/0001.png", 255, 0, 0, 0);
            save("truth/" + id + "/masks/0002.png", 0, 0, 255, 255);
        }
        EvaluateOptions options = EvaluateOptions.defaults(folder.resolve("found"), folder.resolve("truth"));
        Evaluation judged = new FolderEvaluation(reader).run(options, Progress.NONE);
        assertEquals(2, judged.images().size());
        assertEquals(1, judged.pooled().figures().get("ap50"));
        Files.delete(folder.resolve("found/f00b.tif"));
        String message = assertThrows(
                        InputException.class, () -> new FolderEvaluation(reader).run(options, Progress.NONE))
                .getMessage();
        assertTrue(message.contains("such as f00b"), message);
    }

    @Test
    void whatCellposeWritesBesideItsMasksIsLeftOut() throws IOException {
        for (String name : List.of("a0", "a1")) {
            save(name + ".tif", 10, 20, 30, 40);
            save(name + "_cp_masks.png", 0, 1, 1, 0);
            save(name + "_cp_outlines.png", 0, 255, 0, 0);
            save(name + "_flows.tif", 0, 255, 0, 0);
            Files.createFile(folder.resolve(name + "_seg.npy"));
        }
        ImageFolder found = ImageFolder.scan(folder, folder, reader).requireComplete();
        assertEquals(List.of("a0", "a1"), names(found));
        assertEquals(
                List.of("Left out, as they are neither images nor masks: a0_cp_outlines.png, a0_flows.tif,"
                        + " a1_cp_outlines.png, a1_flows.tif, a0_seg.npy, a1_seg.npy."),
                found.notes());
        NotedProgress notes = new NotedProgress();
        new TrainingFolders(reader, LoadOptions.defaults()).load(DataOptions.defaults(folder, folder), 1, notes);
        assertTrue(notes.toString().contains("Left out"), notes.toString());
    }

    /** A path from where Java runs, which need not lie on the same drive as temporary folders do. */
    @Test
    void archivesThatAreMasksAreNotLeftOutOfARelativeFolderEither() throws IOException {
        Path relative = Files.createTempDirectory(Files.createDirectories(Path.of("target")), "archives");
        try {
            for (String name : List.of("a0.tif", "a1.tif", "a0_seg.npy", "a1_seg.npy", "b_seg.npy")) {
                Files.createFile(relative.resolve(name));
            }
            ImageFolder found = ImageFolder.scan(relative, relative, reader).requireComplete();
            assertEquals(List.of("a0", "a1"), names(found));
            assertEquals(List.of("Left out, as they are neither images nor masks: b_seg.npy."), found.notes());
        } finally {
            FolderTree.delete(relative);
        }
    }

    @Test
    void namesThatAreNotUnderstoodGiveAnExample() throws IOException {
        save("i/liver one.png", 10, 20, 30, 40);
        save("m/lver-one.png", 0, 1, 1, 0);
        ImageFolder found = ImageFolder.scan(folder.resolve("i"), folder.resolve("m"), reader);
        String message =
                assertThrows(InputException.class, found::requireComplete).getMessage();
        assertTrue(message.contains("Did you mean liver one.png and lver-one.png?"), message);
    }

    @Test
    void otherSizesOfPartsAreRefusedByName() throws IOException {
        save("c0_0000.png", 10, 20, 30, 40);
        ByteProcessor wide = new ByteProcessor(3, 2);
        new FileSaver(new ImagePlus("", wide))
                .saveAsPng(folder.resolve("c0_0001.png").toString());
        List<Path> files = List.of(folder.resolve("c0_0000.png"), folder.resolve("c0_0001.png"));
        ImageFolder.Pair pair = new ImageFolder.Pair("c0", files, files);
        PairReader pairs = new PairReader(reader, 2);
        String message = assertThrows(InputException.class, () -> pairs.images(pair, Progress.NONE))
                .getMessage();
        assertTrue(message.contains("c0_0000.png and others, differ in size"), message);
        message = assertThrows(InputException.class, () -> pairs.labels(pair, Progress.NONE))
                .getMessage();
        assertTrue(message.contains("c0_0001.png differs in size"), message);
    }

    private static List<String> names(ImageFolder found) {
        return found.pairs().stream().map(ImageFolder.Pair::name).toList();
    }

    /** Two by two pixels. */
    private void save(String name, int... values) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        ByteProcessor plane = new ByteProcessor(2, 2);
        for (int i = 0; i < values.length; i++) plane.set(i, values[i]);
        FileSaver saver = new FileSaver(new ImagePlus("", plane));
        assertTrue(name.endsWith("png") ? saver.saveAsPng(file.toString()) : saver.saveAsTiff(file.toString()));
    }
}
