package sc.fiji.unet.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** What libtorch's OpenMP itself says of how long its threads spin, in a process of its own. */
@EnabledOnOs(OS.LINUX)
class WaitingThreadsTest {
    private static final String SPINS = "GOMP_SPINCOUNT";

    private static String openMpSays(Map<String, String> environment) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Djava.awt.headless=true",
                "-cp",
                System.getProperty("java.class.path"),
                UnetMain.class.getName(),
                "device",
                "--seconds=0");
        builder.environment().remove(SPINS);
        builder.environment().put("OMP_DISPLAY_ENV", "VERBOSE");
        builder.environment().putAll(environment);
        Process process = builder.redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), said);
        return said;
    }

    @Test
    void threadsDoNotSpinForLongUnlessThePersonSaidSo() throws Exception {
        String ours = openMpSays(Map.of());
        assertTrue(ours.contains(SPINS + " = '3000'"), ours);
        String theirs = openMpSays(Map.of(SPINS, "77"));
        assertTrue(theirs.contains(SPINS + " = '77'"), theirs);
    }
}
