package sc.fiji.unet.data;

import java.util.List;
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
        PairReader.requireSameSizes(pair, openImages, openMasks);
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
}
