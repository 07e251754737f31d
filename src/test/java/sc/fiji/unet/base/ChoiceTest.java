package sc.fiji.unet.base;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Words of closed sets. */
class ChoiceTest {
    private enum Fruit implements Choice {
        APPLE,
        BLOOD_ORANGE
    }

    @Test
    void wordsAreThoseOfTheConstants() {
        assertEquals(List.of("apple", "blood-orange"), Choice.ids(Fruit.class));
        for (Fruit fruit : Fruit.values()) assertEquals(fruit, Choice.of(Fruit.class, "fruit", fruit.id()));
        assertEquals(Fruit.BLOOD_ORANGE, Choice.ofAnyCase(Fruit.class, "fruit", "Blood-Orange"));
    }

    @Test
    void otherWordsAreRefusedWithThoseThatThereAre() {
        for (String word : new String[] {"pear", "Apple", "", null}) {
            String message = assertThrows(OptionException.class, () -> Choice.of(Fruit.class, "fruit", word))
                    .getMessage();
            assertEquals("Unknown fruit \"" + word + "\": expected one of apple, blood-orange.", message);
        }
    }
}
