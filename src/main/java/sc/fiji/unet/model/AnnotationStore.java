package sc.fiji.unet.model;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import sc.fiji.unet.base.AtomicFiles;
import sc.fiji.unet.base.InputException;
import sc.fiji.unet.base.Progress;
import sc.fiji.unet.config.ClassInfo;
import sc.fiji.unet.config.ClassList;
import sc.fiji.unet.data.AnnotatedImage;
import sc.fiji.unet.data.ClassPlan;
import sc.fiji.unet.data.TrainingSet;
import sc.fiji.unet.image.ImageSource;

/**
 * A folder that collects annotated images: {@code images/cell.tif} with {@code masks/cell.tif}, class indices with the
 * classes' names in the image info. A mask is written last, so that an image with a mask is complete; one that is
 * replaced is kept in {@code earlier/}.
 *
 * @param folder made when the first image is added
 * @param files opens and writes its files
 */
public record AnnotationStore(Path folder, AnnotationFiles files) {
    private static final String EXTENSION = ".tif";

    /** Whether a folder is one that this class wrote. */
    public static boolean is(Path folder) {
        return Files.isDirectory(folder.resolve("images")) && Files.isDirectory(folder.resolve("masks"));
    }

    /**
     * Adds an image; one with the same name and pixels gets the new truth, another of the same name gets a number.
     *
     * @param classes the list that the target's indices count in
     * @return the name under which it is stored
     */
    public String add(AnnotatedImage annotated, ClassList classes) {
        ImageSource image = annotated.image();
        String base = ModelNames.fileName(image.name());
        String name = base;
        for (int n = 2; isOther(name, image); n++) name = base + "-" + n;
        if (!Files.isRegularFile(imageFile(name))) files.writeImage(imageFile(name), image);
        if (Files.isRegularFile(maskFile(name))) keepEarlier(name);
        files.writeMask(maskFile(name), annotated, classes);
        return name;
    }

    /** Keeps all that a model learned from; parts of one image, as where a strip was held back, are put together again. */
    public void addAll(TrainingSet set) {
        Map<ImageSource, AnnotatedImage> whole = new IdentityHashMap<>();
        List<AnnotatedImage> all = new ArrayList<>(set.train());
        all.addAll(set.validation());
        all.forEach(part -> whole.merge(part.image(), part, AnnotatedImage::together));
        all.stream()
                .map(AnnotatedImage::image)
                .distinct()
                .forEach(image -> add(whole.remove(image), set.classes().classes()));
    }

    /** The number of images. */
    public int size() {
        return names().size();
    }

    /**
     * Reads every image with its truth.
     *
     * @param classes the list that indices are to count in; classes are told by their names
     */
    public List<AnnotatedImage> read(ClassList classes, Progress progress) {
        List<AnnotatedImage> images = new ArrayList<>();
        List<String> names = names();
        for (String name : names) {
            progress.check();
            progress.update(images.size(), names.size(), "Reading " + name);
            images.add(annotated(name, classes));
        }
        return images;
    }

    private ImageSource image(String name) {
        return files.image(imageFile(name));
    }

    private AnnotatedImage annotated(String name, ClassList classes) {
        AnnotationFiles.Mask mask = files.mask(maskFile(name));
        ClassList known = ClassList.copyOf(
                classes.stream().map(type -> find(type, mask.classes(), name)).toList());
        ClassPlan plan = new ClassPlan(known, false, mask.ignore(), List.of());
        return new AnnotatedImage(image(name), plan.target(mask.labels()), null);
    }

    private ClassInfo find(ClassInfo wanted, ClassList stored, String name) {
        return stored.stream()
                .filter(type -> type.name().equals(wanted.name()))
                .findFirst()
                .orElseThrow(() -> new InputException(maskFile(name) + " has the classes "
                        + String.join(", ", stored.names()) + ", but not "
                        + wanted.name() + ". Expected those of the model: move this folder elsewhere."));
    }

    private boolean isOther(String name, ImageSource image) {
        return Files.isRegularFile(imageFile(name)) && !image(name).hasPixelsOf(image);
    }

    private void keepEarlier(String name) {
        int n = 1;
        while (Files.exists(earlier(name, n))) n++;
        AtomicFiles.write(
                earlier(name, n),
                temporary -> Files.copy(maskFile(name), temporary, StandardCopyOption.REPLACE_EXISTING));
    }

    private List<String> names() {
        if (!Files.isDirectory(folder.resolve("masks"))) return List.of();
        try (Stream<Path> masks = Files.list(folder.resolve("masks"))) {
            return masks.map(mask -> mask.getFileName().toString())
                    .filter(file -> !file.startsWith(".") && file.endsWith(EXTENSION))
                    .map(file -> file.substring(0, file.length() - EXTENSION.length()))
                    .filter(name -> Files.isRegularFile(imageFile(name)))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot list " + folder + ": " + e.getMessage(), e);
        }
    }

    private Path imageFile(String name) {
        return folder.resolve("images").resolve(name + EXTENSION);
    }

    private Path maskFile(String name) {
        return folder.resolve("masks").resolve(name + EXTENSION);
    }

    private Path earlier(String name, int n) {
        return folder.resolve("earlier").resolve(name + "-" + n + EXTENSION);
    }
}
