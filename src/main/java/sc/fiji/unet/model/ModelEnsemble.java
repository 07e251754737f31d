package sc.fiji.unet.model;

import java.util.ArrayList;
import java.util.List;
import sc.fiji.unet.auxiliary.AuxiliaryTargets;
import sc.fiji.unet.base.CloseOnFailure;
import sc.fiji.unet.base.InputException;
import sc.fiji.unet.base.OptionException;
import sc.fiji.unet.config.Averaging;
import sc.fiji.unet.config.ModelCard;
import sc.fiji.unet.config.TestTimeAugmentation;
import sc.fiji.unet.nn.Anisotropy;
import sc.fiji.unet.predict.Ensemble;
import sc.fiji.unet.predict.MirrorAveraging;
import sc.fiji.unet.predict.PatchPredictor;
import sc.fiji.unet.registry.Extensions;

/**
 * The networks that answer together: models, their snapshots, and each of them in all mirror images.
 *
 * @param card of the first, with a geometry that suits all
 * @param predictor the mean of all
 */
public record ModelEnsemble(ModelCard card, PatchPredictor predictor) {
    /** Reads and compiles all members; models that do not agree are refused. */
    public static ModelEnsemble open(ModelFolder first, Averaging averaging, String device, NetworkCompiler compiler) {
        List<ModelFolder> folders = folders(first, averaging);
        ModelCard card = together(agreeing(folders));
        try (CloseOnFailure opened = new CloseOnFailure()) {
            List<PatchPredictor> members = new ArrayList<>();
            for (ModelFolder folder : folders) {
                PatchPredictor member = compiler.compile(folder.inference(), device);
                members.add(opened.add(member, member::close));
            }
            AuxiliaryTargets auxiliary = Extensions.of(AuxiliaryTargets.class)
                    .get(card.labels().objects().auxiliary());
            ModelEnsemble ensemble = new ModelEnsemble(card, answeringAs(card, members, averaging, auxiliary));
            opened.succeeded();
            return ensemble;
        }
    }

    /** All that answer, in their order; models that do not agree are refused. */
    public static List<ModelFolder> members(ModelFolder first, Averaging averaging) {
        List<ModelFolder> folders = folders(first, averaging);
        agreeing(folders);
        return folders;
    }

    private static List<ModelCard> agreeing(List<ModelFolder> folders) {
        List<ModelCard> cards = folders.stream().map(ModelFolder::card).toList();
        for (int i = 1; i < cards.size(); i++) requireAgreement(folders, cards, i);
        return cards;
    }

    /** The card of the first of several members, with a geometry that suits all. */
    public static ModelCard card(List<ModelFolder> members) {
        return together(members.stream().map(ModelFolder::card).toList());
    }

    private static PatchPredictor answeringAs(
            ModelCard card, List<PatchPredictor> members, Averaging averaging, AuxiliaryTargets auxiliary) {
        PatchPredictor together = members.size() == 1 ? members.get(0) : new Ensemble(members);
        return averaging.tta() == TestTimeAugmentation.NONE
                ? together
                : new MirrorAveraging(
                        together,
                        averaging.tta() == TestTimeAugmentation.ROTATE,
                        auxiliary.directed(),
                        rays(card, auxiliary));
    }

    /** Of its rays, whose lengths an imported network may say along more or fewer than ours do. */
    private static int rays(ModelCard card, AuxiliaryTargets auxiliary) {
        if (auxiliary.rays() == 0) return 0;
        int others = auxiliary.names(card.network().rank()).size() - auxiliary.rays();
        int rays = card.network().outputs() - card.classOutputs() - others;
        if (card.network().rank() == 2 && rays % 4 == 0) return rays;
        throw new OptionException("tta: this model says lengths along " + rays + " rays"
                + (card.network().rank() == 3 ? " in volumes" : "") + ", which are not the same in mirror images:"
                + " expected a multiple of 4, in planes. Segment with tta=none.");
    }

    private static List<ModelFolder> folders(ModelFolder first, Averaging averaging) {
        List<ModelFolder> models = new ArrayList<>(List.of(first));
        averaging.models().forEach(path -> models.add(new ModelFolder(path)));
        if (!averaging.snapshots()) return models;
        List<ModelFolder> all = new ArrayList<>();
        for (ModelFolder model : models) {
            List<ModelFolder> snapshots = model.snapshots();
            all.addAll(snapshots.isEmpty() ? List.of(model) : snapshots);
        }
        return all;
    }

    private static void requireAgreement(List<ModelFolder> folders, List<ModelCard> cards, int i) {
        String one = meaning(cards.get(0));
        String other = meaning(cards.get(i));
        if (!cards.get(0).answer().isEmpty() || !cards.get(i).answer().isEmpty())
            throw new InputException("A model that decides on classes by numbers of its whole answer answers alone: "
                    + folders.get(0).path() + " or " + folders.get(i).path() + " does. Segment with either by itself.");
        if (!one.equals(other)) {
            throw new InputException("Models can only answer together when they mean the same: "
                    + folders.get(0).path() + " has " + one + ", "
                    + folders.get(i).path() + " has " + other + ".");
        }
    }

    private static String meaning(ModelCard card) {
        return card.network().rank() + "-D, " + card.network().channels() + " channel(s), normalization "
                + card.input().normalization()
                + (card.input().neighbors() > 0 ? ", slices with neighbors" : "") + ", classes "
                + card.classes().names() + ", auxiliary "
                + card.labels().objects().auxiliary();
    }

    /** A stride, halo and margin that suit all; of one model its own. */
    private static ModelCard together(List<ModelCard> cards) {
        ModelCard.Network first = cards.get(0).network();
        int stride = first.stride();
        int halo = first.halo();
        int margin = first.margin();
        boolean invariant = first.tileInvariant();
        for (ModelCard card : cards) {
            stride = leastCommonMultiple(stride, card.network().stride());
            halo = Math.max(halo, card.network().halo());
            margin = Math.max(margin, card.network().margin());
            invariant &= card.network().tileInvariant();
        }
        return cards.get(0)
                .withNetwork(first.withTiles(stride, halo, margin, invariant).withDepth(depth(cards)));
    }

    /** The same along z; none where all models go about z as about x and y. */
    private static ModelCard.Depth depth(List<ModelCard> cards) {
        if (cards.stream().allMatch(card -> card.network().depth() == null)) return null;
        return cards.stream()
                .map(ModelCard::network)
                .map(ModelEnsemble::depth)
                .reduce((a, b) -> new ModelCard.Depth(
                        a.planes(),
                        a.halvings(),
                        leastCommonMultiple(a.stride(), b.stride()),
                        Math.max(a.halo(), b.halo()),
                        Math.max(a.margin(), b.margin())))
                .orElseThrow();
    }

    private static ModelCard.Depth depth(ModelCard.Network network) {
        if (network.depth() != null) return network.depth();
        return new ModelCard.Depth(
                Anisotropy.NONE.planes(),
                Anisotropy.NONE.halvings(),
                network.stride(),
                network.halo(),
                network.margin());
    }

    private static int leastCommonMultiple(int a, int b) {
        int gcd = a;
        for (int rest = b; rest != 0; ) {
            int next = gcd % rest;
            gcd = rest;
            rest = next;
        }
        return a / gcd * b;
    }
}
