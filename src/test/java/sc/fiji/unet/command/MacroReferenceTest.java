package sc.fiji.unet.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.scijava.command.CommandInfo;
import sc.fiji.unet.dialog.HelpPage;
import sc.fiji.unet.dialog.MacroReference;
import sc.fiji.unet.dialog.UnetCommand;

/** The page cannot say anything else than the commands do. Written anew by {@code -Dunet.write.docs=true}. */
class MacroReferenceTest {
    private static final Path HELP = Path.of("docs/help");

    private static final Path PAGE = Path.of("docs/macro-reference.md");

    @Test
    void thePageIsWhatTheCommandsSay() throws IOException {
        String text = MacroReference.markdown();
        if (Boolean.getBoolean("unet.write.docs")) Files.writeString(PAGE, text);
        assertEquals(
                text, Files.readString(PAGE), "stale: run mvn test -Dtest=MacroReferenceTest -Dunet.write.docs=true");
    }

    @TestFactory
    Stream<DynamicTest> everyCommandHasAHelpPage() {
        return MacroReference.commands().stream()
                .map(type -> DynamicTest.dynamicTest(type.getSimpleName(), () -> helps(type)));
    }

    private static void helps(Class<? extends UnetCommand> type) throws IOException {
        Path page = HELP.resolve(HelpPage.file(new CommandInfo(type)));
        assertTrue(
                Files.isRegularFile(page),
                "write " + page + ": \"## When to use it\" and \"## If something goes wrong\"");
        String text = Files.readString(page);
        if (Boolean.getBoolean("unet.write.docs")) {
            text = HelpPage.updated(type, text);
            Files.writeString(page, text);
        }
        assertEquals(HelpPage.updated(type, text), text, "stale: run as above");
        String byHand = HelpPage.byHand(text);
        assertTrue(byHand.contains("\n## If something goes wrong\n"), page + " says what may go wrong");
        assertTrue(byHand.length() > 300, page + " says too little");
    }

    @Test
    void pagesAreReadWhereTheProjectLives() throws IOException {
        Matcher home = Pattern.compile("<url>([^<]+)</url>").matcher(Files.readString(Path.of("pom.xml")));
        assertTrue(home.find());
        assertEquals(home.group(1) + "/blob/main/docs/help/", HelpPage.ADDRESS);
    }
}
