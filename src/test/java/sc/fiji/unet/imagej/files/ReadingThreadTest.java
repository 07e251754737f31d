package sc.fiji.unet.imagej.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import sc.fiji.unet.base.Progress;

/** With readers that never come back. */
@Timeout(60)
class ReadingThreadTest {
    private static final Path FILE = Path.of("a.tif");

    private final CountDownLatch never = new CountDownLatch(1);
    private final CountDownLatch interrupted = new CountDownLatch(1);

    /** A volume of labels that is packed to a thousandth takes as long to unpack as one that is not packed takes to be read. */
    @Test
    void whatIsGzippedMayTakeLonger(@TempDir Path folder) throws IOException {
        byte[] million = new byte[1 << 20];
        Path packed = Files.write(folder.resolve("a.nii.GZ"), million);
        Path plain = Files.write(folder.resolve("a.nii"), million);
        assertEquals(124, ReadingThread.of(plain, false).longest().toSeconds());
        assertEquals(120 + 128, ReadingThread.of(packed, false).longest().toSeconds());
    }

    /** One is told to be read, and several belong to it. */
    @Test
    void everyFileThatIsReadGivesTime(@TempDir Path folder) throws IOException {
        Path other = Files.write(folder.resolve("b.tif"), new byte[1 << 20]);
        ReadingThread reading = new ReadingThread(FILE, Duration.ofMillis(300));
        String read = reading.run(
                () -> {
                    ReadingThread.alsoReads(other);
                    Thread.sleep(900);
                    return "read";
                },
                Progress.NONE);
        assertEquals("read", read);
        assertThrows(IOException.class, () -> reading.run(this::hang, Progress.NONE));
    }

    @Test
    void aReaderThatHangsIsGivenUpAndToldSo() throws InterruptedException {
        ReadingThread reading = new ReadingThread(FILE, Duration.ofMillis(30));
        IOException given = assertThrows(IOException.class, () -> reading.run(this::hang, Progress.NONE));
        assertTrue(given.getMessage().contains("given up"), given.getMessage());
        interrupted.await();
    }

    @Test
    void cancelingEndsTheWait() {
        Progress canceled = new Progress() {
            @Override
            public boolean canceled() {
                return true;
            }
        };
        ReadingThread reading = new ReadingThread(FILE, Duration.ofDays(1));
        assertThrows(CancellationException.class, () -> reading.run(this::hang, canceled));
    }

    @Test
    void anInterruptEndsTheWaitAndStaysKnown() {
        Thread.currentThread().interrupt();
        ReadingThread reading = new ReadingThread(FILE, Duration.ofDays(1));
        assertThrows(CancellationException.class, () -> reading.run(this::hang, Progress.NONE));
        assertTrue(Thread.interrupted());
    }

    @Test
    void resultsAndFailuresComeAsTheyAre() throws IOException {
        ReadingThread reading = new ReadingThread(FILE, Duration.ofDays(1));
        assertEquals("read", reading.run(() -> "read", Progress.NONE));
        for (Throwable failure : new Throwable[] {
            new IOException("io"), new IllegalStateException("state"), new OutOfMemoryError("memory")
        }) {
            Throwable thrown = assertThrows(
                    Throwable.class,
                    () -> reading.run(
                            () -> {
                                if (failure instanceof Error error) throw error;
                                throw (Exception) failure;
                            },
                            Progress.NONE));
            assertSame(failure, thrown);
        }
    }

    private Object hang() throws InterruptedException {
        try {
            never.await();
        } catch (InterruptedException e) {
            interrupted.countDown();
            throw e;
        }
        return null;
    }
}
