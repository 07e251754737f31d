package sc.fiji.unet.base;

import java.util.ArrayList;
import java.util.List;

/** Takes a text apart into rows and cells, character by character. For one use. */
final class CsvParser {
    private static final String SEPARATORS = ",;\t";
    private final String text;
    private final String name;
    private final char separator;
    private final List<CsvRow> rows = new ArrayList<>();
    private final List<String> cells = new ArrayList<>();
    private int at;
    private int line = 1;
    private int firstLine = 1;

    CsvParser(String text, String name) {
        this.text = text;
        this.name = name;
        separator = separator(text);
    }

    /** The most frequent one outside quotes in the first row. */
    private static char separator(String text) {
        int[] counts = new int[SEPARATORS.length()];
        boolean quoted = false;
        for (int i = 0; i < text.length() && (quoted || !isBreak(text.charAt(i))); i++) {
            char c = text.charAt(i);
            if (c == '"') quoted = !quoted;
            else if (!quoted && SEPARATORS.indexOf(c) >= 0) counts[SEPARATORS.indexOf(c)]++;
        }
        int most = 0;
        for (int i = 1; i < counts.length; i++) if (counts[i] > counts[most]) most = i;
        return SEPARATORS.charAt(most);
    }

    List<CsvRow> rows() {
        while (at < text.length()) {
            skipBlanks();
            boolean quoted = at < text.length() && text.charAt(at) == '"';
            cells.add(quoted ? quoted() : plain());
            boolean more = at < text.length() && text.charAt(at) == separator;
            if (!more) endRow(quoted);
            else if (++at == text.length()) cells.add("");
        }
        if (!cells.isEmpty()) endRow(false);
        return rows;
    }

    private void endRow(boolean lastQuoted) {
        boolean blank = cells.size() == 1 && cells.get(0).isEmpty() && !lastQuoted;
        if (!blank) rows.add(new CsvRow(firstLine, cells));
        cells.clear();
        if (at < text.length()) lineBreak();
        firstLine = line;
    }

    /** Up to the next separator or the end of the line. */
    private String plain() {
        int from = at;
        while (at < text.length() && text.charAt(at) != separator && !isBreak(text.charAt(at))) at++;
        return text.substring(from, at).strip();
    }

    /** Up to the closing quote; what stands between it and the separator belongs to the cell. */
    private String quoted() {
        StringBuilder cell = new StringBuilder();
        int opening = line;
        for (at++; ; at++) {
            if (at >= text.length()) {
                throw new InputException(name + ", line " + opening + ": a quotation mark opens a cell and none closes"
                        + " it. Write \"\" for a quotation mark inside a quoted cell.");
            }
            char c = text.charAt(at);
            if (c == '"' && !isQuote(at + 1)) break;
            if (c == '"') at++;
            if (c == '\n' || c == '\r' && !isLineFeed(at + 1)) line++;
            cell.append(c);
        }
        at++;
        return cell.append(plain()).toString();
    }

    /** Line feed, carriage return or both. */
    private void lineBreak() {
        if (text.charAt(at) == '\r' && isLineFeed(at + 1)) at++;
        at++;
        line++;
    }

    private void skipBlanks() {
        while (at < text.length() && text.charAt(at) == ' ') at++;
    }

    private boolean isQuote(int i) {
        return i < text.length() && text.charAt(i) == '"';
    }

    private boolean isLineFeed(int i) {
        return i < text.length() && text.charAt(i) == '\n';
    }

    private static boolean isBreak(char c) {
        return c == '\n' || c == '\r';
    }
}
