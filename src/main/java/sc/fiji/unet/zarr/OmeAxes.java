package sc.fiji.unet.zarr;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.view.Views;
import sc.fiji.unet.image.LengthUnit;

/**
 * What the axes of an image mean, slowest first, as they are in the store.
 *
 * @param names x, y, z, c or t of each; another name for axes of one pixel
 * @param units of each, "pixel" where unknown
 */
record OmeAxes(List<String> names, List<String> units) {
    private static final List<String> ORDER = List.of("x", "y", "z", "c", "t");
    private static final Map<String, String> SHORT =
            Map.of("micrometer", "um", "nanometer", "nm", "millimeter", "mm", "centimeter", "cm", "meter", "m");
    private static final String UNKNOWN = "pixel";

    /** As the metadata of a multiscale image say; before version 0.3 they did not. */
    static OmeAxes parse(JsonObject multiscale, int rank) throws IOException {
        JsonArray axes = ZarrJson.array(multiscale, "axes");
        if (axes.isEmpty()) return ofRank(rank);
        List<String> names = new ArrayList<>();
        List<String> units = new ArrayList<>();
        for (JsonElement axis : axes) {
            JsonObject said = axis.isJsonObject() ? axis.getAsJsonObject() : new JsonObject();
            String name = axis.isJsonPrimitive() ? axis.getAsString() : ZarrJson.text(said, "name", "");
            names.add(meaning(name, ZarrJson.text(said, "type", "")));
            units.add(ZarrJson.text(said, "unit", UNKNOWN));
        }
        if (names.size() != rank)
            throw new IOException("it has " + rank + " axes, but its metadata name " + names.size());
        return new OmeAxes(names, units).checked();
    }

    /** Of arrays that say at most how their axes are called. */
    static OmeAxes named(List<String> names, int rank) throws IOException {
        if (names.size() != rank || names.contains("")) return ofRank(rank);
        List<String> meanings = names.stream().map(name -> meaning(name, "")).toList();
        if (!meanings.contains("x") || !meanings.contains("y")) return ofRank(rank);
        return new OmeAxes(meanings, unknown(rank)).checked();
    }

    private static OmeAxes ofRank(int rank) throws IOException {
        if (rank < 2 || rank > ORDER.size())
            throw new IOException("it has " + rank + " axes and does not say what they are, expected 2 to 5");
        List<String> names = new ArrayList<>();
        for (int d = rank - 1; d >= 0; d--) names.add(ORDER.get(d));
        return new OmeAxes(names, unknown(rank));
    }

    private static List<String> unknown(int rank) {
        return Collections.nCopies(rank, UNKNOWN);
    }

    private static String meaning(String name, String type) {
        String small = name.toLowerCase(Locale.ROOT);
        if (type.equals("channel")) return "c";
        if (type.equals("time")) return "t";
        if (small.equals("channel") || small.equals("channels")) return "c";
        return small.equals("time") ? "t" : small;
    }

    private OmeAxes checked() throws IOException {
        if (!names.contains("x") || !names.contains("y") || new HashSet<>(names).size() != names.size())
            throw new IOException("its axes are " + names + ", expected x and y and each once");
        return this;
    }

    /** The unit of its lengths: of x, where that is one of length. */
    String unit() {
        String unit = units.get(names.indexOf("x"));
        return LengthUnit.known(unit) ? SHORT.getOrDefault(unit, unit) : UNKNOWN;
    }

    /** Of values by axis those along x, y and z, in the unit of x; 1 where there is no such axis. */
    double[] lengths(double[] values) {
        double[] lengths = new double[3];
        for (int d = 0; d < lengths.length; d++) {
            int axis = names.indexOf(ORDER.get(d));
            lengths[d] = axis < 0 || !(values[axis] > 0) ? 1 : values[axis] * inUnit(axis);
        }
        return lengths;
    }

    private double inUnit(int axis) {
        String own = units.get(axis);
        boolean comparable = LengthUnit.known(own) && LengthUnit.known(unit());
        return comparable ? LengthUnit.micrometers(own) / LengthUnit.micrometers(unit()) : 1;
    }

    /** How many of the axes x, y, z, c, t it does not have. */
    int missing() {
        return (int) ORDER.stream().filter(axis -> !names.contains(axis)).count();
    }

    /**
     * An image with the axes x, y, z, c, t: views only, nothing is read.
     *
     * @param image of these axes, the fastest first, and then of {@link #missing} axes of one pixel
     */
    <T> RandomAccessibleInterval<T> ordered(RandomAccessibleInterval<T> image) throws IOException {
        List<String> order = new ArrayList<>(names);
        Collections.reverse(order);
        ORDER.stream().filter(axis -> !names.contains(axis)).forEach(order::add);
        RandomAccessibleInterval<T> view = image;
        for (int d = order.size() - 1; d >= 0; d--) {
            if (ORDER.contains(order.get(d))) continue;
            if (view.dimension(d) > 1)
                throw new IOException("its axis " + order.get(d) + " has " + view.dimension(d)
                        + " pixels, expected none but x, y, z, c and t");
            view = Views.hyperSlice(view, d, 0);
            order.remove(d);
        }
        for (int d = 0; d < ORDER.size(); d++) {
            int from = order.indexOf(ORDER.get(d));
            if (from == d) continue;
            view = Views.permute(view, from, d);
            Collections.swap(order, from, d);
        }
        return view;
    }
}
