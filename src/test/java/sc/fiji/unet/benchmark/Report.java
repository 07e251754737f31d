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
        map.put("fp32", format("fp32", ""));
        map.put("bf16", format("bf16", ""));
        map.put("int8", format("int8", " int8"));
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
        Double pipeline = figures.ratio("train pipeline", "train ready");
        if (pipeline != null) map.put("augmentation", Math.max(0, 1 - pipeline));
        return map;
    }

    private Map<String, Object> against(String ours, int channels, double passes) {
        Map<String, Object> map = new LinkedHashMap<>();
        Double mpxs = figures.median(ours);
        if (mpxs == null) return map;
        map.put("plain", figures.ratio(ours, ours + " plain"));
        map.put("tuned", lower(figures.ratio(ours, ours + " tuned"), figures.ratio(ours, ours + " compiled")));
        map.put("onnxruntime", figures.ratio(ours, ours + " onnxruntime"));
        double gflops = mpxs * passes * Subject.flopsPerPixel(channels) / 1e3;
        map.put("peak", gflops / peak(figures.best(OwnFigures.BF16_IS_FASTER) > 0 ? "bf16" : "fp32"));
        map.put("mpxs", mpxs);
        map.put("gflops", gflops);
        return map;
    }

    /** One number format of ours against everybody in float32, or in int8 where they have it, and its share of its own peak. */
    private Map<String, Object> format(String ours, String theirs) {
        Map<String, Object> map = new LinkedHashMap<>();
        String predict = "predict " + ours;
        map.put("plain", figures.ratio(predict, "predict 1 plain"));
        map.put("onnxruntime", figures.ratio(predict, "predict 1 onnxruntime" + theirs));
        map.put("openvino", figures.ratio(predict, "predict 1 openvino" + theirs));
        map.put("mpxs", figures.median(predict));
        map.put("peak", share(predict, ours));
        if (ours.equals("fp32")) map.put("train", figures.ratio("train fp32", "train 1 plain"));
        return map;
    }

    private Double share(String predict, String format) {
        Double mpxs = figures.median(predict);
        return mpxs == null ? null : mpxs * Subject.flopsPerPixel(1) / 1e3 / peak(format);
    }

    private Map<String, Object> endToEnd() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("plain", figures.ratio("endtoend", "endtoend plain"));
        map.put("tuned", figures.ratio("endtoend", "endtoend tuned"));
        map.put("mpxs", figures.median("endtoend"));
        map.put("share", figures.ratio("endtoend", "predict 1"));
        map.put("computed", figures.ratio("endtoend computed", "predict 1"));
        map.put("int8 share", figures.ratio("endtoend int8", "predict int8"));
        map.put("int8 computed", figures.ratio("endtoend int8 computed", "predict int8"));
        return map;
    }

    private Map<String, Object> peaks() {
        Map<String, Object> map = new LinkedHashMap<>();
        for (String type : new String[] {"bf16", "fp32", "int8"}) {
            if (figures.best("peak " + type) != null) map.put(type, peak(type));
        }
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
