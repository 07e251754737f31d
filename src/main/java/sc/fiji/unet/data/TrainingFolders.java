package sc.fiji.unet.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import net.imglib2.type.numeric.RealType;
import net.imglib2.util.Intervals;
import sc.fiji.unet.base.FoldedNotes;
import sc.fiji.unet.base.InputException;
import sc.fiji.unet.base.Progress;
import sc.fiji.unet.config.Auto;
import sc.fiji.unet.config.ChannelChoice.Composition;
import sc.fiji.unet.config.DataOptions;
import sc.fiji.unet.config.SplitPart;
import sc.fiji.unet.image.ChannelViews;
import sc.fiji.unet.image.Grayness;
import sc.fiji.unet.image.ImageSource;
import sc.fiji.unet.image.StackView;

/**
 * Reads folders of images and masks for training: pairs, split, classes, targets. Every image is read once and checked;
 * those that fit into memory are kept, the others are opened anew when needed. Test images are never opened. Stateless
 * but for the reader.
 */
public final class TrainingFolders {
    private final ImageReader reader;
    private final LoadOptions options;

    /** Prepares to load folders; nothing is read yet. */
    public TrainingFolders(ImageReader reader, LoadOptions options) {
        this.reader = reader;
        this.options = options;
    }

    /**
     * Reads everything that training may see.
     *
     * @param seed of the random split, where one is drawn
     * @throws InputException where images, masks or split cannot be used; nothing is half-read
     */
    public TrainingSet load(DataOptions data, long seed, Progress progress) {
        Split given = data.split() == null ? null : Split.read(data.split());
        ImageFolder folder = ImageFolder.scan(data.images(), data.masks(), reader);
        folder.notes().forEach(progress::note);
        String classes = data.classes().equals(Auto.WORD) ? folder.classes() : data.classes();
        DataOptions named = data.withClasses(classes);
        if (given != null) folder = listed(folder, given, data, progress);
        List<ImageFolder.Pair> pairs = folder.requireComplete().pairs();
        StackView view = view(data, pairs.get(0));
        TrainingSet set = of(view.rank()).read(pairs, given, named, seed, progress);
        return set.withChannels(data.channels().numbers(), composition(data, pairs.get(0)))
                .seen(view);
    }

    private TrainingFolders of(int rank) {
        return new TrainingFolders(reader, options.withRank(rank));
    }

    private static Composition composition(DataOptions data, ImageFolder.Pair pair) {
        if (data.channels().pages()) return Composition.PAGES;
        return pair.images().size() > 1 ? Composition.FILES : Composition.FILE;
    }

    /** Pages that are channels are no slices. */
    private StackView view(DataOptions data, ImageFolder.Pair pair) {
        if (data.channels().pages()) return StackView.PLANES;
        PairReader volumes = new PairReader(reader, 3, data.channels());
        return StackView.of(
                data.dimensions(), () -> volumes.images(pair, Progress.NONE).get(0));
    }

    private TrainingSet read(
            List<ImageFolder.Pair> pairs, Split given, DataOptions data, long seed, Progress progress) {
        Memory memory = new Memory(options.memory());
        PairReader files = new PairReader(reader, options.rank(), data.channels());
        List<SurveyedImage> images = read(files, pairs, memory, progress);
        if (data.hasValidationFolder()) {
            ImageFolder validation = ImageFolder.scan(data.validationFolder(), data.validationFolder(), reader);
            ImageFolder.requireOneNumbering(pairs, validation.pairs());
            List<SurveyedImage> judged =
                    read(files, validation.requireComplete().pairs(), memory, progress);
            return annotate(images, judged, data, progress);
        }
        if (given == null && images.size() == 1 && options.rank() == 3) {
            return annotate(images, List.of(), data, progress).byRegion(data.validationShare(), progress);
        }
        Split split = complete(given, images, data.validationShare(), seed);
        return annotate(
                part(images, split, SplitPart.TRAIN), part(images, split, SplitPart.VALIDATION), data, progress);
    }

    /**
     * Reads the images that training never sees, for the final judgment; none without a split file that names some.
     *
     * @param set that was learned from
     */
    public List<AnnotatedImage> test(DataOptions data, TrainingSet set, Progress progress) {
        if (data.split() == null) return List.of();
        Set<String> names = new LinkedHashSet<>(Split.read(data.split()).of(SplitPart.TEST));
        if (names.isEmpty()) return List.of();
        ImageFolder folder =
                ImageFolder.scan(data.images(), data.masks(), reader).only(names);
        PairReader files = new PairReader(reader, set.view().rank(), data.channels());
        return read(files, folder.requireComplete().pairs(), new Memory(options.memory()), progress).stream()
                .map(image -> image.annotate(set.classes(), options.withoutBorders()))
                .toList();
    }

    /** Only what the split wants to be learned from; names it lists in vain are an error. */
    private static ImageFolder listed(ImageFolder folder, Split split, DataOptions data, Progress progress) {
        Set<String> wanted = new LinkedHashSet<>(split.of(SplitPart.TRAIN));
        if (!data.hasValidationFolder()) wanted.addAll(split.of(SplitPart.VALIDATION));
        ImageFolder found = folder.only(wanted).requireComplete();
        Set<String> missing = new LinkedHashSet<>(wanted);
        found.pairs().forEach(pair -> missing.remove(pair.name()));
        if (!missing.isEmpty() || wanted.isEmpty()) {
            throw new InputException(data.split() + " lists " + wanted.size() + " images to learn from, of which "
                    + missing.size() + " are not in " + data.images() + (missing.isEmpty() ? "" : ": " + missing)
                    + ". Expected the file names, with or without extension. Correct the list or the folder.");
        }
        long left = folder.pairs().stream()
                .filter(p -> !split.parts().containsKey(p.name()))
                .count();
        if (left > 0) progress.note(left + " images are not listed in " + data.split() + " and left out");
        return found;
    }

    /** A split with a part to validate on: the one given, else drawn from what is learned from. */
    private static Split complete(Split given, List<SurveyedImage> images, double share, long seed) {
        if (given != null && !given.of(SplitPart.VALIDATION).isEmpty()) return given;
        return Split.random(images.stream().map(SurveyedImage::unit).distinct().toList(), share, seed);
    }

    private static List<SurveyedImage> part(List<SurveyedImage> images, Split split, SplitPart part) {
        List<SurveyedImage> chosen =
                images.stream().filter(i -> split.has(i.unit(), part)).toList();
        if (chosen.isEmpty()) {
            throw new InputException(
                    "The split has no image to " + (part == SplitPart.TRAIN ? "learn from" : "validate on") + " ("
                            + part + "): expected at least one. Add one to the split file.");
        }
        return chosen;
    }

    private static List<SurveyedImage> read(
            PairReader files, List<ImageFolder.Pair> pairs, Memory memory, Progress progress) {
        FoldedNotes notes = new FoldedNotes(progress);
        List<SurveyedImage> images = new ArrayList<>();
        for (ImageFolder.Pair pair : pairs) {
            progress.check();
            images.addAll(read(files, pair, pairs.size() == 1, memory, notes));
            progress.update(images.size(), Math.max(images.size(), pairs.size()), "Reading " + pair.name());
        }
        notes.say();
        return images;
    }

    private static List<SurveyedImage> read(
            PairReader files, ImageFolder.Pair pair, boolean alone, Memory memory, Progress notes) {
        List<ImageSource> sources = files.images(pair, notes);
        List<LabelImage> masks = files.labels(pair, Progress.NONE);
        PairFile file = new PairFile(pair, files).opened(sources, masks);
        if (memory.take(sources)) file.keep();
        List<SurveyedImage> images = new ArrayList<>();
        for (int i = 0; i < sources.size(); i++) {
            String unit = alone ? sources.get(i).name() : pair.name();
            images.add(new SurveyedImage(unit, file, i, ImageSurvey.of(sources.get(i)), LabelSurvey.of(masks.get(i))));
        }
        return images;
    }

    private TrainingSet annotate(
            List<SurveyedImage> train, List<SurveyedImage> validation, DataOptions data, Progress progress) {
        List<SurveyedImage> all = new ArrayList<>(train);
        all.addAll(validation);
        boolean gray = data.channels().isAuto() && passAsGray(all, progress);
        if (!gray) requireSameChannels(all);
        ClassPlan classes =
                ClassDetection.detect(all.stream().map(SurveyedImage::mask).toList(), data.classes());
        classes.reasons().forEach(progress::note);
        List<AnnotatedImage> annotated = new ArrayList<>();
        for (SurveyedImage image : all) {
            progress.check();
            AnnotatedImage one = image.annotate(classes, options);
            annotated.add(gray ? one.withImage(ChannelViews.first(one.image())) : one);
        }
        Fingerprint fingerprint = fingerprint(all, gray, classes);
        return new TrainingSet(
                annotated.subList(0, train.size()), annotated.subList(train.size(), all.size()), classes, fingerprint);
    }

    /** Whether a set that is gray in truth, though stored in color, is learned from as gray; tells of it. */
    private static boolean passAsGray(List<SurveyedImage> images, Progress progress) {
        List<Grayness> all =
                images.stream().map(image -> image.image().grayness()).toList();
        boolean gray = Grayness.passesAsGray(all);
        if (gray) progress.note(Grayness.note(all));
        return gray;
    }

    private static void requireSameChannels(List<SurveyedImage> images) {
        int expected = images.get(0).image().channels().size();
        for (SurveyedImage image : images) {
            int found = image.image().channels().size();
            if (found != expected) {
                throw new InputException("Image " + image.file().name() + " has " + found + " channel(s), but "
                        + images.get(0).file().name() + " has " + expected
                        + ": expected the same in all images. Convert the images to one type (all gray or all color),"
                        + " or choose channels that all have, as in channels=1.");
            }
        }
    }

    private static Fingerprint fingerprint(List<SurveyedImage> images, boolean gray, ClassPlan classes) {
        long[] pixels = new long[classes.classes().size()];
        int empty = 0;
        for (SurveyedImage image : images) {
            long[] counts = classes.count(image.mask());
            if (Arrays.stream(counts).skip(1).sum() == 0) empty++;
            for (int k = 0; k < pixels.length; k++) pixels[k] += counts[k];
        }
        if (empty == images.size()) {
            throw new InputException("All " + empty + " masks are empty: none has a pixel of "
                    + classes.classes().stream()
                            .skip(1)
                            .map(c -> c.name() + " (" + c.value() + ")")
                            .toList()
                    + ". Mark some objects, or check that these are the masks and the classes.");
        }
        double labeled = Math.max(1, Arrays.stream(pixels).sum());
        double[] shares = Arrays.stream(pixels).mapToDouble(n -> n / labeled).toArray();
        Stream<ImageSurvey> surveys = images.stream().map(SurveyedImage::image);
        return ImageSurvey.together(
                (gray ? surveys.map(ImageSurvey::gray) : surveys).toList(), new Fingerprint.Annotated(shares, empty));
    }

    /** Bytes that may still be kept. */
    private static final class Memory {
        private static final int TARGET_BYTES = 8;
        private long left;

        Memory(long left) {
            this.left = left;
        }

        boolean take(List<ImageSource> sources) {
            long bytes = sources.stream().mapToLong(Memory::bytes).sum();
            if (bytes > left) return false;
            left -= bytes;
            return true;
        }

        private static long bytes(ImageSource source) {
            int channelBytes = (((RealType<?>) source.pixels().getType()).getBitsPerPixel() + 7) / 8;
            long pixels = Intervals.numElements(source.size());
            return pixels * ((long) channelBytes * source.channels() + TARGET_BYTES);
        }
    }
}
