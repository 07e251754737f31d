package sc.fiji.unet.check;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import sc.fiji.unet.data.AnnotatedImage;

/**
 * A set that was looked at. Immutable.
 *
 * @param findings what a person should know of it
 * @param images how many there are
 * @param leastFitting names of images by how well outlines lie on edges, the worst first
 * @param pixels opens an image with its mask by its name; nothing where there is no such pair
 */
public record CheckedSet(
        List<Finding> findings,
        int images,
        List<String> leastFitting,
        Function<String, Optional<AnnotatedImage>> pixels) {
    /** Copies the lists. */
    public CheckedSet {
        findings = List.copyOf(findings);
        leastFitting = List.copyOf(leastFitting);
    }

    static CheckedSet of(Dataset set, Function<String, Optional<AnnotatedImage>> pixels) {
        List<String> names = set.where(sample -> sample.look().fit().outline() > 0).stream()
                .sorted(Comparator.comparingDouble(sample -> sample.look().fit().score(Turning.NONE)))
                .map(CheckedPair::name)
                .toList();
        int count =
                (int) set.samples().stream().map(CheckedPair::name).distinct().count();
        return new CheckedSet(
                DatasetChecks.all(set), count, names.stream().distinct().toList(), pixels);
    }

    /** For a person: how many of which weight, and each in a paragraph. */
    public String summary() {
        StringBuilder text = new StringBuilder(Finding.images(images) + " checked: ");
        if (findings.isEmpty()) return text.append("nothing found.").toString();
        text.append(findings.size()).append(findings.size() == 1 ? " finding." : " findings.");
        for (Finding finding : findings) text.append("\n\n").append(finding.text());
        return text.toString();
    }
}
