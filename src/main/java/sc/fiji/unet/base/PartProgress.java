package sc.fiji.unet.base;

/**
 * Reports one of several equal parts of some work as its share of the whole.
 *
 * @param whole what is told
 * @param index of the part, from 0
 * @param count of the parts
 * @param numbered whether the person is told which of how many parts it is
 */
record PartProgress(Progress whole, long index, long count, boolean numbered) implements Progress {
    private static final long STEPS = 1000;

    @Override
    public void update(long done, long total, String what) {
        String which = numbered && count > 1 ? ", " + (index + 1) + " of " + count : "";
        whole.update(index * STEPS + STEPS * done / total, count * STEPS, what + which);
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
