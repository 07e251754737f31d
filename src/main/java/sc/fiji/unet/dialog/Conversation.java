package sc.fiji.unet.dialog;

import ij.IJ;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.function.Function;
import org.scijava.command.CommandInfo;
import org.scijava.module.ModuleItem;
import sc.fiji.unet.base.InputException;
import sc.fiji.unet.base.Progress;

/**
 * What a person is asked by a command: once before it works, and again, with all that was said, where the command refuses
 * it. In Fiji and in plain ImageJ alike. Used by one thread.
 */
final class Conversation {
    private final CommandInfo info;
    private final DialogGuide command;
    private final Function<Progress, String> work;
    private final Set<ModuleItem<?>> asked;
    private final List<String> messages;

    /** About these parameters of a command, of which there is at least one, before its work. */
    Conversation(CommandInfo info, DialogGuide command, Set<ModuleItem<?>> asked, Function<Progress, String> work) {
        this.info = info;
        this.command = command;
        this.work = work;
        this.asked = asked;
        messages = CommandFields.messages(info, command);
    }

    /**
     * Asks for the parameters, beginning with what the command's fields hold, and fills these.
     *
     * @throws CancellationException where the person thought better of it
     */
    void ask() {
        RecordedLine.onlyByItself();
        try {
            ClassicDialog.ask(info, command, values(), messages)
                    .forEach((item, value) -> CommandFields.set(item, command, value));
        } finally {
            RecordedLine.onlyByItself();
        }
    }

    /** Does the command's work, asking again as often as it refuses what was said. */
    String execute(Progress progress) {
        while (true) {
            RecordedLine line = new RecordedLine(info, values());
            try {
                String summary = work.apply(line.writtenBy(progress));
                line.write();
                return summary;
            } catch (InputException | UncheckedIOException e) {
                IJ.error(ScreenText.title(info), ScreenText.message(e.getMessage()));
                ask();
            }
        }
    }

    private Map<ModuleItem<?>, Object> values() {
        Map<ModuleItem<?>, Object> values = new LinkedHashMap<>();
        asked.forEach(item -> values.put(item, CommandFields.get(item, command)));
        return values;
    }
}
