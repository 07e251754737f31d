package sc.fiji.unet.imagej.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Dimension;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import sc.fiji.unet.base.Progress;
import sc.fiji.unet.config.ClassInfo;
import sc.fiji.unet.config.ClassList;
import sc.fiji.unet.metrics.EvaluatedImage;
import sc.fiji.unet.workflow.EvaluatedImages;
import sc.fiji.unet.workflow.PreviewTile;
import sc.fiji.unet.workflow.Scores;

class WorstImagesTest {
    /** Five images of 40 x 30 pixels, the left half of each is missed. */
    private record Missed(int classNumber) implements EvaluatedImages {
        @Override
        public ClassList classes() {
            return ClassList.copyOf(
                    IntStream.range(0, classNumber).mapToObj(ClassInfo::ofIndex).toList());
        }

        @Override
        public int count() {
            return 5;
        }

        @Override
        public String name(int file) {
            return "image" + file;
        }

        @Override
        public List<EvaluatedImage> evaluated(int file) {
            int[] truth = IntStream.range(0, 1200).map(i -> i % 40 < 20 ? 1 : 0).toArray();
            return List.of(new EvaluatedImage(name(file), new int[] {40, 30}, truth, new int[1200]));
        }
    }

    private static BufferedImage draw(int classes, Dimension place) {
        Missed images = new Missed(classes);
        return new WorstImages(images, Scores.of(images, Progress.NONE), null).draw(5, place, Progress.NONE);
    }

    @Test
    void theLegendShowsTheColorsThatItNames() {
        Set<Integer> two = colorsOfTheFirstLine(draw(2, null));
        assertTrue(two.containsAll(Set.of(PreviewTile.MISSED, PreviewTile.TOO_MUCH)), two.toString());
        assertTrue(!two.contains(PreviewTile.CONFUSED), two.toString());
        assertTrue(colorsOfTheFirstLine(draw(3, null)).contains(PreviewTile.CONFUSED));
    }

    @Test
    void thePictureFitsOnTheScreenSoThatItOpensInFullSize() {
        Dimension place = new Dimension(900, 570);
        BufferedImage fitting = draw(2, place);
        assertTrue(fitting.getWidth() <= place.width && fitting.getHeight() <= place.height + 30, fitting.toString());
        assertEquals(30 + 30 + 5 * 232, draw(2, null).getHeight());
    }

    private static Set<Integer> colorsOfTheFirstLine(BufferedImage picture) {
        return IntStream.range(0, picture.getWidth())
                .mapToObj(x -> picture.getRGB(x, 15) & 0xFFFFFF)
                .collect(Collectors.toSet());
    }
}
