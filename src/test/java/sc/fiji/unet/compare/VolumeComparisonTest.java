package sc.fiji.unet.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sc.fiji.unet.base.Progress;
import sc.fiji.unet.config.CompareOptions;
import sc.fiji.unet.config.Recipe;
import sc.fiji.unet.config.TrainOptions;
import sc.fiji.unet.imagej.files.ImageFiles;
import sc.fiji.unet.imagej.files.OutputFiles;
import sc.fiji.unet.imagej.training.TrainingPictures;
import sc.fiji.unet.workflow.BallVolumes;
import sc.fiji.unet.workflow.Training;

/** The ways to see stacks beside each other. */
class VolumeComparisonTest {
    @TempDir
    Path folder;

    @Test
    void slicesNeighborsAndVolumesAreComparedOnTheSameStacks() throws Exception {
        BallVolumes.write(folder, 3, 2.5);
        TrainOptions common =
                TrainOptions.defaults(folder.resolve("images"), folder.resolve("masks"), folder.resolve("out"));
        common = common.withNetwork(common.network().withSize(1, 4))
                .withInput(common.input().withPatch(16, 2).withAugmentation("none"))
                .withFit(common.fit().withLimits(1, 0))
                .withRun(common.run().withDevice("cpu"));
        List<Recipe> recipes = Recipe.grid(Map.of("dimensions", List.of("2D", "2.5D", "3D")));
        CompareOptions options = new CompareOptions(common, recipes, List.of(1L), 0, null);
        Training training = new Training(new ImageFiles(), new TrainingPictures());
        ComparisonResult result =
                new Comparison(new ImageFiles(), new OutputFiles(), training).run(options, Progress.NONE);
        String page = Files.readString(result.page());
        for (String way : List.of("2D", "2.5D", "3D")) assertTrue(page.contains(">" + way + "<"), way);
        assertEquals(4, page.split("<img ", -1).length - 1, "the truth and three networks, of one volume");
    }
}
