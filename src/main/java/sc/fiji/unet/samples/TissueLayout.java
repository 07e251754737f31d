package sc.fiji.unet.samples;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Which tissue lies where in one section. Fat cells are whole: one whose center lies in fat is fat throughout. */
final class TissueLayout {
    static final int BACKGROUND = 0;
    static final int STROMA = 1;
    static final int EPITHELIUM = 2;
    static final int FAT = 3;

    /** Share of a gland's radius that is its lumen. */
    private static final double LUMEN = 0.42;

    private final int size;
    private final FatCells cells;
    private final SmoothNoise edge;
    private final SmoothNoise fat;
    private final List<Blob> glands;
    private final double direction;
    private final double reach;

    TissueLayout(int size, FatCells cells, Random random) {
        this.size = size;
        this.cells = cells;
        edge = new SmoothNoise(random);
        fat = new SmoothNoise(random);
        direction = 2 * Math.PI * random.nextDouble();
        reach = 35 + 40 * random.nextDouble();
        glands = glands(size, random);
    }

    /** The class of each pixel, row by row. */
    int[] classes() {
        int[] classes = new int[size * size];
        for (int i = 0; i < classes.length; i++) classes[i] = classAt(i % size, i / size);
        return classes;
    }

    private int classAt(int x, int y) {
        double radius = glandRadius(x, y);
        if (radius >= 1 && isFatCell(x, y)) return FAT;
        if (radius < LUMEN || isGlass(x, y)) return BACKGROUND;
        return radius < 1 ? EPITHELIUM : STROMA;
    }

    private boolean isFatCell(int x, int y) {
        double[] center = cells.center(x, y);
        double crowded = 0.6 * Math.max(0, 1.3 - glandRadius(center[0], center[1]));
        return fat.at(center[0] / 55, center[1] / 55) - crowded > 0.05 && !isGlass(center[0], center[1]);
    }

    private boolean isGlass(double x, double y) {
        double middle = size / 2.0;
        double out = (x - middle) * StrictMath.cos(direction) + (y - middle) * StrictMath.sin(direction);
        return out + 14 * edge.fractal(x, y, 40) > reach;
    }

    private double glandRadius(double x, double y) {
        return glands.stream().mapToDouble(gland -> gland.radius(x, y)).min().orElse(Double.MAX_VALUE);
    }

    private static List<Blob> glands(int size, Random random) {
        int count = 2 + random.nextInt(2);
        List<Blob> glands = new ArrayList<>();
        for (int attempt = 0; attempt < 100 && glands.size() < count; attempt++) {
            double radius = 18 + 9 * random.nextDouble();
            double x = size * random.nextDouble();
            double y = size * random.nextDouble();
            Blob gland = Blob.random(random, x, y, radius, 0.16);
            if (glands.stream().allMatch(g -> g.distance(gland) > 1.15 * (g.size() + radius))) glands.add(gland);
        }
        return glands;
    }
}
