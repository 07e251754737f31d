package sc.fiji.unet.workflow;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import net.imglib2.Cursor;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.integer.IntType;
import net.imglib2.view.Views;
import sc.fiji.unet.config.ClassInfo;
import sc.fiji.unet.config.EvaluateOptions;
import sc.fiji.unet.config.InputException;
import sc.fiji.unet.config.ModelCard;
import sc.fiji.unet.config.Progress;
import sc.fiji.unet.data.ClassDetection;
import sc.fiji.unet.data.ClassPlan;
import sc.fiji.unet.data.ImageFolder;
import sc.fiji.unet.data.ImageReader;
import sc.fiji.unet.data.LabelImage;
import sc.fiji.unet.data.LabelSurvey;
import sc.fiji.unet.data.Split;
import sc.fiji.unet.metrics.Evaluation;
import sc.fiji.unet.metrics.EvaluationReport;
import sc.fiji.unet.metrics.Judged;
import sc.fiji.unet.metrics.Score;

/** Compares label images with their ground truth, file by file, plane by plane. Reading and reporting is all it does. */
public final class FolderEvaluation {
    private final ImageReader reader;

    /** Opens files with this reader. */
    public FolderEvaluation(ImageReader reader) {
        this.reader = reader;
    }

    /** Scores every pair of files, and writes the report where one was asked for. */
    public Evaluation run(EvaluateOptions options, Progress progress) {
        long start = System.nanoTime();
        List<ImageFolder.Pair> pairs = pairs(options);
        ModelCard card = options.model() == null ? null : new ModelFolder(options.model()).card();
        int rank = card == null ? 2 : card.network().rank();
        LabelMeaning meaning = card == null ? detected(pairs, progress) : LabelMeaning.of(card);
        List<String> names =
                meaning.truth().classes().stream().map(ClassInfo::name).toList();
        List<Score> scores = new ArrayList<>();
        for (int i = 0; i < pairs.size(); i++) {
            progress.check();
            for (Judged plane : judged(pairs.get(i), rank, meaning)) scores.add(Score.of(plane, names.size()));
            progress.update(i + 1, pairs.size(), "Evaluating " + pairs.get(i).name());
        }
        Evaluation evaluation = Evaluation.of(names, scores, (System.nanoTime() - start) / 1e9);
        if (options.report() != null) EvaluationReport.write(evaluation, options.report());
        return evaluation;
    }

    private List<ImageFolder.Pair> pairs(EvaluateOptions options) {
        ImageFolder folder = ImageFolder.scan(options.prediction(), options.truth(), reader);
        if (options.choice().split() != null) {
            Split split = Split.read(options.choice().split());
            folder = folder.only(new LinkedHashSet<>(split.of(options.choice().part())));
        }
        if (!folder.withoutMask().isEmpty()
                || !folder.withoutImage().isEmpty()
                || folder.pairs().isEmpty()) {
            throw new InputException(folder.pairs().size() + " predictions in " + options.prediction()
                    + " have a truth of the same name in " + options.truth() + ", "
                    + folder.withoutMask().size() + " have none, and "
                    + folder.withoutImage().size()
                    + " truths have no prediction" + example(folder)
                    + ". Expected pairs only: give a split to evaluate a part, or move the others elsewhere.");
        }
        return folder.pairs();
    }

    private static String example(ImageFolder folder) {
        return folder.withoutMask().stream()
                .findFirst()
                .or(() -> folder.withoutImage().stream().findFirst())
                .map(file -> " (such as " + file.getFileName() + ")")
                .orElse("");
    }

    private LabelMeaning detected(List<ImageFolder.Pair> pairs, Progress progress) {
        List<LabelSurvey> surveys = new ArrayList<>();
        for (ImageFolder.Pair pair : pairs) {
            progress.check();
            for (LabelImage mask : reader.labels(pair.mask(), 2, progress)) surveys.add(LabelSurvey.of(mask));
        }
        ClassPlan plan = ClassDetection.detect(surveys, "auto");
        plan.reasons().forEach(progress::note);
        return LabelMeaning.of(plan);
    }

    private List<Judged> judged(ImageFolder.Pair pair, int rank, LabelMeaning meaning) {
        List<LabelImage> predictions = reader.labels(pair.image(), rank, Progress.NONE);
        List<LabelImage> truths = reader.labels(pair.mask(), rank, Progress.NONE);
        if (predictions.size() != truths.size()) {
            throw new InputException(pair.image() + " has " + predictions.size() + " planes, but its truth "
                    + pair.mask() + " has " + truths.size() + ". Expected as many of each.");
        }
        List<Judged> planes = new ArrayList<>();
        for (int i = 0; i < truths.size(); i++) {
            String name = truths.size() == 1 ? pair.name() : truths.get(i).name();
            planes.add(judged(name, predictions.get(i), truths.get(i), meaning));
        }
        return planes;
    }

    private static Judged judged(String name, LabelImage prediction, LabelImage truth, LabelMeaning meaning) {
        long[] size = truth.values().dimensionsAsLongArray();
        long[] found = prediction.values().dimensionsAsLongArray();
        if (!java.util.Arrays.equals(size, found)) {
            throw new InputException(name + ": the prediction has " + text(found) + " pixels, but its truth has "
                    + text(size) + ". Expected the same size.");
        }
        int[] extent = java.util.Arrays.stream(size).mapToInt(Math::toIntExact).toArray();
        return new Judged(
                name,
                extent,
                flat(meaning.truth().target(truth)),
                flat(meaning.prediction().target(prediction)));
    }

    private static int[] flat(RandomAccessibleInterval<IntType> labels) {
        int[] values = new int[Math.toIntExact(labels.size())];
        Cursor<IntType> cursor = Views.flatIterable(labels).cursor();
        for (int i = 0; i < values.length; i++) values[i] = cursor.next().get();
        return values;
    }

    private static String text(long[] size) {
        return java.util.Arrays.stream(size)
                .mapToObj(Long::toString)
                .collect(java.util.stream.Collectors.joining(" x "));
    }
}
