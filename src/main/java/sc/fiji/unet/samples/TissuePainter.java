package sc.fiji.unet.samples;

import static sc.fiji.unet.samples.TissueLayout.EPITHELIUM;
import static sc.fiji.unet.samples.TissueLayout.FAT;
import static sc.fiji.unet.samples.TissueLayout.STROMA;

import java.util.Random;

/**
 * Stained tissue in a bright-field microscope (haematoxylin and eosin): glands with an epithelium full of nuclei around a
 * lumen, fibrous stroma, fat cells, bare glass. Truth: 0 background (glass, lumen), 1 stroma, 2 epithelium, 3 fat. Fat is as
 * white as glass: only its net of membranes tells it. Light is absorbed by Beer-Lambert's law with the stain colors of
 * Ruifrok and Johnston (2001).
 */
final class TissuePainter implements Painter {
    private static final int SIZE = 128;
    private static final double[] HAEMATOXYLIN = {0.65, 0.70, 0.29};
    private static final double[] EOSIN = {0.07, 0.99, 0.11};

    @Override
    public SampleImage paint(Random random) {
        FatCells cells = new FatCells(random, SIZE);
        int[] classes = new TissueLayout(SIZE, cells, random).classes();
        Raster haematoxylin = new Raster(SIZE, SIZE);
        Raster eosin = new Raster(SIZE, SIZE);
        eosin.setAll(eosin(classes, cells, random));
        haematoxylin.setAll(haematoxylin(classes, cells, random));
        stainNuclei(classes, haematoxylin, random);
        double blue = 0.85 + 0.4 * random.nextDouble();
        double pink = 0.8 + 0.4 * random.nextDouble();
        Raster[] rgb = new Raster[3];
        for (int c = 0; c < 3; c++) {
            double h = blue * HAEMATOXYLIN[c];
            double e = pink * EOSIN[c];
            Raster light = Raster.of(
                    SIZE, SIZE, (x, y) -> 240 * StrictMath.exp(-h * haematoxylin.get(x, y) - e * eosin.get(x, y)));
            rgb[c] = light.blurred(0.7);
            rgb[c].addNoise(random, 2.5, 0.02);
        }
        return new SampleImage(
                SamplePixels.rgba(rgb[0], rgb[1], rgb[2]),
                SamplePixels.palette(SIZE, SIZE, classes, 0xFFFFFF, 0xE69F00, 0x56B4E9, 0xF0E442));
    }

    private static Raster.Field eosin(int[] classes, FatCells cells, Random random) {
        SmoothNoise noise = new SmoothNoise(random);
        SmoothNoise bend = new SmoothNoise(random);
        return (x, y) -> switch (classes[y * SIZE + x]) {
            case STROMA -> 0.42 + 0.30 * fibres(noise, bend, x, y);
            case EPITHELIUM -> 0.38 + 0.10 * noise.fractal(x, y, 9);
            case FAT -> 0.05 + 0.40 * cells.membrane(x, y);
            default -> 0.04 + 0.02 * noise.fractal(x, y, 30);
        };
    }

    private static Raster.Field haematoxylin(int[] classes, FatCells cells, Random random) {
        SmoothNoise noise = new SmoothNoise(random);
        return (x, y) -> switch (classes[y * SIZE + x]) {
            case STROMA -> 0.10 + 0.05 * noise.fractal(x, y, 9);
            case EPITHELIUM -> 0.26 + 0.08 * noise.fractal(x, y, 7);
            case FAT -> 0.03 + 0.08 * cells.membrane(x, y);
            default -> 0.03;
        };
    }

    /** Wavy collagen: noise that is long in one direction and fine across. */
    private static double fibres(SmoothNoise noise, SmoothNoise bend, int x, int y) {
        double wave = 9 * bend.at(x / 30.0, y / 30.0);
        return noise.fractal((x + y) / 3.0, y - x + wave, 6);
    }

    /** Nuclei: crowded and round in the epithelium, few and spindly in the stroma. */
    private static void stainNuclei(int[] classes, Raster haematoxylin, Random random) {
        for (int attempt = 0; attempt < 900; attempt++) {
            int x = random.nextInt(SIZE);
            int y = random.nextInt(SIZE);
            int tissue = classes[y * SIZE + x];
            boolean wanted = tissue == EPITHELIUM || tissue == STROMA && random.nextDouble() < 0.14;
            boolean free = haematoxylin.get(x, y) < 0.6;
            if (wanted && free) stain(nucleus(tissue, x, y, random), tissue, classes, haematoxylin, random);
        }
    }

    private static Blob nucleus(int tissue, int x, int y, Random random) {
        if (tissue == EPITHELIUM) return Blob.random(random, x, y, 2.2 + 0.8 * random.nextDouble(), 0.1);
        return new Blob(x, y, 4, 1.1, Math.PI / 4 + 0.6 * random.nextGaussian(), new double[0]);
    }

    private static void stain(Blob nucleus, int tissue, int[] classes, Raster haematoxylin, Random random) {
        double density = 0.7 + 0.5 * random.nextDouble();
        haematoxylin.setAll((x, y) -> {
            boolean inside = classes[y * SIZE + x] == tissue && nucleus.radius(x, y) < 1;
            return inside ? density : haematoxylin.get(x, y);
        });
    }
}
