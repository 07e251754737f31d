package sc.fiji.unet.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sc.fiji.unet.base.OptionException;

class ChannelChoiceTest {
    @Test
    void numbersAndRangesAreReadAndWritten() {
        assertEquals(List.of(2), ChannelChoice.parse("2").numbers());
        assertEquals(List.of(3, 1), ChannelChoice.parse(" 3, 1 ").numbers());
        assertEquals(List.of(2, 3, 4, 1), ChannelChoice.parse("2-4,1").numbers());
        assertEquals("2-4,1", ChannelChoice.parse("2-4,1").toString());
        assertEquals("1,2", ChannelChoice.first(2).toString());
        assertEquals(ChannelChoice.AUTO, ChannelChoice.parse("auto"));
        assertTrue(ChannelChoice.parse(ChannelChoice.AUTO.toString()).isAuto());
    }

    @Test
    void pagesOfAFileMayBeItsChannels() {
        ChannelChoice all = ChannelChoice.parse("pages");
        assertTrue(all.pages() && all.numbers().isEmpty() && !all.isAuto());
        assertEquals("pages", all.toString());
        ChannelChoice some = ChannelChoice.parse("pages 3,1").inOrder();
        assertEquals(new ChannelChoice(List.of(1, 3), true), some);
        assertEquals(some, ChannelChoice.parse(some.toString()));
        assertEquals(ChannelChoice.parse("1,3"), some.ofWhole());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "1,", "two", "3-1", "1,1", "1-3,2", "-1", "1.5", "2-99999", "pages two"})
    void whatIsNoChannelIsRefusedByName(String text) {
        String message = assertThrows(OptionException.class, () -> ChannelChoice.parse(text))
                .getMessage();
        assertTrue(message.startsWith("channels = ") && message.contains("as in 2, 1,3 or 2-4"), message);
    }

    @Test
    void trainingTakesThemInTheOrderOfTheImage() {
        DataOptions data = DataOptions.defaults(Path.of("i"), Path.of("m")).withChannels(ChannelChoice.parse("3,1"));
        assertEquals(List.of(1, 3), data.channels().numbers());
    }
}
