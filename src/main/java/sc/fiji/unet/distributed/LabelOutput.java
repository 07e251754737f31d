package sc.fiji.unet.distributed;

import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import net.imglib2.Interval;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.RealType;
import net.imglib2.view.Views;
import sc.fiji.unet.config.ClassList;
import sc.fiji.unet.zarr.LabelProperties;
import sc.fiji.unet.zarr.NewImage;
import sc.fiji.unet.zarr.OmeZarr;
import sc.fiji.unet.zarr.OmeZarrWriter;
import sc.fiji.unet.zarr.ZarrType;

/** An OME-Zarr of labels, written block by block and level by level: the values of classes, or the numbers of objects. */
final class LabelOutput {
    private static final int MOST_NAMED = 100_000;

    private final BlockGrid grid;
    private final ClassList types;
    private final boolean objects;
    private final Path folder;
    private final NewImage written;
    private final OmeZarrWriter writer;
    private OmeZarr read;

    /**
     * Makes it, or goes on with one that is there.
     *
     * @param types the classes with the values that stand for them
     * @param objects whether labels are the numbers of objects
     */
    LabelOutput(BlockImage image, ClassList types, boolean objects, Path folder, String name) {
        this.types = types;
        this.objects = objects;
        this.folder = folder;
        grid = image.grid();
        written = image.written(name, type(), image.chunk(), true);
        writer = new OmeZarrWriter(folder, written, Map.of());
    }

    private ZarrType type() {
        if (objects) return ZarrType.UINT32;
        return types.stream().allMatch(type -> type.value() < 256) ? ZarrType.UINT8 : ZarrType.UINT16;
    }

    int levels() {
        return writer.levels();
    }

    /** The blocks of a level. */
    BlockGrid grid(int level) {
        long[] size = writer.size(level);
        return new BlockGrid(new long[] {size[0], size[1], size[2], size[4]}, grid.block(), grid.volumes());
    }

    boolean has(int level, int block) {
        return writer.has(level, grid(level).interval(block));
    }

    /** Writes a block of the finest level; axes x, y, z, c, t. */
    void write(RandomAccessibleInterval<? extends RealType<?>> pixels) {
        writer.write(0, pixels);
    }

    /** Makes a block of a coarser level from the level before. */
    void coarser(int level, int block) {
        if (read == null) read = OmeZarr.open(folder); // the level before is whole by now
        RandomAccessibleInterval<? extends RealType<?>> finer = read.pixels(level - 1);
        Interval at = grid(level).interval(block);
        writer.write(level, Views.interval(Views.subsample(finer, writer.step(level)), at));
    }

    /**
     * Says what its values are.
     *
     * @param kinds by number of an object, from 1, its class; null where labels are classes
     */
    void finish(int[] kinds) {
        new OmeZarrWriter(
                folder, written, objects ? LabelProperties.ofObjects(names(kinds)) : LabelProperties.ofClasses(types));
    }

    private Map<Integer, String> names(int[] kinds) {
        Map<Integer, String> names = new TreeMap<>();
        boolean several = !types.isBinary() && kinds.length <= MOST_NAMED;
        for (int i = 1; several && i < kinds.length; i++)
            names.put(i, types.get(kinds[i]).name());
        return names;
    }
}
