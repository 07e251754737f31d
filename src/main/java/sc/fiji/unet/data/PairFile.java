package sc.fiji.unet.data;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import sc.fiji.unet.base.InputException;
import sc.fiji.unet.base.Progress;
import sc.fiji.unet.image.ImageSource;

/** An image file and its mask file; their pixels are kept, or opened anew whenever they are needed. Thread safe. */
final class PairFile {
    private final ImageFolder.Pair pair;
    private final Reopenable<List<ImageSource>> images;
    private final Reopenable<List<LabelImage>> masks;
    private boolean kept;

    PairFile(ImageFolder.Pair pair, PairReader reader) {
        this.pair = pair;
        images = new Reopenable<>(() -> reader.images(pair, Progress.NONE));
        masks = new Reopenable<>(() -> reader.labels(pair, Progress.NONE));
    }

    /** Shows what was opened with notes already, so that it need not be opened again. */
    PairFile opened(List<ImageSource> openImages, List<LabelImage> openMasks) {
        requireSameSizes(openImages, openMasks);
        images.remember(openImages);
        masks.remember(openMasks);
        return this;
    }

    /** Keeps the pixels in memory from now on. */
    void keep() {
        images.keep();
        masks.keep();
        kept = true;
    }

    boolean kept() {
        return kept;
    }

    String name() {
        return pair.name();
    }

    ImageSource image(int index) {
        return images.get().get(index);
    }

    LabelImage mask(int index) {
        return masks.get().get(index);
    }

    private void requireSameSizes(List<ImageSource> openImages, List<LabelImage> openMasks) {
        if (openImages.size() != openMasks.size()) {
            throw new InputException("Mask " + pair.mask() + " holds " + openMasks.size() + " planes, but "
                    + pair.image() + " holds " + openImages.size()
                    + ": expected one plane of the mask for each slice and"
                    + " frame of the image. Save a mask that belongs to this image.");
        }
        for (int i = 0; i < openImages.size(); i++) {
            long[] found = openMasks.get(i).values().dimensionsAsLongArray();
            long[] expected = openImages.get(i).size();
            if (Arrays.equals(found, expected)) continue;
            throw new InputException("Mask " + pair.mask() + " is " + text(found) + " pixels, but " + pair.image()
                    + " is " + text(expected) + ": expected the same size. Save a mask that belongs to this image.");
        }
    }

    private static String text(long[] size) {
        return Arrays.stream(size).mapToObj(String::valueOf).collect(Collectors.joining(" x "));
    }
}
