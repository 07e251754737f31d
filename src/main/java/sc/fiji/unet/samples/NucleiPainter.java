package sc.fiji.unet.samples;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * Cell nuclei in a fluorescence microscope: touching, of unequal brightness, with chromatin and nucleoli, under an uneven
 * lamp, with out-of-focus cells, debris, haze and camera noise. Truth: one number for each nucleus.
 */
final class NucleiPainter implements Painter {
    private static final int WIDTH = 144;
    private static final int HEIGHT = 128;

    @Override
    public SampleImage paint(Random random) {
        List<Blob> nuclei = scatter(random);
        int[] labels = new int[WIDTH * HEIGHT];
        Raster light = stained(nuclei, labels, random).blurred(0.9);
        Raster haze = haze(random);
        Raster lamp = lamp(random);
        light.setAll((x, y) -> (light.get(x, y) + haze.get(x, y)) * lamp.get(x, y));
        light.addNoise(random, 3, 0.6);
        int[] numbers = SamplePixels.numbers(nuclei.size(), labels);
        int[] numbered = IntStream.of(labels).map(i -> numbers[i]).toArray();
        return new SampleImage(SamplePixels.gray8(light), SamplePixels.gray16(WIDTH, HEIGHT, numbered));
    }

    /** Nuclei without much overlap; most of them settle beside another. */
    private static List<Blob> scatter(Random random) {
        int count = 12 + random.nextInt(12);
        double typical = 8 + 2.5 * random.nextDouble();
        List<Blob> nuclei = new ArrayList<>();
        for (int attempt = 0; attempt < 40 * count && nuclei.size() < count; attempt++) {
            double radius = typical * (0.8 + 0.4 * random.nextDouble());
            double x = WIDTH * random.nextDouble();
            double y = HEIGHT * random.nextDouble();
            if (!nuclei.isEmpty() && random.nextDouble() < 0.6) {
                Blob neighbor = nuclei.get(random.nextInt(nuclei.size()));
                double direction = 2 * Math.PI * random.nextDouble();
                x = neighbor.x() + 0.98 * (radius + neighbor.size()) * StrictMath.cos(direction);
                y = neighbor.y() + 0.98 * (radius + neighbor.size()) * StrictMath.sin(direction);
            }
            Blob nucleus = Blob.random(random, x, y, radius, 0.07);
            boolean fits = x > 2 && x < WIDTH - 3 && y > 2 && y < HEIGHT - 3;
            if (fits && nuclei.stream().allMatch(n -> n.distance(nucleus) > 0.85 * (n.size() + radius))) {
                nuclei.add(nucleus);
            }
        }
        return nuclei;
    }

    /** Draws each nucleus, and its number into the labels; where two meet, the nearer one owns the pixel. */
    private static Raster stained(List<Blob> nuclei, int[] labels, Random random) {
        SmoothNoise chromatin = new SmoothNoise(random);
        double[] brightness = random.doubles(nuclei.size(), 32, 140).toArray();
        return Raster.of(WIDTH, HEIGHT, (x, y) -> {
            double nearest = 1;
            double second = 2;
            int owner = -1;
            for (int n = 0; n < nuclei.size(); n++) {
                double radius = nuclei.get(n).radius(x, y);
                if (radius < nearest) {
                    second = nearest;
                    nearest = radius;
                    owner = n;
                } else {
                    second = Math.min(second, radius);
                }
            }
            if (owner < 0) return 0;
            labels[y * WIDTH + x] = owner + 1;
            double texture = 1 + 0.25 * chromatin.fractal(x, y, 5) - nucleoli(chromatin, x, y);
            double thickness = 0.7 + 0.3 * Math.sqrt(1 - nearest * nearest);
            double gap = second < 1 ? 1 - 0.4 * StrictMath.exp(-40 * square(second - nearest)) : 1;
            return brightness[owner] * texture * thickness * gap;
        });
    }

    private static double nucleoli(SmoothNoise noise, int x, int y) {
        return noise.at(x / 4.0 + 200, y / 4.0) > 0.55 ? 0.3 : 0;
    }

    /** Light that comes from nothing in focus: medium, cells above and below; and specks of debris. */
    private static Raster haze(Random random) {
        SmoothNoise medium = new SmoothNoise(random);
        Raster blobs = new Raster(WIDTH, HEIGHT);
        for (int n = 3 + random.nextInt(4); n > 0; n--) {
            double x = WIDTH * random.nextDouble();
            double y = HEIGHT * random.nextDouble();
            add(blobs, Blob.random(random, x, y, 9 + 6 * random.nextDouble(), 0.1), 80 + 90 * random.nextDouble());
        }
        Raster specks = new Raster(WIDTH, HEIGHT);
        for (int n = random.nextInt(5); n > 0; n--) {
            double x = WIDTH * random.nextDouble();
            double y = HEIGHT * random.nextDouble();
            add(specks, Blob.random(random, x, y, 1.2 + random.nextDouble(), 0.2), 90 + 120 * random.nextDouble());
        }
        Raster soft = blobs.blurred(5.5);
        Raster sharp = specks.blurred(0.8);
        return Raster.of(WIDTH, HEIGHT, (x, y) -> 22 + 9 * medium.fractal(x, y, 45) + soft.get(x, y) + sharp.get(x, y));
    }

    private static void add(Raster raster, Blob blob, double brightness) {
        raster.setAll((x, y) -> raster.get(x, y) + (blob.radius(x, y) < 1 ? brightness : 0));
    }

    /** A lamp that is off center: bright here, half as bright in the far corner. */
    private static Raster lamp(Random random) {
        double centerX = WIDTH * random.nextDouble();
        double centerY = HEIGHT * random.nextDouble();
        double reach = 2 * square(0.75 * WIDTH);
        return Raster.of(
                WIDTH,
                HEIGHT,
                (x, y) -> 0.35 + 0.85 * StrictMath.exp(-(square(x - centerX) + square(y - centerY)) / reach));
    }

    private static double square(double v) {
        return v * v;
    }
}
