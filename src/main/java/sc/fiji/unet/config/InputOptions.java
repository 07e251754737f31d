package sc.fiji.unet.config;

/**
 * What the network is shown while it learns: normalized, cut out and augmented patches. Immutable.
 *
 * @param normalization id and options of a normalization
 * @param patch edge length of a training patch in pixels, 0 for auto
 * @param batch patches a step, 0 for auto
 * @param augmentation augmentations as {@code flip; noise@0.2 max=0.1}, a preset's name, or {@link Auto}
 */
public record InputOptions(Spec normalization, int patch, int batch, String augmentation) {
    /** Refuses sizes out of bounds. */
    public InputOptions {
        Checks.given("normalization", normalization);
        Checks.zeroOr("patch", patch, 8, 4096);
        Checks.zeroOr("batch", batch, 1, 1024);
        augmentation = Checks.text("augmentation", augmentation);
    }

    /** Everything planned from the images. */
    public static InputOptions defaults() {
        return new InputOptions(Auto.SPEC, 0, 0, Auto.WORD);
    }

    /** A copy with another normalization. */
    public InputOptions withNormalization(Spec value) {
        return new InputOptions(value, patch, batch, augmentation);
    }

    /** A copy with another patch edge length and batch size. */
    public InputOptions withPatch(int newPatch, int newBatch) {
        return new InputOptions(normalization, newPatch, newBatch, augmentation);
    }

    /** A copy with other augmentations. */
    public InputOptions withAugmentation(String value) {
        return new InputOptions(normalization, patch, batch, value);
    }
}
