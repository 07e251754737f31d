package sc.fiji.unet.export;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import sc.fiji.unet.base.Counted;
import sc.fiji.unet.config.ClassInfo;
import sc.fiji.unet.config.ModelCard;
import sc.fiji.unet.metrics.Figure;
import sc.fiji.unet.model.ModelFolder;
import sc.fiji.unet.train.EpochRow;

/** The page of a package, in Markdown: what the model is, how good it was, how it is used. */
final class Readme {
    private static final String BEST = "Best epoch";
    private final Exported exported;
    private final SizeRule rule;
    private final StringBuilder text = new StringBuilder();

    private Readme(Exported exported, SizeRule rule) {
        this.exported = exported;
        this.rule = rule;
    }

    static String of(Exported exported, SizeRule rule, String title, Credits.About about) throws IOException {
        Readme page = new Readme(exported, rule);
        page.line("# " + title).line("").line(about.description());
        if (about.documentation() != null) page.line("").line(Files.readString(about.documentation()));
        page.validation();
        page.use();
        page.training();
        return page.text.toString();
    }

    private void validation() throws IOException {
        heading("Validation");
        line("On images that the training held back, pixel by pixel:").line("");
        line("| figure | value |").line("|---|---|");
        Map<String, String> training = exported.card().training();
        for (String key : List.of("Validation Dice", "Validation IoU")) {
            if (training.containsKey(key))
                line("| " + key.replace("Validation ", "") + " | " + training.get(key) + " |");
        }
        ofClasses(exported.members().get(0), training.get(BEST));
        if (!training.containsKey("Validation Dice")) line("| not known | the model's card does not say |");
        line("").line("Judge it on images of your own before you rely on it.");
        if (exported.members().size() > 1)
            line("The figures are those of the first of the networks that answer together.");
    }

    /** By class, from the history beside the model, where it is there. */
    private void ofClasses(ModelFolder model, String best) throws IOException {
        if (best == null || !Files.isRegularFile(model.historyFile())) return;
        List<ClassInfo> classes = exported.card().classes();
        for (EpochRow row : model.history()) {
            double[] dice = row.validation().classDice();
            if (!best.equals(String.valueOf(row.epoch())) || dice.length != classes.size()) continue;
            for (int c = 1; c < dice.length; c++) {
                line("| Dice of " + classes.get(c).name() + " | " + Figure.text(dice[c], 4) + " |");
            }
        }
    }

    private void use() {
        ModelCard card = exported.card();
        ModelCard.Network network = card.network();
        String axes = rule.rank() == 3 ? "z, y, x" : "y, x";
        heading("Use");
        line("- Input: float32 (batch, channel, " + axes + ") with " + Counted.of(network.channels(), "channel")
                + ", sizes " + rule + pixelSize(card.input())
                + ".");
        line("- Normalization, of each channel of each image as a whole: "
                + card.input().normalization() + "; rdf.yaml says it in operations of the specification.");
        line("- Output: "
                + (network.isSigmoid() ? "the probability of " : "the probability of each of: ")
                + classes(card.classOutputs()) + auxiliary(card) + ".");
        line("- Tiles have to overlap: " + rule.halo() + " pixels at each edge of a tile are to be cut off."
                + (network.halo() > rule.plane().halo()
                        ? " The network sees up to " + network.halo()
                                + " pixels far, so that results depend a little on the tiles."
                        : ""));
        if (!network.tileInvariant())
            line("- Results depend on the size of tiles: the network looks at the whole of each.");
        line("- In Fiji, *Segment with U-Net...* mirrors images outwards by " + network.margin() + " pixels first.");
    }

    private static String pixelSize(ModelCard.Input input) {
        if (input.unit().equals("pixel")) return "";
        return input.pixelSize().stream()
                .map(size -> String.format(Locale.ROOT, "%.4g", size))
                .collect(Collectors.joining(
                        " x ",
                        ", pixels of ",
                        " " + input.unit() + " along x, y" + (input.pixelSize().size() == 3 ? ", z" : "")));
    }

    private static String auxiliary(ModelCard card) {
        List<String> auxiliary = ChannelNames.auxiliary(card);
        return auxiliary.isEmpty() ? "" : "; then, each in 0 to 1, of objects: " + String.join(", ", auxiliary);
    }

    private String classes(int outputs) {
        List<ClassInfo> classes = exported.card().classes();
        return classes.stream()
                .skip(classes.size() - outputs)
                .map(ClassInfo::name)
                .collect(Collectors.joining(", "));
    }

    private void training() {
        heading("Training");
        line("Trained with U-Net for Fiji: " + exported.architecture() + ".").line("");
        List<String> rows = new ArrayList<>();
        exported.card().training().forEach((key, value) -> {
            if (!key.startsWith("Plan: ")) rows.add("| " + cell(key) + " | " + cell(value) + " |");
        });
        if (rows.isEmpty()) return;
        line("| setting | value |").line("|---|---|");
        rows.forEach(this::line);
    }

    private static String cell(String said) {
        return said.replace("|", "\\|").replaceAll("\\s+", " ");
    }

    private void heading(String words) {
        line("").line("## " + words).line("");
    }

    private Readme line(String words) {
        text.append(words).append('\n');
        return this;
    }
}
