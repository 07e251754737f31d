package sc.fiji.unet.imagej.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.IJ;
import ij.ImagePlus;
import ij.ImageStack;
import ij.gui.Roi;
import ij.process.ByteProcessor;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sc.fiji.unet.Cards;
import sc.fiji.unet.base.NotedProgress;
import sc.fiji.unet.config.ChannelChoice;
import sc.fiji.unet.config.ChannelChoice.Composition;
import sc.fiji.unet.config.ModelCard;
import sc.fiji.unet.imagej.rois.DrawnImage;
import sc.fiji.unet.imagej.rois.UnlabeledPixels;
import sc.fiji.unet.model.ModelFolder;
import sc.fiji.unet.nn.Graph;
import sc.fiji.unet.nn.Weights;
import sc.fiji.unet.workflow.CorrectionTraining;

/** Corrections of open stacks whose pages are the channels of one image. */
class CorrectedPagesTest {
    @TempDir
    Path folder;

    private final NotedProgress notes = new NotedProgress();

    private CorrectionTraining corrections(Composition composed, String channels) {
        ModelCard.Input input =
                new ModelCard.Input(Cards.BYTES.normalization(), List.of(1.0, 1.0), "pixel", List.of(), 0, composed);
        ModelCard card =
                new ModelCard(Cards.tiny(2, 2), input, new ModelCard.Labels(Cards.classes("cell", 255), false, null));
        Graph graph = ModelFolder.graph(card);
        Path model = folder.resolve("cells");
        new ModelFolder(model).write(card, graph, Weights.initial(graph, 1));
        return Corrections.of(model, ChannelChoice.parse(channels));
    }

    /** Two slices, a cell drawn on each; the second as in a hyperstack. */
    private static DrawnImage drawn() {
        ImageStack stack = new ImageStack(30, 20);
        for (int value : new int[] {50, 90}) {
            ByteProcessor plane = new ByteProcessor(30, 20);
            plane.set(value);
            stack.addSlice(plane);
        }
        Roi left = new Roi(2, 2, 8, 8);
        left.setPosition(1);
        Roi right = new Roi(18, 8, 8, 8);
        right.setPosition(0, 2, 1);
        for (Roi roi : List.of(left, right)) roi.setName("cell");
        return new DrawnImage(new ImagePlus("pages.tif", stack), List.of(left, right));
    }

    private ImagePlus stored(String kind) {
        return IJ.openImage(
                folder.resolve("cells-corrections/" + kind + "/pages.tif").toString());
    }

    private void assertStored(CorrectionTraining corrections, int first, int second) {
        DrawnImage drawn = drawn();
        assertEquals(List.of("pages"), Corrections.add(corrections, drawn, UnlabeledPixels.BACKGROUND, notes));
        ImagePlus image = stored("images");
        assertEquals(2, image.getNChannels());
        assertEquals(first, image.getStack().getProcessor(1).get(5, 5));
        assertEquals(second, image.getStack().getProcessor(2).get(5, 5));
        ImagePlus mask = stored("masks");
        assertEquals(1, mask.getStackSize());
        assertTrue(mask.getProcessor().get(5, 5) > 0 && mask.getProcessor().get(20, 10) > 0);
        assertEquals(0, mask.getProcessor().get(14, 10));
        assertEquals(1, drawn.rois().get(0).getPosition(), "the person's ROI stays where it is");
    }

    @Test
    void theModelRemembersThatPagesAreChannels() {
        assertStored(corrections(Composition.PAGES, "auto"), 50, 90);
        assertTrue(notes.toString().contains("trained on channels=pages"), notes.toString());
    }

    @Test
    void aPersonSaysWhichPages() {
        assertStored(corrections(Composition.FILE, "pages 2,1"), 90, 50);
    }
}
