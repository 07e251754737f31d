package sc.fiji.unet.command;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import sc.fiji.unet.dialog.UnetCommand;

/** Where results go that nobody named a place for: beside unet-models in the home folder, wherever ImageJ was started. */
class DefaultOutputsTest {
    private static final Path HOME = Path.of(System.getProperty("user.home"));

    @Test
    void withoutAPlaceResultsAreInTheHomeFolder() {
        assertEquals(HOME.resolve("unet-demo"), new DemoCommand().options().output());
        assertEquals(HOME.resolve("comparison"), new CompareCommand().folder());
        assertEquals(HOME.resolve("learningrate.csv"), new FindLearningRateCommand().table());
    }

    @Test
    void dialogsProposeThem() {
        Map<UnetCommand, String> proposed = Map.of(
                new DemoCommand(), "unet-demo",
                new CompareCommand(), "comparison",
                new FindLearningRateCommand(), "learningrate.csv");
        proposed.forEach((command, name) -> assertEquals(
                HOME.resolve(name).toFile(), Dialogs.proposed(command).get("output"), name));
    }
}
