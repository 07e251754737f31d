package sc.fiji.unet.imagej.live;

import java.awt.Component;
import java.awt.Dimension;
import java.awt.FlowLayout;
import java.awt.GridLayout;
import java.awt.Insets;
import java.awt.Rectangle;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import javax.swing.BorderFactory;
import javax.swing.Box;
import javax.swing.BoxLayout;
import javax.swing.ButtonGroup;
import javax.swing.JButton;
import javax.swing.JComponent;
import javax.swing.JLabel;
import javax.swing.JOptionPane;
import javax.swing.JPanel;
import javax.swing.JSlider;
import javax.swing.JTextArea;
import javax.swing.JToggleButton;
import javax.swing.Scrollable;
import sc.fiji.unet.config.ClassInfo;
import sc.fiji.unet.live.StrokeReport;

/** Everything that a person chooses in a live session, and what the session has to say. For the event thread. */
final class LivePanel extends JPanel implements Scrollable {
    private static final long serialVersionUID = 1L;
    private static final int MARGIN = 8;
    private static final int GAP = 4;
    private static final int MOST_RADIUS = 50;
    private static final int TEXT_COLUMNS = 26;
    private static final int WIDTH = 370;

    private static final Insets NARROW = new Insets(2, 4, 2, 4);

    private final transient LiveActions actions;
    private final transient PaintActions painter;
    private final ClassRows classes;
    private final PlaceList places;
    private final Map<PaintMode, JToggleButton> tools = new EnumMap<>(PaintMode.class);
    private final ButtonGroup toolGroup = new ButtonGroup();
    private final JSlider size = new JSlider(1, MOST_RADIUS, 4);
    private final LookPanel look;
    private final JToggleButton pause = new JToggleButton("Pause");
    private final JTextArea status = text(2);
    private final JTextArea estimate = text(3);

    LivePanel(LiveActions actions, PaintActions painter) {
        this.actions = actions;
        this.painter = painter;
        classes = new ClassRows(actions);
        places = new PlaceList(actions);
        look = new LookPanel(actions::show, true);
        setLayout(new BoxLayout(this, BoxLayout.Y_AXIS));
        setBorder(BorderFactory.createEmptyBorder(MARGIN, MARGIN, MARGIN, MARGIN));
        section("Classes", classes, row(button("Add class...", "One more class to tell apart", this::askForClass)));
        section("Paint", tools(), LookPanel.slider("Size", size, "Radius of the brush ( [ and ] )"), undoAndRedo());
        section("Show", look);
        section("Prediction", predictionButtons());
        section("Learning", status, estimate, places, endButtons());
        size.addChangeListener(event -> actions.resize(size.getValue()));
    }

    private void section(String title, JComponent... parts) {
        JPanel section = new Section();
        section.setLayout(new BoxLayout(section, BoxLayout.Y_AXIS));
        section.setBorder(BorderFactory.createTitledBorder(title));
        for (JComponent part : parts) {
            part.setAlignmentX(LEFT_ALIGNMENT);
            section.add(part);
            section.add(Box.createVerticalStrut(GAP));
        }
        section.setAlignmentX(LEFT_ALIGNMENT);
        add(section);
    }

    /** As wide as there is room, and as high as it needs, whatever comes into it later. */
    private static final class Section extends JPanel {
        private static final long serialVersionUID = 1L;

        @Override
        public Dimension getMaximumSize() {
            return new Dimension(Integer.MAX_VALUE, getPreferredSize().height);
        }
    }

    private JComponent tools() {
        JPanel row = new JPanel(new GridLayout(1, 0, GAP, GAP));
        for (PaintMode mode : PaintMode.values()) {
            JToggleButton button = new JToggleButton(mode.label());
            button.setToolTipText(mode.hint());
            button.setMargin(NARROW);
            button.addActionListener(event -> actions.use(mode));
            toolGroup.add(button);
            tools.put(mode, button);
            row.add(button);
        }
        return row;
    }

    private JComponent undoAndRedo() {
        JPanel row = new JPanel(new GridLayout(1, 2, GAP, GAP));
        row.add(button("Undo", "Take the last stroke back (Ctrl+Z)", painter::undo));
        row.add(button("Redo", "Paint it again (Ctrl+Y)", painter::redo));
        return row;
    }

    private JComponent predictionButtons() {
        JPanel rows = new JPanel(new GridLayout(0, 1, GAP, GAP));
        JPanel both = new JPanel(new GridLayout(1, 2, GAP, GAP));
        both.add(button("Predict this view", "Once more, with what was learned by now", actions::predict));
        both.add(button(
                "Use prediction here",
                "Where the selection is, the prediction is right: learn from it",
                painter::accept));
        rows.add(both);
        rows.add(button("Where are you unsure?", "Go to the place that the network is least certain of", () -> {
            look.showDoubt();
            actions.findDoubt();
        }));
        return rows;
    }

    private JComponent endButtons() {
        JPanel row = new JPanel(new GridLayout(1, 2, GAP, GAP));
        pause.setToolTipText("Learn no more for a while");
        pause.addActionListener(event -> actions.pause(pause.isSelected()));
        row.add(pause);
        row.add(button("Finish...", "Train the model that is kept, on all strokes", actions::finish));
        return row;
    }

    private static JComponent row(Component... parts) {
        JPanel row = new JPanel(new FlowLayout(FlowLayout.LEFT, 0, 0));
        for (Component part : parts) row.add(part);
        return row;
    }

    private static JButton button(String label, String hint, Runnable action) {
        JButton button = new JButton(label);
        button.setToolTipText(hint);
        button.setMargin(NARROW);
        button.addActionListener(event -> action.run());
        return button;
    }

    private static JTextArea text(int rows) {
        JTextArea text = new JTextArea(rows, TEXT_COLUMNS);
        text.setEditable(false);
        text.setFocusable(false);
        text.setLineWrap(true);
        text.setWrapStyleWord(true);
        text.setOpaque(false);
        text.setFont(new JLabel().getFont());
        return text;
    }

    private void askForClass() {
        String name = JOptionPane.showInputDialog(this, "Name of the class", "");
        if (name != null && !name.isBlank()) actions.addClass(name.strip());
    }

    @Override
    public Dimension getPreferredSize() {
        return new Dimension(WIDTH, super.getPreferredSize().height);
    }

    @Override
    public Dimension getPreferredScrollableViewportSize() {
        return getPreferredSize();
    }

    @Override
    public int getScrollableUnitIncrement(Rectangle visible, int orientation, int direction) {
        return getFontMetrics(getFont()).getHeight();
    }

    @Override
    public int getScrollableBlockIncrement(Rectangle visible, int orientation, int direction) {
        return visible.height;
    }

    @Override
    public boolean getScrollableTracksViewportWidth() {
        return true;
    }

    @Override
    public boolean getScrollableTracksViewportHeight() {
        return false;
    }

    void show(List<ClassInfo> all, int chosen) {
        classes.show(all, chosen);
        revalidate();
    }

    /** Marks the tool that the mouse works with; null for one of ImageJ's own. */
    void showTool(PaintMode mode) {
        if (mode == null) toolGroup.clearSelection();
        else tools.get(mode).setSelected(true);
    }

    void makeSmaller() {
        size.setValue(size.getValue() - Math.max(1, size.getValue() / 5));
    }

    void makeLarger() {
        size.setValue(size.getValue() + Math.max(1, size.getValue() / 5));
    }

    void showPaused(boolean value) {
        pause.setSelected(value);
        pause.setText(value ? "Go on" : "Pause");
    }

    void say(String line) {
        status.setText(line);
    }

    void show(StrokeReport report, List<ClassInfo> all, boolean planes) {
        List<String> names = all.stream().map(ClassInfo::name).toList();
        estimate.setText(LiveWords.of(report, names));
        places.show(report.places(), all, planes);
    }
}
