package sc.fiji.unet.zarr;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.RealType;
import sc.fiji.unet.base.InputException;
import sc.fiji.unet.data.ImageFolder;
import sc.fiji.unet.image.ImageSource;
import sc.fiji.unet.image.pyramid.HyperImages;
import sc.fiji.unet.image.pyramid.Pyramid;

/**
 * An image of OME-Zarr (versions to 0.4 on Zarr v2, 0.5 on Zarr v3) in a folder, or a bare array of Zarr: levels of
 * resolution, the finest first, read chunk by chunk when pixels are asked for. What it says is not trusted: paths stay within
 * the folder, sizes are held against what can be. Thread safe.
 */
public final class OmeZarr implements Pyramid {
    private static final List<String> MARKS =
            List.of(MetadataV3.NAME, MetadataV2.GROUP, MetadataV2.ARRAY, MetadataV2.ATTRIBUTES);

    private final Path folder;
    private final OmeAxes axes;
    private final List<Level> levels;
    private final int version;
    private final Map<Integer, String> objects;

    private record Level(ZarrArray array, double[] scale) {}

    private OmeZarr(Path folder, OmeAxes axes, List<Level> levels, ZarrStore store, JsonObject attributes)
            throws IOException {
        this.folder = folder;
        this.axes = axes;
        this.levels = levels;
        version = store.size(MetadataV3.NAME) >= 0 ? 3 : 2;
        objects = LabelProperties.classesOf(ZarrJson.object(attributes, LabelProperties.KEY));
    }

    /** Whether a folder is a store of Zarr, by the names of the files in it. */
    public static boolean is(Path folder) {
        return Files.isDirectory(folder) && MARKS.stream().anyMatch(mark -> Files.isRegularFile(folder.resolve(mark)));
    }

    /** Reads what an image is like; no pixels yet. */
    public static OmeZarr open(Path folder) {
        try {
            return open(folder, new ZarrStore(folder));
        } catch (IOException | RuntimeException e) {
            String reason = e.getMessage() == null ? e.toString() : e.getMessage();
            throw new InputException(
                    "Cannot read " + folder + ": " + reason
                            + ". Expected an image of OME-Zarr 0.4 or 0.5, or an array of" + " Zarr.",
                    e);
        }
    }

    private static OmeZarr open(Path folder, ZarrStore store) throws IOException {
        JsonObject attributes = attributes(store);
        Optional<JsonObject> multiscale = multiscale(attributes);
        if (multiscale.isPresent()) return multiscale(folder, store, multiscale.get(), attributes);
        ZarrStore series = store.below("0"); // as bioformats2raw leaves them: the first of several images
        JsonObject ofFirst = attributes(series);
        Optional<JsonObject> first = multiscale(ofFirst);
        if (first.isPresent()) return multiscale(folder, series, first.get(), ofFirst);
        ZarrArray array = ZarrArray.open(store);
        int rank = array.info.shape().length;
        OmeAxes axes = OmeAxes.named(array.info.names(), rank);
        return new OmeZarr(folder, axes, List.of(new Level(array, ones(rank))), store, attributes).checked();
    }

    /** What a group says of its image; empty where it holds none. */
    private static Optional<JsonObject> multiscale(JsonObject attributes) throws IOException {
        JsonArray all = ZarrJson.array(attributes, "multiscales");
        if (all.isEmpty()) return Optional.empty();
        if (all.get(0).isJsonObject()) return Optional.of(all.get(0).getAsJsonObject());
        throw ZarrJson.unexpected("multiscales", all, "objects");
    }

    private static JsonObject attributes(ZarrStore store) throws IOException {
        Optional<JsonObject> v3 = ZarrJson.read(store, MetadataV3.NAME);
        if (v3.isPresent()) {
            JsonObject attributes = ZarrJson.object(v3.get(), "attributes");
            return attributes.has("ome") ? ZarrJson.object(attributes, "ome") : attributes;
        }
        return ZarrJson.read(store, MetadataV2.ATTRIBUTES).orElse(new JsonObject());
    }

    private static OmeZarr multiscale(Path folder, ZarrStore store, JsonObject said, JsonObject attributes)
            throws IOException {
        List<Level> levels = new ArrayList<>();
        for (JsonElement dataset : ZarrJson.array(said, "datasets")) {
            JsonObject of = dataset.isJsonObject() ? dataset.getAsJsonObject() : new JsonObject();
            ZarrArray array = ZarrArray.open(store.below(ZarrJson.text(of, "path", "")));
            int rank = array.info.shape().length;
            double[] scale = ones(rank);
            multiply(scale, of);
            multiply(scale, said);
            levels.add(new Level(array, scale));
        }
        if (levels.isEmpty()) throw new IOException("its metadata name no array");
        OmeAxes axes = OmeAxes.parse(said, levels.get(0).array.info.shape().length);
        return new OmeZarr(folder, axes, List.copyOf(levels), store, attributes).checked();
    }

    private OmeZarr checked() throws IOException {
        for (Level level : levels) {
            if (level.array.info.shape().length != axes.names().size())
                throw new IOException("its levels differ in their number of axes");
            axes.ordered(ZarrCells.image(level.array, name(), axes.missing()));
        }
        return this;
    }

    private static double[] ones(int rank) {
        double[] ones = new double[rank];
        Arrays.fill(ones, 1);
        return ones;
    }

    private static void multiply(double[] scale, JsonObject said) throws IOException {
        for (JsonElement transformation : ZarrJson.array(said, "coordinateTransformations")) {
            if (!transformation.isJsonObject()) continue;
            JsonObject json = transformation.getAsJsonObject();
            if (!ZarrJson.text(json, "type", "").equals("scale")) continue;
            double[] factors = ZarrJson.reals(json, "scale");
            for (int d = 0; d < Math.min(factors.length, scale.length); d++) scale[d] *= factors[d];
        }
    }

    @Override
    public String name() {
        return folder.getFileName().toString();
    }

    /** The version of Zarr that it is written in: 2 or 3. */
    public int version() {
        return version;
    }

    /** Of labels whose values are numbers of objects, the class of each, as far as it says. */
    public Map<Integer, String> objects() {
        return objects;
    }

    @Override
    public int levels() {
        return levels.size();
    }

    /** The pixels of a level with the axes x, y, z, c, t, of which those that are not there have one pixel. */
    @SuppressWarnings("unchecked")
    public RandomAccessibleInterval<? extends RealType<?>> pixels(int level) {
        try {
            ZarrArray array = levels.get(level).array;
            return (RandomAccessibleInterval<? extends RealType<?>>)
                    axes.ordered(ZarrCells.image(array, folder.toString(), axes.missing()));
        } catch (IOException e) {
            throw new IllegalStateException(e); // it was tried when it was opened
        }
    }

    @Override
    public double[] pixelSize(int level) {
        return axes.lengths(levels.get(level).scale);
    }

    @Override
    public String unit() {
        return axes.unit();
    }

    @Override
    public List<ImageSource> images(int level, int rank) {
        return HyperImages.of(
                new HyperImages.Whole(ImageFolder.stem(name()), pixels(level), pixelSize(level), unit()), rank);
    }
}
