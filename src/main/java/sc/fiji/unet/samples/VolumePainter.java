package sc.fiji.unet.samples;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * Touching nuclei in a confocal microscope, as a stack of slices: of unequal brightness, blurred along z more than in the plane,
 * darker the deeper they lie, with haze and camera noise. Truth: one number for each nucleus, through all slices.
 */
final class VolumePainter {
    static final int WIDTH = 72;
    static final int HEIGHT = 64;
    static final int SLICES = 18;
    /** How far slices lie apart, in pixels. */
    static final int SPACING = 2;

    private static final double BLUR_IN_PLANE = 0.9;
    private static final double BLUR_ALONG_Z = 0.9;
    /** What the brightness falls to from the first to the last slice. */
    private static final double DEEPEST = 0.3;

    private final Random random;
    private final List<Ellipsoid> nuclei = new ArrayList<>();
    private final int[][] labels = new int[SLICES][WIDTH * HEIGHT];

    private VolumePainter(Random random) {
        this.random = random;
    }

    /** The slices of a volume, from the first to the last; the same random state makes the same volume. */
    static List<SampleImage> paint(Random random) {
        return new VolumePainter(random).paint();
    }

    private List<SampleImage> paint() {
        scatter();
        List<Raster> light = stained();
        List<Raster> seen = acrossSlices(
                light.stream().map(slice -> slice.blurred(BLUR_IN_PLANE)).toList());
        List<Raster> haze =
                acrossSlices(light.stream().map(slice -> slice.blurred(7)).toList());
        SmoothNoise medium = new SmoothNoise(random);
        int[] numbers = SamplePixels.numbers(nuclei.size(), labels);
        return IntStream.range(0, SLICES)
                .mapToObj(z -> {
                    Raster slice = seen.get(z);
                    double depth = 1 - (1 - DEEPEST) * z / (SLICES - 1.0);
                    slice.setAll((x, y) -> 14
                            + 7 * medium.fractal(x + 3 * z, y - 2 * z, 40)
                            + depth * (slice.get(x, y) + 1.5 * haze.get(z).get(x, y)));
                    slice.addNoise(random, 3, 0.7);
                    int[] mask = IntStream.of(labels[z]).map(i -> numbers[i]).toArray();
                    return new SampleImage(SamplePixels.gray8(slice), SamplePixels.gray16(WIDTH, HEIGHT, mask));
                })
                .toList();
    }

    /** Nuclei without much overlap; most of them settle beside another. */
    private void scatter() {
        int count = 22 + random.nextInt(10);
        for (int attempt = 0; attempt < 60 * count && nuclei.size() < count; attempt++) {
            double radius = 7 + 2.5 * random.nextDouble();
            double[] center = {
                WIDTH * random.nextDouble(), HEIGHT * random.nextDouble(), SPACING * SLICES * random.nextDouble()
            };
            if (!nuclei.isEmpty() && random.nextDouble() < 0.7) {
                Ellipsoid neighbor = nuclei.get(random.nextInt(nuclei.size()));
                double[] direction = Ellipsoid.direction(random);
                for (int d = 0; d < 3; d++)
                    center[d] = neighbor.center()[d] + 0.98 * (radius + neighbor.size()) * direction[d];
            }
            Ellipsoid nucleus = Ellipsoid.random(random, center, radius);
            boolean inside =
                    inside(center[0], WIDTH) && inside(center[1], HEIGHT) && inside(center[2], SPACING * SLICES);
            if (inside && nuclei.stream().allMatch(n -> n.distance(nucleus) > 0.88 * (n.size() + radius)))
                nuclei.add(nucleus);
        }
    }

    private static boolean inside(double at, int extent) {
        return at > 3 && at < extent - 3;
    }

    /** Draws each nucleus, and its number into the labels; where two meet, the nearer one owns the voxel. */
    private List<Raster> stained() {
        SmoothNoise chromatin = new SmoothNoise(random);
        double[] brightness = random.doubles(nuclei.size(), 25, 125).toArray();
        return IntStream.range(0, SLICES)
                .mapToObj(z -> Raster.of(WIDTH, HEIGHT, (x, y) -> {
                    int owner = owner(x, y, z);
                    if (owner < 0) return 0;
                    labels[z][y * WIDTH + x] = owner + 1;
                    double texture = chromatin.fractal(x + 1.3 * z, y - 1.1 * z, 5);
                    return brightness[owner] * (1 + 0.25 * texture);
                }))
                .toList();
    }

    private int owner(int x, int y, int z) {
        double nearest = 1;
        int owner = -1;
        for (int n = 0; n < nuclei.size(); n++) {
            double radius = nuclei.get(n).radius(x, y, SPACING * z);
            if (radius < nearest) {
                nearest = radius;
                owner = n;
            }
        }
        return owner;
    }

    /** Blurred along z; the first and the last slice go on outside. */
    private static List<Raster> acrossSlices(List<Raster> slices) {
        double[] kernel = Raster.gaussian(BLUR_ALONG_Z);
        return IntStream.range(0, SLICES)
                .mapToObj(z -> Raster.of(WIDTH, HEIGHT, (x, y) -> {
                    double sum = 0;
                    for (int k = 1 - kernel.length; k < kernel.length; k++) {
                        int from = Math.min(Math.max(z + k, 0), SLICES - 1);
                        sum += kernel[Math.abs(k)] * slices.get(from).get(x, y);
                    }
                    return sum;
                }))
                .toList();
    }
}
