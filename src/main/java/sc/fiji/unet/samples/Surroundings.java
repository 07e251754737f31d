package sc.fiji.unet.samples;

import java.util.Random;

/** What lies around a heart in a slice through the chest: air, skin fat, chest muscle, lung, liver, fat, vessels. */
final class Surroundings {
    private final SmoothNoise noise;
    private final Blob chest;
    private final Blob lungs;
    private final Blob liver;
    private final Blob pericardium;
    private final Blob aorta;
    private final Blob stomach;

    Surroundings(Random random, int size, Blob heart) {
        noise = new SmoothNoise(random);
        double middle = size / 2.0;
        double tilt = 0.3 * random.nextGaussian();
        chest = new Blob(middle, middle + 10, 0.66 * size, 0.56 * size, tilt, new double[] {0.03, tilt});
        lungs = new Blob(middle, middle + 6, 0.53 * size, 0.42 * size, tilt, new double[] {0.08, 2, 0.06, 1});
        liver = Blob.random(random, 14 + 8 * random.nextDouble(), size - 12, 24 + 6 * random.nextDouble(), 0.15);
        pericardium = Blob.random(random, heart.x() - 7, heart.y(), heart.size() + 12, 0.12);
        double side = 0.9 + 0.5 * random.nextDouble();
        double reach = heart.size() + 13;
        aorta = Blob.random(
                random,
                heart.x() + reach * StrictMath.cos(side),
                heart.y() + reach * StrictMath.sin(side),
                4 + 1.5 * random.nextDouble(),
                0.05);
        stomach = Blob.random(random, 72 + 12 * random.nextDouble(), size - 10, 9 + 4 * random.nextDouble(), 0.2);
    }

    /** Signal of whatever is at this pixel, 0..200. */
    double at(int x, int y) {
        double vessels = noise.at(x / 3.5, y / 3.5);
        if (chest.radius(x, y) > 1.0) return 2;
        if (chest.radius(x, y) > 0.9 + 0.04 * noise.at(x / 20.0, y / 20.0)) return 185;
        if (aorta.radius(x, y) < 1) return 150;
        if (liver.radius(x, y) < 1) return 72 + 14 * noise.fractal(x, y, 10) + (vessels > 0.7 ? 45 : 0);
        if (stomach.radius(x, y) < 1) return 105 + 45 * noise.fractal(x, y, 9);
        if (pericardium.radius(x, y) < 1) return 62 + 60 * noise.fractal(x + 70, y, 14);
        if (lungs.radius(x, y) < 1) return 12 + (vessels > 0.62 ? 75 : 0);
        return 58 + 35 * noise.fractal(x, y + 50, 12);
    }
}
