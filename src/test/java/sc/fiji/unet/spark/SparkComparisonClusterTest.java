package sc.fiji.unet.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sc.fiji.unet.base.Progress;
import sc.fiji.unet.imagej.training.TrainingPictures;

/** Networks compared by a {@link LocalCluster}. */
@Tag("slow")
class SparkComparisonClusterTest {
    @TempDir
    static Path folder;

    @Test
    void aClusterThatLosesAWorkerGivesTheSameTable() throws Exception {
        TinyComparison.paint(folder);
        try (LocalCluster cluster = LocalCluster.start(folder)) {
            List<String> words = new ArrayList<>(List.of("compare"));
            words.addAll(TinyComparison.words(folder.resolve("there").toString()));
            words.replaceAll(word -> word.replace("=heart", "=" + folder.resolve("heart")));
            Process driver = cluster.submit("driver", words.toArray(String[]::new));
            Path runs = folder.resolve("there/runs");
            cluster.waitFor(() -> !driver.isAlive() || LocalCluster.files(runs) > 5);
            assertTrue(driver.isAlive(), cluster.said("driver"));
            cluster.loseAWorker();
            assertTrue(driver.waitFor(LocalCluster.PATIENCE_SECONDS, TimeUnit.SECONDS));
            assertEquals(0, driver.exitValue(), cluster.said("driver"));
            assertTrue(cluster.said("master").contains("Removing worker"), cluster.said("master"));
            assertTrue(cluster.said("driver").contains("Trainings: 4 done, 0 missing"), cluster.said("driver"));
        }
        SparkComparison here = SparkComparison.parse(folder, TinyComparison.words("here"));
        TrainingPictures.comparison().run(here.options(), Progress.NONE);
        assertEquals(TinyComparison.timeless(folder.resolve("here")), TinyComparison.timeless(folder.resolve("there")));
        assertTrue(Files.isRegularFile(folder.resolve("there/comparison.html")));
    }
}
