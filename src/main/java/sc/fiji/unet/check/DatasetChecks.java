package sc.fiji.unet.check;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Every kind of check, in the order in which findings are told: first what keeps a training from beginning. */
final class DatasetChecks {
    private static final List<DatasetCheck> OF_FILES =
            List.of(new PairingCheck(), new UnreadableCheck(), new MaskValueCheck(), new ChannelCheck());
    private static final List<DatasetCheck> OF_IMAGES = List.of(
            new MirroredMaskCheck(),
            new InvertedMaskCheck(),
            new LeakCheck(),
            new ClassCheck(),
            new BitDepthCheck(),
            new PixelSizeCheck(),
            new ValueRangeCheck());

    private DatasetChecks() {}

    static List<Finding> all(Dataset set) {
        return Stream.concat(OF_FILES.stream(), OF_IMAGES.stream())
                .flatMap(check -> check.of(set).stream())
                .sorted(Comparator.comparing(Finding::level))
                .toList();
    }

    /** Those that say what reading the images for a training has not said already. */
    static List<Finding> ofImages(Dataset set) {
        return OF_IMAGES.stream().flatMap(check -> check.of(set).stream()).toList();
    }
}
