package sc.fiji.unet.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Locale;
import java.util.regex.Pattern;

/** Text as a terminal may get it: names of files and classes are others' words, and must neither color nor clear nor reorder. */
final class TerminalText {
    private static final Pattern COMMANDING =
            Pattern.compile("(?!\\r?\\n|\\t)\\p{Cntrl}|[\\u0080-\\u009F\\u202A-\\u202E\\u2066-\\u2069]");

    private TerminalText() {}

    /** The text with what a terminal would obey written out; lines and tabs stay. */
    static String of(String text) {
        return COMMANDING
                .matcher(String.valueOf(text))
                .replaceAll(found -> String.format(
                        Locale.ROOT, "\\\\u%04x", (int) found.group().charAt(0)));
    }

    /** As {@link #of(String)}, the text being where a failure comes from. */
    static String of(Throwable failure) {
        StringWriter trace = new StringWriter();
        failure.printStackTrace(new PrintWriter(trace, true));
        return of(trace.toString());
    }
}
