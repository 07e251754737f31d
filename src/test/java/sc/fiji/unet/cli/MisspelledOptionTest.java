package sc.fiji.unet.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sc.fiji.unet.command.TrainCommand;

class MisspelledOptionTest {
    @Test
    void isAnsweredBeforeAnyImageIsRead(@TempDir Path folder) throws Exception {
        Files.writeString(folder.resolve("a.tif"), "not an image");
        ConsoleProgress progress =
                new ConsoleProgress(new PrintStream(new ByteArrayOutputStream()), false, () -> 0, () -> false);
        StringWriter err = new StringWriter();
        Shell shell = new Shell(new PrintWriter(new StringWriter()), new PrintWriter(err), progress);
        String images = folder.toString();
        String[] line = {"train", "--images", images, "--masks", images, "--model", images + "/m", "--loss", "dise"};
        assertEquals(2, shell.run(Map.of("train", TrainCommand::new), line));
        assertTrue(err.toString().contains("dise"), err.toString());
        assertFalse(err.toString().contains("a.tif"), err.toString());
    }
}
