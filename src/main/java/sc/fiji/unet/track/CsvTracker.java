package sc.fiji.unet.track;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import sc.fiji.unet.base.AtomicFiles;
import sc.fiji.unet.base.Csv;

/**
 * Numbers as tables that ImageJ, R or a spreadsheet opens: {@code train/loss} goes to the column {@code loss} of
 * {@code train.csv}, one row a step. Parameters go to {@code parameters.csv}. Every row is on disk once the next begins or an epoch is over;
 * pictures and files are not kept.
 */
public final class CsvTracker implements Tracker {
    private static final String UNGROUPED = "metrics";
    private final Path folder;
    private final Map<String, CsvTable> tables = new LinkedHashMap<>();
    private long resumed = Long.MAX_VALUE - 1;

    /** Writes into this folder, which is made where missing; tables already there are continued. */
    public CsvTracker(Path folder) {
        this.folder = folder;
    }

    @Override
    public void start(Run run) {
        StringBuilder text = new StringBuilder(Csv.line("parameter", "value"));
        run.parameters().forEach((name, value) -> text.append(Csv.line(name, value)));
        AtomicFiles.writeString(folder.resolve("parameters.csv"), text.toString());
    }

    @Override
    public void scalar(String tag, long step, double value) {
        int slash = tag.indexOf('/');
        String group = slash < 1 ? UNGROUPED : tag.substring(0, slash);
        table(group).put(tag.substring(slash + 1), step, value);
    }

    @Override
    public void resume(long step) {
        resumed = step;
    }

    @Override
    public void flush() {
        tables.values().forEach(CsvTable::flush);
    }

    @Override
    public void close() {
        tables.values().forEach(CsvTable::close);
    }

    private CsvTable table(String group) {
        String fileName = group.replaceAll("[^\\w.-]", "_") + ".csv";
        return tables.computeIfAbsent(fileName, name -> new CsvTable(folder.resolve(name), resumed + 1));
    }
}
