package sc.fiji.unet.predict;

/**
 * A network whose every value can be followed by hand: box sums with zero padding and max pooling down two levels, nearest
 * neighbor up again, added to the finer level. Stride 4 in each axis, receptive radius below 24, computed in whole
 * numbers, so that equal dependencies give equal floats. Not symmetrical: the box reaches further to the right.
 */
class FakeNetwork extends SimpleNetwork {
    static final int STRIDE = 4;
    static final int HALO = 24;

    FakeNetwork(int channels, int classes) {
        super(channels, classes, (input, n, size, output) -> {
            int depth = size.length == 3 ? size[2] : 1;
            int pixels = size[0] * size[1] * depth;
            for (int i = 0; i < n; i++) {
                Volume sum = new Volume(size[0], size[1], depth);
                for (int c = 0; c < channels; c++) {
                    for (int p = 0; p < pixels; p++) sum.values[p] += (c + 1) * input[(i * channels + c) * pixels + p];
                }
                Volume answer = level(sum, 0);
                for (int k = 0; k < classes; k++) {
                    for (int p = 0; p < pixels; p++) {
                        output[(i * classes + k) * pixels + p] = hash((long) answer.values[p], k);
                    }
                }
            }
        });
    }

    private static Volume level(Volume in, int depth) {
        Volume here = in.box();
        if (depth == 2) return here;
        return here.plus(level(here.pooled(), depth + 1).up(here)).box();
    }

    /** Spreads neighboring values over [0, 1), so that a wrong dependency shows. */
    private static float hash(long value, int k) {
        return ((value * 2654435761L + k * 40503L) >>> 8 & 0xffff) / 65536f;
    }

    private static final class Volume {
        private final int width;
        private final int height;
        private final int depth;
        private final double[] values;

        Volume(int width, int height, int depth) {
            this.width = width;
            this.height = height;
            this.depth = depth;
            values = new double[width * height * depth];
        }

        private int at(int x, int y, int z) {
            return (z * height + y) * width + x;
        }

        private double get(int x, int y, int z) {
            boolean inside = x >= 0 && y >= 0 && z >= 0 && x < width && y < height && z < depth;
            return inside ? values[at(x, y, z)] : 0;
        }

        Volume box() {
            Volume out = new Volume(width, height, depth);
            for (int z = 0; z < depth; z++) {
                for (int y = 0; y < height; y++) {
                    for (int x = 0; x < width; x++) out.values[at(x, y, z)] = sum(x, y, z) % 9973;
                }
            }
            return out;
        }

        private double sum(int x, int y, int z) {
            double sum = 0;
            for (int dz = -1; dz <= 1; dz++) {
                for (int dy = -1; dy <= 1; dy++) {
                    for (int dx = -1; dx <= 1; dx++) sum += (dx + 2) * (dy == 0 ? 3 : 1) * get(x + dx, y + dy, z + dz);
                }
            }
            return sum;
        }

        Volume pooled() {
            Volume out = new Volume(width / 2, height / 2, Math.max(1, depth / 2));
            for (int z = 0; z < depth; z++) {
                for (int y = 0; y < height; y++) {
                    for (int x = 0; x < width; x++) {
                        int to = out.at(x / 2, y / 2, depth == 1 ? 0 : z / 2);
                        out.values[to] = Math.max(out.values[to], values[at(x, y, z)]);
                    }
                }
            }
            return out;
        }

        Volume up(Volume like) {
            Volume out = new Volume(like.width, like.height, like.depth);
            for (int z = 0; z < out.depth; z++) {
                for (int y = 0; y < out.height; y++) {
                    for (int x = 0; x < out.width; x++) {
                        out.values[out.at(x, y, z)] = get(x / 2, y / 2, out.depth == 1 ? 0 : z / 2);
                    }
                }
            }
            return out;
        }

        Volume plus(Volume other) {
            for (int i = 0; i < values.length; i++) values[i] += other.values[i];
            return this;
        }
    }
}
