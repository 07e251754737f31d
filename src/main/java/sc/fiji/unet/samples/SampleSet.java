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
 * Small sets of images with ground truth that the project makes itself, to try it out and to test it. The same images on
 * every machine: pure functions of set and index. Thread safe.
 */
public enum SampleSet {
    /** Touching nuclei, fluorescence: 8-bit gray 144 x 128, truth a number for each nucleus. */
    NUCLEI(
            "nuclei",
            "tif",
            new NucleiPainter(),
            List.of("background", "nucleus"),
            """
            # Touching nuclei in a fluorescence microscope
            Images: 8-bit gray PNG, 144 x 128. Masks: 16-bit TIFF (LZW), 0 background, 1..n one number for each nucleus.
            The lamp is uneven, some cells are out of focus (background), bright specks are debris (background).
            """),
    /** Stained tissue, bright field: RGBA 128 x 128, truth a palette of four classes. */
    TISSUE(
            "tissue",
            "png",
            new TissuePainter(),
            List.of("background", "stroma", "epithelium", "fat"),
            """
            # Tissue stained with haematoxylin and eosin, four classes
            Images: RGBA PNG with alpha 255, 128 x 128. Masks: palette PNG, 0 background (glass, lumen of glands), 1 stroma,
            2 epithelium of glands, 3 fat. Fat is as white as glass: only its net of membranes tells it.
            """),
    /** Heart, magnetic resonance: 8-bit gray 96 x 96, truth gray values 0..3. */
    HEART(
            "heart",
            "png",
            new HeartPainter(),
            List.of("background", "myocardium", "left ventricle", "right ventricle"),
            """
            # Short-axis slices of the heart in magnetic resonance imaging, four classes
            Images: 8-bit gray PNG, 96 x 96. Masks: 8-bit gray PNG, 0 background, 1 myocardium, 2 cavity of the left
            ventricle with its papillary muscles, 3 cavity of the right ventricle. Aorta, liver and stomach are background.
            """);

    /** Number of images in each set, all parts of the split together. */
    public static final int COUNT = 24;

    private static final int TRAIN = 16;
    private static final int VALIDATION = 3;
    private static final String ORIGIN =
            """

            24 made images: 16 train, 3 val, 5 test (split.csv). Painted by SampleSet in the package samples, not photographed;
            after a change there, `mvn test -Dtest=SampleSetTest -DexcludedGroups= -Dsamples.write=true` paints them anew.
            Same license as the project.
            """;

    private final String id;
    private final String maskFormat;
    private final Painter painter;
    private final List<String> classes;
    private final String readme;

    SampleSet(String id, String maskFormat, Painter painter, List<String> classes, String readme) {
        this.id = id;
        this.maskFormat = maskFormat;
        this.painter = painter;
        this.classes = classes;
        this.readme = readme;
    }

    /** The set's name: its folder's name. */
    public String id() {
        return id;
    }

    /** Names of the classes by index; 0 is the background. */
    public List<String> classes() {
        return classes;
    }

    /** Whether masks hold a number for each object; else they hold classes. */
    public boolean objects() {
        return this == NUCLEI;
    }

    /** Makes an image with its truth; index 0 to {@link #COUNT} - 1. */
    public SampleImage image(int index) {
        return painter.paint(new Random(1000L * (ordinal() + 1) + Objects.checkIndex(index, COUNT)));
    }

    /** File name without extension of an image and its mask. */
    public String stem(int index) {
        return String.format(Locale.ROOT, "%s_%02d", id, index);
    }

    /** File name of an image's mask. */
    public String maskName(int index) {
        return stem(index) + "." + maskFormat;
    }

    /** Which part an image belongs to. */
    public SplitPart split(int index) {
        if (index < TRAIN) return SplitPart.TRAIN;
        return index < TRAIN + VALIDATION ? SplitPart.VALIDATION : SplitPart.TEST;
    }

    /** Writes images/, masks/, split.csv and README.md into the folder, replacing what is there. */
    public void write(Path folder) {
        StringBuilder split = new StringBuilder(Csv.line("name", "split"));
        for (int i = 0; i < COUNT; i++) {
            SampleImage sample = image(i);
            PaintedFiles.image(folder.resolve("images/" + stem(i) + ".png"), sample.image(), "png");
            PaintedFiles.image(folder.resolve("masks/" + maskName(i)), sample.mask(), maskFormat);
            split.append(Csv.line(stem(i), split(i).id()));
        }
        AtomicFiles.writeString(folder.resolve("split.csv"), split.toString());
        AtomicFiles.writeString(folder.resolve("README.md"), readme + ORIGIN);
    }
}
