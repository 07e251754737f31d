package sc.fiji.unet.imagej.live;

import java.awt.BorderLayout;
import java.awt.Color;
import java.awt.Component;
import java.awt.Dimension;
import java.awt.Graphics;
import java.awt.event.MouseAdapter;
import java.awt.event.MouseEvent;
import java.util.ArrayList;
import java.util.List;
import javax.swing.BorderFactory;
import javax.swing.Box;
import javax.swing.BoxLayout;
import javax.swing.ButtonGroup;
import javax.swing.Icon;
import javax.swing.JButton;
import javax.swing.JColorChooser;
import javax.swing.JOptionPane;
import javax.swing.JPanel;
import javax.swing.JToggleButton;
import sc.fiji.unet.config.ClassInfo;

/** A row for each class: its color, its name, its key; one is chosen. Another color or name by the buttons beside. */
final class ClassRows extends JPanel {
    private static final long serialVersionUID = 1L;
    private static final int SWATCH = 14;
    private static final int KEYS = 9;

    private final transient LiveActions actions;
    private final List<JToggleButton> names = new ArrayList<>();
    private transient List<ClassInfo> shown = List.of();

    ClassRows(LiveActions actions) {
        this.actions = actions;
        setLayout(new BoxLayout(this, BoxLayout.Y_AXIS));
    }

    /** Shows these classes, of which one is chosen. Rows stay where classes do: both clicks of two go to one button. */
    void show(List<ClassInfo> classes, int chosen) {
        if (!classes.equals(shown)) build(classes);
        names.get(chosen).setSelected(true);
    }

    private void build(List<ClassInfo> classes) {
        shown = List.copyOf(classes);
        names.clear();
        removeAll();
        ButtonGroup group = new ButtonGroup();
        for (int i = 0; i < classes.size(); i++) {
            add(row(classes.get(i), i, group));
            add(Box.createVerticalStrut(2));
        }
        revalidate();
        repaint();
    }

    private Component row(ClassInfo info, int index, ButtonGroup group) {
        JToggleButton name = new JToggleButton((index < KEYS ? index + 1 + "  " : "    ") + info.name());
        name.setIcon(new Swatch(new Color(info.color())));
        name.setIconTextGap(8);
        name.setHorizontalAlignment(JToggleButton.LEFT);
        name.setToolTipText("Paint this class" + (index < KEYS ? " (key " + (index + 1) + ")" : "")
                + "; double-click to rename it");
        name.addActionListener(event -> actions.choose(index));
        name.addMouseListener(new MouseAdapter() {
            @Override
            public void mouseClicked(MouseEvent e) {
                if (e.getClickCount() == 2) rename(index, info);
            }
        });
        group.add(name);
        names.add(name);
        JButton color = new JButton("Color");
        color.setToolTipText("Choose another color");
        color.setMargin(new java.awt.Insets(1, 4, 1, 4));
        color.addActionListener(event -> recolor(index, info));
        JPanel row = new JPanel(new BorderLayout(4, 0));
        row.add(name, BorderLayout.CENTER);
        row.add(color, BorderLayout.EAST);
        row.setMaximumSize(new Dimension(Integer.MAX_VALUE, row.getPreferredSize().height));
        row.setAlignmentX(LEFT_ALIGNMENT);
        row.setBorder(BorderFactory.createEmptyBorder());
        return row;
    }

    private void rename(int index, ClassInfo info) {
        String name = JOptionPane.showInputDialog(this, "Name of the class", info.name());
        if (name != null && !name.isBlank()) {
            actions.change(index, new ClassInfo(name.strip(), info.value(), info.color()));
        }
    }

    private void recolor(int index, ClassInfo info) {
        Color color = JColorChooser.showDialog(this, "Color of " + info.name(), new Color(info.color()));
        if (color != null) actions.change(index, new ClassInfo(info.name(), info.value(), color.getRGB() & 0xFFFFFF));
    }

    private record Swatch(Color color) implements Icon {
        @Override
        public void paintIcon(Component c, Graphics g, int x, int y) {
            g.setColor(color);
            g.fillRect(x, y, SWATCH, SWATCH);
            g.setColor(Color.GRAY);
            g.drawRect(x, y, SWATCH - 1, SWATCH - 1);
        }

        @Override
        public int getIconWidth() {
            return SWATCH;
        }

        @Override
        public int getIconHeight() {
            return SWATCH;
        }
    }
}
