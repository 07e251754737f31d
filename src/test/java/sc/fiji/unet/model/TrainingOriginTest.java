package sc.fiji.unet.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sc.fiji.unet.config.ChannelChoice;
import sc.fiji.unet.config.DataOptions;

class TrainingOriginTest {
    @TempDir
    Path folder;

    @Test
    void channelsAreKeptAndOlderModelsLearnedFromAll() throws IOException {
        DataOptions data = DataOptions.defaults(folder.resolve("images"), folder.resolve("masks"))
                .withChannels(ChannelChoice.parse("1,3"));
        ModelFolder model = new ModelFolder(folder.resolve("model"));
        TrainingOrigin origin = new TrainingOrigin(data, 7, true);
        origin.write(model);
        assertEquals(origin, TrainingOrigin.read(model).orElseThrow());
        Path file = model.path().resolve("origin.json");
        String older = Files.readString(file).replaceFirst("\\s*\"channels\": \"1,3\",", "");
        assertTrue(!older.contains("channels"), older);
        Files.writeString(file, older);
        assertEquals(
                ChannelChoice.AUTO,
                TrainingOrigin.read(model).orElseThrow().data().channels());
    }
}
