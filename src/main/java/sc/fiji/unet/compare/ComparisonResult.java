package sc.fiji.unet.compare;

import java.nio.file.Path;
import java.util.List;

/**
 * What a comparison of networks came to, beside the files that it wrote.
 *
 * @param table for a terminal
 * @param best name of the winner, null where the lead is within the spread
 * @param page for a browser
 * @param done how many trainings are in it
 * @param missing names of the trainings that are left out, as they failed
 */
public record ComparisonResult(String table, String best, Path page, int done, List<String> missing) {
    /** For a person: the table, and where to look. */
    public String summary() {
        return table + "\nPage: " + page;
    }
}
