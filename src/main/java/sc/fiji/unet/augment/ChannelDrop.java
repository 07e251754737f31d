package sc.fiji.unet.augment;

import java.util.Arrays;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.scijava.plugin.Plugin;
import sc.fiji.unet.config.Options;

/** Sets up to count channels to their mean, never all of them: a stain that failed. */
@Plugin(type = Augmentation.class, name = "channel-drop", label = "Drop channels")
public class ChannelDrop implements Augmentation {
    @Override
    public Map<String, String> defaults() {
        return Map.of("count", "1");
    }

    @Override
    public void apply(Patch patch, SplittableRandom random, Options options) {
        int most = Math.min(options.integer("count", 0, 1000), patch.channels() - 1);
        if (most < 1) return;
        int dropped = 1 + random.nextInt(most);
        int[] channels = IntStream.range(0, patch.channels()).toArray();
        for (int i = 0; i < dropped; i++) {
            int other = i + random.nextInt(channels.length - i);
            int channel = channels[other];
            channels[other] = channels[i];
            int from = channel * patch.pixels();
            Arrays.fill(patch.input(), from, from + patch.pixels(), Intensities.mean(patch, channel));
        }
    }
}
