package sc.fiji.unet.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.ImagePlus;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sc.fiji.unet.base.Csv;
import sc.fiji.unet.base.CsvRow;
import sc.fiji.unet.base.Progress;
import sc.fiji.unet.imagej.evaluation.CheckViews;

/** What a check leaves: a page that needs nothing else, and a table. */
class FindingPageTest {
    private static final Pattern PICTURE = Pattern.compile("base64,([^\"]*)\"");

    @TempDir
    Path folder;

    @Test
    void aMirroredMaskIsShownAsItIsAndAsItFits() throws IOException {
        MadePairs pairs = new MadePairs(folder, 8);
        var mask = MadePairs.mask(2);
        mask.flipHorizontal();
        MadePairs.write(pairs.mask("c"), new ImagePlus("c", mask));
        Path page = folder.resolve("out/page.html");
        String said = new CheckViews(page, 1, true).show(pairs.options(), 1, Progress.NONE);
        assertTrue(said.startsWith("8 images checked: 1 finding.\n\nMirrored"), said);
        String html = Files.readString(page);
        List<BufferedImage> pictures =
                PICTURE.matcher(html).results().map(FindingPageTest::picture).toList();
        assertEquals(3, pictures.size(), "as it is, as it fits, and the one that fits least");
        assertTrue(html.contains("<figcaption>c: mirrored left to right</figcaption>"), html);
        BufferedImage own = pictures.get(0);
        BufferedImage turned = pictures.get(1);
        boolean differ = false;
        for (int x = 0; x < own.getWidth(); x++) differ |= own.getRGB(x, 300) != turned.getRGB(x, 300);
        assertTrue(differ, "the outlines are elsewhere");
        List<CsvRow> rows = Csv.read(folder.resolve("out/page.csv"));
        assertEquals(FindingTable.COLUMNS, rows.get(0).cells());
        assertEquals("c", rows.get(1).cells().get(0));
        assertEquals("warning", rows.get(1).cells().get(2));
    }

    @Test
    void namesCannotBecomeMarkup() {
        Suspect suspect = new Suspect("<b>.tif", "1 < 2");
        Finding finding = new Finding("Kind", Finding.Level.NOTE, "a & b", "<i>", List.of(suspect));
        CheckedSet set = new CheckedSet(List.of(finding), 3, List.of(), name -> java.util.Optional.empty());
        String html = new FindingPage(set, one -> List.of(), 6).html();
        assertTrue(html.contains("&lt;b&gt;.tif: 1 &lt; 2"), html);
        assertFalse(html.contains("<b>") || html.contains("<i>"), html);
    }

    private static BufferedImage picture(MatchResult match) {
        try {
            return ImageIO.read(new ByteArrayInputStream(Base64.getDecoder().decode(match.group(1))));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
