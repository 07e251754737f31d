package sc.fiji.unet.cli;

import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import sc.fiji.unet.command.CheckCommand;
import sc.fiji.unet.command.CompareCommand;
import sc.fiji.unet.command.CorrectCommand;
import sc.fiji.unet.command.DemoCommand;
import sc.fiji.unet.command.DeviceCommand;
import sc.fiji.unet.command.EvaluateCommand;
import sc.fiji.unet.command.ExportCommand;
import sc.fiji.unet.command.FindLearningRateCommand;
import sc.fiji.unet.command.FinishLiveCommand;
import sc.fiji.unet.command.ImportCommand;
import sc.fiji.unet.command.InfoCommand;
import sc.fiji.unet.command.SegmentCommand;
import sc.fiji.unet.command.StorageCommand;
import sc.fiji.unet.command.TrainCommand;
import sc.fiji.unet.dialog.UnetCommand;

/** The command line, behind {@code scripts/unet}: chooses the command that the first word names and ends with its exit code. */
public final class UnetMain {
    private UnetMain() {}

    /** Runs one command and ends the process with its exit code. */
    public static void main(String[] args) {
        System.exit(run(args));
    }

    private static int run(String[] args) {
        Interrupt interrupt = Interrupt.listen();
        boolean terminal = System.console() != null;
        ConsoleProgress progress = new ConsoleProgress(System.err, terminal, System::nanoTime, interrupt);
        try {
            return new Shell(new PrintWriter(System.out, true), new PrintWriter(System.err, true), progress)
                    .run(commands(), args);
        } finally {
            interrupt.workFinished();
        }
    }

    private static Map<String, Supplier<? extends UnetCommand>> commands() {
        Map<String, Supplier<? extends UnetCommand>> commands = new LinkedHashMap<>();
        commands.put("train", TrainCommand::new);
        commands.put("segment", SegmentCommand::new);
        commands.put("finish", FinishLiveCommand::new);
        commands.put("correct", CorrectCommand::new);
        commands.put("evaluate", EvaluateCommand::new);
        commands.put("compare", CompareCommand::new);
        commands.put("findrate", FindLearningRateCommand::new);
        commands.put("check", CheckCommand::new);
        commands.put("info", InfoCommand::new);
        commands.put("import", ImportCommand::new);
        commands.put("export", ExportCommand::new);
        commands.put("device", DeviceCommand::new);
        commands.put("storage", StorageCommand::new);
        commands.put("demo", DemoCommand::new);
        return commands;
    }
}
