package sc.fiji.unet.track;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
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
    private final Deque<Row> unwritten = new ArrayDeque<>();
    private long rowStep;
    private long lastStep = -1;
    private boolean torn;

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

    /** One line, which waits where it cannot be written. */
    private record Row(long step, Map<String, Double> values) {
        String line(List<String> columns) {
            List<String> cells = new ArrayList<>(List.of(String.valueOf(step)));
            for (String column : columns)
                cells.add(values.containsKey(column) ? String.valueOf(values.get(column)) : "");
            return Csv.line(cells);
        }
    }

    /** Writes the row so far; where that fails, as on a full disk, it is written with the next one. */
    void flush() {
        try {
            writeAll();
        } catch (UncheckedIOException e) {
            torn = true; // the training's own files cannot be written either, and it says so
        }
    }

    /** The same, but that a failure is one. */
    void close() {
        writeAll();
    }

    private void writeAll() {
        if (!row.isEmpty()) unwritten.add(new Row(rowStep, new LinkedHashMap<>(row)));
        row.clear();
        while (!unwritten.isEmpty()) {
            write(unwritten.peek());
            unwritten.remove();
        }
    }

    private void write(Row next) {
        if (torn && !Files.isDirectory(file.toAbsolutePath().getParent())) {
            throw new UncheckedIOException(
                    "The folder of " + file + " is no longer there.", new NoSuchFileException(file.toString()));
        }
        boolean newColumns = !columns.containsAll(next.values().keySet());
        if (newColumns || torn || next.step() <= lastStep) {
            next.values().keySet().stream()
                    .filter(name -> !columns.contains(name))
                    .forEach(columns::add);
            rewrite(next.step());
            torn = false;
        }
        append(next.line(columns));
        lastStep = next.step();
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
