package sc.fiji.unet.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sc.fiji.unet.base.OptionException;

class OptionRecordsTest {
    private static final Path HERE = Path.of("here");

    @Test
    void depthAndWidthJoinTheArchitecturesOptionsOnlyWhereGiven() {
        NetworkOptions network = NetworkOptions.defaults().withArchitecture(Spec.parse("unet dropout=0.3"));
        assertEquals("unet dropout=0.3", network.spec().toString());
        assertEquals(
                "unet dropout=0.3 depth=3 width=16",
                network.withSize(3, 16).spec().toString());
    }

    @Test
    void defaultsLeaveTheChoicesToPlanning() {
        TrainOptions options = TrainOptions.defaults(HERE, HERE, HERE);
        assertTrue(Auto.is(options.fit().loss()));
        assertTrue(Auto.is(options.input().normalization()));
        assertEquals(0, options.fit().learningrate());
        assertEquals(0.2, options.data().validationShare());
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "1", "-0.2", "1.5", "1e1"})
    void impossibleValidationSharesAreRefused(String share) {
        DataOptions data = DataOptions.defaults(HERE, HERE);
        assertMentions("validation = " + share, () -> data.withValidation(share));
    }

    @ParameterizedTest
    @ValueSource(strings = {"val", "/data/val", "0.2.1", "2019-01"})
    void otherValidationsAreFolders(String folder) {
        assertEquals(
                Path.of(folder),
                DataOptions.defaults(HERE, HERE).withValidation(folder).validationFolder());
    }

    @Test
    void numbersOutOfBoundsAreRefusedByName() {
        FitOptions fit = FitOptions.defaults();
        assertMentions("epochs = -1", () -> fit.withLimits(-1, 0));
        assertMentions("minutes = NaN", () -> fit.withLimits(0, Double.NaN));
        assertMentions("learningrate = -0.1", () -> fit.withOptimizer(fit.optimizer(), -0.1));
        assertMentions("patch = 7", () -> InputOptions.defaults().withPatch(7, 0));
        assertMentions("batch = -2", () -> InputOptions.defaults().withPatch(0, -2));
        assertMentions("depth = 9", () -> NetworkOptions.defaults().withSize(9, 0));
        assertMentions("width = 1 ", () -> NetworkOptions.defaults().withSize(0, 1));
    }

    @Test
    void missingPathsAndUnknownPartsAreRefusedByName() {
        assertMentions("images", () -> TrainOptions.defaults(Path.of(""), HERE, HERE));
        assertMentions("model", () -> TrainOptions.defaults(HERE, HERE, null));
        assertMentions("truth", () -> EvaluateOptions.defaults(HERE, null));
        assertMentions("\"tests\"", () -> SplitPart.of("tests"));
    }

    @Test
    void changingOneChoiceKeepsTheOthers() {
        TrainOptions before = TrainOptions.defaults(HERE, HERE, HERE);
        TrainOptions after = before.withFit(before.fit().withLimits(3, 1.5).withLoss(Spec.parse("dice")));
        assertEquals(3, after.fit().epochs());
        assertEquals("dice", after.fit().loss().id());
        assertEquals(before.data(), after.data());
        assertEquals(before.fit().schedule(), after.fit().schedule());
        assertFalse(before.fit().equals(after.fit()));
    }

    private static void assertMentions(String text, Runnable refused) {
        String message = assertThrows(OptionException.class, refused::run).getMessage();
        assertTrue(message.contains(text), message);
    }
}
