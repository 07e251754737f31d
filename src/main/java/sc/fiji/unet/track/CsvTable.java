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
import sc.fiji.unet.base.AtomicFiles;

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

    /** Continues a file that is there; a last line cut off by a crash goes. */
    CsvTable(Path file) {
        this.file = file;
        if (!Files.exists(file)) return;
        List<String> lines = wholeLines();
        if (lines.isEmpty()) return;
        List<String> header = List.of(lines.get(0).split(","));
        columns.addAll(header.subList(1, header.size()));
        rewrite(Long.MAX_VALUE);
    }

    /** Sets a cell; the row before is written when a new step begins. */
    void put(String name, long step, double value) {
        if (step != rowStep) flush();
        rowStep = step;
        row.put(name.replaceAll("[\",\r\n]", "_"), value);
    }

    /** Writes the row so far. */
    void flush() {
        if (row.isEmpty()) return;
        boolean newColumns = !columns.containsAll(row.keySet());
        if (newColumns || rowStep <= lastStep) {
            row.keySet().stream().filter(name -> !columns.contains(name)).forEach(columns::add);
            rewrite(rowStep);
        }
        append(line());
        lastStep = rowStep;
        row.clear();
    }

    private String line() {
        StringBuilder line = new StringBuilder().append(rowStep);
        for (String column : columns) line.append(',').append(row.containsKey(column) ? row.get(column) : "");
        return line.append('\n').toString();
    }

    /** Writes the header and those rows that are before the step, filled up to all columns. */
    private void rewrite(long beforeStep) {
        StringBuilder text = new StringBuilder(STEP + "," + String.join(",", columns) + "\n");
        List<String> lines = Files.exists(file) ? wholeLines() : List.of();
        lastStep = -1;
        for (String line : lines.subList(Math.min(1, lines.size()), lines.size())) {
            long step = Long.parseLong(line.substring(0, line.indexOf(',')));
            if (step >= beforeStep) continue;
            int missing =
                    columns.size() - (int) line.chars().filter(c -> c == ',').count();
            text.append(line).append(",".repeat(missing)).append('\n');
            lastStep = step;
        }
        AtomicFiles.writeString(file, text.toString());
    }

    private List<String> wholeLines() {
        try {
            String text = Files.readString(file);
            return text.substring(0, text.lastIndexOf('\n') + 1).lines().toList();
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
