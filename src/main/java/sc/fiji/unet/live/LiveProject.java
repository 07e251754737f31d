package sc.fiji.unet.live;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.Stream;
import net.imglib2.img.array.ArrayImgs;
import sc.fiji.unet.base.AtomicFiles;
import sc.fiji.unet.base.InputException;
import sc.fiji.unet.base.Json;
import sc.fiji.unet.config.ClassInfo;
import sc.fiji.unet.config.ClassList;
import sc.fiji.unet.data.AnnotatedImage;
import sc.fiji.unet.data.ClassPlan;
import sc.fiji.unet.image.ImageSource;
import sc.fiji.unet.label.Targets;
import sc.fiji.unet.model.AnnotationFiles;
import sc.fiji.unet.model.ModelFolder;
import sc.fiji.unet.model.ModelNames;

/**
 * The folder of a live session: {@code images/cell.tif} for each plane that was painted on, with the strokes to learn from
 * in {@code masks/cell.tif} and those that are held out in {@code held/cell.tif}, class indices in which everything else is
 * ignored; {@code live.json} says what the classes are. Images and masks are what a training on folders takes, too.
 *
 * @param folder made when the first stroke is saved
 * @param files opens and writes images and masks
 */
public record LiveProject(Path folder, AnnotationFiles files) {
    private static final String EXTENSION = ".tif";
    private static final String MASKS = "masks";
    private static final String HELD = "held";

    /**
     * What live.json holds.
     *
     * @param classes by index, background first
     * @param strokes how many strokes each class got
     * @param start what the network began with: own, random or the path of a model; null where nothing was said
     */
    record State(List<ClassInfo> classes, List<Integer> strokes, String start) {}

    /** Whether a folder is one that a live session wrote. */
    public static boolean is(Path folder) {
        return Files.isRegularFile(folder.resolve("live.json"));
    }

    /** Where strokes of an image are kept unless somebody says otherwise: beside it, else below the home folder. */
    public static Path propose(Path directory, String title) {
        Path parent = directory != null && Files.isWritable(directory)
                ? directory
                : ModelNames.propose(title).getParent();
        return parent.resolve(ModelNames.fileName(title) + "-live");
    }

    /** The classes of the sessions before; empty where there was none. */
    public ClassList classes() {
        return is(folder) ? ClassList.copyOf(state().classes()) : ClassList.NONE;
    }

    /** What the network of the sessions before began with; the program's own where nothing was said. */
    public StartFrom start() {
        String start = is(folder) ? state().start() : null;
        return start == null ? StartFrom.OWN : StartFrom.of(Path.of(start));
    }

    /** Forgets what the network of the sessions before learned, so that the next one begins anew; strokes stay. */
    public void forgetNetwork() {
        AtomicFiles.delete(networkFile());
    }

    /** Refuses a model that strokes cannot train on: one of volumes, or one that only its own runtime computes. */
    public static void requireTrainable(ModelFolder model) {
        if (model.card().imageRank() != 2) {
            throw new InputException(model.path() + " is a model for volumes: expected one for planes to begin with.");
        }
        model.requireOwn("trained on");
    }

    private State state() {
        State state = Json.read(stateFile(), State.class);
        if (state != null && state.classes() != null && state.strokes() != null) return state;
        throw new InputException(
                stateFile() + " is damaged: expected what a live session wrote. Delete it, and name the"
                        + " classes again in their order.");
    }

    /** The names under which planes with strokes are stored, in order. */
    public List<String> names() {
        if (!Files.isDirectory(folder.resolve("images"))) return List.of();
        try (Stream<Path> images = Files.list(folder.resolve("images"))) {
            return images.map(image -> image.getFileName().toString())
                    .filter(file -> !file.startsWith(".") && file.endsWith(EXTENSION))
                    .map(file -> file.substring(0, file.length() - EXTENSION.length()))
                    .filter(name -> Files.isRegularFile(file(MASKS, name)) || Files.isRegularFile(file(HELD, name)))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot list " + folder + ": " + e.getMessage(), e);
        }
    }

    /** A plane that was painted on in a session before. */
    public ImageSource image(String name) {
        ImageSource read = files.image(file("images", name));
        return new ImageSource(name, read.pixels(), read.pixelSize(), read.unit());
    }

    /** The strokes of sessions before. */
    public LiveStrokes open(List<ImageSource> planes) {
        LiveStrokes strokes = new LiveStrokes(planes.stream()
                .map(plane -> new int[] {(int) plane.size()[0], (int) plane.size()[1]})
                .toList());
        if (!is(folder)) return strokes;
        State state = state();
        ClassList now = ClassList.copyOf(state.classes());
        for (int i = 0; i < planes.size(); i++) {
            for (String kind : List.of(MASKS, HELD)) {
                Path file = file(kind, name(planes.get(i)));
                if (Files.isRegularFile(file)) strokes.load(i, target(file, planes.get(i), now), kind.equals(HELD));
            }
        }
        strokes.loadStrokes(state.strokes());
        return strokes;
    }

    private int[] target(Path file, ImageSource image, ClassList now) {
        AnnotationFiles.Mask mask = files.mask(file);
        List<ClassInfo> known = new ArrayList<>();
        for (ClassInfo stored : mask.classes()) {
            int index = now.indexOfName(stored.name());
            if (index < 0) {
                throw new InputException(file + " has strokes of the class " + stored.name() + ", expected one of "
                        + String.join(", ", now.names()) + ". Set the file aside, or put the class into live.json.");
            }
            known.add(new ClassInfo(stored.name(), stored.value(), stored.color()));
        }
        OptionalInt ignore = mask.ignore();
        ClassPlan plan = new ClassPlan(ClassList.copyOf(known), false, ignore, List.of());
        int[] target = Targets.array(plan.target(mask.labels()));
        for (int i = 0; i < target.length; i++) {
            if (target[i] >= 0) target[i] = now.indexOfName(known.get(target[i]).name());
        }
        if (Arrays.equals(mask.labels().values().dimensionsAsLongArray(), image.size())) return target;
        throw new InputException(file + " has another size than " + image.name()
                + ": expected strokes on the same image. Choose another project folder.");
    }

    /**
     * Saves what was painted since it was saved last: masks, then what they mean.
     *
     * @param start what the network began with
     */
    public void save(List<ImageSource> planes, LiveStrokes strokes, ClassList classes, StartFrom start) {
        for (int plane : strokes.takeUnsaved()) {
            ImageSource image = planes.get(plane);
            String name = name(image);
            if (!Files.isRegularFile(file("images", name))) files.writeImage(file("images", name), image);
            write(file(MASKS, name), image, strokes.target(plane, strokes.whole(plane), false), classes);
            write(file(HELD, name), image, strokes.target(plane, strokes.whole(plane), true), classes);
        }
        Json.write(stateFile(), new State(List.copyOf(classes), strokes.strokes(), start.toString()));
    }

    private void write(Path file, ImageSource image, int[] target, ClassList classes) {
        if (Arrays.stream(target).noneMatch(index -> index >= 0)) {
            AtomicFiles.delete(file);
            return;
        }
        files.writeMask(file, new AnnotatedImage(image, ArrayImgs.ints(target, image.size()), null), classes);
    }

    /**
     * What was painted on each stored plane, to learn from or held out.
     *
     * @param opened the planes by their names, as far as they were opened; gets the others
     */
    List<AnnotatedImage> annotated(boolean held, Map<String, ImageSource> opened) {
        List<AnnotatedImage> all = new ArrayList<>();
        ClassList now = classes();
        for (String name : names()) {
            Path file = file(held ? HELD : MASKS, name);
            if (!Files.isRegularFile(file)) continue;
            ImageSource image = opened.computeIfAbsent(name, this::image);
            all.add(new AnnotatedImage(image, ArrayImgs.ints(target(file, image, now), image.size()), null));
        }
        return all;
    }

    /** The file in which the network waits for the next session. */
    public Path networkFile() {
        return folder.resolve("network.pt");
    }

    private Path stateFile() {
        return folder.resolve("live.json");
    }

    private Path file(String kind, String name) {
        return folder.resolve(kind).resolve(name + EXTENSION);
    }

    private static String name(ImageSource image) {
        return ModelNames.fileName(image.name());
    }
}
