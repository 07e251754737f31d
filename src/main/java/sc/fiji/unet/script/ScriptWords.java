package sc.fiji.unet.script;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Cuts source text into words, line by line; lines go on within brackets. */
final class ScriptWords {
    private static final Pattern WORD = Pattern.compile(
            "\\s*(?:(\"(?:[^\"\\\\]|\\\\.)*+\"|'(?:[^'\\\\]|\\\\.)*+')|(\\d[\\d.]*(?:[eE][+-]?\\d+)?|\\.\\d+(?:[eE][+-]?\\d+)?)"
                    + "|([A-Za-z_]\\w*)|(->|[()\\[\\],:=.\\-*{}]))");

    /**
     * A line of source text.
     *
     * @param indent blanks before it
     * @param words strings with their quotes
     */
    record Line(int indent, List<String> words) {}

    private ScriptWords() {}

    static List<Line> of(String source) {
        List<Line> lines = new ArrayList<>();
        List<String> words = null;
        int indent = 0;
        int depth = 0;
        for (String text : source.split("\n")) {
            String code = text.strip();
            if (code.isEmpty() || code.startsWith("#")) continue;
            if (depth == 0) {
                words = new ArrayList<>();
                indent = text.length() - text.stripLeading().length();
                lines.add(new Line(indent, words));
            }
            depth += cut(code, words);
        }
        return lines;
    }

    /** Adds the words of a text; how many more brackets it opens than it closes. */
    private static int cut(String code, List<String> words) {
        Matcher matcher = WORD.matcher(code);
        int depth = 0;
        int at = 0;
        while (at < code.length()) {
            if (!matcher.region(at, code.length()).lookingAt())
                throw new IllegalArgumentException("its code has a line that no network needs: " + shown(code));
            String word = matcher.group().strip();
            words.add(word);
            if (word.equals("(") || word.equals("[") || word.equals("{")) depth++;
            if (word.equals(")") || word.equals("]") || word.equals("}")) depth--;
            at = matcher.end();
            while (at < code.length() && Character.isWhitespace(code.charAt(at))) at++;
        }
        return depth;
    }

    private static String shown(String code) {
        return code.length() > 80 ? code.substring(0, 80) + "..." : code;
    }
}
