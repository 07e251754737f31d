package sc.fiji.unet.train;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import sc.fiji.unet.auxiliary.AuxiliaryTargets;
import sc.fiji.unet.sampling.PatchBatch;

/**
 * A few patches of a batch that are computed together.
 *
 * @param batch the patches
 * @param share of the whole batch's loss: that of the weights, as losses are means over weighted pixels
 */
record BatchPart(PatchBatch batch, float share) {
    /** Cuts a batch into parts of at most so many patches. */
    static List<BatchPart> of(PatchBatch whole, int patchesAtOnce) {
        if (patchesAtOnce >= whole.n()) return List.of(new BatchPart(whole, 1));
        double total = sum(whole.weight());
        List<BatchPart> parts = new ArrayList<>();
        for (int from = 0; from < whole.n(); from += patchesAtOnce) {
            PatchBatch part = cut(whole, from, Math.min(from + patchesAtOnce, whole.n()));
            double share = total == 0 ? (double) part.n() / whole.n() : sum(part.weight()) / total;
            parts.add(new BatchPart(part, (float) share));
        }
        return parts;
    }

    private static PatchBatch cut(PatchBatch whole, int from, int to) {
        int pixels = whole.target().length / whole.n();
        int values = pixels * whole.channels();
        int more = whole.auxiliary().values().length / whole.n();
        return new PatchBatch(
                to - from,
                whole.channels(),
                whole.size(),
                Arrays.copyOfRange(whole.input(), from * values, to * values),
                Arrays.copyOfRange(whole.target(), from * pixels, to * pixels),
                Arrays.copyOfRange(whole.weight(), from * pixels, to * pixels),
                new AuxiliaryTargets.Drawing(
                        Arrays.copyOfRange(whole.auxiliary().values(), from * more, to * more),
                        Arrays.copyOfRange(whole.auxiliary().weights(), from * more, to * more)));
    }

    private static double sum(float[] values) {
        double sum = 0;
        for (float value : values) sum += value;
        return sum;
    }
}
