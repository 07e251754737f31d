package sc.fiji.unet.zarr;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import sc.fiji.unet.image.LengthUnit;

/** What OME-Zarr 0.4 and 0.5 say of an image, as this program writes it. */
final class OmeMetadataText {
    private static final Map<String, String> UNITS = Map.of(
            "nm", "nanometer",
            "mm", "millimeter",
            "cm", "centimeter",
            "m", "meter",
            "pm", "picometer");

    private OmeMetadataText() {}

    /** The files of the image's group by their names. */
    static Map<String, Object> files(NewImage image, List<long[]> factors, Map<String, Object> label) {
        Map<String, Object> files = new LinkedHashMap<>();
        if (image.version() == 3) {
            Map<String, Object> group = new LinkedHashMap<>();
            group.put("zarr_format", 3);
            group.put("node_type", "group");
            group.put("attributes", Map.of("ome", said(image, factors, label)));
            files.put(MetadataV3.NAME, group);
        } else {
            files.put(MetadataV2.ATTRIBUTES, said(image, factors, label));
            files.put(MetadataV2.GROUP, Map.of("zarr_format", 2));
        }
        return files;
    }

    private static Map<String, Object> said(NewImage image, List<long[]> factors, Map<String, Object> label) {
        String version = image.version() == 3 ? "0.5" : "0.4";
        Map<String, Object> multiscale = new LinkedHashMap<>();
        if (image.version() == 2) multiscale.put("version", version);
        multiscale.put("name", image.name());
        multiscale.put("type", "nearest");
        multiscale.put(
                "axes", image.axes().stream().map(axis -> axis(axis, image)).toList());
        List<Object> datasets = new ArrayList<>();
        for (int level = 0; level < factors.size(); level++) {
            Map<String, Object> dataset = new LinkedHashMap<>();
            dataset.put("path", Integer.toString(level));
            dataset.put("coordinateTransformations", List.of(scale(image.scale(factors.get(level)))));
            datasets.add(dataset);
        }
        multiscale.put("datasets", datasets);
        Map<String, Object> said = new LinkedHashMap<>();
        if (image.version() == 3) said.put("version", version);
        said.put("multiscales", List.of(multiscale));
        if (label != null) {
            Map<String, Object> of = new LinkedHashMap<>();
            if (image.version() == 2) of.put("version", version);
            of.putAll(label);
            said.put(LabelProperties.KEY, of);
        }
        return said;
    }

    private static Map<String, Object> scale(double[] scale) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("type", "scale");
        json.put("scale", scale);
        return json;
    }

    private static Map<String, Object> axis(String name, NewImage image) {
        Map<String, Object> axis = new LinkedHashMap<>();
        axis.put("name", name);
        axis.put("type", name.equals("c") ? "channel" : name.equals("t") ? "time" : "space");
        boolean space = "xyz".contains(name);
        if (space && LengthUnit.known(image.pixels().unit()))
            axis.put("unit", unit(image.pixels().unit()));
        return axis;
    }

    /** The word that OME-Zarr has for a unit. */
    private static String unit(String unit) {
        String small = unit.toLowerCase(Locale.ROOT);
        if (LengthUnit.micrometers(unit) == 1) return "micrometer";
        return UNITS.getOrDefault(small, small);
    }
}
