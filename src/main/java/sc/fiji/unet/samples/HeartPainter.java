package sc.fiji.unet.samples;

import java.util.Random;

/**
 * A short-axis slice through a heart in magnetic resonance imaging (bright blood): the ring of the myocardium around the
 * left ventricle with its papillary muscles, the crescent of the right ventricle, amid lung, chest wall, liver, aorta and
 * other bright vessels, under the coil's bias field and noise. Truth: 0 background, 1 myocardium, 2 left ventricle's cavity,
 * 3 right ventricle's cavity.
 */
final class HeartPainter implements Painter {
    private static final int SIZE = 96;
    private static final int BACKGROUND = 0;
    private static final int MYOCARDIUM = 1;
    private static final int LEFT = 2;
    private static final int RIGHT = 3;

    @Override
    public SampleImage paint(Random random) {
        Anatomy heart = Anatomy.random(random);
        int[] classes = new int[SIZE * SIZE];
        for (int i = 0; i < classes.length; i++) classes[i] = heart.classAt(i % SIZE, i / SIZE);
        Raster signal = signal(heart, classes, random).blurred(0.8);
        Raster bias = bias(random);
        double noise = 5 + 4 * random.nextDouble();
        signal.setAll((x, y) -> magnitude(signal.get(x, y) * bias.get(x, y), noise, random));
        return new SampleImage(SamplePixels.gray8(signal), SamplePixels.gray8(SIZE, SIZE, classes));
    }

    /** The parts of one heart; the right ventricle lies behind the ring of the left. */
    private record Anatomy(Blob cavity, Blob ring, Blob right, Blob[] papillary) {
        static Anatomy random(Random random) {
            double x = 50 + 7 * random.nextGaussian();
            double y = 48 + 6 * random.nextGaussian();
            double inner = 8.5 + 5 * random.nextDouble();
            double wall = 5 + 2.5 * random.nextDouble();
            Blob cavity = Blob.random(random, x, y, inner, 0.05);
            double[] wobble = cavity.wobble();
            Blob ring = new Blob(x, y, cavity.a() + wall, cavity.b() + wall, cavity.angle(), wobble);
            double side = Math.PI + 0.45 * random.nextGaussian();
            double reach = 0.72 * (inner + wall) + 5;
            Blob right = new Blob(
                    x + reach * StrictMath.cos(side),
                    y + reach * StrictMath.sin(side),
                    inner + wall + 3 * random.nextDouble(),
                    10 + 4 * random.nextDouble(),
                    side + Math.PI / 2 + 0.2 * random.nextGaussian(),
                    Blob.random(random, 0, 0, 1, 0.1).wobble());
            return new Anatomy(cavity, ring, right, muscles(random, x, y, inner));
        }

        private static Blob[] muscles(Random random, double x, double y, double inner) {
            Blob[] muscles = new Blob[2];
            for (int m = 0; m < 2; m++) {
                double direction = 0.6 + 2.1 * m + 0.3 * random.nextGaussian();
                double px = x + 0.62 * inner * StrictMath.cos(direction);
                double py = y + 0.62 * inner * StrictMath.sin(direction);
                muscles[m] = Blob.random(random, px, py, 1.3 + random.nextDouble(), 0.2);
            }
            return muscles;
        }

        int classAt(int x, int y) {
            if (cavity.radius(x, y) < 1) return LEFT;
            if (ring.radius(x, y) < 1) return MYOCARDIUM;
            return right.radius(x, y) < 1 ? RIGHT : BACKGROUND;
        }

        /** A thin wall around the right ventricle, which nobody outlines. */
        boolean rightWall(int x, int y) {
            return right.radius(x, y) < 1.16;
        }

        boolean papillaryAt(int x, int y) {
            return papillary[0].radius(x, y) < 1 || papillary[1].radius(x, y) < 1;
        }
    }

    private static Raster signal(Anatomy heart, int[] classes, Random random) {
        SmoothNoise texture = new SmoothNoise(random);
        Surroundings body = new Surroundings(random, SIZE, heart.ring());
        double blood = 130 + 40 * random.nextDouble();
        double muscle = 48 + 22 * random.nextDouble();
        return Raster.of(SIZE, SIZE, (x, y) -> {
            double grain = 1 + 0.10 * texture.fractal(x, y, 8);
            return grain
                    * switch (classes[y * SIZE + x]) {
                        case MYOCARDIUM -> muscle;
                        case LEFT -> heart.papillaryAt(x, y) ? muscle * 1.15 : blood;
                        case RIGHT -> blood * (0.9 + 0.15 * texture.at(x / 4.0, y / 4.0 + 90));
                        default -> heart.rightWall(x, y) ? 0.9 * muscle : body.at(x, y);
                    };
        });
    }

    /** A surface coil: the signal fades with the distance from it. */
    private static Raster bias(Random random) {
        double x0 = SIZE * (0.2 + 0.6 * random.nextDouble());
        double y0 = -0.15 * SIZE;
        double depth = SIZE * (0.9 + 0.5 * random.nextDouble());
        return Raster.of(SIZE, SIZE, (x, y) -> {
            double distance = Math.sqrt((x - x0) * (x - x0) + (y - y0) * (y - y0));
            return 0.45 + 1.1 * StrictMath.exp(-distance / depth);
        });
    }

    /** What a scanner shows: the magnitude of a complex signal with noise in both parts (Rician). */
    private static double magnitude(double signal, double noise, Random random) {
        double real = signal + noise * random.nextGaussian();
        double imaginary = noise * random.nextGaussian();
        return Math.sqrt(real * real + imaginary * imaginary);
    }
}
