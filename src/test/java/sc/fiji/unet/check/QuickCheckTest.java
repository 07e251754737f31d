package sc.fiji.unet.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.ImagePlus;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sc.fiji.unet.base.Progress;
import sc.fiji.unet.config.TrainOptions;
import sc.fiji.unet.data.LoadOptions;
import sc.fiji.unet.data.TrainingFolders;
import sc.fiji.unet.data.TrainingSet;
import sc.fiji.unet.imagej.files.ImageFiles;
import sc.fiji.unet.imagej.training.LiveTraining;
import sc.fiji.unet.imagej.training.TrainingPictures;

/** What a training says of its images before it begins. */
class QuickCheckTest {
    @TempDir
    Path folder;

    private final List<String> notes = new ArrayList<>();
    private MadePairs pairs;

    @BeforeEach
    void makePairs() {
        pairs = new MadePairs(folder, 8);
    }

    @Test
    void nothingIsSaidWhereNothingIsWrong() {
        QuickCheck.note(load(), noting());
        assertEquals(List.of(), notes);
    }

    @Test
    void eachFindingIsALine() {
        mirror();
        MadePairs.write(pairs.image("b"), new ImagePlus("b", MadePairs.image(1).convertToShort(false)));
        QuickCheck.note(load(), noting());
        assertEquals(2, notes.size(), notes.toString());
        assertTrue(notes.get(0).startsWith("Mirrored or turned masks (warning): "), notes.get(0));
        assertTrue(notes.get(1).startsWith("Mixed bit depths (warning): "), notes.get(1));
        assertTrue(notes.stream().allMatch(note -> note.lines().count() == 1), notes.toString());
    }

    /** An image whose strip is held back lies on both sides, and is no leak; empty masks are no news. */
    @Test
    void whatAnybodyExpectsIsNotSaid() {
        TrainingSet set = load();
        TrainingSet both = new TrainingSet(set.train(), set.train().subList(0, 2), set.classes(), set.fingerprint());
        QuickCheck.note(both, noting());
        assertEquals(List.of(), notes);
    }

    @Test
    void everyTrainingSaysItFirst() {
        mirror();
        TrainOptions options = TrainOptions.defaults(pairs.images(), pairs.masks(), folder.resolve("model"));
        assertThrows(
                CancellationException.class, () -> TrainingPictures.training().run(options, event -> {}, stopping()));
        assertThrows(
                CancellationException.class,
                () -> LiveTraining.run(progress -> load(), options, (String) null, stopping()));
        assertEquals(
                2, notes.stream().filter(note -> note.startsWith("Mirrored")).count(), notes.toString());
    }

    private void mirror() {
        for (int i = 0; i < 8; i++) {
            var mask = MadePairs.mask(i);
            mask.flipVertical();
            MadePairs.write(pairs.mask(MadePairs.name(i)), new ImagePlus("m", mask));
        }
    }

    private TrainingSet load() {
        return new TrainingFolders(new ImageFiles(), LoadOptions.defaults()).load(pairs.options(), 1, Progress.NONE);
    }

    private Progress noting() {
        return new Progress() {
            @Override
            public void note(String line) {
                notes.add(line);
            }
        };
    }

    /** Gives up at the first finding. */
    private Progress stopping() {
        return new Progress() {
            @Override
            public void note(String line) {
                notes.add(line);
                if (line.startsWith("Mirrored")) throw new CancellationException();
            }
        };
    }
}
