package sc.fiji.unet.nn;

import java.util.List;

/** Counts the channels that nodes put out, from the input on: no operation knows by itself how many it is given. */
final class Channels {
    private Channels() {}

    /** The channels of the node at an index, all nodes up to which come after their inputs. */
    static int of(List<Node> nodes, int index) {
        int[] channels = new int[index + 1];
        for (int i = 0; i <= index; i++) {
            Node node = nodes.get(i);
            int[] inputs =
                    node.inputs().stream().mapToInt(input -> channels[input]).toArray();
            channels[i] = node.op().channels(inputs);
        }
        return channels[index];
    }
}
