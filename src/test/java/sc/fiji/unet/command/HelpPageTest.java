package sc.fiji.unet.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.scijava.command.CommandInfo;
import sc.fiji.unet.dialog.HelpPage;
import sc.fiji.unet.dialog.ParameterHelp;

class HelpPageTest {
    @Test
    void thePageIsCalledLikeTheCommand() {
        assertEquals(
                HelpPage.ADDRESS + "train-u-net-all-settings.md",
                HelpPage.address(new CommandInfo(TrainExpertCommand.class)).toString());
    }

    @Test
    void theHelpOfTheDialogLinksToIt() {
        String html = ParameterHelp.html(new CommandInfo(InfoCommand.class), List.of());
        assertTrue(html.contains("<a href=\"" + HelpPage.ADDRESS + "u-net-model-info.md\">"), html);
    }
}
