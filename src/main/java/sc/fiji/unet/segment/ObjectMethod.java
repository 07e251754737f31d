package sc.fiji.unet.segment;

import java.util.Set;
import java.util.TreeSet;
import java.util.stream.DoubleStream;
import sc.fiji.unet.base.OptionException;
import sc.fiji.unet.config.Auto;
import sc.fiji.unet.config.LabelOptions;
import sc.fiji.unet.config.ModelCard;
import sc.fiji.unet.config.Spec;
import sc.fiji.unet.label.ConnectedObjects;
import sc.fiji.unet.label.ObjectOptions;
import sc.fiji.unet.label.PostProcess;
import sc.fiji.unet.registry.Extensions;
import sc.fiji.unet.registry.Extensions.Configured;

/**
 * How classes are cleaned and objects are told apart: what a person says together with what the model learned.
 *
 * @param options how
 * @param apart whether objects are told apart; else there are only classes
 * @param smallest area of the smallest annotated objects in pixels of the model, where objects are to be kept from half of
 *     it; else 0
 * @param asked whether a person asked for any of it; else the model did
 */
public record ObjectMethod(ObjectOptions options, boolean apart, boolean asked, double smallest) {
    /** Who learned from objects wants them apart where they touch. */
    private static final String CUTTING_TOUCHING = "watershed-distance";

    /** Objects where a person asks for them, or else where the model learned from objects; unknown words are refused. */
    public static ObjectMethod of(LabelOptions labels, ModelCard card) {
        requireKnown(labels);
        String said = labels.objects();
        boolean auto = said.equals(Auto.WORD);
        boolean semantic = said.equals(LabelOptions.SEMANTIC);
        ObjectOptions cleaning = ObjectOptions.defaults()
                .withMinSize(given(labels))
                .withMaxHole(labels.fillholes() ? Integer.MAX_VALUE : 0);
        boolean asked = !(auto || semantic) || given(labels) > 1 || labels.fillholes();
        if (semantic) return new ObjectMethod(cleaning, false, asked, 0);
        boolean apart = !auto || card.labels().instances();
        boolean fitted = apart && labels.minimum().equals(Auto.WORD);
        return new ObjectMethod(
                cleaning.withMethod(Spec.parse(auto ? CUTTING_TOUCHING : said)),
                apart,
                asked,
                fitted ? card.labels().smallest() : 0);
    }

    private static int given(LabelOptions labels) {
        return labels.minimum().equals(Auto.WORD) ? 0 : Integer.parseInt(labels.minimum());
    }

    /** The same for an image whose pixels may have another size than the model's. */
    public ObjectMethod fitted(ModelFit fit) {
        if (smallest == 0) return this;
        double zoom = DoubleStream.of(fit.zoom()).reduce(1, (a, b) -> a * b);
        int pixels = (int) Math.min(Integer.MAX_VALUE, smallest / 2 / zoom);
        return new ObjectMethod(options.withMinSize(pixels), apart, asked, smallest);
    }

    /** Refuses unknown words, before any model or image is read. */
    public static void requireKnown(LabelOptions labels) {
        Set<String> ids =
                new TreeSet<>(Extensions.of(PostProcess.class).labels().keySet());
        ids.add(Auto.WORD);
        ids.add(LabelOptions.SEMANTIC);
        String id = labels.objects().strip().split("\\s+")[0];
        if (!ids.contains(id)) throw OptionException.unknown("objects", id, ids);
    }

    /** Whether classes are changed by it. */
    boolean cleans() {
        return options.minSize() > 1 || options.maxHole() > 0;
    }

    /** Whether objects are pixels that touch, diagonally too, and nothing else has to be known of the image as a whole. */
    public boolean isTouch() {
        boolean plain = options.maxHole() == 0;
        if (!apart) return plain;
        Configured<PostProcess> method = Extensions.of(PostProcess.class).get(options.method());
        return plain
                && method.extension() instanceof ConnectedObjects
                && method.options().bool("diagonal");
    }

    /** A copy that takes whatever touches for one object. */
    public ObjectMethod byTouch() {
        return new ObjectMethod(options.withMethod(ObjectOptions.defaults().method()), apart, asked, smallest);
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
