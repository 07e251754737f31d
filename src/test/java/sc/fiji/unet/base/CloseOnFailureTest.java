package sc.fiji.unet.base;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CloseOnFailureTest {
    private final List<String> closed = new ArrayList<>();

    private static RuntimeException failing(String name) {
        return new IllegalStateException(name);
    }

    @Test
    void whatFailsClosesTheLastFirst() {
        RuntimeException failure = failing("third");
        RuntimeException thrown = assertThrows(RuntimeException.class, () -> {
            try (CloseOnFailure opened = new CloseOnFailure()) {
                opened.add("first", () -> closed.add("first"));
                opened.add("second", () -> {
                    closed.add("second");
                    throw failing("closing second");
                });
                throw failure;
            }
        });
        assertEquals(failure, thrown);
        assertEquals("closing second", thrown.getSuppressed()[0].getMessage());
        assertEquals(List.of("second", "first"), closed);
    }

    @Test
    void whatSucceedsStaysOpen() {
        try (CloseOnFailure opened = new CloseOnFailure()) {
            assertEquals("first", opened.add("first", () -> closed.add("first")));
            opened.succeeded();
        }
        assertEquals(List.of(), closed);
    }
}
