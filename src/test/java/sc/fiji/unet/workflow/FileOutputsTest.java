package sc.fiji.unet.workflow;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sc.fiji.unet.annotations.CocoText;
import sc.fiji.unet.config.SegmentOptions;
import sc.fiji.unet.imagej.segmentation.SegmentationFiles;

class FileOutputsTest {
    @TempDir
    Path folder;

    private void run(boolean resume, String image) {
        SegmentOptions options = SegmentOptions.defaults(folder.resolve("in"), folder, folder.resolve("model"))
                .withBatch(new SegmentOptions.Batch(false, "", resume));
        CocoText coco = new CocoText(folder);
        if (!image.isEmpty()) coco.add(image, 10, 10, use -> {});
        new FileOutputs(new SegmentationFiles(), options, coco).writeCoco();
    }

    private void requireIn(String file, String image) throws IOException {
        String text = Files.readString(folder.resolve("coco").resolve(file));
        assertTrue(text.contains(image), text);
    }

    /** Images that have labels are left out by a run that goes on, so that it knows nothing of their objects. */
    @Test
    void whoGoesOnKeepsTheObjectsOfFinishedImages() throws IOException {
        run(true, "a.png");
        run(true, "b.png");
        run(true, "");
        run(true, "c.png");
        requireIn("coco.json", "a.png");
        requireIn("coco-2.json", "b.png");
        requireIn("coco-3.json", "c.png");
        run(false, "d.png");
        requireIn("coco.json", "d.png");
    }
}
