package sc.fiji.unet.model;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import sc.fiji.unet.base.Json;
import sc.fiji.unet.config.Auto;
import sc.fiji.unet.config.Spec;
import sc.fiji.unet.config.TrainOptions;
import sc.fiji.unet.config.TrainingOption;

/**
 * What a training planned, as the file plan.json of its model folder: options by name. A plan depends on how fast the
 * machine was at the moment, and a training that is resumed must go on with the network that it began.
 *
 * @param folder of the model
 */
public record PlannedOptions(ModelFolder folder) {
    private static final List<TrainingOption> PLANNED = List.of(
            TrainingOption.NORMALIZATION,
            TrainingOption.PATCH,
            TrainingOption.BATCH,
            TrainingOption.AUGMENTATION,
            TrainingOption.LOSS,
            TrainingOption.OPTIMIZER,
            TrainingOption.LEARNINGRATE,
            TrainingOption.SCHEDULE,
            TrainingOption.PRECISION,
            TrainingOption.AUXILIARY);

    private Path file() {
        return folder.path().resolve("plan.json");
    }

    /** Remembers options in which nothing is left open. */
    public void write(TrainOptions planned) {
        Map<String, String> said = new LinkedHashMap<>();
        said.put(TrainingOption.ARCHITECTURE.key(), TrainingOption.ARCHITECTURE.text(planned));
        PLANNED.forEach(option -> said.put(option.key(), option.text(planned)));
        Json.write(file(), said);
    }

    /** Options with what was planned in the place of what they leave open; as they are where nothing is remembered. */
    public TrainOptions fillIn(TrainOptions asked) {
        Map<String, String> said = read();
        TrainOptions filled = network(asked, said.get(TrainingOption.ARCHITECTURE.key()));
        for (TrainingOption option : PLANNED) {
            String planned = said.get(option.key());
            if (planned != null && isOpen(option.text(asked))) filled = option.set(filled, planned);
        }
        return filled;
    }

    /** The planned options of the architecture, but for those that are asked for now. */
    private static TrainOptions network(TrainOptions asked, String planned) {
        Spec now = asked.network().spec();
        if (planned == null || !Spec.parse(planned).id().equals(now.id())) return asked;
        Spec both = Spec.parse(planned);
        for (Map.Entry<String, String> option : now.options().entrySet()) {
            both = both.with(option.getKey(), option.getValue());
        }
        return asked.withNetwork(asked.network().withArchitecture(both).withSize(0, 0));
    }

    private static boolean isOpen(String text) {
        return text.equals(Auto.WORD) || text.equals("0") || text.equals("0.0");
    }

    private Map<String, String> read() {
        if (!Files.isRegularFile(file())) return Map.of();
        try {
            return Json.texts(Files.readString(file())).orElse(Map.of());
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + file() + ": " + e.getMessage(), e);
        }
    }
}
