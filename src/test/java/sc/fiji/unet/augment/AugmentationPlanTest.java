package sc.fiji.unet.augment;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import sc.fiji.unet.base.OptionException;
import sc.fiji.unet.config.Spec;

class AugmentationPlanTest {
    @Test
    void readsStepsWithProbabilitiesAndOptions() {
        AugmentationPlan plan = AugmentationPlan.parse(" flip; rotate@0.5 degrees=30,tilt=2;;gamma@0.25 ");
        assertEquals(
                List.of(
                        new AugmentationPlan.Step(new Spec("flip", Map.of()), 1),
                        new AugmentationPlan.Step(new Spec("rotate", Map.of("degrees", "30", "tilt", "2")), 0.5),
                        new AugmentationPlan.Step(new Spec("gamma", Map.of()), 0.25)),
                plan.steps());
        assertEquals(plan, AugmentationPlan.parse(plan.toString()));
    }

    @Test
    void aPresetStandsForItsStepsAndMayBeExtended() {
        List<AugmentationPlan.Step> light = AugmentationPlan.of(Preset.LIGHT).steps();
        List<AugmentationPlan.Step> more =
                AugmentationPlan.parse("light; cutout@0.2").steps();
        assertEquals(light, more.subList(0, light.size()));
        assertEquals("cutout", more.get(light.size()).spec().id());
        assertEquals("none", AugmentationPlan.parse("none").toString());
    }

    @ParameterizedTest
    @EnumSource(Preset.class)
    void presetsAreValidAndSurviveAsText(Preset preset) {
        assertDoesNotThrow(() -> new Augmenter(AugmentationPlan.of(preset)));
        assertEquals(
                AugmentationPlan.of(preset),
                AugmentationPlan.parse(AugmentationPlan.of(preset).toString()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "flipp",
                "flip@2",
                "flip@-0.1",
                "flip@often",
                "rotate degrees",
                "rotate angle=3",
                "scale min=2 max=1",
                "flip axes=w",
                "@1",
                "elastic; elastic spacing=20"
            })
    void badPlansAreRefused(String text) {
        assertThrows(OptionException.class, () -> new Augmenter(AugmentationPlan.parse(text)));
    }

    @Test
    void aProbabilityIsTheShareOfPatchesChanged() {
        Augmenter augmenter = new Augmenter(AugmentationPlan.parse("brightness@0.3"));
        SplittableRandom random = new SplittableRandom(1);
        int changed = 0;
        for (int i = 0; i < 2000; i++) {
            Patch patch = Patch.empty(1, 2, 1);
            patch.input()[1] = 1;
            augmenter.apply(patch, random.split());
            changed += patch.input()[1] == 1 ? 0 : 1;
        }
        assertEquals(0.3, changed / 2000.0, 0.04);
    }

    @Test
    void aStepDoesNotDisturbTheRandomStreamOfTheNext() {
        Augmenter alone = new Augmenter(AugmentationPlan.parse("noise@0; rotate"));
        Augmenter after = new Augmenter(AugmentationPlan.parse("scale min=1 max=1; rotate"));
        int[] size = {8, 8};
        Warp first = alone.warp(size, new SplittableRandom(7));
        assertArrayEquals(
                first.matrix(), after.warp(size, new SplittableRandom(7)).matrix());
        assertTrue(first.matrix()[1] != 0);
    }
}
