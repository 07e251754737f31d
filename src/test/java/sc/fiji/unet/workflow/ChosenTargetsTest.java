package sc.fiji.unet.workflow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import sc.fiji.unet.auxiliary.AuxiliaryTargets;
import sc.fiji.unet.base.OptionException;
import sc.fiji.unet.config.DataOptions.Dimensions;
import sc.fiji.unet.data.TrainingSet;
import sc.fiji.unet.image.StackView;

class ChosenTargetsTest {
    @Test
    void volumesHaveNoRays() {
        TrainingSet set = TinySet.of(3, "background", "cell").seen(new StackView(Dimensions.VOLUMES, ""));
        String message = assertThrows(OptionException.class, () -> ChosenTargets.of("star", set))
                .getMessage();
        assertTrue(message.contains("auxiliary = star") && message.contains("dimensions=2D"), message);
    }

    @Test
    void slicesWithNeighborsHaveNoDirectionAcross() {
        TrainingSet set = TinySet.of(3, "background", "cell").seen(new StackView(Dimensions.NEIGHBORS, ""));
        String message = assertThrows(OptionException.class, () -> ChosenTargets.of("flow", set))
                .getMessage();
        assertTrue(message.contains("auxiliary=distance") && message.contains("dimensions=3D"), message);
        assertEquals(
                AuxiliaryTargets.NONE,
                ChosenTargets.of(AuxiliaryTargets.NONE, set).id());
    }
}
