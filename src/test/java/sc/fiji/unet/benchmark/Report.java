package sc.fiji.unet.benchmark;

import java.util.LinkedHashMap;
import java.util.Map;

/** Arranges figures for machines: ratios are ours over theirs, speeds in Mpx/s, shares of 1. */
record Report(Figures figures, Map<String, Object> startUp) {
    private static final double TRAINING_PASSES = 3; // forward, and backward to inputs and to weights

    Map<String, Object> toMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("predict", withColor("predict", 1));
        map.put("train", training());
        map.put("fp32", singlePrecision());
        map.put("endtoend", endToEnd());
        map.put("startup", startUp);
        map.put("peak", peaks());
        map.put("medians", figures.medians());
        return map;
    }

    private Map<String, Object> withColor(String what, double passes) {
        Map<String, Object> map = against(what + " 1", 1, passes);
        map.put("rgb", against(what + " 3", 3, passes));
        return map;
    }

    private Map<String, Object> training() {
        Map<String, Object> map = withColor("train", TRAINING_PASSES);
        map.put("augmentation", Math.max(0, 1 - figures.ratio("train pipeline", "train ready")));
        return map;
    }

    private Map<String, Object> against(String ours, int channels, double passes) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("plain", figures.ratio(ours, ours + " plain"));
        map.put("tuned", lower(figures.ratio(ours, ours + " tuned"), figures.ratio(ours, ours + " compiled")));
        map.put("onnxruntime", figures.ratio(ours, ours + " onnxruntime"));
        Double mpxs = figures.median(ours);
        double gflops = mpxs * passes * Subject.flopsPerPixel(channels) / 1e3;
        map.put("peak", gflops / peak("bf16"));
        map.put("mpxs", mpxs);
        map.put("gflops", gflops);
        return map;
    }

    private Map<String, Object> singlePrecision() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("predict", figures.ratio("predict fp32", "predict 1 plain"));
        map.put("train", figures.ratio("train fp32", "train 1 plain"));
        map.put("peak", figures.median("predict fp32") * Subject.flopsPerPixel(1) / 1e3 / peak("fp32"));
        return map;
    }

    private Map<String, Object> endToEnd() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("plain", figures.ratio("endtoend", "endtoend plain"));
        map.put("tuned", figures.ratio("endtoend", "endtoend tuned"));
        map.put("mpxs", figures.median("endtoend"));
        map.put("share", figures.ratio("endtoend", "predict 1"));
        map.put("computed", figures.ratio("endtoend computed", "predict 1"));
        return map;
    }

    private Map<String, Object> peaks() {
        Map<String, Object> map = new LinkedHashMap<>();
        for (String type : new String[] {"bf16", "fp32"}) map.put(type, peak(type));
        return map;
    }

    /** In GFLOP/s; the better of both libtorchs in the best round. */
    private double peak(String type) {
        Double theirs = figures.best("python peak " + type);
        return Math.max(figures.best("peak " + type), theirs == null ? 0 : theirs);
    }

    private static Double lower(Double a, Double b) {
        if (a == null || b == null) return a == null ? b : a;
        return Math.min(a, b);
    }
}
