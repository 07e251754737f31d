package sc.fiji.unet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static sc.fiji.unet.OurClasses.OURS;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Finds what the program itself never calls: code that only tests keep alive says what nobody can use. */
class UnusedCodeTest {
    /** Class#method, and why it stays though the program itself has no use for it. */
    private static final Map<String, String> KEPT = Map.ofEntries(
            Map.entry("dialog.MacroReference#markdown", "writes docs/macro-reference.md in the tests"),
            Map.entry("dialog.HelpPage#updated", "writes the tables of docs/help in the tests"),
            Map.entry("config.LabelOptions#withCleaning", "one option of many, for scripts"),
            Map.entry("config.LabelOptions#withPieces", "one option of many, for scripts"),
            Map.entry("config.LabelOptions#withRescale", "one option of many, for scripts"),
            Map.entry("config.SegmentOptions#withBatch", "one option of many, for scripts"),
            Map.entry("config.SegmentOptions#withLabels", "one option of many, for scripts"),
            Map.entry("sampling.SamplerOptions#withShares", "small and large images alike; tests compare both"),
            Map.entry("engine.ScriptModule#open", "tests count with it what a failure left open"),
            Map.entry("engine.UploadBuffer#isNative", "a test asks it whether the machine granted page-locked memory"),
            Map.entry("imagej.drop.ModelDropService#onEvent", "SciJava's event bus calls it"),
            Map.entry("imagej.files.OutputFiles#labelsPng", "labels for programs that read no TIFF"),
            Map.entry("imagej.segmentation.ObjectTables#classes", "sums of a class, for scripts"),
            Map.entry("image.Resampling#resample", "in one array; tests compare it with what goes by parts"),
            Map.entry("image.Resampling#resize", "in memory; tests compare it with what goes through a store"),
            Map.entry("imports.ImportOptions#of", "all as a package says, for scripts"),
            Map.entry("label.Instances#label", "objects of an image of ImgLib2, for scripts"),
            Map.entry("metrics.EvaluatedImage#withSpacing", "distances in physical units, for scripts"),
            Map.entry("predict.Segmenter#fill", "a whole image; the program names the part"),
            Map.entry("segment.DiskStore#file", "tests see with it that nothing is left on the disk"),
            Map.entry("segment.ImageSegmenter#fill", "probabilities of a whole image, for the benchmark"),
            Map.entry("tile.Tiling#fixed", "tests show with it that the size of tiles changes nothing"),
            Map.entry("workflow.Training#run", "trains on folders without ImageJ, for scripts and the benchmark"));

    /** Works in the tests only, as it lies beside what it describes. */
    private static final String REFERENCE = "sc.fiji.unet.dialog.MacroReference";

    @Test
    void everyMethodHasACaller() {
        Set<String> unused = unused();
        unused.removeAll(KEPT.keySet());
        assertEquals(Set.of(), unused, "no caller in the program: use them, delete them, or say above why they stay");
    }

    @Test
    void whatIsKeptHasNoCallerStill() {
        Set<String> used = new TreeSet<>(KEPT.keySet());
        used.removeAll(unused());
        assertEquals(Set.of(), used, "these have callers by now, or are gone: take them off the list");
    }

    @Test
    void everyClassIsUsed() {
        Set<String> unused = OURS.stream()
                .filter(type -> !type.isAnnotatedWith("org.scijava.plugin.Plugin") && !type.isNestedClass())
                .filter(type -> !type.getSimpleName().equals("package-info") && !isStart(type))
                .filter(type -> type.getDirectDependenciesToSelf().stream()
                        .allMatch(use -> outermost(use.getOriginClass()).equals(type)))
                .map(JavaClass::getName)
                .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(Set.of(REFERENCE), unused, "no user in the program: use them or delete them");
    }

    private static Set<String> unused() {
        return OURS.stream()
                .flatMap(type -> type.getMethods().stream())
                .filter(UnusedCodeTest::isUnused)
                .map(UnusedCodeTest::name)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static boolean isUnused(JavaMethod method) {
        Set<JavaModifier> modifiers = method.getModifiers();
        boolean made = modifiers.contains(JavaModifier.SYNTHETIC) || modifiers.contains(JavaModifier.BRIDGE);
        if (made || method.getName().contains("$") || isGenerated(method) || overrides(method)) return false;
        return method.getAccessesToSelf().stream()
                .allMatch(access -> access.getOrigin().equals(method));
    }

    /** What Java makes for records and enums, or calls by itself. */
    private static boolean isGenerated(JavaMethod method) {
        JavaClass owner = method.getOwner();
        boolean plain = method.getRawParameterTypes().isEmpty();
        if (owner.isRecord() && plain && owner.tryGetField(method.getName()).isPresent()) return true;
        if (owner.isEnum() && Set.of("values", "valueOf").contains(method.getName())) return true;
        return method.getName().equals("main");
    }

    /** Whether it is called under the name that a supertype gave it. */
    private static boolean overrides(JavaMethod method) {
        int parameters = method.getRawParameterTypes().size();
        return Stream.concat(
                        method.getOwner().getAllRawSuperclasses().stream(),
                        method.getOwner().getAllRawInterfaces().stream())
                .flatMap(above -> above.getMethods().stream())
                .anyMatch(above -> above.getName().equals(method.getName())
                        && above.getRawParameterTypes().size() == parameters);
    }

    private static boolean isStart(JavaClass type) {
        if (type.getMethods().stream().anyMatch(method -> method.getName().equals("main"))) return true;
        try {
            return Files.readString(Path.of("plugins.config")).contains(type.getName());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JavaClass outermost(JavaClass type) {
        return type.getEnclosingClass().map(UnusedCodeTest::outermost).orElse(type);
    }

    private static String name(JavaMethod method) {
        return method.getOwner().getName().replaceFirst("sc\\.fiji\\.unet\\.", "") + "#" + method.getName();
    }
}
