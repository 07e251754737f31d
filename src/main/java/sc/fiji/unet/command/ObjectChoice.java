package sc.fiji.unet.command;

import java.util.stream.DoubleStream;
import sc.fiji.unet.base.OptionException;
import sc.fiji.unet.config.ModelCard;
import sc.fiji.unet.config.Spec;
import sc.fiji.unet.label.ObjectOptions;
import sc.fiji.unet.label.PostProcess;
import sc.fiji.unet.model.ModelFit;
import sc.fiji.unet.registry.Extensions;

/**
 * What becomes of classes, as a person says it.
 *
 * @param objects {@link #AUTO}, {@link #SEMANTIC}, or the id of a {@link PostProcess}
 * @param minimum pixels of the smallest object, or {@link #AUTO}: half of the smallest annotated ones
 * @param fillholes whether holes are filled
 */
record ObjectChoice(String objects, String minimum, boolean fillholes) {
    static final String AUTO = "auto";
    static final String SEMANTIC = "semantic";
    /** Who learnt from objects wants them apart where they touch. */
    private static final String CUTTING_TOUCHING = "watershed-distance";

    /** Refuses unknown words. */
    ObjectChoice {
        if (!objects.equals(AUTO) && !objects.equals(SEMANTIC)) method(objects);
        if (!minimum.equals(AUTO) && !minimum.matches("\\d{1,9}")) {
            throw new OptionException(
                    "minimum = " + minimum + ": expected auto, or a whole number of pixels that is 0 or more.");
        }
    }

    /** Whether objects are told apart: where asked for, or else where the model learnt from objects. */
    boolean apart(ModelCard card) {
        return objects.equals(AUTO) ? card.labels().instances() : !objects.equals(SEMANTIC);
    }

    /**
     * How to tell objects apart.
     *
     * @param fit of the image to the model, whose pixels may have another size
     */
    ObjectOptions options(ModelCard card, ModelFit fit) {
        ObjectOptions options = ObjectOptions.defaults()
                .withMinSize(smallest(card, fit))
                .withMaxHole(fillholes ? Integer.MAX_VALUE : 0);
        if (objects.equals(SEMANTIC)) return options;
        return options.withMethod(Spec.parse(objects.equals(AUTO) ? CUTTING_TOUCHING : objects));
    }

    private int smallest(ModelCard card, ModelFit fit) {
        if (!minimum.equals(AUTO)) return Integer.parseInt(minimum);
        if (!apart(card)) return 0;
        double zoom = DoubleStream.of(fit.zoom()).reduce(1, (a, b) -> a * b);
        return (int) Math.min(Integer.MAX_VALUE, card.labels().smallest() / 2 / zoom);
    }

    private static void method(String id) {
        java.util.Set<String> ids = new java.util.TreeSet<>(
                Extensions.of(PostProcess.class).labels().keySet());
        ids.add(AUTO);
        ids.add(SEMANTIC);
        if (!ids.contains(id)) throw OptionException.unknown("objects", id, ids);
    }
}
