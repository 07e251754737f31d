package sc.fiji.unet.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What scripts/unet does with a Java that is made up: the script is copied to where all seems to be built. */
@EnabledOnOs(OS.LINUX)
class StartScriptTest {
    private static final String STARTS =
            "[[ $* = *-version* ]] && echo 'openjdk version \"17.0.1\"' >&2 || echo \"java $*\"";
    private static final String TOO_LITTLE =
            "echo 'Error occurred during initialization of VM' >&2; echo 'Could not reserve enough space' >&2; exit 1";

    @TempDir
    Path folder;

    @BeforeEach
    void seemToBeBuilt() throws IOException {
        for (String made : new String[] {"scripts", "src/main", "target", "bin", "java/bin"})
            Files.createDirectories(folder.resolve(made));
        Files.copy(Path.of("scripts/unet"), folder.resolve("scripts/unet"));
        Files.writeString(folder.resolve("pom.xml"), "");
        Files.writeString(folder.resolve("target/unet-classpath.txt"), folder.resolve("pom.xml") + "\n");
        Files.writeString(folder.resolve("target/unet-built"), "");
        program("bin/id", "echo 0");
        program("bin/apt-get", "touch '" + folder.resolve("installed") + "'; exit 1");
    }

    private void program(String name, String lines) throws IOException {
        Path file = Files.writeString(folder.resolve(name), "#!/usr/bin/env bash\n" + lines + "\n");
        assertTrue(file.toFile().setExecutable(true));
    }

    /** Runs the script after another command in the same shell; the code it ended with comes last. */
    private String unet(String before) throws IOException, InterruptedException {
        String script = before + "; bash scripts/unet info; echo \"code $?\"";
        ProcessBuilder shell = new ProcessBuilder("bash", "-c", script);
        shell.directory(folder.toFile()).redirectErrorStream(true);
        shell.environment().put("JAVA_HOME", folder.resolve("java").toString());
        shell.environment().merge("PATH", folder.resolve("bin").toString(), (path, first) -> first + ":" + path);
        shell.environment().remove("UNET_HEAP");
        Process process = shell.start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return said;
    }

    private static int heap(String said) {
        Matcher matcher = Pattern.compile("-Xmx(\\d+)m").matcher(said);
        assertTrue(matcher.find(), said);
        return Integer.parseInt(matcher.group(1));
    }

    @Test
    void aJavaThatDoesNotStartIsNotInstalledAgain() throws IOException, InterruptedException {
        program("java/bin/java", TOO_LITTLE);
        for (String limit : new String[] {":", "ulimit -v 2000000"}) {
            String said = unet(limit);
            assertTrue(said.contains("does not start") && said.contains("Could not reserve enough space"), said);
            assertTrue(said.endsWith("code 1\n"), said);
            assertEquals(!limit.equals(":"), said.contains("1953 MB (ulimit -v)"), said);
            assertFalse(Files.exists(folder.resolve("installed")), said);
        }
    }

    @Test
    void theHeapFitsTheMemoryThatMayBeUsed() throws IOException, InterruptedException {
        program("java/bin/java", STARTS);
        int free = heap(unet(":"));
        assertTrue(free > 0 && free <= 8192, free + " MB");
        assertEquals(3_300_000 / 3072, heap(unet("ulimit -v 3300000")));
    }

    /** With so little, Java starts, and crashes some of the times once it has work to do. */
    @Test
    void tooLittleAddressSpaceIsSaidBeforeJavaCrashes() throws IOException, InterruptedException {
        program("java/bin/java", STARTS);
        for (int megabytes : new int[] {1000, 2000, 2500, 2999}) {
            String said = unet("ulimit -v " + megabytes * 1024);
            assertTrue(said.contains("memory to " + megabytes + " MB (ulimit -v)"), said);
            assertTrue(said.contains("at least 3000 MB") && said.endsWith("code 1\n"), said);
            assertFalse(said.contains("java -Xmx"), said);
        }
        assertTrue(unet("ulimit -v 3072000").contains("java -Xmx1000m"));
    }

    @Test
    void tooSmallAContainerIsSaidToo() throws IOException, InterruptedException {
        program("java/bin/java", STARTS);
        program("bin/cat", "case \"$1\" in /sys/fs/*) echo $((300 << 20)) ;; *) exec /bin/cat \"$@\" ;; esac");
        String said = unet(":");
        assertTrue(said.contains("memory to 300 MB (memory.max)") && said.endsWith("code 1\n"), said);
    }

    /** Java in the language of cron jobs fails on every name with an umlaut. */
    @Test
    void whereNobodySetALanguageNamesMayHaveUmlauts() throws IOException, InterruptedException {
        program("java/bin/java", STARTS + "; echo \"charmap $(locale charmap)\"");
        assertTrue(unet("export LC_ALL=C").contains("charmap UTF-8"));
        assertTrue(unet("unset LC_ALL LC_CTYPE LANG").contains("charmap UTF-8"));
        assertTrue(unet("export LC_ALL=C.UTF-8").contains("charmap UTF-8"));
        program("bin/locale", "exit 127");
        program("java/bin/java", STARTS + "; echo \"LC_ALL is $LC_ALL\"");
        assertTrue(unet("export LC_ALL=C").contains("LC_ALL is C.UTF-8"), "where there is no program called locale");
        assertTrue(unet("unset LC_ALL LC_CTYPE LANG").contains("LC_ALL is C.UTF-8"));
        assertTrue(unet("export LC_ALL=de_DE.UTF-8").contains("LC_ALL is de_DE.UTF-8"));
    }

    @Test
    void anOldJavaIsStillReplaced() throws IOException, InterruptedException {
        program("java/bin/java", "echo 'openjdk version \"11.0.2\"' >&2");
        String said = unet(":");
        assertTrue(said.contains("Installing") && Files.exists(folder.resolve("installed")), said);
    }
}
