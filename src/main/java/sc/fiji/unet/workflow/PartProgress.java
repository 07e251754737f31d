package sc.fiji.unet.workflow;

import sc.fiji.unet.config.Progress;

/** Reports one of several equal pieces of work as its share of the whole. */
record PartProgress(Progress whole, int index, int count) implements Progress {
    private static final long STEPS = 1000;

    @Override
    public void update(long done, long total, String what) {
        whole.update(
                index * STEPS + STEPS * done / total,
                count * STEPS,
                count == 1 ? what : what + ", " + (index + 1) + " of " + count);
    }

    @Override
    public void note(String line) {
        whole.note(line);
    }

    @Override
    public boolean cancelled() {
        return whole.cancelled();
    }
}
