package sc.fiji.unet.distributed;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import sc.fiji.unet.base.AtomicFiles;
import sc.fiji.unet.label.Components;
import sc.fiji.unet.label.Connectivity;

/**
 * The connected pieces of a block, and which of them lie at its faces.
 *
 * @param size of the block along x, y, z
 * @param kinds by number from 1 the class of a piece
 * @param pixels of each
 * @param first pixel of each in its image, counted with x fastest
 * @param boxes around each: by number six times, the least x, y, z and the largest, in the block
 * @param faces by axis the numbers at its low and at its high face, each with the lower of the other axes fastest
 */
record PieceTable(int[] size, int[] kinds, long[] pixels, long[] first, int[] boxes, int[][] faces) {
    /** What a piece takes beside the faces. */
    static final int BYTES_OF_PIECE = 7 * Integer.BYTES + 2 * Long.BYTES;

    /**
     * Finds the pieces of a block.
     *
     * @param classes of its pixels, x fastest
     * @param size of the block along x, y, z
     * @param min where it begins in its image
     * @param image size of the image along x, y, z
     */
    static PieceTable of(int[] classes, int[] size, long[] min, long[] image) {
        int[] labels = new int[classes.length];
        int count = Components.label(classes, size, Connectivity.FULL, labels);
        int numbers = count + 1;
        PieceTable table = new PieceTable(
                size, new int[numbers], new long[numbers], new long[numbers], new int[6 * numbers], new int[6][]);
        for (int i = 0; i < labels.length; i++) {
            int piece = labels[i];
            if (piece == 0) continue;
            int x = i % size[0];
            int y = i / size[0] % size[1];
            int z = i / size[0] / size[1];
            boolean begins = table.pixels[piece]++ == 0;
            table.include(6 * piece, x, begins);
            table.include(6 * piece + 1, y, begins);
            table.include(6 * piece + 2, z, begins);
            if (!begins) continue;
            table.kinds[piece] = classes[i];
            table.first[piece] = ((min[2] + z) * image[1] + min[1] + y) * image[0] + min[0] + x;
        }
        for (int face = 0; face < 6; face++) table.faces[face] = face(labels, size, face / 2, face % 2 == 1);
        return table;
    }

    private void include(int low, int at, boolean begins) {
        boxes[low] = begins ? at : Math.min(boxes[low], at);
        boxes[low + 3] = begins ? at : Math.max(boxes[low + 3], at);
    }

    /** How many pieces there are. */
    int count() {
        return kinds.length - 1;
    }

    private static int[] face(int[] labels, int[] size, int axis, boolean high) {
        int u = axis == 0 ? 1 : 0;
        int v = axis == 2 ? 1 : 2;
        int[] step = {1, size[0], size[0] * size[1]};
        int[] face = new int[size[u] * size[v]];
        int from = high ? (size[axis] - 1) * step[axis] : 0;
        for (int b = 0; b < size[v]; b++) {
            for (int a = 0; a < size[u]; a++) face[b * size[u] + a] = labels[from + a * step[u] + b * step[v]];
        }
        return face;
    }

    /** Writes it, whole or not at all. */
    void write(Path file) {
        AtomicFiles.write(file, temporary -> {
            try (DataOutputStream out =
                    new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(temporary)))) {
                ints(out, size);
                ints(out, kinds);
                longs(out, pixels);
                longs(out, first);
                ints(out, boxes);
                for (int[] face : faces) ints(out, face);
            }
        });
    }

    /** Reads what {@link #write} wrote. */
    static PieceTable read(Path file) {
        try (DataInputStream in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
            int[] size = ints(in);
            int[] kinds = ints(in);
            long[] pixels = longs(in);
            long[] first = longs(in);
            int[] boxes = ints(in);
            int[][] faces = new int[6][];
            for (int face = 0; face < faces.length; face++) faces[face] = ints(in);
            return new PieceTable(size, kinds, pixels, first, boxes, faces);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + file + ": " + e + ". Delete it to make it anew.", e);
        }
    }

    static void ints(DataOutputStream out, int[] values) throws IOException {
        out.writeInt(values.length);
        for (int value : values) out.writeInt(value);
    }

    static int[] ints(DataInputStream in) throws IOException {
        int[] values = new int[in.readInt()];
        for (int i = 0; i < values.length; i++) values[i] = in.readInt();
        return values;
    }

    private static void longs(DataOutputStream out, long[] values) throws IOException {
        out.writeInt(values.length);
        for (long value : values) out.writeLong(value);
    }

    private static long[] longs(DataInputStream in) throws IOException {
        long[] values = new long[in.readInt()];
        for (int i = 0; i < values.length; i++) values[i] = in.readLong();
        return values;
    }
}
