package sc.fiji.unet.distributed;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.TreeMap;

/**
 * Where a cluster spends its time on a large image: the true stages and tasks, done by pretended workers. The driver lists
 * what is missing before and after each attempt, launches one task after the other, and joins the pieces of all blocks.
 *
 * @param workers each does one task at a time
 * @param heap of the driver, in bytes
 * @param largest how many blocks the box of the largest piece takes, of touching objects that are to be divided
 */
record ClusterModel(int workers, long heap, int largest) {
    /** Seconds in which a shared file system says whether a file is there. */
    private static final double ASK = 0.001;

    /** Bytes a second that one program reads of it. */
    private static final double READ = 500e6;

    /** Seconds that the driver needs to send a task. */
    private static final double LAUNCH = 0.001;

    /** Seconds for the classes of a block of 512 x 512 x 64 voxels, and for whatever else is done with one. */
    private static final double SEGMENT = 30;

    private static final double OTHER = 3;

    /** Seconds to divide the touching objects of such a block, or of a piece in a box of its size. */
    static final double DIVIDE = 30;

    /** How often the driver opens a file of each block to name the objects of all. */
    private static final int NAMING = 3;

    private static final double FAILING = 0.002;

    /** Chunks of labels in such a block, each a file. */
    private static final int CHUNKS = 16;

    /** Seconds by what they are spent on. */
    record Spent(Map<String, Double> seconds) {
        /** The most expensive first, but the work that was asked for. */
        List<String> worst() {
            return seconds.entrySet().stream()
                    .filter(entry -> !entry.getKey().equals("work"))
                    .sorted((a, b) -> Double.compare(b.getValue(), a.getValue()))
                    .map(Map.Entry::getKey)
                    .toList();
        }

        long minutes(String what) {
            return Math.round(seconds.get(what) / 60);
        }

        /** How many workers need as long as all waits for one program; more of them can at most halve the time. */
        long enough(int workers) {
            double alone = worst().stream().mapToDouble(seconds::get).sum();
            return Math.round(workers * seconds.get("work") / alone);
        }
    }

    Spent run(BlockWork work, BlockGrid grid, int bytesOfVoxel) {
        Map<String, Double> seconds = new TreeMap<>();
        long[] size = grid.size();
        double pixels = (double) size[0] * size[1] * size[2] / grid.images();
        List<Stage> stages = work.stages();
        seconds.merge("listing", ASK * work.tasks(stages.get(1)), Double::sum); // what an earlier run left
        for (Stage stage : stages) {
            double task =
                    switch (stage.kind()) {
                        case SCALING -> pixels * bytesOfVoxel / READ;
                        case CLASSES -> SEGMENT;
                        case OBJECTS -> DIVIDE;
                        default -> OTHER;
                    };
            stage(stage, work.tasks(stage), task, seconds);
        }
        boolean divides = stages.stream().anyMatch(stage -> stage.kind() == Stage.Kind.OBJECTS);
        long tables = reads(grid, heap) + (divides ? grid.count() : 0); // for the boxes around shared pieces
        seconds.put("stitching", tables * (double) bytes(grid) / READ);
        if (divides) seconds.put("naming", NAMING * ASK * grid.count());
        return new Spent(seconds);
    }

    /** The first block divides the largest piece, beside what is its own. */
    private double rest(Stage stage, int task, boolean anew) {
        return stage.kind() == Stage.Kind.OBJECTS && task == 0 && !anew ? (largest - 1) * DIVIDE : 0;
    }

    /** One attempt after the other, until nothing is missing. */
    private void stage(Stage stage, int tasks, double duration, Map<String, Double> seconds) {
        Random random = new Random(16L * stage.kind().ordinal() + stage.level());
        String what = stage.kind() == Stage.Kind.SCALING ? "normalizing" : "work";
        int chunks = stage.kind() == Stage.Kind.LABELS || stage.kind() == Stage.Kind.LEVELS ? CHUNKS : 1;
        int missing = tasks;
        while (missing > 0) {
            seconds.merge("listing", ASK * (missing + (double) chunks * (tasks - missing)), Double::sum);
            PriorityQueue<Double> free = new PriorityQueue<>();
            for (int i = 0; i < workers; i++) free.add(0.0);
            double end = 0;
            double last = 0;
            int failed = 0;
            for (int i = 0; i < missing; i++) {
                boolean fails = tasks > 1 && random.nextDouble() < FAILING;
                double start = Math.max(free.remove(), i * LAUNCH);
                double done = start + duration * spread(tasks, random) * (fails ? 0.5 : 1);
                double rest = rest(stage, i, missing < tasks);
                free.add(done + rest);
                end = Math.max(end, done);
                last = Math.max(last, done + rest);
                if (fails) failed++;
            }
            seconds.merge(what, end, Double::sum);
            if (last > end) seconds.merge("largest piece", last - end, Double::sum);
            missing = failed;
        }
        seconds.merge("listing", ASK * chunks * tasks, Double::sum);
    }

    private static double spread(int tasks, Random random) {
        return tasks == 1 ? 1 : 0.8 + 0.4 * random.nextDouble();
    }

    /** What the table of a block takes: its faces. */
    static long bytes(BlockGrid grid) {
        int[] block = grid.block();
        return 8L * (block[0] * (long) block[1] + block[0] * (long) block[2] + block[1] * (long) block[2]);
    }

    /** How often the driver reads a table: as {@link WholePieces} goes through them, with a sixth of its memory to keep some. */
    static long reads(BlockGrid grid, long heap) {
        long room = heap / 6 / bytes(grid);
        LinkedHashMap<Integer, Boolean> kept = new LinkedHashMap<>(16, 0.75f, true);
        long reads = 0;
        for (int block = 0; block < grid.count(); block++) reads += get(kept, block, room);
        for (int block = 0; block < grid.count(); block++) {
            for (int other : neighbors(grid, block)) {
                reads += get(kept, block, room);
                reads += get(kept, other, room);
            }
        }
        return reads;
    }

    private static List<Integer> neighbors(BlockGrid grid, int block) {
        List<Integer> neighbors = new ArrayList<>();
        for (int[] offset : FaceJoin.directions()) {
            int other = grid.neighbor(block, offset);
            if (other >= 0) neighbors.add(other);
        }
        return neighbors;
    }

    /** 1 where it has to be read. */
    private static int get(LinkedHashMap<Integer, Boolean> kept, int block, long room) {
        if (kept.get(block) != null) return 0;
        kept.put(block, true);
        if (kept.size() > room) kept.remove(kept.keySet().iterator().next());
        return 1;
    }
}
