package sc.fiji.unet.export;

import java.util.List;
import sc.fiji.unet.config.Averaging;
import sc.fiji.unet.config.ModelCard;
import sc.fiji.unet.model.ModelEnsemble;
import sc.fiji.unet.model.ModelFolder;
import sc.fiji.unet.nn.Committee;
import sc.fiji.unet.nn.Inference;

/**
 * The network that an export writes, and the models that it was made of, be it one or several joined.
 *
 * @param members the models, snapshots among them, that answer together
 * @param card of the first, with a geometry that suits all
 * @param network in its inference form; of several members one whose answer is the mean of theirs
 */
record Exported(List<ModelFolder> members, ModelCard card, Inference network) {
    static Exported of(ModelFolder model, Averaging averaging) {
        List<ModelFolder> members = ModelEnsemble.members(model, averaging);
        members.forEach(member -> member.requireOwn("exported"));
        List<Inference> networks = members.stream().map(ModelFolder::inference).toList();
        return new Exported(members, ModelEnsemble.card(members), Committee.of(networks));
    }

    /** The architecture of each, the same one said once. */
    String architecture() {
        List<String> said = members.stream()
                .map(member -> member.card().network().architecture())
                .distinct()
                .toList();
        String all = String.join("; ", said);
        return members.size() == 1 ? all : "the mean of " + members.size() + " networks: " + all;
    }
}
