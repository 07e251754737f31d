package sc.fiji.unet.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.scijava.MenuEntry;
import org.scijava.MenuPath;
import org.scijava.command.Command;
import org.scijava.command.CommandInfo;
import org.scijava.plugin.PluginIndex;
import org.scijava.plugin.PluginInfo;

/** Fiji shows the commands by themselves, in the order of their weights; plain ImageJ needs them all in plugins.config. */
class PluginsConfigTest {
    private static final Pattern LINE = Pattern.compile(
            "([^#,]+), plain ImageJ: \"([^\"]+)\", sc\\.fiji\\.unet\\.dialog\\.ClassicLauncher\\(\"([\\w.]+)\"\\)");

    /** As imagej-legacy reads it: what it takes, it adds before the commands, and logs a line for each that it replaces. */
    private static final Pattern TAKEN_BY_FIJI = Pattern.compile("[^,]*,\\s*\"[^\"]*\",.*");

    @Test
    void plainImageJHasTheMenuOfFiji() throws IOException {
        Map<String, String> config = new TreeMap<>();
        entries().forEach(m -> config.put(m.group(3), m.group(1) + ">" + m.group(2)));
        Map<String, String> commands = new TreeMap<>();
        menus().forEach((name, path) ->
                commands.put(name, path.stream().map(MenuEntry::getName).collect(Collectors.joining(">"))));
        assertEquals(commands, config, "plugins.config");
    }

    @Test
    void fijiTakesNoLineOfIt() throws IOException {
        assertEquals(
                List.of(),
                text().lines()
                        .filter(line -> !line.startsWith("#"))
                        .filter(line -> TAKEN_BY_FIJI.matcher(line).matches())
                        .toList());
    }

    @Test
    void theOrderIsTheSameInBoth() throws IOException {
        Map<String, MenuPath> menus = menus();
        Map<String, Double> last = new HashMap<>();
        for (MatchResult entry : entries()) {
            double weight = menus.get(entry.group(3)).getLeaf().getWeight();
            assertTrue(weight < Double.POSITIVE_INFINITY, entry.group(2) + " has a weight");
            Double before = last.put(entry.group(1), weight);
            assertTrue(before == null || weight > before, entry.group(2) + " comes after the one before it");
        }
    }

    private static List<MatchResult> entries() throws IOException {
        return text().lines()
                .map(LINE::matcher)
                .filter(Matcher::matches)
                .map(Matcher::toMatchResult)
                .toList();
    }

    /** Where Fiji shows each of our commands. */
    private static Map<String, MenuPath> menus() {
        Map<String, MenuPath> menus = new TreeMap<>();
        PluginIndex index = new PluginIndex();
        index.discover();
        for (PluginInfo<?> info : index.getPlugins(Command.class)) {
            if (info.getClassName().startsWith("sc.fiji.unet.")) {
                menus.put(
                        info.getClassName(), new CommandInfo(info.getClassName(), info.getAnnotation()).getMenuPath());
            }
        }
        return menus;
    }

    private static String text() throws IOException {
        try (InputStream in = PluginsConfigTest.class.getResourceAsStream("/plugins.config")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
