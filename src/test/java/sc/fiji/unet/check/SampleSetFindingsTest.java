package sc.fiji.unet.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import net.imglib2.RandomAccessibleInterval;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import sc.fiji.unet.base.Progress;
import sc.fiji.unet.config.DataOptions;
import sc.fiji.unet.data.ImageReader;
import sc.fiji.unet.data.LabelImage;
import sc.fiji.unet.image.ImageSource;
import sc.fiji.unet.imagej.files.ImageFiles;

/**
 * Nothing is wrong with the sample sets, nor with those of a folder that the property {@code unet.data} names, whose folders
 * hold images, masks and split.csv; and what is done to them is found.
 */
class SampleSetFindingsTest {
    @TestFactory
    Stream<DynamicTest> nothingIsWrongWithThem() throws IOException {
        return sets().map(set -> DynamicTest.dynamicTest(set.getFileName().toString(), () -> {
            CheckedSet checked = new DatasetReader(new ImageFiles(), options(set)).read(1, Progress.NONE);
            assertEquals(List.of(), warnings(checked), checked.summary());
        }));
    }

    /** A copy of an image to learn from among those to test on. */
    @TestFactory
    Stream<DynamicTest> whatIsDoneToThemIsFound(@TempDir Path folder) throws IOException {
        return own().map(set -> DynamicTest.dynamicTest(set.getFileName().toString(), () -> {
            Path copy = folder.resolve(set.getFileName());
            for (String part : List.of("images", "masks")) copy(set.resolve(part), copy.resolve(part));
            String split = Files.readString(set.resolve("split.csv"));
            String learned = split.lines()
                    .filter(line -> line.endsWith(",train"))
                    .findFirst()
                    .orElseThrow()
                    .replace(",train", "");
            copyOf(copy.resolve("images"), learned);
            copyOf(copy.resolve("masks"), learned);
            Files.writeString(copy.resolve("split.csv"), split + "copy,test\n");
            CheckedSet checked = new DatasetReader(new ImageFiles(), options(copy)).read(1, Progress.NONE);
            assertEquals(List.of("Same images on both sides of the split"), warnings(checked), checked.summary());
            String same = "(?s).*copy(_z\\d+)? = " + learned + "(_z\\d+)?\\b.*"; // volumes are looked at slice by slice
            assertTrue(checked.summary().matches(same), checked.summary());
        }));
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.createDirectories(to);
        for (Path file : Files.list(from).toList()) Files.copy(file, to.resolve(file.getFileName()));
    }

    private static void copyOf(Path folder, String name) throws IOException {
        for (Path file : Files.list(folder).toList()) {
            String own = file.getFileName().toString();
            if (own.startsWith(name + ".")) Files.copy(file, folder.resolve("copy" + own.substring(name.length())));
        }
    }

    @TestFactory
    Stream<DynamicTest> masksUpsideDownAreFound() throws IOException {
        return own().map(set -> DynamicTest.dynamicTest(set.getFileName().toString(), () -> {
            CheckedSet checked = new DatasetReader(turning(Turning.UPSIDE_DOWN), options(set)).read(1, Progress.NONE);
            assertEquals(List.of("Mirrored or turned masks"), warnings(checked), checked.summary());
            assertTrue(checked.summary().contains("mirrored top to bottom"), checked.summary());
        }));
    }

    private static List<String> warnings(CheckedSet checked) {
        return checked.findings().stream()
                .filter(finding -> finding.level() != Finding.Level.NOTE)
                .map(Finding::kind)
                .toList();
    }

    private static DataOptions options(Path set) {
        return DataOptions.defaults(set.resolve("images"), set.resolve("masks")).withSplit(set.resolve("split.csv"));
    }

    private static Stream<Path> sets() throws IOException {
        String further = System.getProperty("unet.data");
        return further == null ? own() : Stream.concat(own(), in(Path.of(further)));
    }

    private static Stream<Path> own() throws IOException {
        return in(Path.of("test-images"));
    }

    private static Stream<Path> in(Path folder) throws IOException {
        return Files.list(folder)
                .filter(set -> Files.isRegularFile(set.resolve("split.csv")))
                .sorted();
    }

    /** Opens masks mirrored or turned. */
    private static ImageReader turning(Turning symmetry) {
        ImageFiles files = new ImageFiles();
        return new ImageReader() {
            @Override
            public boolean reads(Path file) {
                return files.reads(file);
            }

            @Override
            public List<ImageSource> images(Path file, int rank, Progress progress) {
                return files.images(file, rank, progress);
            }

            @Override
            public List<LabelImage> labels(Path file, int rank, Progress progress) {
                return files.labels(file, rank, progress).stream()
                        .map(mask -> turned(mask, symmetry))
                        .toList();
            }
        };
    }

    private static LabelImage turned(LabelImage mask, Turning symmetry) {
        RandomAccessibleInterval<net.imglib2.type.numeric.integer.IntType> values = symmetry.of(mask.values());
        return new LabelImage(mask.name(), values, mask.kind(), mask.palette());
    }
}
