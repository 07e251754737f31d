package sc.fiji.unet.dialog;

import ij.ImagePlus;
import ij.WindowManager;
import java.lang.reflect.Field;
import java.util.Map;
import org.scijava.thread.ThreadService;

/**
 * The active image of whoever called a command in Fiji. ImageJ keeps one for each thread of a macro in batch mode, without
 * a display, or under {@code IJ.run(image, ...)}, and Fiji runs commands in threads of their own, where another image, or
 * none, would be the active one.
 */
final class CallersImage {
    private CallersImage() {}

    /** The active image, null where there is none. */
    static ImagePlus get(ThreadService threads) {
        Thread caller = caller(threads);
        ImagePlus image = caller == null ? null : imageOf(caller);
        return image == null ? WindowManager.getCurrentImage() : image;
    }

    /** Makes an image the active one of the caller; without SciJava's threads, the caller sees it anyway. */
    static void set(ThreadService threads, ImagePlus image) {
        Thread caller = caller(threads);
        if (caller != null) WindowManager.setTempCurrentImage(caller, image);
    }

    private static Thread caller(ThreadService threads) {
        return threads == null ? null : threads.getParent(Thread.currentThread());
    }

    /** ImageJ lets one set the image of another thread, but not ask for it. */
    private static ImagePlus imageOf(Thread thread) {
        try {
            Field table = WindowManager.class.getDeclaredField("tempImageTable");
            table.setAccessible(true);
            return table.get(null) instanceof Map<?, ?> images ? (ImagePlus) images.get(thread) : null;
        } catch (ReflectiveOperationException e) {
            return null; // an ImageJ that keeps it elsewhere: the active image of all is the best guess
        }
    }
}
