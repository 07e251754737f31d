package sc.fiji.unet.segment;

import java.util.Set;
import java.util.TreeSet;
import sc.fiji.unet.base.OptionException;
import sc.fiji.unet.config.LabelOptions;
import sc.fiji.unet.config.ModelCard;
import sc.fiji.unet.config.Spec;
import sc.fiji.unet.label.ObjectOptions;
import sc.fiji.unet.label.PostProcess;
import sc.fiji.unet.registry.Extensions;

/**
 * How classes are cleaned and objects are told apart: what a person says together with what the model learnt.
 *
 * @param options how
 * @param apart whether objects are told apart; else there are only classes
 * @param asked whether a person asked for any of it; else the model did
 */
public record ObjectMethod(ObjectOptions options, boolean apart, boolean asked) {
    /** Who learnt from objects wants them apart where they touch. */
    private static final String CUTTING_TOUCHING = "watershed-distance";

    /** Objects where a person asks for them, or else where the model learnt from objects; unknown words are refused. */
    public static ObjectMethod of(LabelOptions labels, ModelCard card) {
        requireKnown(labels);
        String said = labels.objects();
        boolean auto = said.equals(LabelOptions.AUTO);
        boolean semantic = said.equals(LabelOptions.SEMANTIC);
        ObjectOptions cleaning = ObjectOptions.defaults()
                .withMinSize(labels.minimum())
                .withMaxHole(labels.fillholes() ? Integer.MAX_VALUE : 0);
        boolean asked = !(auto || semantic) || labels.minimum() > 1 || labels.fillholes();
        if (semantic) return new ObjectMethod(cleaning, false, asked);
        return new ObjectMethod(
                cleaning.withMethod(Spec.parse(auto ? CUTTING_TOUCHING : said)),
                !auto || card.labels().instances(),
                asked);
    }

    /** Refuses unknown words, before any model or image is read. */
    public static void requireKnown(LabelOptions labels) {
        Set<String> ids =
                new TreeSet<>(Extensions.of(PostProcess.class).labels().keySet());
        ids.add(LabelOptions.AUTO);
        ids.add(LabelOptions.SEMANTIC);
        String id = labels.objects().strip().split("\\s+")[0];
        if (!ids.contains(id)) throw OptionException.unknown("objects", id, ids);
    }

    /** Whether classes are changed by it. */
    boolean cleans() {
        return options.minSize() > 1 || options.maxHole() > 0;
    }

    /** Whether it must know the probabilities. */
    boolean needsProbabilities() {
        return apart
                && Extensions.of(PostProcess.class)
                        .get(options.method())
                        .extension()
                        .needsProbabilities();
    }
}
