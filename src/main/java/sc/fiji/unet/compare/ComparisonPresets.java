package sc.fiji.unet.compare;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import sc.fiji.unet.base.Choice;
import sc.fiji.unet.config.Recipe;

/** The comparisons of networks that students made by hand, each now one word. */
public enum ComparisonPresets implements Choice {
    /** Lungs in CT: does a wider view of each layer help, and do snapshots of a cyclic rate? */
    LUNGS(
            recipe("unet", Map.of("architecture", "unet")),
            recipe("inception-unet", Map.of("architecture", "inception-unet")),
            recipe(
                    "inception-unet + snapshots",
                    Map.of(
                            "architecture",
                            "inception-unet",
                            "schedule",
                            "cosine-restarts cycles=5",
                            "ensemble",
                            "snapshots"))),
    /** Four classes of the heart: three ways to bring detail back up. */
    CARDIAC(
            recipe("segnet", Map.of("architecture", "segnet", "loss", "cross-entropy")),
            recipe("unet", Map.of("architecture", "unet", "loss", "cross-entropy")),
            recipe("unet3plus", Map.of("architecture", "unet3plus", "loss", "cross-entropy"))),
    /** The left ventricle: from a fully connected network over convolutions to skips, at a decaying rate. */
    LEFT_VENTRICLE(
            recipe("fcn", Map.of("architecture", "fcn", "schedule", "exponential")),
            recipe("cnn", Map.of("architecture", "cnn", "schedule", "exponential")),
            recipe("unet", Map.of("architecture", "unet", "schedule", "exponential"))),
    /** Tissue: batch normalization and rates of dropout. */
    TISSUE(Stream.concat(
                    Stream.of(recipe("plain", Map.of("architecture", "unet batchnorm=false"))),
                    Stream.of("0", "0.2", "0.3", "0.5")
                            .map(rate -> recipe(
                                    "batch norm, dropout " + rate,
                                    Map.of("architecture", "unet batchnorm=true", "dropout", rate))))
            .toArray(Recipe[]::new)),
    /** The network of 2015 with and without its augmentation, with cross-entropy or Dice behind a sigmoid. */
    CLASSIC_UNET(
            classic("binary cross-entropy", "binary-ce", "medical"),
            classic("Dice", "dice", "medical"),
            classic("binary cross-entropy, no augmentation", "binary-ce", "none"));

    private final List<Recipe> recipes;

    ComparisonPresets(Recipe... recipes) {
        this.recipes = List.of(recipes);
    }

    /** The recipes that are set side by side, in the order of the table. */
    public List<Recipe> recipes() {
        return recipes;
    }

    /** The comparison of this id. */
    public static ComparisonPresets of(String id) {
        return Choice.of(ComparisonPresets.class, "preset", id);
    }

    private static Recipe recipe(String name, Map<String, String> choices) {
        return new Recipe(name, new java.util.TreeMap<>(choices));
    }

    private static Recipe classic(String name, String loss, String augmentation) {
        return recipe(name, Map.of("architecture", "unet batchnorm=false", "loss", loss, "augmentation", augmentation));
    }
}
