package sc.fiji.unet.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class ClassListTest {
    private static final ClassList TWO = ClassList.of(ClassInfo.ofIndex(0), new ClassInfo("lung", 255, 0x00FF00));
    private static final ClassList COLORED =
            ClassList.of(ClassInfo.ofIndex(0), new ClassInfo("red", 0xFF0000, 0xFF0000), ClassInfo.ofIndex(2));

    @Test
    void classesAreFoundByNameAndByValue() {
        assertEquals(1, TWO.indexOfName("LUNG"));
        assertEquals(-1, TWO.indexOfName("heart"));
        assertEquals(1, TWO.indexOfValue(255));
        assertEquals(-1, TWO.indexOfValue(1), "an index is no value");
        assertEquals("lung", TWO.byValue(255).orElseThrow().name());
        assertTrue(TWO.byValue(1).isEmpty());
        assertEquals(List.of("background", "lung"), TWO.names());
    }

    @Test
    void onlyWhatFitsIntoSixteenBitsIsWrittenAsItIs() {
        assertSame(TWO, TWO.written());
        assertEquals(
                List.of(0, 1, 2),
                COLORED.written().stream().map(ClassInfo::value).toList());
        assertEquals(COLORED.names(), COLORED.indexed().names());
        assertEquals(0xFF0000, COLORED.indexed().get(1).color());
    }

    @Test
    void twoClassesAreBinary() {
        assertTrue(TWO.isBinary());
        assertFalse(COLORED.isBinary());
        assertFalse(ClassList.NONE.isBinary());
    }

    @Test
    void nobodyChangesAList() {
        assertThrows(UnsupportedOperationException.class, () -> TWO.remove(0));
        assertEquals(TWO, ClassList.copyOf(List.copyOf(TWO)));
        assertEquals(
                ClassInfo.ofIndex(1).color(),
                ClassList.named(List.of("a", "b")).get(1).color());
    }
}
