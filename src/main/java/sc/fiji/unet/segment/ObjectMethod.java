package sc.fiji.unet.segment;

import java.util.Set;
import java.util.TreeSet;
import java.util.stream.DoubleStream;
import sc.fiji.unet.auxiliary.AuxiliaryTargets;
import sc.fiji.unet.auxiliary.NoAuxiliaryTargets;
import sc.fiji.unet.base.OptionException;
import sc.fiji.unet.config.Auto;
import sc.fiji.unet.config.LabelOptions;
import sc.fiji.unet.config.ModelCard;
import sc.fiji.unet.config.ObjectRule;
import sc.fiji.unet.config.Spec;
import sc.fiji.unet.label.ConnectedObjects;
import sc.fiji.unet.label.ObjectOptions;
import sc.fiji.unet.label.PostProcess;
import sc.fiji.unet.predict.ClassDecision;
import sc.fiji.unet.registry.Extensions;
import sc.fiji.unet.registry.Extensions.Configured;

/**
 * How classes are cleaned and objects are told apart: what a person says together with what the model learned.
 *
 * @param options how
 * @param apart whether objects are told apart; else there are only classes
 * @param smallest fewest pixels of an object that is kept, in pixels of the model; 0 where the options say it
 * @param asked whether a person asked for any of it; else the model did
 * @param threshold a pixel is of an object where the probability that it is of one is above
 * @param auxiliary what the network says beside classes, and how certain an object is follows from
 */
public record ObjectMethod(
        ObjectOptions options,
        boolean apart,
        boolean asked,
        double smallest,
        double threshold,
        AuxiliaryTargets auxiliary) {

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
        ObjectRule rule = card.labels().objects();
        if (semantic) return none(cleaning, asked);
        boolean apart = !auto || card.labels().instances();
        boolean fitted = apart && labels.minimum().equals(Auto.WORD);
        Spec method = auto ? rule.spec() : readLike(rule.spec(), Spec.parse(said));
        requireLearned(method, card);
        return new ObjectMethod(
                cleaning.withMethod(method),
                apart,
                asked,
                fitted ? card.labels().fewestPixels() : 0,
                rule.threshold(),
                lacksDepth(card) || paints(rule.spec()) ? new NoAuxiliaryTargets() : learned(card));
    }

    /** A way that a person chose reads what the network says as the model's own does. */
    private static Spec readLike(Spec own, Spec said) {
        if (!own.id().equals(said.id())) return said;
        Configured<PostProcess> known = Extensions.of(PostProcess.class).get(own);
        Spec method = said;
        for (String option : known.extension().ofNetwork())
            method = method.with(option, known.options().text(option));
        return method;
    }

    private static boolean paints(Spec method) {
        Configured<PostProcess> known = Extensions.of(PostProcess.class).get(method);
        return known.extension().paints(known.options());
    }

    /** Classes only. */
    static ObjectMethod none(ObjectOptions cleaning, boolean asked) {
        return new ObjectMethod(cleaning, false, asked, 0, ClassDecision.THRESHOLD, new NoAuxiliaryTargets());
    }

    /** Refuses a way for which the network would have to say more than it has learned. */
    private static void requireLearned(Spec method, ModelCard card) {
        String needed = Extensions.of(PostProcess.class).get(method.id()).auxiliary();
        String known = card.labels().objects().auxiliary();
        if (needed.isEmpty()) return;
        if (!needed.equals(known)) {
            throw new OptionException("objects = " + method.id() + ": this model was not trained for it (auxiliary="
                    + known + "). Expected another way, or a model trained with auxiliary=" + needed + ".");
        }
        if (!lacksDepth(card)) return;
        throw new OptionException(
                "objects = " + method.id() + ": this model sees slices with their neighbors and learned"
                        + " no direction from slice to slice. Expected another way such as objects=components, or a model trained"
                        + " with auxiliary=distance.");
    }

    /** Whether it learned directions in planes, while its objects reach across these. */
    private static boolean lacksDepth(ModelCard card) {
        return card.input().neighbors() > 0 && learned(card).directed();
    }

    private static AuxiliaryTargets learned(ModelCard card) {
        return Extensions.of(AuxiliaryTargets.class).get(card.labels().objects().auxiliary());
    }

    private static int given(LabelOptions labels) {
        return labels.minimum().equals(Auto.WORD) ? 0 : Integer.parseInt(labels.minimum());
    }

    /** The same for an image whose pixels may have another size than the model's. */
    public ObjectMethod fitted(ModelFit fit) {
        if (smallest == 0) return this;
        double zoom = DoubleStream.of(fit.zoom()).reduce(1, (a, b) -> a * b);
        int pixels = (int) Math.min(Integer.MAX_VALUE, smallest / zoom);
        return new ObjectMethod(options.withMinSize(pixels), apart, asked, smallest, threshold, auxiliary);
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

    /** Whether more or fewer pixels than usual are of an object. */
    boolean changesClasses() {
        return apart && threshold != ClassDecision.THRESHOLD;
    }

    /** Whether objects are pixels that touch, diagonally too, and nothing else has to be known of the image as a whole. */
    public boolean isTouch() {
        boolean plain = options.maxHole() == 0 && !changesClasses();
        if (!apart) return plain;
        Configured<PostProcess> method = Extensions.of(PostProcess.class).get(options.method());
        return plain
                && method.extension() instanceof ConnectedObjects
                && method.options().bool("diagonal");
    }

    /** Whether objects are told apart without regard to classes, by what the network says beside these. */
    boolean crossesClasses() {
        return apart
                && !Extensions.of(PostProcess.class)
                        .get(options.method())
                        .extension()
                        .auxiliary()
                        .isEmpty();
    }

    /** Whether objects are painted over pixels of any class, which then are of the class of their object. */
    boolean paints() {
        return apart && paints(options.method());
    }

    /** Whether it must know the probabilities. */
    boolean needsProbabilities() {
        return changesClasses()
                || apart
                        && Extensions.of(PostProcess.class)
                                .get(options.method())
                                .extension()
                                .needsProbabilities();
    }
}
