package sc.fiji.unet.base;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvTest {
    private static List<List<String>> cells(String text) {
        return Csv.parse(text, "t.csv").stream().map(CsvRow::cells).toList();
    }

    @Test
    void plainCellsAreWrittenAsTheyAre() {
        assertEquals("name,0.5,,a b,\u00e4\n", Csv.line("name", "0.5", "", "a b", "\u00e4"));
        assertEquals("\"a,b\",\"c\"\"d\",\"e\nf\",\" g\"\n", Csv.line("a,b", "c\"d", "e\nf", " g"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                ",",
                ";",
                "\"",
                "\"\"",
                "a,b",
                "a;b;c;d",
                "a\tb",
                "a\nb",
                "a\r\nb",
                "\r",
                "\u00e4\u00df",
                "\uFEFFa",
                "\"a",
                "a\""
            })
    void everyCellSurvivesWhereverItStands(String cell) {
        for (int column = 0; column < 3; column++) {
            List<String> row = new ArrayList<>(List.of("x", "y", "z"));
            row.set(column, cell);
            assertEquals(List.of(row, row), cells(Csv.line(row) + Csv.line(row)));
        }
        assertEquals(List.of(List.of(cell)), cells(Csv.line(cell)));
    }

    @ParameterizedTest
    @ValueSource(strings = {",", ";", "\t"})
    void separatorsAndLineEndsOfSpreadsheetsAreRead(String separator) {
        String text = "\uFEFFa,b,c\r\n\r\n 1 ,\"2\"\"\r\n\" ,\r\n4,5,6".replace(",", separator);
        List<CsvRow> rows = Csv.parse(text, "t.csv");
        assertEquals(
                List.of(List.of("a", "b", "c"), List.of("1", "2\"\r\n", ""), List.of("4", "5", "6")),
                rows.stream().map(CsvRow::cells).toList());
        assertEquals(List.of(1, 3, 5), rows.stream().map(CsvRow::line).toList());
        assertEquals("", rows.get(1).cell(7), "a short row has empty cells");
    }

    @Test
    void theSeparatorIsThatOfTheHeader() {
        assertEquals(List.of(List.of("a", "b"), List.of("1,5", "2,5")), cells("a;b\n1,5;2,5\n"));
        assertEquals(List.of(List.of("x;y;z", "b")), cells("\"x;y;z\",b\n"), "not what is quoted");
    }

    @Test
    void emptyLinesAreNoRows() {
        assertEquals(List.of(), cells(""));
        assertEquals(List.of(), cells("\n\r\n  \n"));
        assertEquals(List.of(List.of("a", "")), cells("a,"));
    }

    @Test
    void aQuoteThatNobodyClosesIsNamedByItsLine() {
        String message = assertThrows(InputException.class, () -> cells("a,b\nc,\"d\n\ne"))
                .getMessage();
        assertTrue(message.startsWith("t.csv, line 2: "), message);
    }
}
