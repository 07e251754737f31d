package sc.fiji.unet.imagej.files;

import ij.ImagePlus;
import ij.ImageStack;
import ij.process.FloatProcessor;
import ij.process.ImageProcessor;
import ij.process.ShortProcessor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import sc.fiji.unet.base.Sizes;
import sc.fiji.unet.torchscript.PickleReader;
import sc.fiji.unet.torchscript.PickleReader.Global;
import sc.fiji.unet.torchscript.PickleReader.Instance;

/**
 * The masks in a {@code _seg.npy} of cellpose 1 to 4: a NumPy file of one object, a pickled dictionary, of which the array
 * {@code masks} is read and nothing is run.
 */
final class CellposeFile {
    private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
    private static final int LARGEST_SHORT = 65535;
    private static final int LARGEST = 1 << 24;
    private static final int SHOWN = 8;
    private static final long MOST_BYTES = 1L << 30;

    private final boolean little;
    private final char kind;
    private final int bytes;
    private final int[] shape;
    private final boolean columns;
    private final ByteBuffer values;

    private CellposeFile(List<?> type, List<?> shape, boolean columns, byte[] values) throws IOException {
        String name = (String) type.get(0);
        String code = name.substring(name.length() - 2);
        kind = code.charAt(0);
        bytes = code.charAt(1) - '0';
        little = !type.get(1).equals(">");
        this.columns = columns;
        int[] axes = shape.stream().mapToInt(n -> Math.toIntExact((Long) n)).toArray();
        boolean onlyPlane = axes.length == 3 && axes[2] == 1;
        this.shape = onlyPlane ? Arrays.copyOf(axes, 2) : axes;
        long count = Sizes.product(this.shape);
        boolean whole = "iub".indexOf(kind) >= 0 && List.of(1, 2, 4, 8).contains(bytes);
        if (!whole || this.shape.length < 2 || this.shape.length > 3 || count * bytes != values.length) {
            throw new IOException("its masks are of type " + name + " and shape " + shape
                    + ", expected whole numbers of 2 or 3 axes");
        }
        this.values = ByteBuffer.wrap(values).order(little ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
    }

    /** Whether the name is that of such a file. */
    static boolean named(Path file) {
        return file.getFileName().toString().toLowerCase(Locale.ROOT).endsWith("_seg.npy");
    }

    static ImagePlus open(Path file) throws IOException {
        if (Files.size(file) > MOST_BYTES) throw new IOException("it is larger than " + MOST_BYTES + " bytes");
        byte[] content = Files.readAllBytes(file);
        try {
            return image(file.getFileName().toString(), masks(new PickleReader(pickle(content)).read()));
        } catch (IllegalArgumentException | ClassCastException | IndexOutOfBoundsException | ArithmeticException e) {
            throw new IOException("it is no file of cellpose, or a damaged one (" + e.getMessage() + ")", e);
        }
    }

    /** What follows the header of a NumPy file. */
    private static byte[] pickle(byte[] content) throws IOException {
        if (content.length < 12 || !Arrays.equals(MAGIC, Arrays.copyOf(content, MAGIC.length))) {
            throw new IOException("it is no NumPy file");
        }
        ByteBuffer head = ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN);
        boolean first = content[MAGIC.length] == 1;
        int start = first ? 10 : 12;
        int length = first ? head.getShort(8) & 0xFFFF : head.getInt(8);
        if (length < 0 || start + length > content.length) throw new IOException("it is cut off");
        String header = new String(content, start, length, StandardCharsets.ISO_8859_1);
        if (!header.contains("'|O'")) throw new IOException("it holds an array, expected cellpose's dictionary");
        return Arrays.copyOfRange(content, start + length, content.length);
    }

    /** One array of a plane or of a volume; older versions list the planes of a volume. */
    private static List<CellposeFile> masks(Object root) throws IOException {
        Object held = root instanceof Instance array && array.setState() instanceof List<?> state && state.size() > 4
                ? ((List<?>) state.get(4)).get(0)
                : root;
        if (!(held instanceof Map<?, ?> map)) throw new IOException("it holds no dictionary, as cellpose writes it");
        if (map.get("masks") instanceof Instance array) return List.of(array(array));
        List<CellposeFile> planes = new ArrayList<>();
        if (map.get("masks") instanceof List<?> list) {
            for (Object plane : list) if (plane instanceof Instance array) planes.add(array(array));
            boolean alike =
                    planes.stream().allMatch(p -> p.shape.length == 2 && Arrays.equals(p.shape, planes.get(0).shape));
            if (!planes.isEmpty() && alike && planes.size() == list.size()) return planes;
        }
        throw new IOException("it holds no array called masks, nor a list of planes of one size, but "
                + map.keySet().stream().limit(SHOWN).map(String::valueOf).toList());
    }

    private static CellposeFile array(Instance array) throws IOException {
        String how = array.callee() instanceof Global global ? global.name() : "";
        if (how.endsWith(" _frombuffer")) {
            List<Object> parts = array.arguments();
            return of(parts.get(1), (List<?>) parts.get(2), parts.get(3).equals("F"), parts.get(0));
        }
        List<?> state = (List<?>) array.setState();
        if (state == null) throw new IOException("its masks are not stored as NumPy stores arrays");
        return of(state.get(2), (List<?>) state.get(1), state.get(3).equals(true), state.get(4));
    }

    /** Bytes, which protocol 2 has not and writes as a text of as many letters. */
    private static byte[] bytes(Object values) throws IOException {
        if (values instanceof byte[] bytes) return bytes;
        boolean encoded = values instanceof Instance call
                && call.callee().equals(new Global("_codecs encode"))
                && call.arguments().size() == 2
                && call.arguments().get(0) instanceof String;
        if (!encoded) throw new IOException("its masks are not stored as numbers, expected whole numbers");
        return ((String) ((Instance) values).arguments().get(0)).getBytes(StandardCharsets.ISO_8859_1);
    }

    private static CellposeFile of(Object type, List<?> shape, boolean columns, Object values) throws IOException {
        Instance dtype = (Instance) type;
        Object order = dtype.setState() instanceof List<?> state && state.size() > 1 ? state.get(1) : "<";
        return new CellposeFile(List.of(dtype.arguments().get(0), order), shape, columns, bytes(values));
    }

    private static ImagePlus image(String title, List<CellposeFile> parts) throws IOException {
        List<float[]> planes = new ArrayList<>();
        for (CellposeFile part : parts) part.addTo(planes);
        float max = 0;
        for (float[] plane : planes) for (float value : plane) max = Math.max(max, value);
        int[] shape = parts.get(0).shape;
        int width = shape[shape.length - 1];
        int height = shape[shape.length - 2];
        ImageStack stack = new ImageStack(width, height);
        for (float[] plane : planes) stack.addSlice(processor(width, height, plane, max));
        return new ImagePlus(title, stack);
    }

    private void addTo(List<float[]> planes) throws IOException {
        int rank = shape.length;
        int width = shape[rank - 1];
        int height = shape[rank - 2];
        int depth = rank == 3 ? shape[0] : 1;
        for (int z = 0; z < depth; z++) {
            float[] plane = new float[width * height];
            for (int i = 0; i < plane.length; i++) {
                int x = i % width;
                int y = i / width;
                long value = value(columns ? z + depth * (y + height * x) : z * plane.length + i);
                if (value < 0 || value > LARGEST) {
                    throw new IOException("its masks hold the number " + value + ", expected 0 to " + LARGEST);
                }
                plane[i] = value;
            }
            planes.add(plane);
        }
    }

    private static ImageProcessor processor(int width, int height, float[] plane, float max) {
        if (max > LARGEST_SHORT) return new FloatProcessor(width, height, plane);
        ShortProcessor shorts = new ShortProcessor(width, height);
        for (int i = 0; i < plane.length; i++) shorts.set(i, (int) plane[i]);
        return shorts;
    }

    private long value(int index) {
        boolean signed = kind == 'i';
        return switch (bytes) {
            case 1 -> signed ? values.get(index) : values.get(index) & 0xFF;
            case 2 -> signed ? values.getShort(2 * index) : values.getShort(2 * index) & 0xFFFF;
            case 4 -> signed ? values.getInt(4 * index) : values.getInt(4 * index) & 0xFFFFFFFFL;
            default -> values.getLong(8 * index);
        };
    }
}
