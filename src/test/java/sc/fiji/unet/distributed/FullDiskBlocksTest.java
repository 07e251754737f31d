package sc.fiji.unet.distributed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sc.fiji.unet.base.FolderTree;
import sc.fiji.unet.base.Progress;
import sc.fiji.unet.config.LabelOptions;
import sc.fiji.unet.config.ModelCard;
import sc.fiji.unet.predict.SimpleNetwork;
import sc.fiji.unet.zarr.OmeZarr;

/**
 * Blocks whose files cannot be written for a while. A file stands where a folder is to be; as the words of a full disk are in
 * the folder's name, they are in the error too.
 */
class FullDiskBlocksTest {
    private static final int[] BLOCK = {16, 20, 1};

    @TempDir
    Path folder;

    /** Frees space once a person is told to. */
    private static final class Freeing implements Progress {
        private final Path full;
        private final List<String> notes = new ArrayList<>();

        Freeing(Path full) {
            this.full = full;
        }

        @Override
        public void note(String line) {
            notes.add(line);
            try {
                if (line.contains("Waiting for space")) Files.delete(full);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** Says how often the network was asked. */
    private static int segment(Path zarr, Path result, BlockRunner runner, Progress progress) {
        ModelCard card = BlockWorld.card(2, List.of(0.5, 0.5), false);
        LabelOptions labels = LabelOptions.defaults().withObjects("components");
        BlockImage cut = BlockImage.of(OmeZarr.open(zarr), 0, 2, BLOCK, 3);
        SimpleNetwork network = (SimpleNetwork) BlockWorld.network(2);
        BlockModel model = new BlockModel(network, card, BlockWorld.request(card, labels));
        BlockSegmentation.run(
                result,
                "test",
                () -> new BlockWork(cut, model, BlockSegmentation.unfinished(result), "labels"),
                runner,
                progress);
        return network.calls();
    }

    /** Puts a file in the way before a stage. */
    private static BlockRunner blocked(Path file, Stage.Kind before) {
        return (work, stage, progress) -> {
            try {
                if (stage.kind() == before && stage.level() <= 1 && !Files.isRegularFile(file)) {
                    FolderTree.delete(file);
                    Files.createFile(file);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            BlockRunner.HERE.run(work, stage, progress);
        };
    }

    @ParameterizedTest
    @CsvSource({
        "scaling, SCALING",
        "classes.zarr/0/c, CLASSES",
        "pieces, PIECES",
        "numbers, PIECES",
        "labels.zarr/0/c, LABELS",
        "labels.zarr/1/c, LEVELS"
    })
    void theyWaitForSpaceAndComputeNothingTwice(String place, Stage.Kind stage) throws IOException {
        Path zarr = BlockWorld.image(folder, 41, 33, 1, 1, 1);
        Path expected = folder.resolve("expected.zarr");
        int needed = segment(zarr, expected, BlockRunner.HERE, Progress.NONE);
        Path result = Files.createDirectory(folder.resolve("no space left")).resolve("labels.zarr");
        Path file = BlockSegmentation.unfinished(result).resolve(place);
        Freeing progress = new Freeing(file);
        assertEquals(needed, segment(zarr, result, blocked(file, stage), progress));
        assertTrue(progress.notes.get(0).contains("Waiting for space"), progress.notes.toString());
        assertEquals(BlockWorld.values(expected), BlockWorld.values(result));
        assertFalse(Files.exists(BlockSegmentation.unfinished(result)));
    }
}
