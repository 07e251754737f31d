package sc.fiji.unet.distributed;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.converter.Converters;
import net.imglib2.type.numeric.IntegerType;
import net.imglib2.type.numeric.integer.IntType;
import net.imglib2.view.Views;
import sc.fiji.unet.base.FolderLock;
import sc.fiji.unet.base.FolderTree;
import sc.fiji.unet.config.ClassInfo;
import sc.fiji.unet.config.ClassList;
import sc.fiji.unet.segment.Segmentation;

/** Writes what was found of an image as a whole, where that fits into memory, as the OME-Zarr that blocks give. */
public final class WholeLabels {
    private WholeLabels() {}

    /**
     * Writes labels with all levels; the folder appears once all is there.
     *
     * @param found by image of its own, in their order
     * @param types the classes with the values that stand for them
     */
    public static void write(BlockImage image, List<Segmentation> found, ClassList types, Path result) {
        Path folder = BlockSegmentation.unfinished(result);
        boolean objects = found.get(0).objects() != null;
        try (FolderLock lock = FolderLock.of(folder)) {
            FolderTree.delete(folder);
            LabelOutput labels = new LabelOutput(
                    image, types, objects, folder, result.getFileName().toString());
            BlockGrid grid = image.grid();
            for (int block = 0; block < grid.count(); block++) {
                RandomAccessibleInterval<? extends IntegerType<?>> values = values(found.get(grid.image(block)), types);
                labels.write(BlockGrid.placed(Views.interval(values, grid.part(block)), grid.interval(block)));
            }
            for (int level = 1; level < labels.levels(); level++) {
                for (int block = 0; block < labels.grid(level).count(); block++) labels.coarser(level, block);
            }
            labels.finish(objects ? kinds(found) : null);
            BlockSegmentation.replace(folder, result);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write " + result + ": " + e.getMessage(), e);
        }
    }

    private static RandomAccessibleInterval<? extends IntegerType<?>> values(Segmentation found, ClassList types) {
        if (found.objects() != null) return found.objects();
        int[] values = types.stream().mapToInt(ClassInfo::value).toArray();
        return Converters.convert2(found.classes(), (index, value) -> value.set(values[index.get()]), IntType::new);
    }

    private static int[] kinds(List<Segmentation> found) {
        int[] kinds = new int[found.get(found.size() - 1).count() + 1];
        for (Segmentation one : found) {
            var classes = Views.flatIterable(one.classes()).cursor();
            for (IntType number : Views.flatIterable(one.objects()))
                kinds[number.get()] = classes.next().get();
        }
        return kinds;
    }
}
