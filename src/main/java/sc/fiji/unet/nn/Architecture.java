package sc.fiji.unet.nn;

import sc.fiji.unet.config.Options;
import sc.fiji.unet.registry.Extension;

/** A family of networks: a pure function from options to a graph that puts out logits. */
public interface Architecture extends Extension {
    /**
     * Builds one network of the family.
     *
     * @param rank spatial axes, 2 or 3
     * @param channels of the image
     * @param classes logits per pixel: one a class, or 1 for a sigmoid
     * @param options of this architecture
     */
    Graph build(int rank, int channels, int classes, Options options);
}
