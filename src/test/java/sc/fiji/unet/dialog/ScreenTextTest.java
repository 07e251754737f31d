package sc.fiji.unet.dialog;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class ScreenTextTest {
    @Test
    void linesAreBrokenAtSpacesAndKeptWhereTheyAre() {
        assertEquals("one two\nthree", ScreenText.wrapped("one two three", 8));
        assertEquals("one two\nthree four", ScreenText.wrapped("one two\nthree four", 20));
        assertEquals("one\ntwo\nthree", ScreenText.wrapped("one two\nthree", 4));
    }

    @Test
    void aLongWordStaysWhole() {
        assertEquals("see\n/a/long/path\nthere", ScreenText.wrapped("see /a/long/path there", 6));
    }
}
