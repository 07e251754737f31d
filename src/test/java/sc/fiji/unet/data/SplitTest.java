package sc.fiji.unet.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sc.fiji.unet.base.InputException;
import sc.fiji.unet.config.SplitPart;

class SplitTest {
    @TempDir
    Path folder;

    @Test
    void aRandomSplitDependsOnSeedAndNamesOnly() {
        List<String> names = IntStream.range(0, 25).mapToObj(i -> "image" + i).toList();
        List<String> reversed =
                IntStream.range(0, 25).mapToObj(i -> "image" + (24 - i)).toList();
        Split split = Split.random(names, 0.2, 7);
        assertEquals(5, split.of(SplitPart.VALIDATION).size());
        assertEquals(20, split.of(SplitPart.TRAIN).size());
        assertEquals(split, Split.random(reversed, 0.2, 7));
        assertNotEquals(split, Split.random(names, 0.2, 8));
        assertEquals(
                1,
                Split.random(List.of("a", "b"), 0.01, 1)
                        .of(SplitPart.VALIDATION)
                        .size());
        assertEquals(
                1, Split.random(List.of("a", "b"), 0.99, 1).of(SplitPart.TRAIN).size());
    }

    @Test
    void oneImageCannotBeSplit() {
        String message = assertThrows(InputException.class, () -> Split.random(List.of("only"), 0.2, 1))
                .getMessage();
        assertTrue(message.contains("Only one image (only)"), message);
    }

    @Test
    void aTableIsReadWithExtensionsQuotesAndOtherSeparators() throws IOException {
        Path csv = Files.writeString(
                folder.resolve("split.csv"),
                "\uFEFFpatient;Name;Split\n1;\"a.png\";Train\n\n2;b.1;validation\n3;c;test\n");
        Split split = Split.read(csv);
        assertEquals(List.of("a"), split.of(SplitPart.TRAIN));
        assertEquals(List.of("b.1"), split.of(SplitPart.VALIDATION));
        assertEquals(List.of("c"), split.of(SplitPart.TEST));
    }

    @Test
    void brokenTablesAreRefusedByLine() throws IOException {
        assertRefused("name,part\na,train\n", "line 1", "name and split");
        assertRefused("name,split\na,train\nb,maybe\n", "line 3", "train, val, test");
        assertRefused("name,split\na,train\na.png,test\n", "line 3", "twice");
        assertRefused("", "empty");
    }

    private void assertRefused(String text, String... parts) throws IOException {
        Path csv = Files.writeString(folder.resolve("bad.csv"), text);
        String message =
                assertThrows(InputException.class, () -> Split.read(csv)).getMessage();
        for (String part : parts) assertTrue(message.contains(part), message);
    }

    @Test
    void anyNameSurvivesItsTable() {
        List<String> names = List.of(
                "a, b",
                "the \"best\"",
                "two\nlines",
                "Zellkörper",
                "x;y",
                "tab\tname",
                " spaced ",
                "cell.v1",
                "\uFEFFmark");
        Map<String, SplitPart> parts = new LinkedHashMap<>();
        for (String name : names) parts.put(name, parts.size() % 2 == 0 ? SplitPart.TRAIN : SplitPart.TEST);
        Path csv = folder.resolve("split.csv");
        new Split(parts).write(csv);
        assertEquals(new Split(parts), Split.read(csv));
        assertEquals(names, List.copyOf(Split.read(csv).parts().keySet()));
    }

    /** As German Excel writes it: semicolons, carriage returns, windows-1252. */
    @Test
    void aTableOfExcelIsRead() throws IOException {
        byte[] bytes = "Name;Split\r\n\"Zelle; groß.tif\";train\r\n\r\nNuß;Test\r\n".getBytes("windows-1252");
        Split split = Split.read(Files.write(folder.resolve("excel.csv"), bytes));
        assertEquals(List.of("Zelle; groß"), split.of(SplitPart.TRAIN));
        assertEquals(List.of("Nuß"), split.of(SplitPart.TEST));
    }
}
