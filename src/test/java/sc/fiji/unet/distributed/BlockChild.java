package sc.fiji.unet.distributed;

import java.nio.file.Path;
import java.util.List;
import sc.fiji.unet.config.LabelOptions;
import sc.fiji.unet.config.ModelCard;
import sc.fiji.unet.segment.SegmentRequest;

/** Segments an image in a process of its own: folder of the image, of the result, side of blocks, objects. */
public final class BlockChild {
    private BlockChild() {}

    /** Runs to its end, unless it is killed. */
    public static void main(String[] args) {
        int side = Integer.parseInt(args[2]);
        ModelCard card = BlockWorld.card(2, List.of(0.5, 0.5), false);
        SegmentRequest request =
                BlockWorld.request(card, LabelOptions.defaults().withObjects(args[3]));
        BlockWorld.segment(Path.of(args[0]), Path.of(args[1]), card, request, new int[] {side, side, 1});
    }
}
