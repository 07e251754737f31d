package sc.fiji.unet.command;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sc.fiji.unet.dialog.UnetCommand;

/** Who misspells an option is told at once: the images here are no images, and whoever opens one says so instead. */
class MisspelledOptionsTest {
    @TempDir
    Path folder;

    @BeforeEach
    void makeImagesThatNobodyMayOpen() throws Exception {
        for (String name : List.of("images/a.tif", "images/b.tif", "masks/a.tif", "masks/b.tif")) {
            Files.createDirectories(folder.resolve(name).getParent());
            Files.writeString(folder.resolve(name), "not an image");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "architecture, unett",
        "architecture, unet upsampling=bilinaer",
        "architecture, unet widht=3",
        "loss, dise",
        "optimizer, adamv",
        "schedule, cosin",
        "normalization, zscor",
        "augmentation, lihgt",
        "device, gpuu",
        "precision, fp23",
        "start, nowhere"
    })
    void trainingsAreRefused(String option, String value) throws Exception {
        for (Class<? extends UnetCommand> type : List.of(TrainCommand.class, TrainExpertCommand.class)) {
            CommandRun run = CommandRun.of(type, "misspelled")
                    .with("source", "folders")
                    .with("model", folder.resolve("model").toFile());
            requireRefused(withImages(run), option, value);
        }
        assertFalse(Files.exists(folder.resolve("model")));
    }

    @ParameterizedTest
    @CsvSource({"architecture, unett", "loss, dise", "optimizer, adamv", "device, gpuu"})
    void learningRatesAreNotLookedFor(String option, String value) throws Exception {
        requireRefused(withImages(CommandRun.of(FindLearningRateCommand.class, "misspelled")), option, value);
    }

    @ParameterizedTest
    @CsvSource({
        "architectures, 'unet,unett'",
        "losses, 'dice,dise'",
        "optimizers, 'adamw,adamv'",
        "schedules, 'cosine,cosin'",
        "device, gpuu"
    })
    void comparisonsAreRefusedBeforeTheFirstNetwork(String option, String value) throws Exception {
        CommandRun run = CommandRun.of(CompareCommand.class, "misspelled")
                .with("output", folder.resolve("comparison").toFile());
        if (!option.equals("architectures")) run.with("architectures", "unet");
        requireRefused(withImages(run), option, value);
        assertFalse(Files.exists(folder.resolve("comparison")));
    }

    private CommandRun withImages(CommandRun run) {
        return run.with("images", folder.resolve("images").toFile())
                .with("masks", folder.resolve("masks").toFile());
    }

    private static void requireRefused(CommandRun run, String option, Object value) throws Exception {
        Object said = option.equals("start") ? new java.io.File(value.toString()) : value;
        String words = run.with(option, said).isRefused().outcome().said();
        String misspelled = value.toString().replaceFirst(".*[ ,=]", "");
        assertTrue(words.contains(misspelled) || words.contains("widht"), words);
        assertFalse(words.contains(".tif"), words);
    }
}
