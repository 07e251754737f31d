package sc.fiji.unet.compare;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.IntStream;
import sc.fiji.unet.base.InputException;
import sc.fiji.unet.config.CompareOptions;
import sc.fiji.unet.config.DataOptions;
import sc.fiji.unet.config.SplitPart;
import sc.fiji.unet.config.TrainOptions;
import sc.fiji.unet.data.ImageFolder;
import sc.fiji.unet.data.ImageReader;
import sc.fiji.unet.data.Split;

/**
 * One way to part the images into those to learn from and those to validate on; test images are the same in all.
 *
 * @param number from 1, 0 for the only one
 * @param data with the split of this fold
 */
record Fold(int number, DataOptions data) {
    private static final long SHUFFLE_SEED = 1;

    /** The split that the data have, or as many folds as asked, each of which gets its split file in the output folder. */
    static List<Fold> of(CompareOptions options, ImageReader reader) {
        if (options.folds() > 0) write(options, reader);
        return written(options);
    }

    /** The same, where the split files are there. */
    static List<Fold> written(CompareOptions options) {
        DataOptions data = options.common().data();
        if (options.folds() == 0) return List.of(new Fold(0, data));
        return IntStream.rangeClosed(1, options.folds())
                .mapToObj(number -> new Fold(number, data.withSplit(file(options, number))))
                .toList();
    }

    /** What is common to all trainings on this fold. */
    TrainOptions common(CompareOptions options) {
        return options.common().withData(data);
    }

    private static Path file(CompareOptions options, int number) {
        return options.output().resolve("folds").resolve("fold" + number + ".csv");
    }

    private static void write(CompareOptions options, ImageReader reader) {
        DataOptions data = options.common().data();
        if (data.hasValidationFolder()) {
            throw new InputException("A folder of validation images (" + data.validation()
                    + ") leaves nothing to cross-validate: leave folds or validation out.");
        }
        Split given = data.split() == null ? new Split(Map.of()) : Split.read(data.split());
        List<String> test = given.of(SplitPart.TEST);
        List<String> names = names(data, given, reader);
        if (names.size() < options.folds()) {
            throw new InputException("folds = " + options.folds() + ": expected at most as many as there are images, "
                    + names.size() + ".");
        }
        for (int number = 1; number <= options.folds(); number++) write(number, options, names, test);
    }

    private static List<String> names(DataOptions data, Split given, ImageReader reader) {
        TreeSet<String> names = new TreeSet<>(given.of(SplitPart.TRAIN));
        names.addAll(given.of(SplitPart.VALIDATION));
        if (data.split() == null) {
            ImageFolder.scan(data.images(), data.masks(), reader).pairs().forEach(pair -> names.add(pair.name()));
        }
        List<String> shuffled = new ArrayList<>(names);
        Collections.shuffle(shuffled, new Random(SHUFFLE_SEED));
        return shuffled;
    }

    private static void write(int number, CompareOptions options, List<String> names, List<String> test) {
        Map<String, SplitPart> parts = new LinkedHashMap<>();
        for (int i = 0; i < names.size(); i++) {
            boolean held = i % options.folds() == number - 1;
            parts.put(names.get(i), held ? SplitPart.VALIDATION : SplitPart.TRAIN);
        }
        test.forEach(name -> parts.put(name, SplitPart.TEST));
        new Split(parts).write(file(options, number));
    }
}
