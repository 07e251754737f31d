package sc.fiji.unet.live;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * All that was painted in a live session, plane by plane, with undo and redo. Of the strokes of a class, every fifth is held
 * out: nothing is learned from it, so that it can say how good the network is. Thread safe.
 */
public final class LiveStrokes {
    /** The fourth stroke of a class is the first that is held out: before, each is needed to learn from. */
    private static final int HELD_EVERY = 5;

    private static final int FIRST_HELD = 3;
    private static final int MOST_STEPS = 200;

    private final List<int[]> sizes;
    private final Map<Integer, StrokePlane> planes = new TreeMap<>();
    private final Deque<Stroke> done = new ArrayDeque<>();
    private final Deque<Stroke> undone = new ArrayDeque<>();
    private final Set<Integer> unsaved = new TreeSet<>();
    private final List<Integer> strokesOf = new ArrayList<>();
    private Stroke current;
    private long version;

    /** Where pixels changed. */
    public record Change(int plane, Rect box) {}

    /** One thing that a person did, of which no part can be undone alone. */
    private record Stroke(int index, boolean held, List<Part> parts) {
        Rect boxOn(int plane) {
            return parts.stream()
                    .filter(part -> part.plane() == plane)
                    .map(part -> part.edit().box())
                    .reduce(Rect.NONE, Rect::with);
        }
    }

    private record Part(int plane, StrokePlane.Edit edit) {}

    /**
     * Nothing is painted yet.
     *
     * @param sizes width and height of each plane
     */
    public LiveStrokes(List<int[]> sizes) {
        this.sizes = List.copyOf(sizes);
    }

    /** Begins a stroke of a class, or of the eraser with -1; whether it is held out is settled now. */
    public synchronized void begin(int index) {
        end();
        boolean held = index >= 0 && strokes(index) >= FIRST_HELD && strokes(index) % HELD_EVERY == FIRST_HELD;
        current = new Stroke(index, held, new ArrayList<>());
    }

    /** Begins a stroke of several classes that is learned from in any case, such as a prediction that was found right. */
    public synchronized void beginMany() {
        end();
        current = new Stroke(-1, false, new ArrayList<>());
    }

    /** Goes on with the stroke that was begun, in its class. */
    public synchronized Change add(int plane, Area area) {
        return add(plane, area, current.index());
    }

    /** Goes on with it in another class. */
    public synchronized Change add(int plane, Area area, int index) {
        StrokePlane.Edit edit = plane(plane).paint(area, index, current.held());
        if (edit.changes()) {
            current.parts().add(new Part(plane, edit));
            unsaved.add(plane);
        }
        return new Change(plane, edit.box());
    }

    /** Ends the stroke that was begun; whoever trains takes note of it now. */
    public synchronized void end() {
        if (current == null) return;
        if (!current.parts().isEmpty()) {
            if (current.index() >= 0) count(current.index(), 1);
            done.push(current);
            if (done.size() > MOST_STEPS) done.removeLast();
            undone.clear();
            version++;
        }
        current = null;
    }

    /** Takes the last stroke back. */
    public synchronized Optional<Change> undo() {
        end();
        if (done.isEmpty()) return Optional.empty();
        Stroke stroke = done.pop();
        for (int i = stroke.parts().size() - 1; i >= 0; i--) {
            Part part = stroke.parts().get(i);
            plane(part.plane()).write(part.edit().box(), part.edit().before());
        }
        if (stroke.index() >= 0) count(stroke.index(), -1);
        undone.push(stroke);
        return Optional.of(changed(stroke));
    }

    /** Paints again what was taken back. */
    public synchronized Optional<Change> redo() {
        end();
        if (undone.isEmpty()) return Optional.empty();
        Stroke stroke = undone.pop();
        for (Part part : stroke.parts()) {
            plane(part.plane()).write(part.edit().box(), part.edit().after());
        }
        if (stroke.index() >= 0) count(stroke.index(), 1);
        done.push(stroke);
        return Optional.of(changed(stroke));
    }

    private Change changed(Stroke stroke) {
        version++;
        stroke.parts().forEach(part -> unsaved.add(part.plane()));
        int plane = stroke.parts().get(0).plane();
        return new Change(plane, stroke.boxOn(plane));
    }

    /** Rises with every stroke. */
    public synchronized long version() {
        return version;
    }

    /** Takes what a file says of a plane. */
    synchronized void load(int plane, int[] target, boolean held) {
        plane(plane).load(target, held);
        version++;
    }

    /** How many strokes each class got so far, over all sittings. */
    synchronized List<Integer> strokes() {
        return List.copyOf(strokesOf);
    }

    synchronized void loadStrokes(List<Integer> numbers) {
        strokesOf.clear();
        strokesOf.addAll(numbers);
    }

    private int strokes(int index) {
        return index < strokesOf.size() ? strokesOf.get(index) : 0;
    }

    private void count(int index, int by) {
        while (strokesOf.size() <= index) strokesOf.add(0);
        strokesOf.set(index, Math.max(0, strokesOf.get(index) + by));
    }

    /** The planes that changed since this was asked last. */
    synchronized Set<Integer> takeUnsaved() {
        Set<Integer> taken = Set.copyOf(unsaved);
        unsaved.clear();
        return taken;
    }

    /** Has every plane with strokes saved again, as where a class got another name. */
    public synchronized void touchAll() {
        unsaved.addAll(planes.keySet());
    }

    /** The planes that were painted on. */
    synchronized List<Integer> planes() {
        return List.copyOf(planes.keySet());
    }

    /** Where the last few strokes lie that are learned from, the newest first. */
    synchronized List<Change> recent(int most) {
        return done.stream()
                .filter(stroke -> !stroke.held())
                .limit(most)
                .map(stroke -> {
                    int plane = stroke.parts().get(0).plane();
                    return new Change(plane, stroke.boxOn(plane));
                })
                .toList();
    }

    /** The class of each pixel of a box, ignored where there is none. */
    public synchronized int[] target(int plane, Rect box, boolean held) {
        StrokePlane painted = planes.get(plane);
        if (painted != null) return painted.target(box, held);
        int[] nothing = new int[Math.toIntExact(box.size())];
        Arrays.fill(nothing, -1);
        return nothing;
    }

    /** Around all strokes of a plane that are held out, or all that are not. */
    public synchronized Rect bounds(int plane, boolean held) {
        StrokePlane painted = planes.get(plane);
        return painted == null ? Rect.NONE : painted.bounds(held);
    }

    /** How many pixels each of so many classes got that are held out, or that are not. */
    public synchronized long[] pixels(int classes, boolean held) {
        long[] counts = new long[classes];
        planes.values().forEach(plane -> plane.count(counts, held));
        return counts;
    }

    /** All of a plane. */
    public Rect whole(int plane) {
        return new Rect(0, 0, sizes.get(plane)[0], sizes.get(plane)[1]);
    }

    private StrokePlane plane(int index) {
        return planes.computeIfAbsent(index, i -> new StrokePlane(sizes.get(i)[0], sizes.get(i)[1]));
    }
}
