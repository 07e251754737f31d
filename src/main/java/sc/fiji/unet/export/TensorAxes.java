package sc.fiji.unet.export;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import sc.fiji.unet.config.ModelCard;
import sc.fiji.unet.image.LengthUnit;

/** The axes of tensors (batch, channel, (z), y, x) as the bioimage.io format describes them. */
final class TensorAxes {
    static final String INPUT = "input";
    private final ModelCard card;
    private final SizeRule rule;

    TensorAxes(ModelCard card, SizeRule rule) {
        this.card = card;
        this.rule = rule;
    }

    List<Map<String, Object>> input() {
        List<Map<String, Object>> axes =
                first(ChannelNames.ofInput(card.network().channels()));
        for (int d = rule.rank() - 1; d >= 0; d--) {
            Map<String, Object> axis = space(d);
            axis.put("size", rule.described(d));
            axes.add(axis);
        }
        return axes;
    }

    /** As large as the input, of which a program that tiles cuts the halo off. */
    List<Map<String, Object>> output() {
        List<Map<String, Object>> axes = first(ChannelNames.ofOutput(card));
        for (int d = rule.rank() - 1; d >= 0; d--) {
            Map<String, Object> axis = space(d);
            Map<String, Object> size = new LinkedHashMap<>();
            size.put("tensor_id", INPUT);
            size.put("axis_id", axis.get("id"));
            size.put("offset", 0);
            axis.put("size", size);
            int halo = rule.along(d).halo();
            if (halo > 0) axis.put("halo", halo);
            axes.add(axis);
        }
        return axes;
    }

    private static List<Map<String, Object>> first(List<String> names) {
        List<Map<String, Object>> axes = new ArrayList<>();
        axes.add(new LinkedHashMap<>(Map.of("type", "batch")));
        Map<String, Object> channel = new LinkedHashMap<>();
        channel.put("type", "channel");
        channel.put("id", "channel");
        channel.put("channel_names", names);
        axes.add(channel);
        return axes;
    }

    /** A scale of so few digits that sizes times it, divided by it, are whole numbers again, as validators insist. */
    private static double scale(double micrometers) {
        return (float) micrometers;
    }

    /** With the pixel size that the network learned at, where it is known. */
    private Map<String, Object> space(int dimension) {
        Map<String, Object> axis = new LinkedHashMap<>();
        axis.put("type", "space");
        axis.put("id", "xyz".substring(dimension, dimension + 1));
        String unit = card.input().unit();
        List<Double> sizes = card.input().pixelSize();
        boolean known = LengthUnit.known(unit) && sizes.size() == rule.rank();
        if (known && sizes.get(dimension) > 0) {
            axis.put("unit", "micrometer");
            axis.put("scale", scale(sizes.get(dimension) * LengthUnit.micrometers(unit)));
        }
        return axis;
    }
}
