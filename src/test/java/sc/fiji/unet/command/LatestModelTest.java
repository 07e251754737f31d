package sc.fiji.unet.command;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sc.fiji.unet.dialog.UnetCommand;
import sc.fiji.unet.model.KnownModels;

/** Dialogs that ask for a model begin with the one last trained or used. */
class LatestModelTest {
    @TempDir
    Path folder;

    @Test
    void commandsForAModelProposeTheLastOne() throws Exception {
        Path recent = KnownModels.ofThisPerson().recent();
        byte[] before = Files.exists(recent) ? Files.readAllBytes(recent) : null;
        Files.writeString(folder.resolve("model.json"), "{}");
        KnownModels.ofThisPerson().remember(folder, note -> {});
        try {
            for (UnetCommand command : List.of(new SegmentCommand(), new EvaluateCommand(), new InfoCommand()))
                assertEquals(
                        folder.toFile(),
                        Dialogs.proposed(command).get("model"),
                        command.getClass().getName());
        } finally {
            if (before == null) Files.delete(recent);
            else Files.write(recent, before);
        }
    }
}
