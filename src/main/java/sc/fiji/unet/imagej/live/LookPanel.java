package sc.fiji.unet.imagej.live;

import java.awt.Dimension;
import java.awt.GridLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import javax.swing.Box;
import javax.swing.BoxLayout;
import javax.swing.JCheckBox;
import javax.swing.JComponent;
import javax.swing.JLabel;
import javax.swing.JPanel;
import javax.swing.JSlider;

/** What is to be seen over the image, and how strongly. For the event thread. */
final class LookPanel extends JPanel {
    private static final long serialVersionUID = 1L;
    private static final int HUNDRED = 100;
    private static final int SLIDER = 110;
    private static final int GAP = 4;

    private final transient Consumer<LiveLook> looks;
    private final JCheckBox prediction = new JCheckBox("Prediction", true);
    private final JCheckBox confidence = new JCheckBox("Confidence");
    private final JCheckBox doubt = new JCheckBox("Uncertainty", LiveLook.FIRST.doubt());
    private final JCheckBox strokes = new JCheckBox("Strokes", LiveLook.FIRST.strokes());
    private final JSlider opacity = new JSlider(0, HUNDRED, (int) (HUNDRED * LiveLook.FIRST.opacity()));
    private final JSlider threshold = new JSlider(0, HUNDRED - 1, 0);

    /**
     * Shows what is seen at first.
     *
     * @param looks told of every change
     * @param painting whether there are strokes to be seen
     */
    LookPanel(Consumer<LiveLook> looks, boolean painting) {
        this.looks = looks;
        setLayout(new BoxLayout(this, BoxLayout.Y_AXIS));
        confidence.setToolTipText(
                "<html>Each object in the color of how sure the network is of it, by its mean probability:"
                        + "<br>red to 0.5, yellow at 0.75, green at 1</html>");
        JPanel boxes = new JPanel(new GridLayout(0, 2));
        List<JCheckBox> shown = new ArrayList<>(List.of(prediction, confidence, doubt));
        if (painting) shown.add(strokes);
        for (JCheckBox box : shown) {
            box.addActionListener(event -> chosen(box));
            boxes.add(box);
        }
        add(left(boxes));
        add(left(slider("Opacity", opacity, "Of prediction and uncertainty")));
        add(left(slider("At least", threshold, "Least probability of what is shown, in percent")));
        opacity.addChangeListener(event -> tell());
        threshold.addChangeListener(event -> tell());
    }

    private static JComponent left(JComponent part) {
        part.setAlignmentX(LEFT_ALIGNMENT);
        return part;
    }

    /** Shows where the network is not certain. */
    void showDoubt() {
        doubt.setSelected(true);
        tell();
    }

    private void tell() {
        looks.accept(new LiveLook(
                coloring(),
                doubt.isSelected(),
                strokes.isSelected(),
                opacity.getValue() / (double) HUNDRED,
                threshold.getValue() / (double) HUNDRED));
    }

    /** Confidence is a way to show the prediction: with the one comes or goes the other. */
    private void chosen(JCheckBox box) {
        if (box == confidence && box.isSelected()) prediction.setSelected(true);
        if (box == prediction && !box.isSelected()) confidence.setSelected(false);
        tell();
    }

    private LiveLook.Coloring coloring() {
        if (confidence.isSelected()) return LiveLook.Coloring.CONFIDENCE;
        return prediction.isSelected() ? LiveLook.Coloring.CLASS : LiveLook.Coloring.NONE;
    }

    /** A slider between its name and its value. */
    static JComponent slider(String label, JSlider slider, String hint) {
        JPanel row = new JPanel();
        row.setLayout(new BoxLayout(row, BoxLayout.X_AXIS));
        JLabel value = new JLabel(String.valueOf(slider.getValue()));
        value.setPreferredSize(new JLabel("100").getPreferredSize());
        slider.addChangeListener(event -> value.setText(String.valueOf(slider.getValue())));
        slider.setToolTipText(hint);
        slider.setPreferredSize(new Dimension(SLIDER, slider.getPreferredSize().height));
        JLabel name = new JLabel(label);
        name.setPreferredSize(new JLabel("Opacity ").getPreferredSize());
        row.add(name);
        row.add(Box.createHorizontalStrut(GAP));
        row.add(slider);
        row.add(Box.createHorizontalStrut(GAP));
        row.add(value);
        return row;
    }
}
