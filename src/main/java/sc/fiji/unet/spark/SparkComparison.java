package sc.fiji.unet.spark;

import java.io.Serializable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import sc.fiji.unet.base.OptionException;
import sc.fiji.unet.cli.CommandWords;
import sc.fiji.unet.command.CompareCommand;
import sc.fiji.unet.config.CompareOptions;
import sc.fiji.unet.config.DataOptions;

/**
 * A comparison of networks, as it is sent to each executor, which does single trainings of it. All paths lie on a file system
 * that driver and executors share.
 *
 * @param words as after {@code scripts/unet compare}
 * @param folder that paths begin at where they are not whole: executors work in folders of their own
 */
record SparkComparison(ArrayList<String> words, String folder) implements Serializable {
    private static final String OUTPUT = "--output";

    /** Refuses what {@code scripts/unet compare} would, and what executors would not find. */
    static SparkComparison parse(Path folder, List<String> words) {
        if (words.stream().noneMatch(word -> word.equals(OUTPUT) || word.startsWith(OUTPUT + "=")))
            throw new OptionException(OUTPUT + " is missing: expected a folder that all machines share.");
        SparkComparison comparison = new SparkComparison(
                new ArrayList<>(words), folder.toAbsolutePath().toString());
        DataOptions data = comparison.options().common().data();
        if (data.hasValidationFolder() && !data.validationFolder().isAbsolute())
            throw new OptionException(
                    "validation = " + data.validation() + ": expected a share or a whole path, such as "
                            + folder.toAbsolutePath().resolve(data.validation())
                            + ", as executors work in folders of their own.");
        return comparison;
    }

    /** What is to be compared. */
    CompareOptions options() {
        return CommandWords.read(new CompareCommand(), Path.of(folder), words).options();
    }
}
