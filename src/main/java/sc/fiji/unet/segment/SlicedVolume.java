package sc.fiji.unet.segment;

import java.util.Arrays;
import java.util.List;
import net.imglib2.FinalInterval;
import net.imglib2.Interval;
import sc.fiji.unet.base.Progress;
import sc.fiji.unet.image.ChannelScaling;
import sc.fiji.unet.image.ImageSource;
import sc.fiji.unet.image.StackView.Slices;
import sc.fiji.unet.predict.Segmenter;
import sc.fiji.unet.predict.TileSink;

/**
 * A volume whose slices a network for planes sees one after the other, each with its neighbors as further channels.
 *
 * @param volume with the channels of the model
 * @param neighbors slices on each side
 */
record SlicedVolume(ImageSource volume, int neighbors) {
    /**
     * Computes a part of it.
     *
     * @param tiles of the network
     * @param scaling fitted on the whole volume
     * @param part x, y, z within the volume
     * @param sink takes the result as tiles that are a slice thick
     */
    void fill(Segmenter tiles, ChannelScaling scaling, Interval part, TileSink sink, Progress progress) {
        List<ImageSource> slices = Slices.of(volume, neighbors);
        ChannelScaling repeated = scaling.repeated(1 + 2 * neighbors);
        int depth = Math.toIntExact(part.dimension(2));
        Interval plane =
                new FinalInterval(Arrays.copyOf(part.minAsLongArray(), 2), Arrays.copyOf(part.maxAsLongArray(), 2));
        for (int i = 0; i < depth; i++) {
            int z = Math.toIntExact(part.min(2) + i);
            Progress inner = Progress.numbered(progress, i, depth, "slice");
            progress.check();
            tiles.fill(slices.get(z), repeated, plane, output -> sink.write(output.inSlice(z)), inner);
        }
    }
}
