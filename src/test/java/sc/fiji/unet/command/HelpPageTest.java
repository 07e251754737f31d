package sc.fiji.unet.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.scijava.command.CommandInfo;
import sc.fiji.unet.dialog.HelpPage;
import sc.fiji.unet.dialog.MacroReference;
import sc.fiji.unet.dialog.ParameterHelp;
import sc.fiji.unet.dialog.UnetCommand;

class HelpPageTest {
    @Test
    void thePageIsCalledLikeTheCommand() {
        assertEquals(
                HelpPage.ADDRESS + "train-u-net-all-settings.md",
                HelpPage.address(new CommandInfo(TrainExpertCommand.class)).toString());
    }

    @Test
    void theHelpOfTheDialogHoldsThePageWithoutANetwork() throws Exception {
        for (Class<? extends UnetCommand> type : MacroReference.commands()) {
            String html = ParameterHelp.html(new CommandInfo(type), List.of());
            assertTrue(html.contains("<h2>When to use it</h2>"), type + " lacks its page in the jar: " + html);
            assertTrue(html.contains("<h2>If something goes wrong</h2>"), html);
        }
    }

    @Test
    void theHelpOfTheDialogLinksToIt() {
        String html = ParameterHelp.html(new CommandInfo(InfoCommand.class), List.of());
        assertTrue(html.contains("<a href=\"" + HelpPage.ADDRESS + "u-net-model-info.md\">"), html);
    }
}
