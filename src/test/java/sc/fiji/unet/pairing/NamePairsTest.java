package sc.fiji.unet.pairing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NamePairsTest {
    /** Images and masks, each list in the order of its pairs. */
    @ParameterizedTest
    @CsvSource({
        "a.tif b.tif, a.png b.png",
        "a.tif, a.tif_mask.png",
        "a.tif b.tif, a.tif.labeling.tif b.tif.labeling.tif",
        "a.tif, a-labeling.tif",
        "img_1.png img_2.png img_10.png, img_001.png img_002.png img_010.png",
        "train_1.png train_2.png, gt_1.png gt_2.png",
        "t000.tif t001.tif, man_seg000.tif man_seg001.tif",
        "a.png, a_SegMask.png",
        "a.png, aMask.png",
        "img001.png img002.png, mask001.png mask002.png",
        "a.tif, a_cp_masks.png",
        "a_img.tif, a_masks.tif",
        "a.tif, a_Simple Segmentation.tif",
        "a.png, a_Object Identities.png",
        "21_training.tif 22_training.tif, 21_manual1.gif 22_manual1.gif",
        "Image_01L.jpg Image_01R.jpg, Image_01L_1stHO.png Image_01R_1stHO.png",
        "x_1_leftImg8bit.png x_2_leftImg8bit.png, x_1_gtFine_labelIds.png x_2_gtFine_labelIds.png",
        "cell_1.tif cell_2.tif, cell_mask_1.tif cell_mask_2.tif",
        "ISIC_0001.jpg ISIC_0002.jpg, ISIC_0001_segmentation.png ISIC_0002_segmentation.png",
        "A1.TIF, a1_Mask.tif",
        "A1 (2).tif, A1 (2)Mask.tif",
        "a.tif b.tif, a_label_img.tif b_label_image.tif",
        "a.tif b.tif c.tif, a-objects.tif b-classes.tif c_annot.tif",
        "a.ome.tif, a.ome.tif_labels.tif",
        "c0_0000.png c1_0000.png, c0.png c1.png",
        "p7 day 1.tif p7 day 2.tif, p7 day 1 gt.tif p7 day 2 gt.tif",
        "a.tif, a_roi.png",
        "a.tif, a.tif_expert.tif",
        "a_lab.tif b.tif, a_lab.png b_lab.png",
        "a.tif, a_tissue.png",
        "a.tif b.tif, a_dlabels.tif b_dlabels.tif",
        "1.2.840.10.dcm 1.2.840.11.dcm, 1.2.840.10.png 1.2.840.11.png"
    })
    void habitsArePaired(String images, String masks) {
        String[] image = split(images);
        String[] mask = split(masks);
        List<NamePairs.Found> found = NamePairs.of(paths(image), paths(mask));
        assertEquals(image.length, found.size(), found.toString());
        for (int i = 0; i < image.length; i++) {
            Path wanted = Path.of(mask[i]);
            Path its = Path.of(image[i]);
            assertTrue(
                    found.stream()
                            .anyMatch(p -> p.images().contains(its) && p.masks().equals(List.of(wanted))),
                    image[i] + " in " + found);
        }
    }

    @ParameterizedTest
    @CsvSource({"a.png, b.png", "a_1.png a_2.png, b_3.png b_4.png", "a1.png, a11.png", "x_1.png x_01.png, x_001.png"})
    void othersAreNot(String images, String masks) {
        assertEquals(List.of(), NamePairs.of(paths(split(images)), paths(split(masks))));
    }

    @Test
    void channelsAndObjectsBelongToOneImage() {
        List<NamePairs.Found> found = NamePairs.of(
                paths("c0_0000.png", "c0_0001.png", "c1_0000.png", "c1_0001.png"), paths("c0.png", "c1.png"));
        assertEquals(
                List.of(
                        List.of(Path.of("c0_0000.png"), Path.of("c0_0001.png")),
                        List.of(Path.of("c1_0000.png"), Path.of("c1_0001.png"))),
                found.stream().map(NamePairs.Found::images).toList());
        assertEquals("c0", found.get(0).name());
        found = NamePairs.of(paths("img_0001.png", "img_0002.png"), paths("img_0001.png", "img_0002.png"));
        assertEquals(2, found.size());
        found = NamePairs.of(paths("a.png"), paths("a_mask_0.png", "a_mask_1.png"));
        assertEquals(paths("a_mask_0.png", "a_mask_1.png"), found.get(0).masks());
    }

    @Test
    void theEndOfANameWinsOverItsStart() {
        SideBySide files = SideBySide.of(paths(
                "label_free_1.png",
                "label_free_1_mask.png",
                "seg-study_01.png",
                "seg-study_01_mask.png",
                "mask_wearer.png",
                "mask_wearer_gt.png"));
        assertEquals("label_free_1.png seg-study_01.png mask_wearer.png", names(files.images()));
        files = SideBySide.of(paths("mask_1.png", "img_1.png"));
        assertEquals("img_1.png", names(files.images()));
        files = SideBySide.of(paths("a_seg.tif", "a_seg_mask.tif"));
        assertEquals("a_seg.tif", names(files.images()));
        files = SideBySide.of(paths("a.tif", "a_seg.tif", "a_seg_mask.tif"));
        assertEquals("a.tif", names(files.images()));
    }

    /** Images are called so too: cut-outs, or those of a laboratory. */
    @Test
    void endsThatImagesHaveTooCountBesideTheirImagesOnly() {
        for (String end : List.of("roi", "expert", "lab", "tissue", "dlabels", "ROI")) {
            SideBySide files =
                    SideBySide.of(paths("a.tif", "a_" + end + ".png", "b.tif", "B_" + end + ".png", "c.tif"));
            assertEquals("a.tif b.tif c.tif", names(files.images()));
        }
        assertEquals(
                "a.tif a_roi.tif b_roi.tif",
                names(SideBySide.of(paths("a.tif", "a_roi.tif", "b_roi.tif")).images()));
        assertEquals(
                "a.tif a_roi.tif",
                names(SideBySide.of(paths("a.tif", "a_roi.tif", "a_mask.tif", "a_roi_mask.tif"))
                        .images()));
        assertEquals(
                "lab_1.tif slide_tissue.tif",
                names(SideBySide.of(paths("lab_1.tif", "slide_tissue.tif")).images()));
    }

    @Test
    void anExampleShowsTheMostAlike() {
        String example = DidYouMean.example(paths("cell-one.tif"), paths("xyz.png", "cel_one.png"));
        assertEquals(
                "Did you mean cell-one.tif and cel_one.png? Then call the mask cell-one_mask.png, and the others"
                        + " likewise. ",
                example);
    }

    /** At blanks between files; names may hold blanks. */
    private static String[] split(String names) {
        return names.split("(?<=\\.[A-Za-z]{3}) ");
    }

    private static List<Path> paths(String... names) {
        return Arrays.stream(names).map(Path::of).toList();
    }

    private static String names(List<Path> files) {
        return files.stream().map(Path::toString).collect(Collectors.joining(" "));
    }
}
