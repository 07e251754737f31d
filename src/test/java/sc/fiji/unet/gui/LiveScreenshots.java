package sc.fiji.unet.gui;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ij.IJ;
import ij.ImagePlus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sc.fiji.unet.samples.SampleSet;

/** Goes through the part of docs/tutorial.md about Live U-Net and photographs it; run by scripts/tutorial-screenshots. */
@Tag("gui")
class LiveScreenshots {
    private static final int STROKES = 6;
    private static final int ROUNDS = 3;
    private static final int LEARNED_MS = Integer.getInteger("unet.tutorial.wait", 20_000);

    @TempDir
    Path folder;

    @BeforeAll
    static void start() {
        assumeTrue(Boolean.getBoolean("unet.tutorial"), "run by scripts/tutorial-screenshots");
        ImageJSession.start();
    }

    @Test
    void everyStep() throws IOException {
        ImagePlus image = new ImagePlus("nuclei", SampleSet.NUCLEI.image(0).image());
        TruePlaces places =
                new TruePlaces(new ImagePlus("mask", SampleSet.NUCLEI.image(0).mask())
                        .getProcessor()
                        .getIntArray());
        image.show();
        ImageJSession.until("the image is there", () -> image.getCanvas() != null);
        ImageJSession.onEventThread(() -> {
            for (int i = 0; i < 3; i++) image.getCanvas().zoomIn(0, 0);
            image.getWindow().setLocation(0, 110);
        });
        LivePerson person = LivePerson.open(image, "background, nucleus", folder.resolve("nuclei-live"));
        person.key('[', '[', 0);
        for (int k = 0; k < 2; k++) {
            person.press(k == 0 ? "background" : "nucleus");
            for (int i = 0; i < 2; i++) person.drag(places.stroke(k));
        }
        shoot(person, "live-strokes");
        for (int k = 0; k < 2; k++) {
            person.press(k == 0 ? "background" : "nucleus");
            for (int i = 2; i < STROKES; i++) person.drag(places.stroke(k));
        }
        person.untilSeen("prediction");
        for (int round = 0; round < ROUNDS; round++) {
            IJ.wait(LEARNED_MS);
            ImagePlus seen = image.flatten();
            for (int k = 0; k < 2; k++) {
                person.press(k == 0 ? "background" : "nucleus");
                for (int i = 0; i < 3; i++) {
                    int[] stroke = places.strokeWhere(k, (x, y) -> isOrange(seen, x, y));
                    if (stroke != null) person.drag(stroke);
                }
            }
        }
        IJ.wait(LEARNED_MS);
        shoot(person, "live-prediction");
        person.close();
    }

    private static boolean isOrange(ImagePlus seen, int x, int y) {
        int[] rgb = seen.getProcessor().getPixel(x, y, (int[]) null);
        return rgb[0] > rgb[2] + 20;
    }

    private static void shoot(LivePerson person, String name) throws IOException {
        person.photograph("tutorial-" + name);
        Path picture = Path.of("target", "screenshots", "tutorial-" + name + ".png");
        Files.copy(
                picture,
                Path.of("docs", "images", picture.getFileName().toString()),
                StandardCopyOption.REPLACE_EXISTING);
    }
}
