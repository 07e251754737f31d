package sc.fiji.unet.imagej.live;

import java.awt.Dimension;
import java.awt.FlowLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
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

    private final transient Consumer<LiveLook> looks;
    private final JCheckBox prediction = new JCheckBox("Prediction", LiveLook.FIRST.prediction());
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
        JPanel boxes = new JPanel(new FlowLayout(FlowLayout.LEFT, 0, 0));
        List<JCheckBox> shown = new ArrayList<>(List.of(prediction, doubt));
        if (painting) shown.add(strokes);
        for (JCheckBox box : shown) {
            box.addActionListener(event -> tell());
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
                prediction.isSelected(),
                doubt.isSelected(),
                strokes.isSelected(),
                opacity.getValue() / (double) HUNDRED,
                threshold.getValue() / (double) HUNDRED));
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
        row.add(slider);
        row.add(value);
        return row;
    }
}
