package sc.fiji.unet.dialog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Map;
import org.junit.jupiter.api.Test;
import sc.fiji.unet.base.OptionException;

class MacroOptionsTest {
    @Test
    void readsWhatImageJAndFijiRecord() {
        Map<String, String> values =
                MacroOptions.parse("image=[my cells [1].tif] model='/a b/c' fast=true epochs=3 names= verbose ");
        assertEquals(
                Map.of(
                        "image",
                        "my cells [1].tif",
                        "model",
                        "/a b/c",
                        "fast",
                        "true",
                        "epochs",
                        "3",
                        "names",
                        "",
                        "verbose",
                        "true"),
                values);
        assertEquals(Map.of("a", "b=c"), MacroOptions.parse("a=b=c"));
        assertEquals(Map.of(), MacroOptions.parse(" "));
    }

    @Test
    void refusesWhatIsNotClosed() {
        assertThrows(OptionException.class, () -> MacroOptions.parse("image=[my cells"));
        assertThrows(OptionException.class, () -> MacroOptions.parse("=3"));
    }
}
