package sc.fiji.unet.config;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonDeserializationContext;
import com.google.gson.JsonDeserializer;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.lang.reflect.Type;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import sc.fiji.unet.base.InputException;
import sc.fiji.unet.base.Json;
import sc.fiji.unet.config.ChannelChoice.Composition;

/**
 * All that prediction needs to know about a model beside its weights, as the file model.json of the model folder.
 * Immutable.
 *
 * @param format version of this file's format
 * @param network what was trained
 * @param input what images it takes
 * @param labels what it tells apart
 * @param training how it came to be, for people: decisions with their reasons, scores
 */
public record ModelCard(int format, Network network, Input input, Labels labels, Map<String, String> training) {
    /** What the account of a training says while it has not come to its end, and why; none in a finished model. */
    public static final String UNFINISHED = "Unfinished";

    /** The newest format that this program knows. */
    public static final int FORMAT = 1;

    /** Stride, halo or margin of a card that does not say it: the network does. */
    public static final int UNSAID = Integer.MIN_VALUE;

    private static final Gson GSON = new GsonBuilder()
            .setPrettyPrinting()
            .disableHtmlEscaping()
            .serializeSpecialFloatingPointValues()
            .registerTypeAdapter(ClassList.class, (JsonDeserializer<ClassList>) ModelCard::classList)
            .create();

    /**
     * What was trained, and how it sees an image.
     *
     * @param architecture id with every option
     * @param rank spatial axes, 2 or 3
     * @param channels of the input
     * @param outputs logits a pixel: one a class, or 1 for a sigmoid; then those that help to tell objects apart
     * @param stride tile origins are multiples of it, in pixels
     * @param halo pixels that a tile reads around what it keeps
     * @param margin mirrored pixels around the image that the network gets to see
     * @param tileInvariant whether tiling cannot change a result
     * @param depth how it goes about z; null in 2-D, and where z is as x and y
     */
    public record Network(
            String architecture,
            int rank,
            int channels,
            int outputs,
            int stride,
            int halo,
            int margin,
            boolean tileInvariant,
            Depth depth) {
        /** A network whose tiles may begin anywhere and see nothing around them. */
        public static Network of(String architecture, int rank, int channels, int outputs) {
            return new Network(architecture, rank, channels, outputs, 1, 0, 0, true, null);
        }

        /** A copy whose tiles are cut in another way; see the components. */
        public Network withTiles(int newStride, int newHalo, int newMargin, boolean invariant) {
            return new Network(architecture, rank, channels, outputs, newStride, newHalo, newMargin, invariant, depth);
        }

        /** A copy that goes about z in another way. */
        public Network withDepth(Depth value) {
            return new Network(architecture, rank, channels, outputs, stride, halo, margin, tileInvariant, value);
        }

        /** Whether the only output is the probability of the second of two classes. */
        public boolean isSigmoid() {
            return outputs == 1;
        }

        /** The architecture to build again. */
        public Spec spec() {
            return Spec.parse(architecture);
        }
    }

    /**
     * How a network goes about z where slices lie farther apart than pixels.
     *
     * @param planes levels, from the finest, that look at each slice by itself
     * @param halvings how often z is halved at most, on the levels after these
     * @param stride tile origins are multiples of it, in slices
     * @param halo slices that a tile reads before and after what it keeps
     * @param margin mirrored slices before and after the volume that the network gets to see
     */
    public record Depth(int planes, int halvings, int stride, int halo, int margin) {}

    /**
     * What images the network takes, and how they are prepared for it.
     *
     * @param normalization id with every option
     * @param pixelSize median physical size along x, y, (z); all 1 where unknown
     * @param unit of the pixel size
     * @param channels the numbers, from 1, of those channels of its images that it was trained on; empty: all that they had
     * @param neighbors slices on each side of a slice that the network sees with it, as further channels
     * @param composed how the channels of its images came together
     */
    public record Input(
            String normalization,
            List<Double> pixelSize,
            String unit,
            List<Integer> channels,
            int neighbors,
            Composition composed) {
        /** Copies the channels; what a newer program says of them counts as unsaid. */
        public Input {
            channels = List.copyOf(channels);
            if (composed == null) composed = Composition.UNSAID;
        }

        /** Does not say how the channels of its images came together. */
        public Input(String normalization, List<Double> pixelSize, String unit, List<Integer> channels, int neighbors) {
            this(normalization, pixelSize, unit, channels, neighbors, Composition.UNSAID);
        }

        /** Says that the model was trained on all channels of its images. */
        public Input(String normalization, List<Double> pixelSize, String unit) {
            this(normalization, pixelSize, unit, List.of(), 0);
        }

        /** The normalization to fit on each image. */
        public Spec spec() {
            return Spec.parse(normalization);
        }
    }

    /**
     * What the network tells apart, and how the masks it learned from say so.
     *
     * @param classes by index, background first
     * @param instances whether masks hold one number an object, so that labels are to be split into objects
     * @param ignore the mask value that counts for nothing, null for none
     * @param pieces by class index, how many of the connected pieces in an image are kept, the largest ones; 0 for all,
     *     which is also what classes beyond the list keep
     * @param smallest pixels of the smallest annotated objects; 0 where nobody knows
     * @param objects how these are told apart
     */
    public record Labels(
            ClassList classes,
            boolean instances,
            Integer ignore,
            List<Integer> pieces,
            int smallest,
            ObjectRule objects) {
        /** Copies the list. */
        public Labels {
            pieces = List.copyOf(pieces);
        }

        /** Says that all pieces of every class are kept, of any size. */
        public Labels(ClassList classes, boolean instances, Integer ignore) {
            this(classes, instances, ignore, List.of(), 0, ObjectRule.USUAL);
        }

        /** Fewest pixels of an object that is kept where nobody says otherwise; may be half a pixel. */
        public double fewestPixels() {
            return objects.minimum() > 0 ? objects.minimum() : smallest / 2.0;
        }

        /** What auto means for objects, for people; empty where none are told apart. */
        public String autoObjects() {
            return instances ? objects.described((int) fewestPixels()) : "";
        }

        /** The same with other limits to the pieces of each class. */
        public Labels withPieces(List<Integer> value) {
            return new Labels(classes, instances, ignore, value, smallest, objects);
        }

        /** The same with another size of the smallest annotated objects. */
        public Labels withSmallest(int value) {
            return new Labels(classes, instances, ignore, pieces, value, objects);
        }

        /** The same with another way to tell objects apart. */
        public Labels withObjects(ObjectRule value) {
            return new Labels(classes, instances, ignore, pieces, smallest, value);
        }
    }

    /** Copies the map. */
    public ModelCard {
        training = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(training));
    }

    /** A card of the newest format. */
    public ModelCard(Network network, Input input, Labels labels) {
        this(FORMAT, network, input, labels, Map.of());
    }

    /** Whether the training never came to its end: it was canceled, or the program ended. */
    public boolean isUnfinished() {
        return training.containsKey(UNFINISHED);
    }

    /** Spatial axes of the images that are segmented: 3 also where each slice is seen with its neighbors. */
    public int imageRank() {
        return input.neighbors > 0 ? 3 : network.rank;
    }

    /** Channels of the images that are segmented. */
    public int imageChannels() {
        return network.channels / (1 + 2 * input.neighbors);
    }

    /** How many of the network's outputs stand for classes, the first ones; the others help to tell objects apart. */
    public int classOutputs() {
        return network.isSigmoid() && answer().isEmpty() ? 1 : classes().size();
    }

    /** Steps done to all that the network answers of an image before classes are decided; empty for none. */
    public String answer() {
        return network.spec().options().getOrDefault("answer", "");
    }

    /** The classes by index, background first. */
    public ClassList classes() {
        return labels.classes();
    }

    /** A copy that sees images in another way. */
    public ModelCard withNetwork(Network value) {
        return new ModelCard(format, value, input, labels, training);
    }

    /** A copy that tells other things apart. */
    public ModelCard withLabels(Labels value) {
        return new ModelCard(format, network, input, value, training);
    }

    /** A copy with another account of the training. */
    public ModelCard withTraining(Map<String, String> value) {
        return new ModelCard(format, network, input, labels, value);
    }

    /** A copy of a training that came to its end. */
    public ModelCard finished() {
        Map<String, String> account = new LinkedHashMap<>(training);
        account.remove(UNFINISHED);
        return withTraining(account);
    }

    /** The text that {@link #parse} reads back. */
    public String toJson() {
        return GSON.toJson(this) + "\n";
    }

    /** Reads a card from a place that messages name; what an older program did not write keeps its default. */
    public static ModelCard parse(String json, String where) {
        try {
            JsonObject read = JsonParser.parseString(json).getAsJsonObject();
            Json.requireValues(read, "labels.ignore", where + "%s. Copy the model folder again.");
            int format = read.get("format").getAsInt();
            if (format < 1 || format > FORMAT) {
                throw new InputException(where + " has format " + format + ", but this program knows 1 to " + FORMAT
                        + ". Update the program.");
            }
            Json.requireKeys(read, List.of("network", "input", "labels"), where + "%s. Copy the model folder again.");
            return GSON.fromJson(Json.overlay(defaults(), read), ModelCard.class);
        } catch (InputException e) {
            throw e;
        } catch (RuntimeException e) { // whatever a parser trips over, the file is at fault
            throw new InputException(
                    where + " is no model card or is damaged (" + Json.reason(e)
                            + "): expected the model.json of a finished training. Copy the model folder again.",
                    e);
        }
    }

    private static ClassList classList(JsonElement json, Type type, JsonDeserializationContext context) {
        return ClassList.of((ClassInfo[]) context.deserialize(json, ClassInfo[].class));
    }

    private static JsonObject defaults() {
        Network network = Network.of("unet", 2, 1, 2).withTiles(UNSAID, UNSAID, UNSAID, true);
        Input input = new Input("zscore", List.of(1.0, 1.0), "pixel");
        return GSON.toJsonTree(new ModelCard(network, input, new Labels(ClassList.NONE, false, null)))
                .getAsJsonObject();
    }
}
