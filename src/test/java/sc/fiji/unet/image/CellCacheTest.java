package sc.fiji.unet.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Whose a part is, is told by identity. */
class CellCacheTest {
    @Test
    void equalImagesHavePartsOfTheirOwn() {
        CellCache cache = new CellCache(100);
        List<Integer> one = List.of(1, 2);
        List<Integer> other = List.of(1, 2);
        assertEquals("a", cache.get(one, 0, 1, () -> "a"));
        assertEquals("b", cache.get(other, 0, 1, () -> "b"));
        assertEquals("c", cache.get(one, 1, 1, () -> "c"));
        assertEquals("a", cache.<String>get(one, 0, 1, () -> fail("it is there")));
    }
}
