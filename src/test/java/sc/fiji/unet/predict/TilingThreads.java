package sc.fiji.unet.predict;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;

/** The threads of {@link Pipeline}, none of which may outlive its tiles. */
final class TilingThreads {
    private static final int LOOKS = 500;

    private TilingThreads() {}

    /** A pool counts as ended a moment before its last thread has left. */
    static void assertGone() {
        try {
            for (int look = 0; look < LOOKS && !alive().isEmpty(); look++) Thread.sleep(10);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        assertEquals(List.of(), alive());
    }

    private static List<String> alive() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.matches("unet-(read|predict|write).*"))
                .toList();
    }
}
