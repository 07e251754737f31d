package sc.fiji.unet.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import net.imglib2.img.array.ArrayImgs;
import org.junit.jupiter.api.Test;
import sc.fiji.unet.base.InputException;
import sc.fiji.unet.image.Resampling.Axis;

class ResamplingTest {
    @Test
    void theSameGridIsTheSameImage() {
        float[] values = {3, 1, 4, 1, 5, 9};
        assertArrayEquals(
                values, Resampling.resample(values, new int[] {3, 2}, Axis.covering(3, 3), Axis.covering(2, 2)));
    }

    @Test
    void twicePixelsLieAQuarterAside() {
        float[] twice = Resampling.resample(new float[] {0, 8}, new int[] {2}, Axis.covering(2, 4));
        assertArrayEquals(new float[] {0, 2, 6, 8}, twice);
    }

    @Test
    void halfPixelsAverageTheirNeighbors() {
        // a triangle of reach 2 around 2.5: weights 1/4, 3/4, 3/4, 1/4 of pixels 1 to 4
        float[] half = Resampling.resample(new float[] {0, 8, 0, 16, 8, 8}, new int[] {6}, Axis.covering(6, 3));
        assertEquals((8 + 3 * 0 + 3 * 16 + 8) / 8f, half[1], 1e-5);
    }

    @Test
    void eachAxisIsItsOwn() {
        float[] ramp = new float[7 * 5 * 6];
        for (int i = 0; i < ramp.length; i++) ramp[i] = i % 7 + 10f * (i / 7 % 5) + 100f * (i / 35);
        Axis[] axes = {new Axis(1.5, 0.5, 3), new Axis(2, 1, 2), new Axis(1.25, 0.25, 4)};
        float[] part = Resampling.resample(ramp, new int[] {7, 5, 6}, axes);
        for (int i = 0; i < part.length; i++) {
            double truth = 1.5 + 0.5 * (i % 3) + 10 * (2 + i / 3 % 2) + 100 * (1.25 + 0.25 * (i / 6));
            assertEquals(truth, part[i], 1e-3);
        }
    }

    @Test
    void channelsKeepApartAndPixelsGrow() {
        float[] values = {1, 1, 1, 1, 5, 5, 5, 5};
        ImageSource source = new ImageSource("two", ArrayImgs.floats(values, 2, 2, 2), new double[] {0.5, 0.5}, "um");
        ImageSource small = Resampling.resize(source, new int[] {1, 3});
        assertArrayEquals(new long[] {1, 3, 2}, small.pixels().dimensionsAsLongArray());
        assertArrayEquals(new double[] {1, 1 / 3.0}, small.pixelSize(), 1e-12);
        assertEquals(5, small.pixels().getAt(0, 2, 1).getRealFloat());
        assertEquals(1, small.pixels().getAt(0, 2, 0).getRealFloat());
    }

    @Test
    void unitsOfLengthAreKnownByTheirManyNames() {
        assertEquals(LengthUnit.micrometers("\u00b5m"), LengthUnit.micrometers("micron"));
        assertEquals(1e6, LengthUnit.micrometers("mm") / LengthUnit.micrometers("NM"), 1e-6);
        assertThrows(InputException.class, () -> LengthUnit.micrometers("pixel"));
    }

    @Test
    void labelsTakeTheNearest() {
        var labels = ArrayImgs.ints(new int[] {1, 2, 3, 4, 5, 6}, 3, 2);
        int[] doubled = new int[24];
        var cursor = net.imglib2.view.Views.flatIterable(Resampling.nearest(labels, new int[] {6, 4}))
                .cursor();
        for (int i = 0; i < doubled.length; i++) doubled[i] = cursor.next().get();
        assertArrayEquals(new int[] {1, 1, 2, 2, 3, 3, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 4, 4, 5, 5, 6, 6}, doubled);
        var middle = Resampling.nearest(labels, new int[] {1, 2}).randomAccess();
        assertEquals(2, middle.setPositionAndGet(0, 0).get());
        assertEquals(5, middle.setPositionAndGet(0, 1).get());
    }

    /** Rows of a million pixels, of which only a few are resampled at a time. */
    @Test
    void stripByStripIsTheSameAsAllAtOnce() {
        int width = 1 << 20;
        for (int height : new int[] {5, 21}) {
            float[] pixels = new float[width * 11];
            for (int i = 0; i < pixels.length; i++) pixels[i] = i * 2654435761L % 1009;
            ImageSource source = new ImageSource("wide", net.imglib2.img.array.ArrayImgs.floats(pixels, width, 11, 1));
            ImageSource resized = Resampling.resize(source, new int[] {99_991, height});
            float[] whole = Resampling.resample(
                    pixels, new int[] {width, 11}, Axis.covering(width, 99_991), Axis.covering(11, height));
            int i = 0;
            for (var value : net.imglib2.view.Views.flatIterable(resized.pixels())) {
                if (value.getRealFloat() != whole[i]) assertEquals(whole[i], value.getRealFloat(), "pixel " + i);
                i++;
            }
            assertEquals(whole.length, i);
        }
    }
}
