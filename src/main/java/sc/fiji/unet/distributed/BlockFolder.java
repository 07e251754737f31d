package sc.fiji.unet.distributed;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import sc.fiji.unet.base.AtomicFiles;
import sc.fiji.unet.base.Json;
import sc.fiji.unet.image.ChannelScaling;

/**
 * Where a large image is segmented: what is found of blocks, each a file that is whole or not there. Whoever is killed goes
 * on where it was.
 *
 * @param path of the folder
 */
record BlockFolder(Path path) {
    Path classes() {
        return path.resolve("classes.zarr");
    }

    /** What the network says, where objects are told apart by that. */
    Path said() {
        return path.resolve("said.zarr");
    }

    Path labels() {
        return path.resolve("labels.zarr");
    }

    Path scaling(int image) {
        return path.resolve("scaling").resolve(image + ".json");
    }

    Path pieces(int block) {
        return path.resolve("pieces").resolve(block + ".bin");
    }

    Path numbers(int block) {
        return path.resolve("numbers").resolve(block + ".bin");
    }

    /** There once the numbers of all blocks are: how many pieces there are. */
    Path count() {
        return path.resolve("numbers").resolve("count.bin");
    }

    /** The pieces that a block tells apart though they reach into others. */
    Path shared(int block) {
        return path.resolve("shared").resolve(block + ".bin");
    }

    /** Where objects lie in a block, by who found them. */
    Path runs(int block) {
        return path.resolve("runs").resolve(Integer.toString(block));
    }

    /** Those files of runs that are there. */
    List<Path> runsThere(int block) {
        List<Path> files = new ArrayList<>();
        try (DirectoryStream<Path> all = Files.newDirectoryStream(runs(block), "[0-9]*.bin")) {
            all.forEach(files::add);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + runs(block) + ": " + e, e);
        }
        return files;
    }

    /** The objects that a block found; written last. */
    Path objects(int block) {
        return path.resolve("objects").resolve(block + ".bin");
    }

    /** The numbers in the whole of the objects that a block found. */
    Path named(int block) {
        return path.resolve("named").resolve(block + ".bin");
    }

    /** There once those of all blocks are: the class of each object. */
    Path namedKinds() {
        return path.resolve("named").resolve("kinds.bin");
    }

    static void writeInts(Path file, int[] values) {
        AtomicFiles.write(file, temporary -> {
            try (DataOutputStream out =
                    new DataOutputStream(new java.io.BufferedOutputStream(Files.newOutputStream(temporary)))) {
                PieceTable.ints(out, values);
            }
        });
    }

    static int[] readInts(Path file) {
        try (DataInputStream in = new DataInputStream(new java.io.BufferedInputStream(Files.newInputStream(file)))) {
            return PieceTable.ints(in);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + file + ": " + e + ". Delete it to make it anew.", e);
        }
    }

    /** Keeps how an image is normalized. */
    void write(int image, ChannelScaling scaling) {
        Json.write(scaling(image), KeptScaling.of(scaling));
    }

    /** How an image is normalized. */
    ChannelScaling readScaling(int image) {
        return Json.read(scaling(image), KeptScaling.class).scaling();
    }
}
