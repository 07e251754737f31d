package sc.fiji.unet.dialog;

import java.io.File;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CancellationException;
import org.scijava.ItemIO;
import org.scijava.command.CommandInfo;
import org.scijava.command.ContextCommand;
import org.scijava.log.LogService;
import org.scijava.module.ModuleItem;
import org.scijava.plugin.Parameter;
import sc.fiji.unet.base.InputException;
import sc.fiji.unet.base.Progress;
import sc.fiji.unet.config.TrainOptions;
import sc.fiji.unet.config.TrainingOption;
import sc.fiji.unet.model.KnownModels;

/**
 * What the commands share: fields are parameters, {@link #execute} is a few lines over a facade. In Fiji, {@code run}
 * shows progress in the status bar and what a person can put right as a message; elsewhere call {@code execute}, which
 * needs no Context and throws. One instance is for one run.
 */
public abstract class UnetCommand extends ContextCommand implements DialogGuide {
    /** The name of the output that says what was done. */
    public static final String SUMMARY = "summary";

    @Parameter(required = false)
    private LogService log;

    @Parameter(
            type = ItemIO.OUTPUT,
            label = "Summary",
            persist = false,
            description = "What was done, and the figures reached")
    private String summary;

    private Conversation conversation; // null where nobody was asked

    /**
     * Does the work with the parameters that the fields hold.
     *
     * @return what was done and where to look, for a person
     */
    public abstract String execute(Progress progress);

    /** Asks a person, now and as often as the command then refuses what was said. */
    final void ask(Conversation with) {
        conversation = with;
        with.ask();
    }

    /** Does the work, and asks again where it is refused and a person was asked before. */
    final String perform(Progress progress) {
        return conversation == null ? execute(progress) : conversation.execute(progress);
    }

    /** Options of a training with what the parameters of the same names say. */
    protected final TrainOptions said(TrainOptions options) {
        return TrainingOption.apply(options, said());
    }

    /** What all parameters say, by their names; empty where one says nothing. */
    protected final Map<String, String> said() {
        Map<String, String> said = new LinkedHashMap<>();
        for (ModuleItem<?> item : ParameterValues.inputs(new CommandInfo(getClass()))) {
            Object value = CommandFields.get(item, this);
            said.put(item.getName(), value == null ? "" : value.toString());
        }
        return said;
    }

    /** Sets parameters that hold text, by their names. */
    protected final void propose(Map<String, String> texts) {
        for (ModuleItem<?> item : ParameterValues.inputs(new CommandInfo(getClass()))) {
            String text = texts.get(item.getName());
            if (text != null) CommandFields.set(item, this, text);
        }
    }

    /** The path of a file parameter, null where it was left empty. */
    protected static Path path(File file) {
        return file == null || file.getPath().isBlank() ? null : file.toPath();
    }

    /** The folder of a trained model that was given by its path or, where it is known, by its name; null if by neither. */
    protected static Path trainedModel(File said) {
        Path path = path(said);
        return path == null ? null : KnownModels.ofThisPerson().find(path);
    }

    private void note(String line) {
        if (log != null) log.info(line);
    }

    /** The folder of the model last trained or used, to propose; null where there is none. */
    protected static File latestModel() {
        return KnownModels.ofThisPerson()
                .latest()
                .map(known -> known.path().toFile())
                .orElse(null);
    }

    @Override
    public final void run() {
        CommandInfo info = new CommandInfo(getClass());
        try (ScreenProgress progress = new ScreenProgress(ScreenText.title(info), this::note, this::isCanceled)) {
            ParameterValues.check(info, this);
            summary = perform(progress);
        } catch (InputException | UncheckedIOException e) {
            // files that cannot be read or written, as on a full disk, are for a person, too
            cancel(ScreenText.message(e.getMessage()));
            CallingMacro.stop(e.getMessage());
        } catch (CancellationException e) {
            cancel(getCancelReason());
            CallingMacro.stop("Canceled");
        }
    }
}
