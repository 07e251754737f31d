package sc.fiji.unet.samples;

import java.util.Random;

/** Makes one image with its ground truth; the same random state makes the same image. */
@FunctionalInterface
interface Painter {
    SampleImage paint(Random random);
}
