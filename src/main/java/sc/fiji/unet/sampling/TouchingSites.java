package sc.fiji.unet.sampling;

import java.util.SplittableRandom;
import net.imglib2.Cursor;
import net.imglib2.RandomAccess;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.integer.IntType;
import net.imglib2.view.Views;
import sc.fiji.unet.data.AnnotatedImage;

/** Where numbered objects of an image touch. */
final class TouchingSites {
    private TouchingSites() {}

    /** Pixels of an object whose next pixel along an axis is of another one; none where objects are not numbered. */
    static Sites of(AnnotatedImage image, int most, SplittableRandom random) {
        Sites sites = new Sites();
        if (image.objects() == null) return sites;
        RandomAccessibleInterval<IntType> objects = Views.zeroMin(image.objects());
        RandomAccess<IntType> next = objects.randomAccess();
        Cursor<IntType> here = Views.flatIterable(objects).localizingCursor();
        for (long index = 0; here.hasNext(); index++) {
            int number = here.next().get();
            if (number > 0 && touches(here, number, next, objects)) sites.add(index, most, random);
        }
        return sites;
    }

    private static boolean touches(
            Cursor<IntType> here, int number, RandomAccess<IntType> next, RandomAccessibleInterval<IntType> objects) {
        for (int d = 0; d < objects.numDimensions(); d++) {
            if (here.getLongPosition(d) == objects.max(d)) continue;
            next.setPosition(here);
            next.fwd(d);
            int other = next.get().get();
            if (other > 0 && other != number) return true;
        }
        return false;
    }
}
