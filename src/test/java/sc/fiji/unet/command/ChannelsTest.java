package sc.fiji.unet.command;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static sc.fiji.unet.command.CommandRun.requireIn;

import ij.CompositeImage;
import ij.IJ;
import ij.ImagePlus;
import ij.ImageStack;
import ij.gui.Overlay;
import ij.gui.Roi;
import ij.process.ByteProcessor;
import ij.process.ImageProcessor;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sc.fiji.unet.base.Progress;
import sc.fiji.unet.cli.UnetMain;
import sc.fiji.unet.config.ChannelChoice;
import sc.fiji.unet.config.ModelCard;
import sc.fiji.unet.data.TrainingSet;
import sc.fiji.unet.imagej.segmentation.ActiveChannel;
import sc.fiji.unet.imagej.training.CorrectionTraining;
import sc.fiji.unet.model.ModelFolder;

/** Which channels of images are learned from and segmented, through every entrance. */
class ChannelsTest {
    private static final int EDGE = TinyWorld.EDGE;

    @TempDir
    Path folder;

    private TinyWorld world;

    @BeforeEach
    void write() {
        world = new TinyWorld(folder);
    }

    /** In the first channel a ramp, in the second one cells, further to the right from slice to slice. */
    private static ImagePlus composite(int slices) {
        ImageStack stack = new ImageStack(EDGE, EDGE);
        for (int z = 0; z < slices; z++) {
            stack.addSlice(ramp());
            stack.addSlice(cells(z));
        }
        ImagePlus imp = new ImagePlus("two.tif", stack);
        imp.setDimensions(2, slices, 1);
        return new CompositeImage(imp, CompositeImage.COMPOSITE);
    }

    private static ImageProcessor ramp() {
        ByteProcessor ramp = new ByteProcessor(EDGE, EDGE);
        for (int i = 0; i < EDGE * EDGE; i++) ramp.set(i, 7 * (i % EDGE));
        return ramp;
    }

    private static ImageProcessor cells(int slice) {
        ImageProcessor cells = TinyWorld.cells().getProcessor();
        cells.translate(slice, 0);
        return cells;
    }

    private static int[] bright(ImageProcessor plane, int label) {
        int[] labels = new int[EDGE * EDGE];
        for (int i = 0; i < labels.length; i++) labels[i] = plane.get(i) > 127 ? label : 0;
        return labels;
    }

    private static int[] values(ImagePlus labels, int slice) {
        ImageProcessor plane = labels.getStack().getProcessor(slice + 1);
        int[] values = new int[EDGE * EDGE];
        for (int i = 0; i < values.length; i++) values[i] = (int) plane.getf(i);
        return values;
    }

    private static CommandRun segment(ImagePlus imp, Path model) {
        return CommandRun.of(SegmentImageCommand.class, "open")
                .with("image", imp)
                .with("model", model.toFile())
                .with("device", "cpu")
                .with("precision", "fp32");
    }

    private CommandRun folder(String input, String output, Path model) {
        return CommandRun.of(SegmentCommand.class, output)
                .with("input", world.at(input).toFile())
                .with("output", world.at(output).toFile())
                .with("model", model.toFile())
                .with("device", "cpu")
                .with("precision", "fp32");
    }

    private static CommandRun train(Path model) {
        return CommandRun.of(TrainCommand.class, "brief")
                .with("model", model.toFile())
                .with("architecture", "unet batchnorm=false")
                .with("width", 4)
                .with("depth", 1)
                .with("patch", 16)
                .with("batch", 2)
                .with("epochs", 1)
                .with("device", "cpu");
    }

    private void commandLine(String... words) throws Exception {
        Path said = folder.resolve("said.txt");
        List<String> all = new java.util.ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Djava.awt.headless=true",
                "-cp",
                System.getProperty("java.class.path"),
                UnetMain.class.getName()));
        all.addAll(List.of(words));
        Process java = new ProcessBuilder(all)
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
        assertEquals(0, java.waitFor(), Files.readString(said, StandardCharsets.UTF_8));
    }

    @Test
    void theChosenChannelOfAHyperstackIsSegmentedOpenInAFolderAndFromTheCommandLine() throws Exception {
        TinyWorld.save(composite(3), world.at("in/two.tif"));
        ImagePlus open = segment(composite(3), world.model())
                .with("channels", "2")
                .outcome()
                .image("labelimage");
        folder("in", "out", world.model()).with("channels", "2").outcome();
        commandLine(
                "segment",
                "--input=" + world.at("in"),
                "--output=" + world.at("shell"),
                "--model=" + world.model(),
                "--channels=2",
                "--device=cpu",
                "--precision=fp32");
        ImagePlus written = IJ.openImage(world.at("out/two.tif").toString());
        ImagePlus shell = IJ.openImage(world.at("shell/two.tif").toString());
        for (int z = 0; z < 3; z++) {
            assertArrayEquals(bright(cells(z), 1), values(open, z));
            assertArrayEquals(bright(cells(z), 200), values(written, z));
            assertArrayEquals(bright(cells(z), 200), values(shell, z));
        }
        ImagePlus first = segment(composite(1), world.model())
                .with("channels", "1")
                .outcome()
                .image("labelimage");
        assertArrayEquals(bright(ramp(), 1), values(first, 0));
    }

    @Test
    void whereNobodyKnowsWhichChannelIsMeantAllAreNamed() throws Exception {
        String said = segment(composite(3), world.model()).isRefused().outcome().said();
        requireIn(said, "two_z1 has 2 channels, but this model was trained on 1 and does not say which");
        requireIn(said, "the channels 1 to 2, as in channels=2.");
        said = segment(composite(1), world.model())
                .with("channels", "3")
                .isRefused()
                .outcome()
                .said();
        requireIn(said, "channels = 3: two has the channels 1 to 2.");
        said = segment(composite(1), world.model())
                .with("channels", "1-2")
                .isRefused()
                .outcome()
                .said();
        requireIn(said, "channels = 1,2: these are 2 channels, but this model was trained on 1.");
        TinyWorld.save(composite(1), world.at("mixed/two.tif"));
        TinyWorld.save(TinyWorld.cells(), world.at("mixed/one.tif"));
        requireIn(folder("mixed", "partly", world.model()).isRefused().outcome().said(), "two has 2 channels");
        assertArrayEquals(
                bright(cells(0), 200),
                values(IJ.openImage(world.at("partly/one.tif").toString()), 0),
                "it does not stop the others");
    }

    @Test
    void aModelRemembersTheChannelThatItLearnedFrom() throws Exception {
        ImagePlus drawn = composite(1);
        drawn.setOverlay(outlines());
        Path model = world.at("second");
        train(model)
                .with("source", "rois")
                .with("image", drawn)
                .with("channels", "2")
                .outcome();
        ModelCard card = new ModelFolder(model).card();
        assertEquals(1, card.network().channels());
        assertEquals(List.of(2), card.input().channels());
        CommandRun.Outcome outcome =
                segment(composite(2), model).with("channels", "auto").outcome();
        requireIn(outcome.said(), "Of the 2 channels, channels=2 is segmented, as the model was trained on that.");
        ImagePlus chosen =
                segment(composite(2), model).with("channels", "2").outcome().image("labelimage");
        assertArrayEquals(values(chosen, 1), values(outcome.image("labelimage"), 1));
        ImagePlus alone =
                segment(new ImagePlus("alone", cells(1)), model).outcome().image("labelimage");
        assertArrayEquals(values(chosen, 1), values(alone, 0), "an image of one channel is taken as it is");
        requireIn(
                CommandRun.of(InfoCommand.class, "of it")
                        .with("model", model.toFile())
                        .outcome()
                        .said(),
                "1 channel (channels=2 of its images)");
    }

    /** The image that the model learned from is not learned from again, though it was stored without its other channel. */
    @Test
    void correctionsAreOfTheSameChannelAndTheNextVersionRemembersItToo() throws Exception {
        ImagePlus drawn = composite(1);
        drawn.setOverlay(outlines());
        Path model = world.at("second");
        train(model)
                .with("source", "rois")
                .with("image", drawn)
                .with("channels", "2")
                .outcome();
        CommandRun.Outcome outcome = CommandRun.of(CorrectCommand.class, "of the same image")
                .with("image", drawn)
                .with("model", model.toFile())
                .with("minutes", 0.02)
                .with("device", "cpu")
                .outcome();
        requireIn(outcome.said(), "two");
        ImagePlus stored =
                IJ.openImage(world.at("second-corrections/images/two.tif").toString());
        assertEquals(1, stored.getStackSize());
        assertArrayEquals(bright(cells(0), 1), bright(stored.getProcessor(), 1));
        TrainingSet again = new CorrectionTraining(model, ChannelChoice.AUTO).load(Progress.NONE);
        assertEquals(List.of(1, 1), List.of(again.train().size(), again.favored()), "only the correction");
        ModelCard next = new ModelFolder(world.at("second-v2")).card();
        assertEquals(List.of(2), next.input().channels());
        assertEquals(1, next.network().channels());
    }

    private static Overlay outlines() {
        Overlay overlay = new Overlay();
        for (Roi cell : TinyWorld.outlines()) overlay.add(cell);
        return overlay;
    }

    @Test
    void foldersOfRgbImagesThatAreGrayInTruthTrainAGrayModelThatTakesBoth() throws Exception {
        for (String name : "abcdef".split("")) {
            ImagePlus image = IJ.openImage(world.images().resolve(name + ".tif").toString());
            TinyWorld.save(new ImagePlus(name, image.getProcessor().convertToRGB()), world.at("rgb/" + name + ".tif"));
        }
        Path model = world.at("gray");
        CommandRun.Outcome trained = train(model)
                .with("images", world.at("rgb").toFile())
                .with("masks", world.masks().toFile())
                .outcome();
        requireIn(trained.said(), "The three channels of all 6 RGB images are equal");
        ModelCard card = new ModelFolder(model).card();
        assertEquals(1, card.network().channels());
        assertEquals(List.of(), card.input().channels());
        CommandRun.Outcome outcome = folder("rgb", "of-rgb", model).outcome();
        requireIn(outcome.said(), "a are equal: it is taken for gray");
        folder("images", "of-gray", model).outcome();
        ImagePlus rgb = IJ.openImage(world.at("of-rgb/d.tif").toString());
        ImagePlus gray = IJ.openImage(world.at("of-gray/d.tif").toString());
        assertArrayEquals(values(gray, 0), values(rgb, 0));
        Path three = world.at("three");
        train(three)
                .with("images", world.at("rgb").toFile())
                .with("masks", world.masks().toFile())
                .with("channels", "1-3")
                .outcome();
        assertEquals(3, new ModelFolder(three).card().network().channels(), "as was asked for");
    }

    @Test
    void dialogsProposeTheChannelThatIsShownOnlyWhereTheModelDoesNotSay() {
        ImagePlus two = composite(2);
        two.setPosition(2, 1, 1);
        String proposed = ActiveChannel.propose(two, world.model());
        assertEquals("2", proposed);
        assertEquals("auto", ActiveChannel.propose(TinyWorld.cells(), world.model()));
        assertEquals("auto", ActiveChannel.propose(two, folder.resolve("none")));
        assertFalse(new TrainCommand().asks("channels"), "no image is open");
    }
}
