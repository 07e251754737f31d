package sc.fiji.unet.gui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.formdev.flatlaf.FlatDarkLaf;
import com.formdev.flatlaf.FlatLightLaf;
import ij.IJ;
import ij.ImagePlus;
import java.awt.Color;
import java.awt.Component;
import java.awt.Container;
import java.awt.EventQueue;
import java.awt.GraphicsEnvironment;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.swing.AbstractButton;
import javax.swing.JComponent;
import javax.swing.JLabel;
import javax.swing.LookAndFeel;
import javax.swing.UIManager;
import javax.swing.text.JTextComponent;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sc.fiji.unet.samples.SampleSet;

/** Our own windows are readable in the light and dark looks that Fiji offers. */
@Tag("gui")
class DarkLookTest {
    /** What the Web Content Accessibility Guidelines ask of text. */
    private static final double CONTRAST = 4.5;

    @TempDir
    Path folder;

    private LookAndFeel before;

    @BeforeEach
    void start() {
        ImageJSession.start();
        before = UIManager.getLookAndFeel();
    }

    @AfterEach
    void restore() throws Exception {
        if (before != null) UIManager.setLookAndFeel(before);
        if (!GraphicsEnvironment.isHeadless()) ImageJSession.closeAll();
    }

    @ParameterizedTest
    @ValueSource(strings = {"dark", "light"})
    void theLiveWindowIsReadable(String look) throws Exception {
        UIManager.setLookAndFeel(look.equals("dark") ? new FlatDarkLaf() : new FlatLightLaf());
        OutlinedSample.show();
        String options = "source=rois width=8 depth=2 patch=32 batch=4 epochs=3 model=[" + folder.resolve("m") + "]";
        Thread macro = new Thread(() -> IJ.run("Train U-Net...", options), "Run$_train");
        macro.start();
        LiveWindow window = LiveWindow.await();
        LiveWindow.until("the training is over", () -> window.offers("Close"));
        window.photograph("suite-" + look);
        assertEquals(look.equals("dark"), luminance(corner(window)) < 0.2, "paper of the curves");
        List<String> faint = new ArrayList<>();
        window.all(JComponent.class).forEach(component -> check(component, faint));
        window.click("Close");
        macro.join(10_000);
        assertEquals(List.of(), faint);
        assertFalse(window.isShowing());
    }

    @ParameterizedTest
    @ValueSource(strings = {"dark", "light"})
    void theLivePanelIsReadable(String look) throws Exception {
        UIManager.setLookAndFeel(look.equals("dark") ? new FlatDarkLaf() : new FlatLightLaf());
        ImagePlus image = new ImagePlus("nuclei.tif", SampleSet.NUCLEI.image(0).image());
        LivePerson person = LivePerson.open(image, "background, nucleus", folder.resolve("p-live"));
        List<String> faint = new ArrayList<>();
        boolean all;
        try {
            person.drag(20, 20, 40, 20);
            person.photograph("live-" + look);
            person.parts().filter(JComponent.class::isInstance).forEach(part -> check((JComponent) part, faint));
            all = person.seesAll();
        } finally {
            person.close();
        }
        assertEquals(List.of(), faint);
        assertTrue(all, "all of it is seen on a small screen");
    }

    /** The paper beside the axes of the curves. */
    private static Color corner(LiveWindow window) throws Exception {
        JComponent curves = window.all(JComponent.class).stream()
                .filter(c -> c.getClass().getSimpleName().equals("CurvesPanel"))
                .findFirst()
                .orElseThrow();
        BufferedImage picture = new BufferedImage(curves.getWidth(), curves.getHeight(), BufferedImage.TYPE_INT_RGB);
        EventQueue.invokeAndWait(() -> curves.paint(picture.getGraphics()));
        return new Color(picture.getRGB(8, curves.getHeight() / 4));
    }

    private static void check(JComponent component, List<String> faint) {
        String text = text(component);
        if (text == null || text.isBlank() || !component.isEnabled()) return;
        double contrast = contrast(component.getForeground(), background(component));
        if (contrast < CONTRAST) faint.add(String.format("%.1f: %s", contrast, text));
    }

    private static String text(JComponent component) {
        if (component instanceof JLabel label) return label.getText().equals("\u25CF") ? null : label.getText();
        if (component instanceof AbstractButton button) return button.getText();
        return component instanceof JTextComponent text ? text.getText() : null;
    }

    private static Color background(Component component) {
        for (Container c = (Container) component; c != null; c = c.getParent()) {
            if (c.isOpaque() && c.getBackground() != null) return c.getBackground();
        }
        return Color.WHITE;
    }

    private static double contrast(Color text, Color ground) {
        double a = luminance(text) + 0.05;
        double b = luminance(ground) + 0.05;
        return Math.max(a, b) / Math.min(a, b);
    }

    private static double luminance(Color color) {
        double[] linear = new double[3];
        for (int i = 0; i < 3; i++) {
            double c = color.getRGBComponents(null)[i];
            linear[i] = c <= 0.04045 ? c / 12.92 : Math.pow((c + 0.055) / 1.055, 2.4);
        }
        assertTrue(color.getAlpha() == 255, "opaque text");
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2];
    }
}
