package sc.fiji.unet.steps;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import sc.fiji.unet.base.InputException;
import sc.fiji.unet.base.OptionException;

/**
 * One of the operations by which the bioimage.io specification says how values are prepared. As text,
 * {@code scale_linear:gain=2+3:offset=1}: numbers of a list are joined by plus signs.
 *
 * @param id as the specification has it
 * @param arguments by name, as text; axes as letters
 */
public record PreparationStep(String id, Map<String, String> arguments) {
    /** Makes objects of the answer of a network of StarDist. */
    public static final String STARDIST = "stardist_postprocessing";

    /** Makes objects of the answer of a network of Cellpose. */
    public static final String CELLPOSE = "cellpose_flow_dynamics";

    /** Makes whole numbers of all. */
    public static final String CUT = "truncate";

    private static final String SEPARATOR = "/";
    private static final String CHANNELS = "channels";
    private static final String REFERENCE = "reference";
    private static final String APART = "apart";
    private static final String ALONG = "along";

    /** Copies the map. */
    public PreparationStep {
        arguments = Map.copyOf(arguments);
    }

    /** All steps as one word, which {@link #parse} reads. */
    public static String text(List<PreparationStep> steps) {
        return steps.stream().map(PreparationStep::toString).collect(Collectors.joining(SEPARATOR));
    }

    /** Reads steps; what is none is refused. */
    public static List<PreparationStep> parse(String text) {
        List<PreparationStep> steps = new ArrayList<>();
        if (text.isEmpty()) return steps;
        for (String word : text.split(SEPARATOR, -1)) {
            String[] parts = word.split(":", -1);
            Map<String, String> arguments = new LinkedHashMap<>();
            for (int i = 1; i < parts.length; i++) {
                int equals = parts[i].indexOf('=');
                if (equals < 1)
                    throw new OptionException("steps: \"" + word + "\": expected name=value after a colon.");
                arguments.put(parts[i].substring(0, equals), parts[i].substring(equals + 1));
            }
            steps.add(new PreparationStep(parts[0], arguments));
        }
        return steps;
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(id);
        new TreeMap<>(arguments)
                .forEach(
                        (key, value) -> text.append(':').append(key).append('=').append(value));
        return text.toString();
    }

    /** A step of which nothing more is said. */
    public static PreparationStep plain(String id) {
        return new PreparationStep(id, Map.of());
    }

    /** 1 above a threshold of each channel, else 0. */
    public static PreparationStep binarize(double... thresholds) {
        String said = Arrays.stream(thresholds).mapToObj(String::valueOf).collect(Collectors.joining("+"));
        return new PreparationStep("binarize", Map.of("threshold", said));
    }

    /** What a step with thresholds looks at, less these. */
    public PreparationStep aboveZero() {
        String less = Arrays.stream(arguments.get("threshold").split("\\+"))
                .map(threshold -> String.valueOf(-parsed("threshold", threshold)))
                .collect(Collectors.joining("+"));
        Map<String, String> said = new LinkedHashMap<>(arguments);
        said.remove("threshold");
        said.put("offset", less);
        return new PreparationStep("scale_linear", said);
    }

    /** Whether it does the same to all channels. */
    public boolean isAlike() {
        return arguments.values().stream().noneMatch(said -> {
            String[] numbers = said.split("\\+");
            return Arrays.stream(numbers).anyMatch(number -> !number.equals(numbers[0]));
        });
    }

    /** Whether it makes objects of an answer rather than prepares an image. */
    public boolean makesObjects() {
        return id.equals(STARDIST) || id.equals(CELLPOSE);
    }

    /** Whether it only says of which type numbers are. */
    public boolean isOfType() {
        return id.equals("ensure_dtype");
    }

    /** Whether that type has whole numbers only. */
    public boolean cuts() {
        String type = arguments.getOrDefault("dtype", "");
        return type.contains("int") || type.equals("bool");
    }

    /** Such a type as an operation that changes numbers, which it only is where these are looked at then. */
    public PreparationStep cut() {
        return new PreparationStep(CUT, arguments);
    }

    /** Whether an argument is there. */
    public boolean has(String name) {
        return arguments.containsKey(name);
    }

    /** An argument that is a number, or this one where nothing is said. */
    public double number(String name, double otherwise) {
        return has(name) ? numbers(name, 1, otherwise)[0] : otherwise;
    }

    /** An argument with a number for each channel, or pixel along an axis; one number is that of all. */
    public double[] numbers(String name, int channels, double otherwise) {
        double[] numbers = new double[channels];
        Arrays.fill(numbers, otherwise);
        if (!has(name)) return numbers;
        String[] said = arguments.get(name).split("\\+");
        if (said.length != 1 && said.length != channels) {
            if (isAlong()) throw otherSize(said.length, channels);
            throw new OptionException(id + ": " + name + " has " + said.length + " numbers, expected one for each of "
                    + channels + " channels.");
        }
        for (int c = 0; c < channels; c++) numbers[c] = parsed(name, said[said.length == 1 ? 0 : c]);
        return numbers;
    }

    private InputException otherSize(int expected, int pixels) {
        return new InputException("The model does " + id + " by a number for each pixel along " + along()
                + ": the image has " + pixels + " pixels along " + along() + ", expected " + expected
                + ". Cut the image to that size, or take one that is as large.");
    }

    private double parsed(String name, String said) {
        try {
            double value = Double.parseDouble(said);
            if (Double.isFinite(value)) return value;
        } catch (NumberFormatException e) {
            throw OptionException.notANumber(id + ": " + name, said);
        }
        throw OptionException.outOfRange(id + ": " + name, said, "a finite number");
    }

    /** Another operation on the same channels. */
    PreparationStep onSameChannels(String other) {
        return isPartial() ? plain(other).with(CHANNELS, arguments.get(CHANNELS)) : plain(other);
    }

    /** The same step of some channels only, from one to before another. */
    public PreparationStep ofChannels(int from, int to) {
        return with(CHANNELS, from + "+" + to);
    }

    /** The same step by numbers of other channels as they came, from one to before another. */
    public PreparationStep referring(int from, int to) {
        return with(REFERENCE, from + "+" + to);
    }

    /** The same step by numbers of each part of an image: of each slice, row or column along axes with these letters. */
    public PreparationStep apart(String letters) {
        return with(APART, letters);
    }

    /** The same step along an axis with this letter: numbers are those of its pixels, and softmax is one of these. */
    public PreparationStep along(char letter) {
        return with(ALONG, String.valueOf(letter));
    }

    /** Whether it tells pixels along an axis apart. */
    public boolean isAlong() {
        return has(ALONG);
    }

    /** The letter of that axis; empty for none. */
    public String along() {
        return arguments.getOrDefault(ALONG, "");
    }

    /** Another operation along that axis, of each line of pixels by itself. */
    PreparationStep ofLines(String other, String apart) {
        return new PreparationStep(other, arguments).with("axes", along()).apart(apart);
    }

    private PreparationStep with(String name, String value) {
        Map<String, String> said = new LinkedHashMap<>(arguments);
        said.put(name, value);
        return new PreparationStep(id, said);
    }

    /** Whether it is done to some channels only. */
    public boolean isPartial() {
        return has(CHANNELS);
    }

    /** Whether another step is of the same channels, or of all. */
    boolean isOfSameChannels(PreparationStep other) {
        return !isPartial() || !other.isPartial() || arguments.get(CHANNELS).equals(other.arguments.get(CHANNELS));
    }

    /** Whether its numbers are those of channels as they came. */
    public boolean refers() {
        return has(REFERENCE);
    }

    /** The channels that it is done to, of so many. */
    int[] channels(int all) {
        return range(CHANNELS, all);
    }

    /** The channels whose numbers it goes by, of so many. */
    public int[] reference(int all) {
        return range(REFERENCE, all);
    }

    /** Letters of the axes along which each part of the image is looked at, or changed, by itself. */
    String apart() {
        return arguments.getOrDefault(APART, along());
    }

    private int[] range(String name, int all) {
        if (!has(name)) return IntStream.range(0, all).toArray();
        double[] ends = numbers(name, 2, 0);
        if (ends[0] < 0 || ends[1] > all || ends[0] >= ends[1]) {
            throw OptionException.outOfRange(id + ": " + name, arguments.get(name), "some of " + all);
        }
        return IntStream.range((int) ends[0], (int) ends[1]).toArray();
    }

    /** Letters of the axes that are reduced together; every one where nothing is said. */
    public String axes() {
        return arguments.getOrDefault("axes", "bczyx");
    }
}
