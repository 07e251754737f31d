package sc.fiji.unet.distributed;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import sc.fiji.unet.base.AtomicFiles;
import sc.fiji.unet.base.FolderLock;
import sc.fiji.unet.base.FolderTree;
import sc.fiji.unet.base.Patience;
import sc.fiji.unet.base.Progress;

/**
 * Segments a large image block by block into an OME-Zarr, in memory that depends on the blocks and not on the image. What is
 * found lies beside the result until all is there; whoever is killed, or canceled, goes on with the first block that is not
 * whole. The result is that of the image in one piece.
 */
public final class BlockSegmentation {
    private static final String UNFINISHED = ".unfinished";

    private BlockSegmentation() {}

    /**
     * What was done.
     *
     * @param blocks of the image
     * @param reused blocks that were segmented by an earlier run already
     * @param seconds in all
     */
    public record Result(int blocks, int reused, double seconds) {}

    /** Where an image is segmented until its result is whole. */
    public static Path unfinished(Path result) {
        return result.resolveSibling(result.getFileName() + UNFINISHED);
    }

    /**
     * Segments an image.
     *
     * @param result the folder of the OME-Zarr of labels, which is replaced where it is there
     * @param identity all that decides the result, as text: what an earlier run left is gone on with only where this is equal
     * @param opened gives the work, once the folder is known to be its own
     * @param runner does the tasks
     */
    public static Result run(
            Path result, String identity, Supplier<BlockWork> opened, BlockRunner runner, Progress progress) {
        long start = System.nanoTime();
        Path folder = unfinished(result);
        Patience patience = new Patience(folder, progress);
        try (FolderLock lock = FolderLock.of(folder)) {
            prepare(folder, identity, progress);
            BlockWork work = opened.get();
            int reused = reused(work);
            List<Stage> stages = work.stages();
            int blocks = work.tasks(stages.get(1));
            if (reused > 0) progress.note(reused + " of " + blocks + " blocks are there from an earlier run.");
            for (int i = 0; i < stages.size(); i++) {
                Stage stage = stages.get(i);
                runner.run(work, stage, Progress.numbered(progress, i, stages.size(), "round"));
                patience.whileFull(() -> work.settle(stage));
            }
            patience.whileFull(work::finish);
            replace(work.labels(), result);
            FolderTree.delete(folder);
            return new Result(blocks, reused, (System.nanoTime() - start) / 1e9);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write " + result + ": " + e.getMessage(), e);
        }
    }

    /** Puts labels that are whole in the place of an earlier result. */
    static void replace(Path labels, Path result) throws IOException {
        FolderTree.delete(result);
        Files.move(labels, result);
    }

    private static int reused(BlockWork work) {
        Stage classes = work.stages().get(1);
        int reused = 0;
        for (int i = 0; i < work.tasks(classes); i++) if (work.done(classes, i)) reused++;
        return reused;
    }

    /** Deletes what another segmentation left. */
    private static void prepare(Path folder, String identity, Progress progress) throws IOException {
        Path file = folder.resolve("identity.txt");
        if (Files.isRegularFile(file) && Files.readString(file).equals(identity)) return;
        if (Files.isDirectory(folder)) {
            progress.note("What " + folder + " holds is of another image, model or choice: begun anew.");
            FolderTree.delete(folder);
        }
        Files.createDirectories(folder);
        AtomicFiles.writeString(file, identity);
    }
}
