package sc.fiji.unet.base;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Keeps what was noted. */
public final class NotedProgress implements Progress {
    private final List<String> lines = new CopyOnWriteArrayList<>();

    @Override
    public void note(String line) {
        lines.add(line);
    }

    /** All notes, one a line. */
    @Override
    public String toString() {
        return String.join("\n", lines);
    }
}
