package sc.fiji.unet.track;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import sc.fiji.unet.base.AtomicFiles;
import sc.fiji.unet.base.Csv;
import sc.fiji.unet.base.CsvRow;

/**
 * A table of numbers by step in a CSV file. Rows are appended; only a new column, or a step that was there already
 * because a training resumed, has the file written anew, atomically.
 */
final class CsvTable {
    private static final String STEP = "step";
    private final Path file;
    private final List<String> columns = new ArrayList<>();
    private final Map<String, Double> row = new LinkedHashMap<>();
    private long rowStep;
    private long lastStep = -1;

    /** Continues a file that is there, below a step; rows from it on go, and a last line cut off by a crash. */
    CsvTable(Path file, long end) {
        this.file = file;
        if (!Files.exists(file)) return;
        List<CsvRow> rows = wholeRows();
        if (rows.isEmpty()) return;
        List<String> header = rows.get(0).cells();
        columns.addAll(header.subList(1, header.size()));
        rewrite(end);
    }

    /** Sets a cell; the row before is written when a new step begins. */
    void put(String name, long step, double value) {
        if (step != rowStep) flush();
        rowStep = step;
        row.put(name, value);
    }

    /** Writes the row so far. */
    void flush() {
        if (row.isEmpty()) return;
        boolean newColumns = !columns.containsAll(row.keySet());
        if (newColumns || rowStep <= lastStep) {
            row.keySet().stream().filter(name -> !columns.contains(name)).forEach(columns::add);
            rewrite(rowStep);
        }
        append(Csv.line(cells()));
        lastStep = rowStep;
        row.clear();
    }

    private List<String> cells() {
        List<String> cells = new ArrayList<>(List.of(String.valueOf(rowStep)));
        for (String column : columns) cells.add(row.containsKey(column) ? String.valueOf(row.get(column)) : "");
        return cells;
    }

    /** Writes the header and those rows that are before the step, filled up to all columns. */
    private void rewrite(long beforeStep) {
        List<String> header = new ArrayList<>(List.of(STEP));
        header.addAll(columns);
        StringBuilder text = new StringBuilder(Csv.line(header));
        List<CsvRow> rows = Files.exists(file) ? wholeRows() : List.of();
        lastStep = -1;
        for (CsvRow old : rows.subList(Math.min(1, rows.size()), rows.size())) {
            long step = Long.parseLong(old.cell(0));
            if (step >= beforeStep) continue;
            text.append(Csv.line(
                    IntStream.rangeClosed(0, columns.size()).mapToObj(old::cell).toList()));
            lastStep = step;
        }
        AtomicFiles.writeString(file, text.toString());
    }

    private List<CsvRow> wholeRows() {
        try {
            String text = Files.readString(file);
            return Csv.parse(text.substring(0, text.lastIndexOf('\n') + 1), file.toString());
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + file + " to continue it.", e);
        }
    }

    private void append(String line) {
        try {
            Files.writeString(file, line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot append to " + file + ". Is the disk full?", e);
        }
    }
}
