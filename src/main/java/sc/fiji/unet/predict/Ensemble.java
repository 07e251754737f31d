package sc.fiji.unet.predict;

import java.util.List;
import sc.fiji.unet.base.InputException;
import sc.fiji.unet.base.Sizes;

/**
 * The mean probability of several networks. They must take the same channels on the same scale and know the same classes;
 * use the largest stride and halo of them.
 */
public final class Ensemble implements PatchPredictor {
    private final List<PatchPredictor> members;
    private final BufferPool answers = new BufferPool();

    /** Takes over the members: closing the ensemble closes them. */
    public Ensemble(List<? extends PatchPredictor> members) {
        this.members = List.copyOf(members);
        if (members.isEmpty()) throw new InputException("An ensemble needs at least one model.");
        for (PatchPredictor member : members) {
            if (member.channels() != channels() || member.classes() != classes()) {
                throw new InputException("The models of an ensemble must agree: one takes " + channels()
                        + " channels and gives " + classes() + " classes, another " + member.channels() + " and "
                        + member.classes() + ".");
            }
        }
    }

    @Override
    public int channels() {
        return members.get(0).channels();
    }

    @Override
    public int classes() {
        return members.get(0).classes();
    }

    /** A call asks all members. */
    @Override
    public int lanes() {
        return members.stream().mapToInt(PatchPredictor::lanes).min().orElseThrow();
    }

    @Override
    public double bytesPerPixel() {
        return members.stream().mapToDouble(PatchPredictor::bytesPerPixel).max().orElseThrow();
    }

    @Override
    public void predict(float[] input, int n, int[] size, Request request, float[] output) {
        int length = n * classes() * Sizes.count(size);
        float[] answer = answers.take(length);
        Request one = request.forMember();
        members.get(0).predict(input, n, size, one, output);
        for (PatchPredictor member : members.subList(1, members.size())) {
            member.predict(input, n, size, one, answer);
            for (int i = 0; i < length; i++) output[i] += answer[i];
        }
        for (int i = 0; i < length; i++) output[i] /= members.size();
        answers.giveBack(answer);
    }

    @Override
    public void close() {
        PredictorPool.closeAll(members);
    }
}
