package sc.fiji.unet.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonParser;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scijava.Context;
import org.scijava.command.CommandModule;
import org.scijava.command.CommandService;

/** What a live project begins with is chosen once, is remembered, and can be changed: then nothing of the old is left. */
class LiveBeginningTest {
    @TempDir
    Path folder;

    private Path project;
    private Path network;

    @BeforeEach
    void name() {
        project = folder.resolve("cells-live");
        network = project.resolve("network.pt");
    }

    private void begin(File start) throws Exception {
        try (Context context = new Context(CommandService.class)) {
            Object[] values = {"image", TinyWorld.cells(), "project", project.toFile(), "device", "cpu", "start", start
            };
            CommandModule run = context.service(CommandService.class)
                    .run(LiveCommand.class, true, values)
                    .get();
            assertFalse(run.isCanceled(), run.getCancelReason());
        }
    }

    private String remembered() throws IOException {
        return JsonParser.parseString(Files.readString(project.resolve("live.json")))
                .getAsJsonObject()
                .get("start")
                .getAsString();
    }

    @Test
    void whereNobodySaysAnythingItIsOurOwnAndStaysWhatItWas() throws Exception {
        begin(null);
        assertEquals("own", remembered());
        begin(new File("random"));
        begin(null);
        assertEquals("random", remembered());
    }

    @Test
    void anotherChoiceBeginsAnewAndTheSameGoesOn() throws Exception {
        begin(new File("random"));
        Files.writeString(network, "what was learned");
        begin(new File("random"));
        begin(null);
        assertTrue(Files.exists(network), "the next session goes on");
        begin(new File("own"));
        assertFalse(Files.exists(network), "nothing of random weights is left");
        assertEquals("own", remembered());
    }
}
