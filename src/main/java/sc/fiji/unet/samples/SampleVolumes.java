package sc.fiji.unet.samples;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Random;
import sc.fiji.unet.base.AtomicFiles;
import sc.fiji.unet.base.Csv;
import sc.fiji.unet.config.SplitPart;

/**
 * Small volumes of touching nuclei with ground truth that the project makes itself, to try out networks for three dimensions.
 * The same volumes on every machine: pure functions of the index. Thread safe.
 */
public final class SampleVolumes {
    /** The set's name: its folder's name. */
    public static final String ID = "nuclei-3d";

    /** Number of volumes, all parts of the split together. */
    public static final int COUNT = 10;

    private static final int TRAIN = 6;
    private static final int VALIDATION = 2;
    private static final long SEED = 9000;
    private static final String README =
            """
            # Touching nuclei in a confocal microscope, synthetic volumes
            Images: 8-bit gray TIFF stacks (deflate), %d x %d pixels of 0.5 micrometers in %d slices 1 micrometer apart. Masks: 16-bit
            TIFF stacks (deflate), 0 background, 1..n one number for each nucleus, through all slices.

            %d synthetic volumes: %d train, %d val, %d test (split.csv). Ellipsoids painted by SampleVolumes in the package samples,
            blurred, with haze and noise; nothing of it was seen by a microscope. Same license as the project.
            """;

    private SampleVolumes() {}

    /** The slices of a volume with its truth; index 0 to {@link #COUNT} - 1. */
    public static List<SampleImage> volume(int index) {
        return VolumePainter.paint(new Random(SEED + Objects.checkIndex(index, COUNT)));
    }

    /** File name without extension of a volume and its mask. */
    public static String stem(int index) {
        return String.format(Locale.ROOT, "volume_%02d", index);
    }

    private static SplitPart split(int index) {
        if (index < TRAIN) return SplitPart.TRAIN;
        return index < TRAIN + VALIDATION ? SplitPart.VALIDATION : SplitPart.TEST;
    }

    /** Writes images/, masks/, split.csv and README.md into the folder, replacing what is there. */
    public static void write(Path folder) {
        StringBuilder split = new StringBuilder(Csv.line("name", "split"));
        for (int i = 0; i < COUNT; i++) {
            List<SampleImage> slices = volume(i);
            String file = stem(i) + ".tif";
            PaintedFiles.stack(
                    folder.resolve("images").resolve(file),
                    slices.stream().map(SampleImage::image).toList(),
                    VolumePainter.SPACING);
            PaintedFiles.stack(
                    folder.resolve("masks").resolve(file),
                    slices.stream().map(SampleImage::mask).toList(),
                    VolumePainter.SPACING);
            split.append(Csv.line(stem(i), split(i).id()));
        }
        AtomicFiles.writeString(folder.resolve("split.csv"), split.toString());
        String readme = String.format(
                Locale.ROOT,
                README,
                VolumePainter.WIDTH,
                VolumePainter.HEIGHT,
                VolumePainter.SLICES,
                COUNT,
                TRAIN,
                VALIDATION,
                COUNT - TRAIN - VALIDATION);
        AtomicFiles.writeString(folder.resolve("README.md"), readme);
    }
}
