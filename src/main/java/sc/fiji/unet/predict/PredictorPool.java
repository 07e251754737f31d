package sc.fiji.unet.predict;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Supplier;
import sc.fiji.unet.base.InputException;

/**
 * One network on several devices, or several times on one: each call goes to whichever member is free. The members give
 * the same answer to the same patch, so that who answers changes nothing. As many calls at a time as there are members; a
 * further one waits.
 */
public final class PredictorPool implements PatchPredictor {
    private final List<PatchPredictor> members;
    private final BlockingQueue<PatchPredictor> free;

    private PredictorPool(List<PatchPredictor> members) {
        this.members = List.copyOf(members);
        free = new LinkedBlockingQueue<>(this.members);
    }

    /**
     * Makes the members one after the other; where one cannot be made, those before it are closed. A single member needs no
     * pool and is given back as it is. Closing the pool closes its members.
     */
    public static PatchPredictor of(List<? extends Supplier<? extends PatchPredictor>> makers) {
        List<PatchPredictor> members = new ArrayList<>();
        try {
            for (Supplier<? extends PatchPredictor> maker : makers) members.add(maker.get());
            requireAgreement(members);
        } catch (RuntimeException | Error e) {
            try {
                closeAll(members);
            } catch (RuntimeException secondary) {
                e.addSuppressed(secondary);
            }
            throw e;
        }
        return members.size() == 1 ? members.get(0) : new PredictorPool(members);
    }

    private static void requireAgreement(List<PatchPredictor> members) {
        if (members.isEmpty()) throw new InputException("A pool needs at least one network.");
        for (PatchPredictor member : members) {
            PatchPredictor first = members.get(0);
            if (member.channels() != first.channels() || member.classes() != first.classes()) {
                throw new IllegalArgumentException("Members of a pool must be the same network, got "
                        + first.channels() + " and " + member.channels() + " channels, " + first.classes() + " and "
                        + member.classes() + " classes");
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

    @Override
    public int lanes() {
        return members.size();
    }

    /** What one call needs, not all lanes together, so that tiles are the same however many share them. */
    @Override
    public double bytesPerPixel() {
        return members.stream().mapToDouble(PatchPredictor::bytesPerPixel).max().orElseThrow();
    }

    @Override
    public void predict(float[] input, int n, int[] size, Request request, float[] output) {
        PatchPredictor member = take();
        try {
            member.predict(input, n, size, request, output);
        } finally {
            free.add(member);
        }
    }

    private PatchPredictor take() {
        try {
            return free.take();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("Interrupted");
        }
    }

    @Override
    public void close() {
        closeAll(members);
    }

    /** Closes all of them even where some fail, and throws the first failure with the others attached. */
    static void closeAll(List<? extends PatchPredictor> predictors) {
        RuntimeException failure = null;
        for (PatchPredictor predictor : predictors) {
            try {
                predictor.close();
            } catch (RuntimeException e) {
                if (failure == null) failure = e;
                else failure.addSuppressed(e);
            }
        }
        if (failure != null) throw failure;
    }
}
