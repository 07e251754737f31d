package sc.fiji.unet.imagej.labels;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import sc.fiji.unet.config.ClassInfo;
import sc.fiji.unet.config.ClassList;

class ObjectClassesTest {
    private static final ClassList CLASSES = ClassList.copyOf(
            List.of(new ClassInfo("background", 0, 0), new ClassInfo("cell", 1, 1), new ClassInfo("debris", 2, 2)));

    /** One object a pixel, but for those without a number; the first ones are of the first class. */
    private static Map<String, String> names(int first, int... numbers) {
        int[] classes = IntStream.of(numbers)
                .map(number -> number == 0 ? 0 : number <= first ? 1 : 2)
                .toArray();
        return ObjectClasses.names(
                PlaneValues.of(new int[][] {numbers}), PlaneValues.of(new int[][] {classes}), CLASSES);
    }

    @Test
    void eachObjectHasItsClass() {
        assertEquals(Map.of("1", "cell", "2", "cell", "4", "debris"), names(3, 4, 0, 2, 1));
    }

    @Test
    void classesOfVeryManyAreSaidOfRuns() {
        int[] numbers = IntStream.rangeClosed(0, 70_000).toArray();
        numbers[500] = 0;
        assertEquals(Map.of("1-499", "cell", "501-60000", "cell", "60001-70000", "debris"), names(60_000, numbers));
    }
}
