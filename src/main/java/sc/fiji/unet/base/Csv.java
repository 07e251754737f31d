package sc.fiji.unet.base;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Tables as comma-separated values (RFC 4180), the one place where they are written and read. Written are UTF-8, commas and
 * line feeds; cells that hold separators, quotes or line breaks are quoted. Read is also what spreadsheets make of that.
 *
 * <p>Commons CSV would do as well, but brings three jars along that plain ImageJ does not have.
 */
public final class Csv {
    private static final String BYTE_ORDER_MARK = "\uFEFF";
    private static final Charset WINDOWS = Charset.forName("windows-1252");

    private Csv() {}

    /** One line, with its line feed, from the text of its cells. */
    public static String line(List<String> cells) {
        if (cells.size() == 1 && cells.get(0).isEmpty()) return "\"\"\n"; // an empty line would be no row
        return cells.stream().map(Csv::quoted).collect(Collectors.joining(",", "", "\n"));
    }

    /** One line, with its line feed, from the text of its cells. */
    public static String line(String... cells) {
        return line(List.of(cells));
    }

    private static String quoted(String cell) {
        boolean special = cell.chars().anyMatch(c -> ",;\t\"\n\r".indexOf(c) >= 0)
                || cell.startsWith(BYTE_ORDER_MARK)
                || !cell.strip().equals(cell);
        return special ? '"' + cell.replace("\"", "\"\"") + '"' : cell;
    }

    /**
     * The rows of a file in UTF-8 or, as Excel writes on Windows, in windows-1252; see {@link #parse}.
     *
     * @return the header first; empty rows are left out
     */
    public static List<CsvRow> read(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        String text;
        try {
            text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            text = new String(bytes, WINDOWS);
        }
        return parse(text, file.toString());
    }

    /**
     * The rows of a text. Commas, semicolons or tabs separate cells, whichever the first row has most of; blanks around a
     * cell that is not quoted are dropped.
     *
     * @param name of the text, for messages
     */
    public static List<CsvRow> parse(String text, String name) {
        String start = text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
        return new CsvParser(start, name).rows();
    }
}
