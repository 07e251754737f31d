package sc.fiji.unet.dialog;

import ij.plugin.frame.Recorder;
import java.util.LinkedHashMap;
import java.util.Map;
import org.scijava.command.CommandInfo;
import org.scijava.module.ModuleItem;
import sc.fiji.unet.base.Progress;

/**
 * The line that the recorder gets of a command, written as soon as work begins: ImageJ and Fiji write it at the end, and
 * lose it where another command was recorded meanwhile. What is refused before any work begins is not written.
 */
public final class RecordedLine {
    /** The attribute of commands that record themselves, which Fiji's recorder then leaves alone. */
    public static final String BY_ITSELF = "no-record";

    private final String command;
    private final Map<String, String> options = new LinkedHashMap<>();
    private boolean written;

    /** The line of a command with what a person said. */
    RecordedLine(CommandInfo info, Map<ModuleItem<?>, Object> said) {
        command = info.getMenuPath().getLeaf().getName();
        said.forEach((item, value) -> {
            if (value != null) options.put(item.getName(), escaped(ParameterValues.text(item, value)));
        });
    }

    /** The same progress, whose first report writes the line. */
    Progress writtenBy(Progress progress) {
        return new Progress() {
            @Override
            public void update(long done, long total, String what) {
                write();
                progress.update(done, total, what);
            }

            @Override
            public void note(String line) {
                progress.note(line);
            }

            @Override
            public Progress inOwnWindow() {
                return writtenBy(progress.inOwnWindow());
            }

            @Override
            public boolean canceled() {
                return progress.canceled();
            }

            @Override
            public boolean stopRequested() {
                return progress.stopRequested();
            }

            @Override
            public void check() {
                progress.check();
            }
        };
    }

    /** Writes it, unless it was written or nobody records. */
    synchronized void write() {
        if (written || !Recorder.record) return;
        written = true;
        String other = Recorder.getCommand();
        Recorder.setCommand(command);
        if (!command.equals(Recorder.getCommand())) return; // a macro called: its author has the line
        options.forEach(Recorder::recordOption);
        Recorder.saveCommand();
        if (other != null) Recorder.setCommand(other); // begun while the work was prepared
    }

    /**
     * Keeps ImageJ from writing a line of its own when the command ends, or when another command ends while this one asks.
     */
    static void onlyByItself() {
        if (Recorder.record) Recorder.disableCommandRecording();
    }

    /** As Fiji writes it: a macro reads it inside quotes. */
    private static String escaped(String text) {
        return text.replace("\\", "\\\\")
                .replace("\"", "\\\"")
                .replace("\n", "\\n")
                .replace("\t", "\\t");
    }
}
