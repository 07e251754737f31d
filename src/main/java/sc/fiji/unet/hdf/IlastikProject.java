package sc.fiji.unet.hdf;

import io.jhdf.HdfFile;
import io.jhdf.api.Attribute;
import io.jhdf.api.Dataset;
import io.jhdf.api.Group;
import io.jhdf.api.Node;
import io.jhdf.exceptions.HdfException;
import java.io.IOException;
import java.lang.reflect.Array;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * What a person painted in a project of ilastik's pixel classification: for each image, sparse labels from 1, 0 where nobody
 * painted.
 *
 * @param images the images of the project
 * @param classes names of the labels, from 1
 */
public record IlastikProject(List<Painted> images, List<String> classes) {
    private static final String EXTENSION = ".ilp";
    private static final Pattern SLICE = Pattern.compile("(\\d+):(\\d+)");
    private static final long MOST_PIXELS = 1L << 30;

    /**
     * The labels of an image.
     *
     * @param name of the image, as the project calls it: its file name, perhaps without extension
     * @param axes a letter an axis, the slowest first
     * @param size of each axis
     * @param labels the last axis fastest; null in an image that nobody painted in
     */
    public record Painted(String name, String axes, int[] size, byte[] labels) {}

    /** Whether a file is called as such projects are. */
    public static boolean named(Path file) {
        return file.getFileName().toString().toLowerCase(Locale.ROOT).endsWith(EXTENSION);
    }

    /** Reads a project. */
    public static IlastikProject read(Path file) throws IOException {
        try (HdfFile open = new HdfFile(file)) {
            Group lanes = group(open, "Input Data/infos")
                    .orElseThrow(() -> new IOException("it is no project of ilastik, or has no images"));
            List<Painted> images = new ArrayList<>();
            for (Node lane : lanes) {
                if (lane instanceof Group info && info.getChild("Raw Data") instanceof Group raw) {
                    images.add(painted(open, raw, images.size()));
                }
            }
            return new IlastikProject(images, names(open));
        } catch (HdfException | IllegalArgumentException | ArithmeticException | IndexOutOfBoundsException e) {
            throw HdfImage.damaged(e);
        }
    }

    /** What the labels mean, as people write classes: 0 is not background, but where nobody painted. */
    public String classesText() {
        int highest = classes.size();
        for (Painted image : images) {
            for (byte label : image.labels() == null ? new byte[0] : image.labels()) {
                highest = Math.max(highest, label & 0xFF);
            }
        }
        StringBuilder text = new StringBuilder();
        for (int i = 1; i <= highest; i++) {
            String name = i <= classes.size() ? classes.get(i - 1) : "label " + i;
            text.append(name.replaceAll("[,=]", " ").strip())
                    .append('=')
                    .append(i)
                    .append(',');
        }
        return text + "ignore=0";
    }

    /** Whether somebody painted in an image of this name, without extension. */
    public boolean knows(String stem, UnaryOperator<String> stemOf) {
        return images.stream()
                .anyMatch(image ->
                        image.labels() != null && stemOf.apply(image.name()).equals(stem));
    }

    private static Optional<Group> group(HdfFile file, String path) {
        return node(file, path) instanceof Group group ? Optional.of(group) : Optional.empty();
    }

    private static Node node(Group from, String path) {
        Node at = from;
        for (String name : path.split("/")) at = at instanceof Group group ? group.getChild(name) : null;
        return at;
    }

    private static List<String> names(HdfFile file) {
        if (!(node(file, "PixelClassification/LabelNames") instanceof Dataset names)) return List.of();
        Object flat = names.getDataFlat();
        return IntStream.range(0, Array.getLength(flat))
                .mapToObj(i -> String.valueOf(Array.get(flat, i)).strip())
                .toList();
    }

    private static Painted painted(HdfFile file, Group raw, int lane) throws IOException {
        String name = Optional.ofNullable(text(raw, "filePath")).orElse(text(raw, "nickname"));
        if (name == null || !(raw.getChild("shape") instanceof Dataset shape)) {
            throw new IOException("its image " + (lane + 1) + " has no name or no size");
        }
        Object flat = shape.getDataFlat();
        int[] size = IntStream.range(0, Array.getLength(flat))
                .map(i -> Math.toIntExact(((Number) Array.get(flat, i)).longValue()))
                .toArray();
        String axes = Optional.ofNullable(text(raw, "axistags"))
                .flatMap(AxisTags::parse)
                .orElseGet(() -> HdfImage.guessed(size));
        if (axes.length() != size.length) throw new IOException("the axes of its image " + name + " are not clear");
        Optional<Group> blocks =
                group(file, String.format(Locale.ROOT, "PixelClassification/LabelSets/labels%03d", lane));
        return labeled(new Painted(last(name), axes, size, null), blocks);
    }

    /** ilastik adds the name of an array inside of an HDF5 file to that of the file. */
    private static String last(String path) {
        String file = path.replaceFirst("(?i)(\\.(h5|hdf5|ilp))/.*$", "$1");
        return file.replaceFirst("^.*[/\\\\]", "");
    }

    private static Painted labeled(Painted image, Optional<Group> blocks) throws IOException {
        if (blocks.isEmpty()) return image;
        String axes = image.axes().replace("c", "");
        int[] size = IntStream.range(0, image.axes().length())
                .filter(axis -> image.axes().charAt(axis) != 'c')
                .map(axis -> image.size()[axis])
                .toArray();
        long pixels = Arrays.stream(size).asLongStream().reduce(1, Math::multiplyExact);
        if (pixels > MOST_PIXELS) throw new IOException("its image " + image.name() + " is too large");
        byte[] labels = new byte[(int) pixels];
        boolean any = false;
        for (Node node : blocks.get()) {
            if (!(node instanceof Dataset block)) continue;
            String order = HdfImage.axes(block).orElse(image.axes());
            new Block(block, order, slices(block)).paint(labels, axes, size);
            any = true;
        }
        return any ? new Painted(image.name(), axes, size, labels) : image;
    }

    private static int[][] slices(Dataset block) throws IOException {
        Attribute where = block.getAttribute("blockSlice");
        List<int[]> slices = new ArrayList<>();
        Matcher matcher = SLICE.matcher(where == null ? "" : String.valueOf(where.getData()));
        while (matcher.find()) {
            slices.add(new int[] {Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2))});
        }
        int[] size = block.getDimensions();
        boolean fits = slices.size() == size.length
                && IntStream.range(0, size.length).allMatch(d -> slices.get(d)[1] - slices.get(d)[0] == size[d]);
        if (!fits) throw new IOException("it does not say where its labels " + block.getPath() + " lie");
        return slices.toArray(int[][]::new);
    }

    private static String text(Group group, String name) {
        return group.getChild(name) instanceof Dataset data ? String.valueOf(data.getData()) : null;
    }

    /** A part of the labels, and where it lies. */
    private record Block(Dataset data, String axes, int[][] slices) {
        void paint(byte[] labels, String wanted, int[] size) throws IOException {
            if (axes.length() != slices.length) throw new IOException("the axes of its labels are not clear");
            Object flat = data.getDataFlat();
            int[] at = new int[slices.length];
            for (int i = 0; i < Array.getLength(flat); i++) {
                int rest = i;
                for (int d = at.length - 1; d >= 0; d--) {
                    int length = slices[d][1] - slices[d][0];
                    at[d] = slices[d][0] + rest % length;
                    rest /= length;
                }
                int value = ((Number) Array.get(flat, i)).intValue();
                if (value != 0) labels[index(at, wanted, size)] = (byte) value;
            }
        }

        private int index(int[] at, String wanted, int[] size) throws IOException {
            int index = 0;
            for (int d = 0; d < size.length; d++) {
                int axis = axes.indexOf(wanted.charAt(d));
                int place = axis < 0 ? 0 : at[axis];
                if (place >= size[d]) throw new IOException("its labels lie outside of their image");
                index = index * size[d] + place;
            }
            return index;
        }
    }
}
