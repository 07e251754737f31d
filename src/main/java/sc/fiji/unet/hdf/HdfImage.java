package sc.fiji.unet.hdf;

import io.jhdf.HdfFile;
import io.jhdf.api.Attribute;
import io.jhdf.api.Dataset;
import io.jhdf.api.Group;
import io.jhdf.api.Node;
import io.jhdf.exceptions.HdfException;
import io.jhdf.object.datatype.EnumDataType;
import io.jhdf.object.datatype.FixedPoint;
import io.jhdf.object.datatype.FloatingPoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * An array of numbers in an HDF5 file.
 *
 * @param name of the array
 * @param axes a letter for each of t, z, y, x, c, the slowest first
 * @param size of each axis
 * @param values all of them, the last axis fastest, as an array of what Java has for their type
 * @param bits of a value in the file; 1 for truth values
 * @param whole whether they are whole numbers
 * @param signed whether they may be below 0
 */
public record HdfImage(String name, String axes, int[] size, Object values, int bits, boolean whole, boolean signed) {
    private static final Set<String> EXTENSIONS = Set.of("h5", "hdf5", "hdf", "he5");
    private static final List<String> IMAGES = List.of("exported_data", "raw", "data", "image", "images");
    private static final List<String> LABELS =
            List.of("label", "labels", "mask", "masks", "segmentation", "gt", "exported_data");
    private static final int DEEPEST = 8;
    /** Deflate packs at most some 1032 to 1. */
    private static final long MOST_PACKED = 1100;

    /** Whether a file with this ending (without the point, in small letters) may hold such images. */
    public static boolean hasExtension(String extension) {
        return EXTENSIONS.contains(extension);
    }

    /**
     * Reads the image of a file: the only array of at least two axes, or the one among several that is called as programs
     * call images.
     *
     * @param labels whether labels are wanted where a file holds both
     */
    public static HdfImage read(Path file, boolean labels) throws IOException {
        try (HdfFile open = new HdfFile(file)) {
            Map<String, Dataset> found = new LinkedHashMap<>();
            collect(open, "", found, 0);
            return read(file, chosen(found, labels ? LABELS : IMAGES));
        } catch (HdfException | IllegalArgumentException | ArithmeticException | IndexOutOfBoundsException e) {
            throw damaged(e);
        }
    }

    static IOException damaged(RuntimeException e) {
        return new IOException(
                "it is no HDF5 file, a damaged one, or one of a kind that is not read (" + e.getMessage()
                        + "); in Python, h5py's libver='earliest' writes one that is",
                e);
    }

    private static void collect(Group group, String path, Map<String, Dataset> found, int depth) {
        if (depth > DEEPEST) return;
        for (Node node : group) {
            String name = path + node.getName();
            if (node instanceof Group inner) collect(inner, name + "/", found, depth + 1);
            if (node instanceof Dataset data && data.getDimensions().length > 1 && isOfNumbers(data))
                found.put(name, data);
        }
    }

    private static boolean isOfNumbers(Dataset data) {
        Object type = data.getDataType();
        return type instanceof FixedPoint || type instanceof FloatingPoint || isOfTruths(data);
    }

    private static boolean isOfTruths(Dataset data) {
        return data.getDataType() instanceof EnumDataType type
                && type.getEnumMapping().values().stream().allMatch(word -> word.matches("(?i)true|false"));
    }

    private static Dataset chosen(Map<String, Dataset> found, List<String> preferred) throws IOException {
        if (found.isEmpty()) throw new IOException("it holds no array of numbers with two axes or more");
        if (found.size() == 1) return found.values().iterator().next();
        for (String name : preferred) {
            List<Dataset> called = found.entrySet().stream()
                    .filter(entry -> last(entry.getKey()).equals(name))
                    .map(Map.Entry::getValue)
                    .toList();
            if (called.size() == 1) return called.get(0);
        }
        throw new IOException("it holds several arrays, " + found.keySet() + ": expected one, or one of them called "
                + preferred.get(0));
    }

    private static String last(String path) {
        return path.substring(path.lastIndexOf('/') + 1).toLowerCase(Locale.ROOT);
    }

    private static HdfImage read(Path file, Dataset data) throws IOException {
        int[] size = data.getDimensions();
        long count = Arrays.stream(size).asLongStream().reduce(1, Math::multiplyExact);
        int bytes = Math.max(1, data.getDataType().getSize());
        if (Math.multiplyExact(count, bytes) / MOST_PACKED > Files.size(file)) {
            throw new IOException("its header promises " + count + " values, more than a file of this length can hold");
        }
        if (count > Integer.MAX_VALUE - 8) throw new IOException("it holds more than 2^31 values: cut it into parts");
        boolean truths = isOfTruths(data);
        boolean signed = data.getDataType() instanceof FixedPoint type && type.isSigned();
        boolean whole = truths || data.getDataType() instanceof FixedPoint;
        String axes = axes(data).orElseGet(() -> guessed(size));
        if (axes.length() != size.length) throw new IOException("its axes are " + axes + ", but it has " + size.length);
        return new HdfImage(data.getName(), axes, size, data.getDataFlat(), truths ? 1 : 8 * bytes, whole, signed);
    }

    /** As ilastik writes them, which is JSON, where an attribute does. */
    static Optional<String> axes(Node node) {
        Attribute tags = node.getAttribute("axistags");
        return tags == null ? Optional.empty() : AxisTags.parse(String.valueOf(tags.getData()));
    }

    /** As ilastik takes arrays that say nothing. */
    static String guessed(int[] size) {
        boolean colors = size[size.length - 1] <= 4;
        return switch (size.length) {
            case 2 -> "yx";
            case 3 -> colors ? "yxc" : "zyx";
            case 4 -> colors ? "zyxc" : "tzyx";
            default -> "tzyxc";
        };
    }
}
