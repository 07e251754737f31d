package sc.fiji.unet.command;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.scijava.command.Command;
import org.scijava.plugin.PluginIndex;
import org.scijava.plugin.PluginInfo;

/** Fiji shows one entry where plugins.config and a command agree in menu path and label; plain ImageJ needs them all. */
class PluginsConfigTest {
    private static final Pattern LINE =
            Pattern.compile("([^#,]+), \"([^\"]+)\", sc\\.fiji\\.unet\\.dialog\\.ClassicLauncher\\(\"([\\w.]+)\"\\)");

    @Test
    void plainImageJHasTheMenuOfFiji() throws IOException {
        Map<String, String> config = new TreeMap<>();
        text().lines()
                .map(LINE::matcher)
                .filter(Matcher::matches)
                .forEach(m -> config.put(m.group(3), m.group(1) + ">" + m.group(2)));
        Map<String, String> commands = new TreeMap<>();
        PluginIndex index = new PluginIndex();
        index.discover();
        for (PluginInfo<?> info : index.getPlugins(Command.class)) {
            if (info.getClassName().startsWith("sc.fiji.unet.")) {
                commands.put(info.getClassName(), info.getAnnotation().menuPath());
            }
        }
        assertEquals(commands, config, "plugins.config");
    }

    private static String text() throws IOException {
        try (InputStream in = PluginsConfigTest.class.getResourceAsStream("/plugins.config")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
