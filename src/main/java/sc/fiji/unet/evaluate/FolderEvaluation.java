package sc.fiji.unet.evaluate;

import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.stream.Collectors;
import sc.fiji.unet.base.InputException;
import sc.fiji.unet.base.Progress;
import sc.fiji.unet.config.Auto;
import sc.fiji.unet.config.ClassList;
import sc.fiji.unet.config.EvaluateOptions;
import sc.fiji.unet.config.ModelCard;
import sc.fiji.unet.config.ObjectScoring;
import sc.fiji.unet.data.ClassDetection;
import sc.fiji.unet.data.ClassPlan;
import sc.fiji.unet.data.ImageFolder;
import sc.fiji.unet.data.ImageReader;
import sc.fiji.unet.data.LabelImage;
import sc.fiji.unet.data.LabelSurvey;
import sc.fiji.unet.data.PairReader;
import sc.fiji.unet.data.Split;
import sc.fiji.unet.label.Targets;
import sc.fiji.unet.metrics.EvaluatedImage;
import sc.fiji.unet.metrics.Evaluation;
import sc.fiji.unet.metrics.EvaluationReport;
import sc.fiji.unet.model.LabelMeaning;
import sc.fiji.unet.model.ModelFolder;
import sc.fiji.unet.pairing.FolderLayout;

/** Compares label images with their ground truth, file by file, plane by plane or volume by volume. Reading and reporting is all it does. */
public final class FolderEvaluation {
    private final ImageReader reader;

    /** Opens files with this reader. */
    public FolderEvaluation(ImageReader reader) {
        this.reader = reader;
    }

    /** Scores every pair of files, and writes the report where one was asked for. */
    public Evaluation run(EvaluateOptions options, Progress progress) {
        Evaluation evaluation = Scores.of(images(options, progress), progress).evaluation();
        if (options.report() != null) EvaluationReport.write(evaluation, options.report());
        return evaluation;
    }

    /** The pairs of files, to be opened one after the other. */
    public EvaluatedImages images(EvaluateOptions options, Progress progress) {
        requireTwoPlaces(options);
        List<ImageFolder.Pair> pairs = pairs(options, progress);
        ModelCard card = options.model() == null ? null : new ModelFolder(options.model()).card();
        int rank = card == null ? rank(pairs, progress) : card.imageRank();
        LabelMeaning meaning = meaning(card, pairs, progress);
        return new Pairs(pairs, rank, meaning, options.objects());
    }

    /** Without a model the format of the truth says whether its slices are one volume. */
    private int rank(List<ImageFolder.Pair> pairs, Progress progress) {
        boolean volumes = pairs.stream().flatMap(pair -> pair.masks().stream()).allMatch(reader::isVolume);
        if (volumes) progress.note("The truth holds volumes: each is scored as a whole, not slice by slice");
        return volumes ? 3 : 2;
    }

    /** One place would be compared with itself, or the images in it be taken for predictions. */
    private static void requireTwoPlaces(EvaluateOptions options) {
        if (!FolderLayout.isSame(options.prediction(), options.truth())) return;
        boolean file = Files.isRegularFile(options.prediction());
        throw new InputException("prediction and truth are one and the same " + (file ? "file" : "folder") + ", "
                + options.prediction()
                + (file ? ": it would be compared with itself." : ": what is in it cannot be told apart.")
                + " Expected prediction to be the label images that a segmentation wrote, and truth the masks of the"
                + " same images, under the same file names. Segment the images into a folder of their own first, as"
                + " with Segment Folder, and give that as prediction.");
    }

    private final class Pairs implements EvaluatedImages {
        private final List<ImageFolder.Pair> pairs;
        private final int rank;
        private final LabelMeaning meaning;
        private final ObjectScoring objects;

        Pairs(List<ImageFolder.Pair> pairs, int rank, LabelMeaning meaning, ObjectScoring objects) {
            this.pairs = pairs;
            this.rank = rank;
            this.meaning = meaning;
            this.objects = objects;
        }

        @Override
        public ClassList classes() {
            return meaning.truth().classes();
        }

        @Override
        public int count() {
            return pairs.size();
        }

        @Override
        public String name(int file) {
            return pairs.get(file).name();
        }

        @Override
        public List<EvaluatedImage> evaluated(int file) {
            return FolderEvaluation.this.evaluated(pairs.get(file), rank, meaning, objects);
        }
    }

    private List<ImageFolder.Pair> pairs(EvaluateOptions options, Progress progress) {
        ImageFolder folder = ImageFolder.scan(options.prediction(), options.truth(), reader);
        folder.notes().forEach(progress::note);
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

    /** What the model's values are in these masks; without a model, what the masks themselves look like. */
    private LabelMeaning meaning(ModelCard card, List<ImageFolder.Pair> pairs, Progress progress) {
        if (card != null) requireSameNumbers(LabelMeaning.of(card).truth().classes(), pairs);
        if (card != null && card.labels().instances()) return LabelMeaning.of(card);
        List<LabelSurvey> surveys = new ArrayList<>();
        for (ImageFolder.Pair pair : pairs) {
            progress.check();
            for (LabelImage mask : new PairReader(reader, 2).labels(pair, progress)) surveys.add(LabelSurvey.of(mask));
        }
        ClassPlan plan = card == null
                ? ClassDetection.detect(surveys, Auto.WORD)
                : ClassDetection.read(LabelMeaning.of(card).truth(), surveys);
        plan.reasons().forEach(progress::note);
        return LabelMeaning.of(plan);
    }

    /** Tools number their labels by the names that a folder has: a class of the model may have another number there. */
    private static void requireSameNumbers(ClassList classes, List<ImageFolder.Pair> pairs) {
        String named = new ImageFolder(pairs, List.of(), List.of(), List.of()).classes();
        for (String one : named.split(",")) {
            int equals = one.lastIndexOf('=');
            int index = equals < 0 ? -1 : classes.indexOfName(one.substring(0, equals));
            if (index < 0 || one.endsWith("=" + classes.get(index).value())) continue;
            throw new InputException("The truth in " + pairs.get(0).mask().getParent() + " has the labels " + named
                    + ", but the model numbers \"" + classes.get(index).name() + "\" as "
                    + classes.get(index).value()
                    + ": expected the same number. Put the labels into one folder with those"
                    + " that were trained on, or export them as TIFF with the numbers of the model.");
        }
    }

    private List<EvaluatedImage> evaluated(
            ImageFolder.Pair pair, int rank, LabelMeaning meaning, ObjectScoring objects) {
        List<LabelImage> predictions = reader.labels(pair.image(), rank, Progress.NONE);
        List<LabelImage> truths = new PairReader(reader, rank).labels(pair, Progress.NONE);
        if (predictions.size() != truths.size()) {
            throw new InputException(pair.image() + " has " + predictions.size() + " planes, but its truth "
                    + pair.mask() + " has " + truths.size() + ". Expected as many of each.");
        }
        List<EvaluatedImage> planes = new ArrayList<>();
        for (int i = 0; i < truths.size(); i++) {
            String name = truths.size() == 1 ? pair.name() : truths.get(i).name();
            EvaluatedImage plane = evaluated(name, predictions.get(i), truths.get(i), meaning);
            planes.add(withObjects(plane, predictions.get(i), truths.get(i), objects, meaning));
        }
        return planes;
    }

    private static EvaluatedImage evaluated(
            String name, LabelImage prediction, LabelImage truth, LabelMeaning meaning) {
        long[] size = truth.values().dimensionsAsLongArray();
        long[] found = prediction.values().dimensionsAsLongArray();
        if (!Arrays.equals(size, found)) {
            throw new InputException(name + ": the prediction has " + text(found) + " pixels, but its truth has "
                    + text(size) + ". Expected the same size.");
        }
        int[] extent = Arrays.stream(size).mapToInt(Math::toIntExact).toArray();
        return new EvaluatedImage(
                name, extent, Targets.array(meaning.truth().target(truth)), classes(prediction, meaning));
    }

    /** The class index of each pixel of a label image of classes, or of objects whose file says their classes. */
    private static int[] classes(LabelImage prediction, LabelMeaning meaning) {
        if (prediction.objects().isEmpty()) {
            ClassPlan plan = ClassDetection.read(meaning.prediction(), List.of(LabelSurvey.of(prediction)));
            return Targets.array(plan.target(prediction));
        }
        int[] numbers = Targets.array(prediction.values());
        ClassList classes = meaning.truth().classes();
        for (int i = 0; i < numbers.length; i++) numbers[i] = prediction.classOf(numbers[i], classes);
        return numbers;
    }

    private static EvaluatedImage withObjects(
            EvaluatedImage plane,
            LabelImage prediction,
            LabelImage truth,
            ObjectScoring objects,
            LabelMeaning meaning) {
        return EvaluatedObjects.of(objects, meaning.truth().instances())
                .add(plane, () -> Targets.array(meaning.truth().objects(truth)), () -> numbers(prediction));
    }

    /** The object number of each pixel of a label image of objects; null where it holds classes. */
    private static int[] numbers(LabelImage prediction) {
        int[] predicted = Targets.array(prediction.values());
        return EvaluatedObjects.areNumbered(predicted) ? predicted : null;
    }

    private static String text(long[] size) {
        return Arrays.stream(size).mapToObj(Long::toString).collect(Collectors.joining(" x "));
    }
}
