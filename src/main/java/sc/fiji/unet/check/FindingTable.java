package sc.fiji.unet.check;

import java.util.ArrayList;
import java.util.List;
import sc.fiji.unet.base.Csv;

/** Findings as a table: a row for each image in question, or one for the set where it is about no image. */
public final class FindingTable {
    /** What its columns are called. */
    public static final List<String> COLUMNS = List.of("image", "finding", "level", "detail", "what", "training");

    private FindingTable() {}

    /** The cells of each row. */
    public static List<List<String>> rows(List<Finding> findings) {
        List<List<String>> rows = new ArrayList<>();
        for (Finding finding : findings) {
            if (finding.suspects().isEmpty()) rows.add(row(finding, new Suspect("", "")));
            finding.suspects().forEach(suspect -> rows.add(row(finding, suspect)));
        }
        return rows;
    }

    /** The table as comma-separated values with a header. */
    public static String csv(List<Finding> findings) {
        StringBuilder csv = new StringBuilder(Csv.line(COLUMNS));
        rows(findings).forEach(row -> csv.append(Csv.line(row)));
        return csv.toString();
    }

    private static List<String> row(Finding finding, Suspect suspect) {
        return List.of(
                suspect.name(),
                finding.kind(),
                finding.level().toString(),
                suspect.detail(),
                finding.what(),
                finding.training());
    }
}
