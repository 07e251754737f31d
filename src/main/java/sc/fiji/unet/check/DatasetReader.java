package sc.fiji.unet.check;

import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import sc.fiji.unet.base.InputException;
import sc.fiji.unet.base.Progress;
import sc.fiji.unet.config.Auto;
import sc.fiji.unet.config.DataOptions;
import sc.fiji.unet.config.SplitPart;
import sc.fiji.unet.data.AnnotatedImage;
import sc.fiji.unet.data.ClassDetection;
import sc.fiji.unet.data.ClassPlan;
import sc.fiji.unet.data.ImageFolder;
import sc.fiji.unet.data.ImageReader;
import sc.fiji.unet.data.ImageSurvey;
import sc.fiji.unet.data.LabelImage;
import sc.fiji.unet.data.LabelSurvey;
import sc.fiji.unet.data.PairReader;
import sc.fiji.unet.data.Split;
import sc.fiji.unet.image.ImageSource;

/**
 * Reads folders as a training would, but goes on where that would refuse, and looks at the images for the final judgment,
 * too. One image is in memory at a time. For one use.
 */
public final class DatasetReader {
    private final ImageReader reader;
    private final PairReader files;
    private final DataOptions data;
    private final List<Read> samples = new ArrayList<>();
    private final List<Dataset.Unreadable> unreadable = new ArrayList<>();
    private final Map<String, Place> places = new LinkedHashMap<>();

    /** Where the pixels of an image are. */
    private record Place(ImageFolder.Pair pair, int index) {}

    /** An image, what a split must not cut, and what its mask holds. */
    private record Read(CheckedPair sample, String unit, LabelSurvey mask) {
        Read in(SplitPart part) {
            return new Read(sample.withPart(part), unit, mask);
        }
    }

    /** Prepares to read these folders; nothing is read yet. */
    public DatasetReader(ImageReader reader, DataOptions data) {
        this.reader = reader;
        this.data = data;
        files = new PairReader(reader, 2, data.channels());
    }

    /**
     * Reads all that is there.
     *
     * @param seed of the random split, where one is drawn
     */
    public CheckedSet read(long seed, Progress progress) {
        Split given = data.split() == null ? null : Split.read(data.split());
        ImageFolder folder = ImageFolder.scan(data.images(), data.masks(), reader);
        String classes = data.classes().equals(Auto.WORD) ? folder.classes() : data.classes();
        if (given != null) folder = folder.only(given.parts().keySet());
        read(folder.pairs(), SplitPart.TRAIN, progress);
        if (data.hasValidationFolder()) {
            ImageFolder validation = ImageFolder.scan(data.validationFolder(), data.validationFolder(), reader);
            ImageFolder.requireOneNumbering(folder.pairs(), validation.pairs());
            read(validation.pairs(), SplitPart.VALIDATION, progress);
        }
        List<Read> parts = split(given, seed);
        Dataset.Masks masks = meaning(parts, classes);
        Dataset.Files found = new Dataset.Files(folder, unlisted(given, folder), unreadable);
        List<CheckedPair> all = parts.stream().map(read -> counted(read, masks)).toList();
        return CheckedSet.of(new Dataset(found, all, masks), this::open);
    }

    private void read(List<ImageFolder.Pair> pairs, SplitPart part, Progress progress) {
        for (int i = 0; i < pairs.size(); i++) {
            progress.check();
            ImageFolder.Pair pair = pairs.get(i);
            try {
                samples.addAll(read(pair, part, pairs.size() == 1));
            } catch (InputException | UncheckedIOException e) {
                unreadable.add(new Dataset.Unreadable(pair.name(), e.getMessage()));
            }
            progress.update(i + 1, pairs.size(), "Checking " + pair.name());
        }
    }

    private List<Read> read(ImageFolder.Pair pair, SplitPart part, boolean alone) {
        List<ImageSource> images = files.images(pair, Progress.NONE);
        List<LabelImage> masks = files.labels(pair, Progress.NONE);
        PairReader.requireSameSizes(pair, images, masks);
        List<Read> read = new ArrayList<>();
        for (int i = 0; i < images.size(); i++) {
            ImageSource image = images.get(i);
            String name = images.size() == 1 ? pair.name() : image.name();
            LabelSurvey mask = LabelSurvey.of(masks.get(i));
            CheckedPair sample = new CheckedPair(
                    name,
                    part,
                    PixelTraits.of(image, ImageSurvey.of(image)),
                    new CheckedPair.Mask(mask.counts(), new long[0]),
                    CheckedPair.Look.of(Sketch.of(image, masks.get(i).values())));
            read.add(new Read(sample, alone ? image.name() : pair.name(), mask));
            places.putIfAbsent(name, new Place(pair, i));
        }
        return read;
    }

    /** Names that a training needs and that have no pair, whether or not one of their files is there. */
    private static List<String> unlisted(Split given, ImageFolder folder) {
        if (given == null) return List.of();
        Set<String> missing = new LinkedHashSet<>(given.parts().keySet());
        folder.pairs().forEach(pair -> missing.remove(pair.name()));
        Stream.concat(folder.withoutMask().stream(), folder.withoutImage().stream())
                .forEach(file -> missing.remove(ImageFolder.stem(file)));
        return List.copyOf(missing);
    }

    /** What a training makes of the masks that it reads. */
    private static Dataset.Masks meaning(List<Read> parts, String classes) {
        try {
            List<LabelSurvey> masks = parts.stream()
                    .filter(read -> read.sample.part() != SplitPart.TEST)
                    .map(Read::mask)
                    .toList();
            return new Dataset.Masks(ClassDetection.detect(masks, classes), "");
        } catch (InputException e) {
            return new Dataset.Masks(null, e.getMessage());
        }
    }

    /** Each image in the part that a training would give it. */
    private List<Read> split(Split given, long seed) {
        if (data.hasValidationFolder() || samples.isEmpty()) return samples;
        List<String> units = samples.stream()
                .map(Read::unit)
                .filter(unit -> given == null || given.has(unit, SplitPart.TRAIN))
                .distinct()
                .toList();
        boolean drawn = given == null || given.of(SplitPart.VALIDATION).isEmpty();
        Split split = drawn && units.size() > 1 ? Split.random(units, data.validationShare(), seed) : given;
        return samples.stream()
                .map(read -> read.in(part(read.unit, given, split)))
                .toList();
    }

    private static SplitPart part(String unit, Split given, Split split) {
        if (given != null && given.has(unit, SplitPart.TEST)) return SplitPart.TEST;
        return split != null && split.has(unit, SplitPart.VALIDATION) ? SplitPart.VALIDATION : SplitPart.TRAIN;
    }

    private static CheckedPair counted(Read read, Dataset.Masks masks) {
        ClassPlan plan = masks.plan();
        return plan == null ? read.sample : read.sample.withClasses(plan.count(read.mask));
    }

    private Optional<AnnotatedImage> open(String name) {
        return Optional.ofNullable(places.get(name))
                .map(place -> new AnnotatedImage(
                        files.images(place.pair, Progress.NONE).get(place.index),
                        files.labels(place.pair, Progress.NONE).get(place.index).values(),
                        null));
    }
}
