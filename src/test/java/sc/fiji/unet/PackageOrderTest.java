package sc.fiji.unet;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static sc.fiji.unet.OurClasses.OURS;

import ai.djl.ndarray.NDArray;
import com.tngtech.archunit.core.domain.JavaClass;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Holds the table of docs/architecture.md: a package imports only packages above it, and few see ImageJ or DJL, of which some methods are traps. */
class PackageOrderTest {
    private static final String ROOT = "sc.fiji.unet.";

    /** From the ground up. */
    private static final List<String> ORDER = List.of(
            "base",
            "config",
            "registry",
            "dicom",
            "nifti",
            "hdf",
            "nn",
            "script",
            "torchscript",
            "optimizer",
            "onnx",
            "tile",
            "image",
            "steps",
            "tiff",
            "label",
            "auxiliary",
            "augment",
            "pairing",
            "annotations",
            "data",
            "check",
            "sampling",
            "samples",
            "metrics",
            "schedule",
            "predict",
            "runtime",
            "segment",
            "engine",
            "loss",
            "train",
            "track",
            "exchange",
            "zarr",
            "distributed",
            "model",
            "export",
            "imports",
            "evaluate",
            "planning",
            "workflow",
            "compare",
            "live",
            "imagej.pixels",
            "imagej.labels",
            "imagej.files",
            "imagej.rois",
            "imagej.segmentation",
            "imagej.evaluation",
            "imagej.training",
            "imagej.live",
            "imagej.drop",
            "dialog",
            "command",
            "cli",
            "spark");

    @Test
    void everyPackageHasItsPlace() {
        Set<String> strangers = new TreeSet<>();
        for (JavaClass type : OURS)
            if (ORDER.stream().noneMatch(place -> isIn(place, type))) strangers.add(type.getPackageName());
        assertEquals(Set.of(), strangers, "give these a place in ORDER and in docs/architecture.md");
    }

    @TestFactory
    Stream<DynamicTest> importsPointUp() {
        return IntStream.range(0, ORDER.size())
                .mapToObj(i -> DynamicTest.dynamicTest(ORDER.get(i), () -> noClasses()
                        .that()
                        .resideInAPackage(within(ORDER.get(i)))
                        .should()
                        .dependOnClassesThat()
                        .resideInAnyPackage(ORDER.stream()
                                .skip(i + 1)
                                .map(PackageOrderTest::within)
                                .toArray(String[]::new))
                        .allowEmptyShould(true)
                        .check(OURS)));
    }

    @Test
    void onlyTheOutermostSeeImageJ() {
        only(List.of("imagej", "dialog", "command", "cli"), "ij..");
    }

    @Test
    void onlyTheEngineRoomSeesDjl() {
        only(List.of("engine", "loss", "train"), "ai.djl..");
    }

    /** See {@code loss.Scalars}: DJL frees the number before the backward pass reads it. */
    @Test
    void numbersUnderGradientsAreScalars() {
        for (String name : List.of("mul", "div", "mod", "pow", "maximum", "minimum")) {
            noClasses()
                    .that()
                    .resideInAnyPackage(within("loss"), within("train"))
                    .should()
                    .callMethod(NDArray.class, name, Number.class)
                    .check(OURS);
        }
    }

    @Test
    void onlyTheCommandLineSeesPicocli() {
        only(List.of("cli"), "picocli..");
    }

    /** Fiji starts without it. */
    @Test
    void onlyTheClusterSeesSpark() {
        only(List.of("spark"), "org.apache.spark..");
        only(List.of("spark"), "scala..");
        noClasses()
                .that()
                .resideOutsideOfPackage(within("spark"))
                .should()
                .dependOnClassesThat()
                .resideInAPackage(within("spark"))
                .check(OURS);
    }

    private static void only(List<String> packages, String library) {
        classes()
                .that(resideInAnyPackage("sc.fiji.unet..")
                        .and(not(resideInAnyPackage(
                                packages.stream().map(PackageOrderTest::within).toArray(String[]::new)))))
                .should()
                .onlyDependOnClassesThat(not(resideInAnyPackage(library)))
                .check(OURS);
    }

    private static String within(String name) {
        return ROOT + name + "..";
    }

    private static boolean isIn(String place, JavaClass type) {
        return (type.getPackageName() + ".").startsWith(ROOT + place + ".");
    }
}
