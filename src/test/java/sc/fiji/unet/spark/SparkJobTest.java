package sc.fiji.unet.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import sc.fiji.unet.base.InputException;
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
    void aFolderOfImagesIsNamedInsteadOfAnImage() {
        SparkJob job =
                SparkJob.parse("--images=in", "--model=m", "--output=out", "--pattern=*.png", "--recursive=true");
        assertTrue(job.ofImages());
        assertEquals(Path.of("in"), job.options().input());
        assertEquals("*.png", job.options().batch().pattern());
        assertTrue(job.options().batch().recursive());
        assertThrows(
                OptionException.class,
                () -> SparkJob.parse("--images=in", "--input=a.zarr", "--model=m", "--output=out"));
        assertThrows(OptionException.class, () -> SparkJob.parse("--model=m", "--output=out"));
    }

    @Test
    void helpTellsAllOptions() {
        assertEquals(Optional.empty(), SparkMain.help(List.of("compare", "--images=in")));
        String compare = SparkMain.help(List.of("compare", "--help")).orElseThrow();
        for (String option : List.of("--images", "--masks", "--output", "--losses", "--folds", "--seeds"))
            assertTrue(compare.contains(option), option);
        String job = SparkMain.help(List.of("--help")).orElseThrow();
        for (String option : List.of("--input", "--images", "--objects", "--block"))
            assertTrue(job.contains(option), option);
    }

    @Test
    void failuresAreALine() {
        assertEquals("a is damaged.", SparkTasks.said(new InputException("a is damaged.\nb is too.")));
        String odd = SparkTasks.said(new IllegalStateException("Job aborted\n\tat org.apache.spark"));
        assertTrue(odd.startsWith("Failed: java.lang.IllegalStateException: Job aborted"), odd);
        assertEquals(1, odd.lines().count());
    }

    @Test
    void whatCannotBeMeantIsRefused() {
        assertThrows(OptionException.class, () -> SparkJob.parse("--input", "a", "--model", "m"));
        assertThrows(OptionException.class, () -> SparkJob.parse("--colour", "red"));
        assertThrows(OptionException.class, () -> SparkJob.parse("--input"));
        assertThrows(OptionException.class, () -> SparkJob.parse("input", "a"));
    }
}
