package sc.fiji.unet.segment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.integer.IntType;
import net.imglib2.type.numeric.integer.UnsignedByteType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class DiskStoreTest {
    private static final int PLANES = 3000;

    /** A process may map 65,530 parts of files: a stack of more small planes than that came to nothing. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void smallImagesShareWhatTheSystemMaps() throws IOException {
        try (DiskStore store = new DiskStore()) {
            List<RandomAccessibleInterval<UnsignedByteType>> classes = new ArrayList<>();
            List<RandomAccessibleInterval<IntType>> objects = new ArrayList<>();
            for (int i = 0; i < PLANES; i++) {
                classes.add(store.create(new UnsignedByteType(), 7, 11));
                objects.add(store.create(new IntType(), 7, 11));
                classes.get(i).forEach(pixel -> assertEquals(0, pixel.get()));
                for (UnsignedByteType pixel : classes.get(i)) pixel.set(i % 251);
                for (IntType pixel : objects.get(i)) pixel.set(i);
            }
            for (int i = 0; i < PLANES; i++) {
                int number = i;
                classes.get(i).forEach(pixel -> assertEquals(number % 251, pixel.get()));
                objects.get(i).forEach(pixel -> assertEquals(number, pixel.get()));
            }
            try (Stream<String> maps = Files.lines(Path.of("/proc/self/maps"))) {
                String name = store.file().getFileName().toString();
                long mapped = maps.filter(line -> line.contains(name)).count();
                assertTrue(mapped >= 1 && mapped < 20, "" + mapped);
            }
        }
    }
}
