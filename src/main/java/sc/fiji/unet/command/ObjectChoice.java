package sc.fiji.unet.command;

import sc.fiji.unet.base.OptionException;
import sc.fiji.unet.config.ModelCard;
import sc.fiji.unet.config.Spec;
import sc.fiji.unet.label.ObjectOptions;
import sc.fiji.unet.label.PostProcess;
import sc.fiji.unet.registry.Extensions;

/**
 * What becomes of classes, as a person says it.
 *
 * @param objects {@link #AUTO}, {@link #SEMANTIC}, or the id of a {@link PostProcess}
 * @param minimum pixels of the smallest object
 * @param fillholes whether holes are filled
 */
record ObjectChoice(String objects, int minimum, boolean fillholes) {
    static final String AUTO = "auto";
    static final String SEMANTIC = "semantic";
    /** Who learnt from objects wants them apart where they touch. */
    private static final String CUTTING_TOUCHING = "watershed-distance";

    /** Refuses unknown words. */
    ObjectChoice {
        if (!objects.equals(AUTO) && !objects.equals(SEMANTIC)) method(objects);
    }

    /** Whether objects are told apart: where asked for, or else where the model learnt from objects. */
    boolean apart(ModelCard card) {
        return objects.equals(AUTO) ? card.labels().instances() : !objects.equals(SEMANTIC);
    }

    ObjectOptions options() {
        ObjectOptions options =
                ObjectOptions.defaults().withMinSize(minimum).withMaxHole(fillholes ? Integer.MAX_VALUE : 0);
        if (objects.equals(SEMANTIC)) return options;
        return options.withMethod(Spec.parse(objects.equals(AUTO) ? CUTTING_TOUCHING : objects));
    }

    private static void method(String id) {
        java.util.Set<String> ids = new java.util.TreeSet<>(
                Extensions.of(PostProcess.class).labels().keySet());
        ids.add(AUTO);
        ids.add(SEMANTIC);
        if (!ids.contains(id)) throw OptionException.unknown("objects", id, ids);
    }
}
