package sc.fiji.unet.distributed;

import java.util.ArrayList;
import java.util.List;
import sc.fiji.unet.image.ImageSource;
import sc.fiji.unet.image.pyramid.Pyramid;
import sc.fiji.unet.zarr.NewImage;
import sc.fiji.unet.zarr.ZarrType;

/**
 * A large image as it is segmented block by block.
 *
 * @param images of their own, z faster than t
 * @param grid how they are cut
 * @param pixelSize along x, y, z
 * @param unit of the pixel size
 * @param version of Zarr for what is written: 2 or 3
 */
public record BlockImage(List<ImageSource> images, BlockGrid grid, double[] pixelSize, String unit, int version) {
    private static final int[] PLANES = {512, 512, 1};
    private static final int[] CUBES = {128, 128, 64};

    /**
     * A level of an image.
     *
     * @param rank 2 where slices are images of their own, 3 where they belong together
     * @param block size of blocks along x, y, z; null for the usual one
     */
    public static BlockImage of(Pyramid image, int level, int rank, int[] block, int version) {
        List<ImageSource> volumes = image.images(level, 3);
        long[] first = volumes.get(0).size();
        long[] size = {first[0], first[1], first[2], volumes.size()};
        BlockGrid grid = block == null ? BlockGrid.of(size, rank == 3) : new BlockGrid(size, block, rank == 3);
        return new BlockImage(
                rank == 3 ? volumes : image.images(level, 2), grid, image.pixelSize(level), image.unit(), version);
    }

    /** What is written of it, with coarser levels or without. */
    NewImage written(String name, ZarrType type, int[] chunk, boolean levels) {
        return written(name, type, chunk, 1, levels);
    }

    /** What the network says of it, by so many numbers a pixel. */
    NewImage said(int outputs) {
        return written("said", ZarrType.FLOAT32, chunk(), outputs, false);
    }

    private NewImage written(String name, ZarrType type, int[] chunk, int channels, boolean levels) {
        long[] size = {grid.size()[0], grid.size()[1], grid.size()[2], channels, grid.size()[3]};
        List<String> axes = new ArrayList<>();
        if (size[4] > 1) axes.add("t");
        if (channels > 1) axes.add("c");
        if (size[2] > 1 || grid.volumes()) axes.add("z");
        axes.add("y");
        axes.add("x");
        int[] five = {chunk[0], chunk[1], chunk[2], 1, 1};
        return new NewImage(name, size, axes, type, five, new NewImage.Pixels(pixelSize, unit), version, levels);
    }

    /** The chunks of labels, of which blocks are multiples. */
    int[] chunk() {
        int[] chunk = (grid.volumes() ? CUBES : PLANES).clone();
        for (int d = 0; d < chunk.length; d++) if (grid.block()[d] % chunk[d] != 0) chunk[d] = grid.block()[d];
        return chunk;
    }
}
