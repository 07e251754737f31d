package sc.fiji.unet.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import sc.fiji.unet.base.OptionException;

class TrainingOptionTest {
    private static final TrainOptions AUTO = TrainOptions.defaults(Path.of("i"), Path.of("m"), Path.of("o"));

    private static final Map<TrainingOption, String> VALUES = Map.ofEntries(
            Map.entry(TrainingOption.CLASSES, "background,lung"),
            Map.entry(TrainingOption.VALIDATION, "0.3"),
            Map.entry(TrainingOption.CHANNELS, "1,3-5"),
            Map.entry(TrainingOption.ARCHITECTURE, "segnet"),
            Map.entry(TrainingOption.DROPOUT, "0.3"),
            Map.entry(TrainingOption.DEPTH, "3"),
            Map.entry(TrainingOption.WIDTH, "24"),
            Map.entry(TrainingOption.NORMALIZATION, "minmax"),
            Map.entry(TrainingOption.PATCH, "64"),
            Map.entry(TrainingOption.BATCH, "7"),
            Map.entry(TrainingOption.AUGMENTATION, "flip"),
            Map.entry(TrainingOption.LOSS, "focal gamma=3"),
            Map.entry(TrainingOption.DIMENSIONS, "3D"),
            Map.entry(TrainingOption.OPTIMIZER, "sgd"),
            Map.entry(TrainingOption.LEARNINGRATE, "0.02"),
            Map.entry(TrainingOption.SCHEDULE, "constant"),
            Map.entry(TrainingOption.EMA, "0.99"),
            Map.entry(TrainingOption.AUXILIARY, "classes"),
            Map.entry(TrainingOption.PRECISION, "bf16"),
            Map.entry(TrainingOption.EPOCHS, "12"),
            Map.entry(TrainingOption.MINUTES, "2.5"),
            Map.entry(TrainingOption.SEED, "42"),
            Map.entry(TrainingOption.DEVICE, "cpu"));

    @ParameterizedTest
    @EnumSource
    void whatIsSetIsReadBackAndChangesNothingElse(TrainingOption option) {
        TrainOptions changed = option.set(AUTO, VALUES.get(option));
        assertEquals(VALUES.get(option), option.text(changed));
        for (TrainingOption other : TrainingOption.values()) {
            boolean partOfIt = option == TrainingOption.DROPOUT && other == TrainingOption.ARCHITECTURE;
            if (other != option && !partOfIt) assertEquals(other.text(AUTO), other.text(changed), other.key());
        }
    }

    @Test
    void dropoutIsAnOptionOfWhateverNetworkIsChosenBesideIt() {
        TrainOptions options = TrainingOption.apply(AUTO, Map.of("dropout", "0.5", "architecture", "segnet"));
        assertEquals("segnet dropout=0.5", options.network().architecture().toString());
    }

    @Test
    void autoIsWhatIsPlannedForNumbersToo() {
        for (TrainingOption option :
                List.of(TrainingOption.DEPTH, TrainingOption.LEARNINGRATE, TrainingOption.EPOCHS)) {
            assertEquals(option.text(AUTO), option.text(option.set(option.set(AUTO, "1"), "auto")));
        }
    }

    @Test
    void whatIsNoNumberIsRefusedByName() {
        OptionException e = assertThrows(OptionException.class, () -> TrainingOption.BATCH.set(AUTO, "many"));
        assertEquals("batch = \"many\" is not a number.", e.getMessage());
    }
}
