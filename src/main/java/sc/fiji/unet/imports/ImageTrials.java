package sc.fiji.unet.imports;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import sc.fiji.unet.base.InputException;
import sc.fiji.unet.base.Sizes;
import sc.fiji.unet.runtime.ForeignNetwork;
import sc.fiji.unet.runtime.OnnxSession;

/**
 * Finds out by trial what a file does not say: which images its network takes, and what comes out.
 *
 * @param session the file
 * @param inputs that it reads
 * @param output that is wanted
 * @param axes of the output
 * @param grid pixels along x, y, (z) for each that the network answers; none where these are all
 * @param where for messages
 */
record ImageTrials(
        OnnxSession session,
        List<ForeignNetwork.Tensor> inputs,
        String output,
        String axes,
        List<Integer> grid,
        String where) {
    private static final int PLANE = 128;
    private static final int VOLUME = 32;
    private static final int MOST = 64;

    /**
     * Sizes along x, y, (z): those that the file or its description says, else multiples of the smallest power of two that
     * works.
     *
     * @param file sizes along the axes of an input, 0 where any will do
     */
    List<ForeignNetwork.Size> sizes(TensorText described, int... file) {
        String letters = inputs.get(0).axes();
        List<ForeignNetwork.Size> said = new ArrayList<>();
        for (char letter : "xyz".toCharArray()) {
            int axis = letters.indexOf(letter);
            if (axis < 0) continue;
            TensorText.Size rule = described.sizes().get(letter);
            if (file[axis] > 0) said.add(new ForeignNetwork.Size(file[axis], 0));
            else if (rule != null && rule.min() > 0)
                said.add(new ForeignNetwork.Size(rule.min(), Math.max(0, rule.step())));
            else said.add(null);
        }
        if (!said.contains(null)) return said;
        for (int step = 1; step <= MOST; step *= 2) {
            List<ForeignNetwork.Size> tried = filled(said, new ForeignNetwork.Size(step, step));
            int[] size = new int[tried.size()];
            for (int d = 0; d < size.length; d++) {
                size[d] = said.get(d) == null
                        ? usual(size.length) + step
                        : tried.get(d).holding(usual(size.length));
            }
            if (works(size)) return tried;
        }
        throw new InputException(where + " takes no image of a size that is a multiple of " + MOST
                + ", or gives others: expected a network from images to images of the same size. Ask its author which it"
                + " takes.");
    }

    private static List<ForeignNetwork.Size> filled(List<ForeignNetwork.Size> said, ForeignNetwork.Size otherwise) {
        return said.stream().map(size -> size == null ? otherwise : size).toList();
    }

    private static int usual(int rank) {
        return rank == 2 ? PLANE : VOLUME;
    }

    private boolean works(int[] size) {
        try {
            return isOfSize(answer(size), size);
        } catch (InputException e) { // other sizes may be taken
            return false;
        }
    }

    /** How many numbers a pixel gets, by an image of a size that is taken. */
    int channels(List<ForeignNetwork.Size> sizes) {
        int[] size = sizes.stream()
                .mapToInt(rule -> rule.holding(usual(sizes.size())))
                .toArray();
        OnnxSession.Numbers answer = answer(size);
        if (isOfSize(answer, size)) return axes.indexOf('c') < 0 ? 1 : (int) answer.shape()[axes.indexOf('c')];
        throw new InputException(where + ": for an image of " + Arrays.toString(size) + " " + output + " is of size "
                + Arrays.toString(answer.shape()) + ", expected an image of " + expected() + " with the axes " + axes
                + ". Ask its author for such a network.");
    }

    private String expected() {
        boolean whole = grid.stream().allMatch(every -> every == 1);
        return whole ? "the same size" : "one pixel for each " + grid + " along x, y, (z),";
    }

    private boolean isOfSize(OnnxSession.Numbers answer, int[] size) {
        if (answer.shape().length != axes.length()) return false;
        for (int d = 0; d < size.length; d++) {
            int axis = axes.indexOf("xyz".charAt(d));
            int every = d < grid.size() ? grid.get(d) : 1;
            if (axis < 0 || answer.shape()[axis] * every != size[d]) return false;
        }
        return true;
    }

    private OnnxSession.Numbers answer(int[] size) {
        Map<String, OnnxSession.Numbers> images = new LinkedHashMap<>();
        for (ForeignNetwork.Tensor input : inputs) {
            float[] zeros = new float[Math.multiplyExact(input.channels(), Sizes.count(size))];
            images.put(input.name(), new OnnxSession.Numbers(input.shape(size), zeros));
        }
        return session.run(images, output);
    }
}
