package sc.fiji.unet.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sc.fiji.unet.config.CompareOptions;
import sc.fiji.unet.config.Recipe;
import sc.fiji.unet.config.SplitPart;
import sc.fiji.unet.config.TrainOptions;
import sc.fiji.unet.data.Split;
import sc.fiji.unet.imagej.files.ImageFiles;

class FoldTest {
    private static final Set<String> NAMES =
            new TreeSet<>(Set.of("a, b", "the \"best\"", "two\nlines", "Zellkörper", "x;y", "cell.v1"));

    @TempDir
    Path folder;

    /** Every image is validated on in one fold, and learned from in the others. */
    @Test
    void imagesOfAnyNameAreDealtOut() {
        Map<String, SplitPart> parts = new LinkedHashMap<>();
        NAMES.forEach(name -> parts.put(name, SplitPart.TRAIN));
        parts.put("kept, apart", SplitPart.TEST);
        new Split(parts).write(folder.resolve("split.csv"));
        TrainOptions common = TrainOptions.defaults(folder, folder, folder.resolve("out"));
        common = common.withData(common.data().withSplit(folder.resolve("split.csv")));
        List<Recipe> recipes = Recipe.grid(Map.of("learningrate", List.of("0.004", "0.0001")));
        CompareOptions options = new CompareOptions(common, recipes, List.of(1L), 3, null);
        Set<String> validated = new TreeSet<>();
        for (Fold fold : Fold.of(options, new ImageFiles())) {
            Split split = Split.read(fold.data().split());
            validated.addAll(split.of(SplitPart.VALIDATION));
            Set<String> all = new TreeSet<>(split.of(SplitPart.TRAIN));
            all.addAll(split.of(SplitPart.VALIDATION));
            assertEquals(NAMES, all);
            assertEquals(List.of("kept, apart"), split.of(SplitPart.TEST));
        }
        assertEquals(NAMES, validated);
    }
}
