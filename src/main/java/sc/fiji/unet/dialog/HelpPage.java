package sc.fiji.unet.dialog;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.scijava.command.Command;
import org.scijava.command.CommandInfo;
import sc.fiji.unet.base.InputException;

/**
 * The page about a command below docs/help: what it does and its parameters, made from the command, around what people
 * wrote about when to use it and what may go wrong.
 */
public final class HelpPage {
    /** Where the project's pages are read. */
    public static final String ADDRESS = "https://github.com/fiji/unet/blob/main/docs/help/";

    private static final String FOLDER = "/sc/fiji/unet/help/";
    private static final String BY_HAND = "## When to use it\n";
    private static final String MADE = "## Parameters\n";

    private HelpPage() {}

    /** The page's file name. */
    public static String file(CommandInfo info) {
        String name = info.getMenuPath().getLeaf().getName().toLowerCase(Locale.ROOT);
        return name.replaceAll("[^a-z0-9]+", "-").replaceAll("^-|-$", "") + ".md";
    }

    /** Where the page of a command is on the web. */
    public static URL address(CommandInfo info) {
        try {
            return URI.create(ADDRESS + file(info)).toURL();
        } catch (MalformedURLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What people wrote on the page, which is in the jar, as HTML; empty in a build that lacks it. */
    static String offline(CommandInfo info) {
        try (InputStream in = HelpPage.class.getResourceAsStream(FOLDER + file(info))) {
            return in == null ? "" : MarkdownText.html(byHand(new String(in.readAllBytes(), StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read the help page " + file(info), e);
        }
    }

    /** The page with what is made from the command up to date, and what was written by hand as it is. */
    public static String updated(Class<? extends Command> type, String page) {
        CommandInfo info = new CommandInfo(type);
        return "# " + info.getMenuPath().getLeaf().getName() + "\n\n" + info.getDescription() + "\n\n" + byHand(page)
                + MADE + "\n" + ParameterTable.of(type);
    }

    /** The part of a page that people wrote, without heading and tables; a page without it is refused. */
    public static String byHand(String page) {
        int start = page.indexOf(BY_HAND);
        if (start < 0) throw new InputException("A help page lacks the heading \"" + BY_HAND.strip() + "\".");
        int end = page.indexOf(MADE, start);
        return end < 0 ? page.substring(start).stripTrailing() + "\n\n" : page.substring(start, end);
    }
}
