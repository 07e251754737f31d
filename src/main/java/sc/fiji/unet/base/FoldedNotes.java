package sc.fiji.unet.base;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Passes everything on, but says once for all files what was noted of each as "file: note". For one thread. */
public final class FoldedNotes implements Progress {
    private final Progress to;
    private final Map<String, List<String>> files = new LinkedHashMap<>();

    public FoldedNotes(Progress to) {
        this.to = to;
    }

    @Override
    public void update(long done, long total, String what) {
        to.update(done, total, what);
    }

    @Override
    public boolean canceled() {
        return to.canceled();
    }

    @Override
    public void note(String line) {
        int colon = line.indexOf(": ");
        String file = colon < 0 ? "" : line.substring(0, colon);
        files.computeIfAbsent(line.substring(colon < 0 ? 0 : colon + 2), n -> new ArrayList<>())
                .add(file);
    }

    /** Passes on the collected notes, those that are alike as one. */
    public void say() {
        files.forEach((note, names) -> {
            String more = names.size() > 1 ? " and " + (names.size() - 1) + " more" : "";
            to.note(names.get(0).isEmpty() ? note : names.get(0) + more + ": " + note);
        });
        files.clear();
    }
}
