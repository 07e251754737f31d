package sc.fiji.unet.check;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.imglib2.type.numeric.integer.IntType;
import net.imglib2.view.Views;
import sc.fiji.unet.base.Progress;
import sc.fiji.unet.config.SplitPart;
import sc.fiji.unet.data.AnnotatedImage;
import sc.fiji.unet.data.TrainingSet;

/** Looks at a set that is about to be learned from: at sketches of its images, and at not too many of them. */
public final class QuickCheck {
    private static final int MOST_IMAGES = 400;
    private static final int MOST_LINES = 4;

    private QuickCheck() {}

    /** Says in a few lines what looks wrong; nothing where nothing does. */
    public static void note(TrainingSet set, Progress progress) {
        List<Finding> findings = DatasetChecks.ofImages(dataset(set, MOST_IMAGES, progress)).stream()
                .filter(finding -> finding.level() != Finding.Level.NOTE)
                .toList();
        findings.stream().limit(MOST_LINES).forEach(finding -> progress.note(finding.text()));
        if (findings.size() > MOST_LINES)
            progress.note(findings.size() - MOST_LINES + " more findings: see Check Training Data...");
    }

    /** All there is to say about images that are in memory. */
    public static CheckedSet of(TrainingSet set, Progress progress) {
        Map<String, AnnotatedImage> images = new LinkedHashMap<>();
        set.train().forEach(image -> images.put(image.image().name(), image));
        set.validation().forEach(image -> images.putIfAbsent(image.image().name(), image));
        return CheckedSet.of(dataset(set, Integer.MAX_VALUE, progress), name -> Optional.ofNullable(images.get(name)));
    }

    private static Dataset dataset(TrainingSet set, int most, Progress progress) {
        List<CheckedPair> samples = new ArrayList<>();
        samples.addAll(samples(set.train(), SplitPart.TRAIN, set, most, progress));
        samples.addAll(samples(set.validation(), SplitPart.VALIDATION, set, most, progress));
        return new Dataset(Dataset.Files.NONE, samples, new Dataset.Masks(set.classes(), ""));
    }

    private static List<CheckedPair> samples(
            List<AnnotatedImage> images, SplitPart part, TrainingSet set, int most, Progress progress) {
        int every = 1 + (images.size() - 1) / most;
        List<CheckedPair> samples = new ArrayList<>();
        for (int i = 0; i < images.size(); i++) {
            progress.check();
            samples.add(sample(images.get(i), part, set.classes().classes().size(), i % every == 0));
        }
        return samples;
    }

    private static CheckedPair sample(AnnotatedImage image, SplitPart part, int classes, boolean looked) {
        Sketch sketch = looked ? Sketch.of(image.image(), image.target()) : null;
        long[] counts = new long[classes];
        for (IntType index : Views.flatIterable(image.target())) if (index.get() >= 0) counts[index.get()]++;
        return new CheckedPair(
                image.image().name(),
                part,
                looked ? PixelTraits.of(image.image(), sketch) : PixelTraits.of(image.image()),
                new CheckedPair.Mask(Map.of(), counts),
                looked ? CheckedPair.Look.of(sketch) : CheckedPair.Look.NONE);
    }
}
