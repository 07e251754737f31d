package sc.fiji.unet.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sc.fiji.unet.imagej.files.ImageFiles;

class ImageFolderTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({
        "cell.tif, cell.png",
        "cell.tif, cell_mask.png",
        "cell.jpg, cell-labels.tif",
        "cell.ome.tif, cell_cp_masks.png",
        "cell_image.tif, cell_gt.tif",
        "img_007.png, mask_007.png",
        "1.2.840.77.dcm, 1.2.840.77.png",
    })
    void commonNamesBelongTogether(String image, String mask) throws IOException {
        Path images = Files.createDirectory(folder.resolve("i"));
        Path masks = Files.createDirectory(folder.resolve("m"));
        Files.createFile(images.resolve(image));
        Files.createFile(images.resolve("other.png"));
        Files.createFile(images.resolve("notes.txt"));
        Files.createFile(masks.resolve(mask));
        ImageFolder found = ImageFolder.scan(images, masks, new ImageFiles());
        assertEquals(1, found.pairs().size());
        assertEquals(image, found.pairs().get(0).image().getFileName().toString());
        assertEquals(mask, found.pairs().get(0).mask().getFileName().toString());
        assertEquals("other.png", found.withoutMask().get(0).getFileName().toString());
        assertEquals(1, found.withoutMask().size());
        assertTrue(found.withoutImage().isEmpty());
    }

    @Test
    void similarNamesAreKeptApart() throws IOException {
        for (String name : new String[] {"a.png", "a_mask.png", "a1.png", "a1_mask.png", "mask.png"}) {
            Files.createFile(folder.resolve(name));
        }
        ImageFolder found = ImageFolder.scan(folder, folder, new ImageFiles());
        assertEquals(2, found.pairs().size());
        assertEquals("a1_mask.png", found.pairs().get(1).mask().getFileName().toString());
        assertEquals("mask.png", found.withoutMask().get(0).getFileName().toString());
    }
}
