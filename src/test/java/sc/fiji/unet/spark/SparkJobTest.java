package sc.fiji.unet.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import sc.fiji.unet.base.OptionException;

/** What is said to a cluster. */
class SparkJobTest {
    private static final String[] WORDS = {"--input", "a/b.ome.zarr", "--model=m", "--output", "out", "--block=64"};

    @Test
    void wordsReachTheExecutors() throws Exception {
        SparkJob job = SparkJob.parse(WORDS);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(job);
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            SparkJob read = (SparkJob) in.readObject();
            assertEquals(job, read);
            assertEquals(Path.of("out/b.zarr"), read.result());
            assertEquals("fp32", read.words().get("precision"));
        }
    }

    @Test
    void whatCannotBeMeantIsRefused() {
        assertThrows(OptionException.class, () -> SparkJob.parse("--input", "a", "--model", "m"));
        assertThrows(OptionException.class, () -> SparkJob.parse("--colour", "red"));
        assertThrows(OptionException.class, () -> SparkJob.parse("--input"));
        assertThrows(OptionException.class, () -> SparkJob.parse("input", "a"));
    }
}
