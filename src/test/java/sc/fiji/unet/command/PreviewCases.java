package sc.fiji.unet.command;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static sc.fiji.unet.command.CommandRun.says;

import ij.ImagePlus;
import ij.gui.PointRoi;
import ij.gui.Roi;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What is seen of the parameters of previews of augmentation: each value gives another picture than its default. */
final class PreviewCases {
    private PreviewCases() {}

    static List<CommandRun> in(TinyWorld world) {
        CommandRun plain = preview("of ROIs")
                .shows(
                        "image",
                        annotated(),
                        "it is shown",
                        run -> assertEquals(1, run.image("montage").getStackSize()))
                .shows("patches", 3, "so many pairs", says("3 patches before and after"));
        List<CommandRun> runs = new ArrayList<>(List.of(plain));
        Map<String, Object> others = new LinkedHashMap<>();
        others.put("outside", "ignored");
        others.put("naming", "color");
        others.put("radius", 5.0);
        others.put("labels", TinyWorld.labels(true));
        others.put("augmentation", "noise@1 max=0.5");
        others.put("patch", 24);
        others.put("seed", 3L);
        others.forEach((parameter, value) -> runs.add(preview("with other " + parameter)
                .after(plain)
                .shows(parameter, value, "the picture is another", run -> assertOther(plain.outcome(), run))));
        runs.add(preview("of ROIs, not labels")
                .with("labels", TinyWorld.labels(true))
                .after(plain)
                .shows(
                        "source",
                        "rois",
                        "the picture is the same",
                        run -> assertArrayEquals(pixels(plain.outcome()), pixels(run))));
        runs.add(fromFolders(world).after(plain));
        runs.add(fromTheOverlayOnly());
        runs.add(preview("of a second channel")
                .shows("channels", "2", "there is none", says("channels = 2: cells has one channel"))
                .isRefused());
        return runs;
    }

    private static CommandRun preview(String title) {
        return CommandRun.of(PreviewAugmentationsCommand.class, title)
                .with("image", annotated())
                .with("patches", 3);
    }

    private static ImagePlus annotated() {
        List<Roi> rois = TinyWorld.outlines();
        rois.add(new PointRoi(27, 27));
        for (int i = 0; i < 4; i++) rois.get(i).setStrokeColor(new java.awt.Color(0xFF00 + i * 80));
        rois.get(3).setName("cell");
        return TinyWorld.cells(rois);
    }

    private static CommandRun fromFolders(TinyWorld world) {
        return CommandRun.of(PreviewAugmentationsCommand.class, "of folders")
                .shows("images", world.images().toFile(), "they are shown", says("patches before and after"))
                .shows("masks", world.masks().toFile(), "they say the classes", says("128"));
    }

    private static CommandRun fromTheOverlayOnly() {
        ImagePlus selected = TinyWorld.cells();
        selected.setRoi(TinyWorld.outlines().get(0));
        return CommandRun.of(PreviewAugmentationsCommand.class, "of the overlay only")
                .with("image", selected)
                .shows("rois", "overlay", "the selection is not taken", says("No ROIs on cells.tif"))
                .isRefused();
    }

    private static void assertOther(CommandRun.Outcome plain, CommandRun.Outcome other) {
        assertFalse(Arrays.equals(pixels(plain), pixels(other)));
    }

    private static int[] pixels(CommandRun.Outcome run) {
        return (int[]) run.image("montage").getProcessor().getPixels();
    }
}
