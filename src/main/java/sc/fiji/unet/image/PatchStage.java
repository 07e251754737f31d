package sc.fiji.unet.image;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import sc.fiji.unet.base.Sizes;

/**
 * What is done to a patch once its values are scaled: layers, and another scaling.
 *
 * @param layers which leave as many channels as there are
 * @param scales follow the layers
 */
record PatchStage(List<PixelLayer> layers, PlaceScales scales) {
    /** All that follows, one after the other. */
    static List<PatchStage> of(ImageSource source, ChannelScaling.Then then) {
        List<PatchStage> stages = new ArrayList<>();
        for (ChannelScaling.Then next = then;
                next != null;
                next = next.scaling().then())
            stages.add(new PatchStage(next.layers(), new PlaceScales(source, next.scaling())));
        return stages;
    }

    /**
     * Does it to values (c, (z), y, x) where they are.
     *
     * @param offset where the patch begins
     * @param axes x, y, z that say which pixels these are
     * @param size of the patch
     */
    void apply(float[] patch, int offset, MirrorAxis[] axes, int... size) {
        int pixels = Sizes.count(size);
        float[] values = Arrays.copyOfRange(patch, offset, offset + scales.channels() * pixels);
        for (PixelLayer layer : layers) values = layer.of(values, pixels);
        int depth = size.length == 3 ? size[2] : 1;
        int to = offset;
        int from = 0;
        for (int c = 0; c < scales.channels(); c++) {
            for (int z = 0; z < depth; z++) {
                for (int y = 0; y < size[1]; y++) {
                    for (int x = 0; x < size[0]; x++) {
                        RawBlock.Scale scale = scales.at(c, at(axes[0], x), at(axes[1], y), at(axes[2], z));
                        patch[to++] = scale.apply(values[from++]);
                    }
                }
            }
        }
    }

    private static long at(MirrorAxis axis, int i) {
        return axis.min() + axis.index(i);
    }
}
