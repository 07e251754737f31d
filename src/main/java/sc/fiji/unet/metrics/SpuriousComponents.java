package sc.fiji.unet.metrics;

import sc.fiji.unet.data.AnnotatedImage;
import sc.fiji.unet.label.Components;
import sc.fiji.unet.label.Connectivity;

/** Spurious specks: predicted connected components that touch no true pixel of their class. */
public final class SpuriousComponents {
    private SpuriousComponents() {}

    /**
     * Counts the specks of each class in an image, row-major ((z), y, x); diagonal pixels are connected. What lies wholly
     * where the truth is unknown is not held against the prediction.
     *
     * @param truth class of each pixel; {@link AnnotatedImage#IGNORE} where unknown
     * @param prediction class of each pixel
     * @param size x, y, (z)
     * @param classes number of classes
     * @return one number a class; 0 for the background
     */
    public static int[] count(int[] truth, int[] prediction, int[] size, int classes) {
        int[] components = new int[prediction.length];
        int n = Components.label(prediction, size, Connectivity.FULL, components);
        int[] classOf = new int[n + 1];
        boolean[] judged = new boolean[n + 1];
        boolean[] touches = new boolean[n + 1];
        for (int i = 0; i < components.length; i++) {
            int component = components[i];
            classOf[component] = prediction[i];
            judged[component] |= truth[i] != AnnotatedImage.IGNORE;
            touches[component] |= truth[i] == prediction[i];
        }
        int[] specks = new int[classes];
        for (int c = 1; c <= n; c++) if (judged[c] && !touches[c]) specks[classOf[c]]++;
        return specks;
    }
}
