package sc.fiji.unet.base;

import java.util.List;

/**
 * A row of a table that {@link Csv} read.
 *
 * @param line on which it begins, from 1
 * @param cells without quotes
 */
public record CsvRow(int line, List<String> cells) {
    /** Copies the list. */
    public CsvRow {
        cells = List.copyOf(cells);
    }

    /** A cell as it was read; empty where the row is shorter. */
    public String cell(int column) {
        return column < cells.size() ? cells.get(column) : "";
    }
}
