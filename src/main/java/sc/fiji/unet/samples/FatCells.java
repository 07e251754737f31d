package sc.fiji.unet.samples;

import java.util.Random;

/** A net of fat cells: each pixel belongs to the nearest center of a shaken grid, with thin walls half-way between. */
final class FatCells {
    private static final int SPACING = 15;
    private final double[] centers;

    FatCells(Random random, int size) {
        int cells = size / SPACING + 3;
        centers = new double[2 * cells * cells];
        for (int i = 0; i < cells * cells; i++) {
            int column = i % cells - 1;
            int row = i / cells - 1;
            double shift = row % 2 == 0 ? 0 : 0.5;
            centers[2 * i] = SPACING * (column + shift + 0.45 * random.nextDouble());
            centers[2 * i + 1] = SPACING * (row + 0.45 * random.nextDouble());
        }
    }

    /** The center, x and y, of the cell around a pixel. */
    double[] center(int x, int y) {
        int cell = nearest(x, y, -1);
        return new double[] {centers[cell], centers[cell + 1]};
    }

    /** How much a pixel lies in a cell wall, 0..1. */
    double membrane(int x, int y) {
        int cell = nearest(x, y, -1);
        double gap = distance(nearest(x, y, cell), x, y) - distance(cell, x, y);
        return StrictMath.exp(-0.5 * gap * gap / 1.2);
    }

    private int nearest(int x, int y, int except) {
        int best = except == 0 ? 2 : 0;
        for (int i = 0; i < centers.length; i += 2) {
            if (i != except && distance(i, x, y) < distance(best, x, y)) best = i;
        }
        return best;
    }

    private double distance(int cell, int x, int y) {
        double dx = x - centers[cell];
        double dy = y - centers[cell + 1];
        return Math.sqrt(dx * dx + dy * dy);
    }
}
