package sc.fiji.unet.compare;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.DoubleStream;
import sc.fiji.unet.base.Html;

/**
 * A line chart with axes and legend as SVG text, for a page that needs no other file.
 *
 * @param xLabel below the horizontal axis
 * @param yLabel beside the vertical axis
 * @param curves to draw; those of one color share a line of the legend
 */
record LineChart(String xLabel, String yLabel, List<Curve> curves) {
    /** Colors that color-blind people can tell apart (Okabe and Ito 2008). */
    private static final List<String> COLORS =
            List.of("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#000000", "#999999");

    private static final int WIDTH = 1000;
    private static final int HEIGHT = 340;
    private static final int LEFT = 70;
    private static final int BOTTOM = 45;
    private static final int TOP = 12;
    private static final int PLOT = 590;

    /** Points in the order to join them; those that are not finite are left out. */
    record Curve(String name, int color, double[] x, double[] y) {}

    private record Range(double low, double high, double tick) {
        /** A range of whole ticks of 1, 2 or 5 times a power of ten, about five of them. */
        static Range of(DoubleStream values) {
            double[] finite = values.filter(Double::isFinite).sorted().toArray();
            if (finite.length == 0) return new Range(0, 1, 0.2);
            double low = finite[0];
            double span = Math.max(finite[finite.length - 1] - low, 1e-6 * Math.max(1, Math.abs(low)));
            double power = Math.pow(10, Math.floor(Math.log10(span / 5)));
            double share = span / 5 / power;
            double tick = power * (share <= 1 ? 1 : share <= 2 ? 2 : share <= 5 ? 5 : 10);
            return new Range(Math.floor(low / tick) * tick, Math.ceil((low + span) / tick) * tick, tick);
        }

        double place(double value) {
            return (value - low) / (high - low);
        }

        List<Double> ticks() {
            List<Double> ticks = new ArrayList<>();
            for (long i = Math.round(low / tick); i <= Math.round(high / tick); i++) ticks.add(i * tick);
            return ticks;
        }
    }

    String svg() {
        Range xs = Range.of(
                DoubleStream.concat(DoubleStream.of(0), curves.stream().flatMapToDouble(c -> DoubleStream.of(c.x()))));
        Range ys = Range.of(curves.stream().flatMapToDouble(c -> DoubleStream.of(c.y())));
        StringBuilder svg = new StringBuilder(String.format(
                Locale.ROOT,
                "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" viewBox=\"0 0 %d %d\""
                        + " font-family=\"system-ui, sans-serif\" font-size=\"12\">%n",
                WIDTH,
                HEIGHT,
                WIDTH,
                HEIGHT));
        grid(svg, xs, ys);
        curves.forEach(curve -> line(svg, curve, xs, ys));
        legend(svg);
        return svg.append("</svg>\n").toString();
    }

    private void grid(StringBuilder svg, Range xs, Range ys) {
        for (double tick : ys.ticks()) {
            double y = y(ys.place(tick));
            add(svg, "<path d=\"M%d %.1fh%d\" stroke=\"#ddd\"/>", LEFT, y, PLOT);
            add(svg, "<text x=\"%d\" y=\"%.1f\" text-anchor=\"end\">%s</text>", LEFT - 6, y + 4, label(tick));
        }
        for (double tick : xs.ticks()) {
            double x = x(xs.place(tick));
            add(svg, "<text x=\"%.1f\" y=\"%d\" text-anchor=\"middle\">%s</text>", x, HEIGHT - 26, label(tick));
        }
        int middle = LEFT + PLOT / 2;
        add(svg, "<text x=\"%d\" y=\"%d\" text-anchor=\"middle\">%s</text>", middle, HEIGHT - 8, xLabel);
        add(
                svg,
                "<text transform=\"translate(14 %d) rotate(-90)\" text-anchor=\"middle\">%s</text>",
                HEIGHT / 2,
                yLabel);
    }

    private static void line(StringBuilder svg, Curve curve, Range xs, Range ys) {
        StringBuilder path = new StringBuilder();
        for (int i = 0; i < curve.x().length; i++) {
            if (!Double.isFinite(curve.y()[i])) continue;
            path.append(path.isEmpty() ? "M" : "L");
            path.append(String.format(Locale.ROOT, "%.1f %.1f", x(xs.place(curve.x()[i])), y(ys.place(curve.y()[i]))));
        }
        if (!path.isEmpty() && path.indexOf("L") < 0) path.append("h0"); // a single point is a dot: a line of no length
        add(
                svg,
                "<path d=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"%s\" stroke-linecap=\"round\"/>",
                path,
                color(curve),
                path.indexOf("L") < 0 ? "6" : "1.8");
    }

    private void legend(StringBuilder svg) {
        Map<String, Curve> named = new LinkedHashMap<>();
        curves.forEach(curve -> named.putIfAbsent(curve.name(), curve));
        int y = TOP + 10;
        for (Curve curve : named.values()) {
            add(svg, "<path d=\"M%d %dh18\" stroke=\"%s\" stroke-width=\"3\"/>", LEFT + PLOT + 16, y - 4, color(curve));
            String name = Html.escaped(curve.name());
            add(svg, "<text x=\"%d\" y=\"%d\">%s</text>", LEFT + PLOT + 40, y, name);
            y += 18;
        }
    }

    private static void add(StringBuilder svg, String format, Object... values) {
        svg.append(String.format(Locale.ROOT, format, values)).append('\n');
    }

    private static String color(Curve curve) {
        return COLORS.get(Math.floorMod(curve.color(), COLORS.size()));
    }

    private static double x(double place) {
        return LEFT + PLOT * place;
    }

    private static double y(double place) {
        return HEIGHT - BOTTOM - (HEIGHT - BOTTOM - TOP) * place;
    }

    private static String label(double value) {
        String text = String.format(Locale.ROOT, "%.6f", value).replaceFirst("\\.?0+$", "");
        return text.equals("-0") ? "0" : text;
    }
}
