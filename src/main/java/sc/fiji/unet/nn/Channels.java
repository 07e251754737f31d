package sc.fiji.unet.nn;

import java.util.List;

/** Counts the channels that nodes put out, from the input on: no operation knows by itself how many it is given. */
final class Channels {
    private Channels() {}

    /** Those of the node at an index; the nodes up to it are in an order in which each comes after its inputs. */
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
