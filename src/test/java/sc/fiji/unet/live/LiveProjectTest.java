package sc.fiji.unet.live;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import net.imglib2.img.array.ArrayImgs;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sc.fiji.unet.base.InputException;
import sc.fiji.unet.base.OptionException;
import sc.fiji.unet.base.Progress;
import sc.fiji.unet.config.ClassInfo;
import sc.fiji.unet.config.ClassList;
import sc.fiji.unet.config.StartOptions;
import sc.fiji.unet.data.TrainingSet;
import sc.fiji.unet.image.ImageSource;
import sc.fiji.unet.imagej.files.AnnotationTiffs;
import sc.fiji.unet.model.AnnotationStore;

class LiveProjectTest {
    private static final ClassList CLASSES = ClassList.named(List.of("background", "cell"));

    @TempDir
    Path folder;

    private LiveProject project;
    private final List<ImageSource> planes = List.of(image("a_z1"), image("a_z2"));
    private LiveStrokes strokes;

    @BeforeEach
    void open() {
        project = new LiveProject(folder.resolve("a-live"), new AnnotationTiffs());
        strokes = project.open(planes);
    }

    private static ImageSource image(String name) {
        byte[] pixels = new byte[400];
        for (int i = 0; i < pixels.length; i++) pixels[i] = (byte) (name.hashCode() + i);
        return new ImageSource(name, ArrayImgs.unsignedBytes(pixels, 20, 20, 1));
    }

    private void paint(int plane, int index, int n) {
        for (int i = 0; i < n; i++) {
            strokes.begin(index);
            strokes.add(plane, Area.of(new Rect(4 * i, 10 * index, 4, 9)));
            strokes.end();
        }
    }

    @Test
    void strokesOfASessionAreThereInTheNext() {
        paint(1, 1, 4);
        paint(1, 0, 1);
        project.save(planes, strokes, CLASSES, StartFrom.OWN);
        LiveStrokes again = project.open(planes);
        for (boolean held : new boolean[] {false, true}) {
            assertArrayEquals(
                    strokes.target(1, strokes.whole(1), held), again.target(1, again.whole(1), held), "held " + held);
        }
        assertEquals(List.of(1, 4), again.strokes());
        assertEquals(CLASSES, project.classes());
        assertEquals(List.of("a_z2"), project.names(), "what was not painted on is not kept");
        assertTrue(project.image("a_z2").hasPixelsOf(planes.get(1)));
    }

    @Test
    void aTrainingOnFoldersTakesItToo() {
        paint(0, 1, 2);
        paint(0, 0, 2);
        project.save(planes, strokes, CLASSES, StartFrom.OWN);
        assertTrue(AnnotationStore.is(project.folder()));
        int[] target = new int[400];
        var read = new AnnotationStore(project.folder(), new AnnotationTiffs()).read(CLASSES, Progress.NONE);
        var cursor = read.get(0).target().cursor();
        for (int i = 0; i < target.length; i++) target[i] = cursor.next().get();
        assertArrayEquals(strokes.target(0, strokes.whole(0), false), target);
    }

    @Test
    void whatWasUndoneIsGone() {
        paint(0, 1, 1);
        project.save(planes, strokes, CLASSES, StartFrom.OWN);
        strokes.undo();
        project.save(planes, strokes, CLASSES, StartFrom.OWN);
        assertEquals(List.of(), project.names());
    }

    @Test
    void aClassMayGetAnotherNameAndAnotherOneMayJoin() {
        paint(0, 1, 1);
        project.save(planes, strokes, CLASSES, StartFrom.OWN);
        List<ClassInfo> more =
                List.of(CLASSES.get(0), new ClassInfo("nucleus", 1, 0x00FF00), new ClassInfo("debris", 2, 0xFF0000));
        strokes.touchAll();
        project.save(planes, strokes, ClassList.copyOf(more), StartFrom.OWN);
        LiveStrokes again = project.open(planes);
        assertEquals(
                List.of("background", "nucleus", "debris"), project.classes().names());
        assertEquals(1, again.target(0, new Rect(0, 10, 1, 1), false)[0]);
    }

    @Test
    void strokesOnAnotherImageOfTheNameAreRefused() {
        paint(0, 1, 1);
        project.save(planes, strokes, CLASSES, StartFrom.OWN);
        ImageSource other = new ImageSource("a_z1", ArrayImgs.unsignedBytes(10, 10, 1));
        String said = assertThrows(InputException.class, () -> project.open(List.of(other)))
                .getMessage();
        assertTrue(said.contains("another size"), said);
    }

    @Test
    void theTrainingLearnsFromStrokesAndValidatesOnThoseHeldOut() {
        paint(0, 1, 4);
        paint(0, 0, 4);
        LiveFinish finish = new LiveFinish(project);
        assertThrows(InputException.class, () -> finish.load(Progress.NONE), "nothing is saved yet");
        List<ClassInfo> blue = List.of(new ClassInfo("background", 0, 0x0000FF), CLASSES.get(1));
        project.save(planes, strokes, ClassList.copyOf(blue), StartFrom.OWN);
        assertTrue(Files.isRegularFile(project.folder().resolve("held/a_z1.tif")));
        TrainingSet few = finish.load(Progress.NONE);
        assertEquals(0, few.classes().classes().get(0).color(), "a model's background is black");
        assertEquals(1, few.validation().size());
        paint(1, 1, 5);
        paint(1, 0, 5);
        project.save(planes, strokes, CLASSES, StartFrom.OWN);
        TrainingSet set = finish.load(Progress.NONE);
        assertEquals(2, set.train().size());
        assertArrayEquals(strokes.target(1, strokes.whole(1), false), array(set, false, 1));
        assertArrayEquals(strokes.target(1, strokes.whole(1), true), array(set, true, 1));
    }

    @Test
    void theTrainingBeginsWithTheModelOfTheProjectUnlessAnotherIsNamed() {
        StartFrom known = StartFrom.of(folder.resolve("known"));
        StartFrom other = StartFrom.of(folder.resolve("other"));
        paint(0, 1, 1);
        project.save(planes, strokes, CLASSES, known);
        LiveFinish finish = new LiveFinish(project);
        assertEquals(folder.resolve("known"), begun(finish, null).model());
        assertEquals(folder.resolve("other"), begun(finish, other).model());
        assertEquals(StartOptions.SCRATCH, begun(finish, StartFrom.RANDOM));
        String said = assertThrows(OptionException.class, () -> begun(finish, StartFrom.OWN))
                .getMessage();
        assertTrue(said.contains("Expected random or a trained model"), said);
        project.save(planes, strokes, CLASSES, StartFrom.OWN);
        assertEquals(StartOptions.SCRATCH, begun(finish, null), "another network than that of the panel is planned");
    }

    private StartOptions begun(LiveFinish finish, StartFrom start) {
        return finish.options(folder.resolve("model"), start, 1, "cpu").start();
    }

    @Test
    void whereTooLittleIsHeldOutNothingOfItIsLost() {
        paint(0, 0, 3);
        paint(0, 1, 3);
        strokes.begin(1);
        strokes.add(1, Area.of(new Rect(0, 0, 9, 5)));
        strokes.end();
        project.save(planes, strokes, CLASSES, StartFrom.OWN);
        assertFalse(Files.exists(project.folder().resolve("masks/a_z2.tif")), "its only stroke is held out");
        TrainingSet set = new LiveFinish(project).load(Progress.NONE);
        assertEquals(
                List.of("a_z1", "a_z2"),
                set.train().stream().map(image -> image.image().name()).toList());
        int known = 0;
        for (boolean validation : new boolean[] {false, true}) {
            for (int value : array(set, validation, 1)) if (value == 1) known++;
        }
        assertEquals(45, known);
    }

    private static int[] array(TrainingSet set, boolean validation, int index) {
        var image = (validation ? set.validation() : set.train()).get(index);
        int[] target = new int[400];
        var cursor = image.target().cursor();
        for (int i = 0; i < target.length; i++) target[i] = cursor.next().get();
        return target;
    }

    @Test
    void strokesOfOneClassTeachNothing() {
        paint(0, 1, 2);
        project.save(planes, strokes, CLASSES, StartFrom.OWN);
        String said = assertThrows(InputException.class, () -> new LiveFinish(project).load(Progress.NONE))
                .getMessage();
        assertTrue(said.contains("1 of the classes background, cell"), said);
        assertFalse(LiveProject.is(folder));
    }
}
