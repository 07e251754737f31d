package sc.fiji.unet.dialog;

import ij.gui.GenericDialog;
import java.awt.Checkbox;
import java.awt.Choice;
import java.awt.Component;
import java.awt.Container;
import java.awt.Dimension;
import java.awt.EventQueue;
import java.awt.FlowLayout;
import java.awt.GridBagConstraints;
import java.awt.GridBagLayout;
import java.awt.Insets;
import java.awt.Label;
import java.awt.Panel;
import java.awt.TextField;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.function.Supplier;
import org.scijava.module.ModuleItem;
import sc.fiji.unet.base.DaemonThreads;

/**
 * What changes in a dialog while a person fills it: fields that do not matter are grayed, and a line tells of what was
 * found, such as how many pairs of images and masks two folders hold. Folders are read by a thread of its own.
 */
final class LiveFields {
    private static final int PAUSE_MS = 200;

    private final GenericDialog dialog;
    private final DialogGuide command;
    private final Map<ModuleItem<?>, Supplier<String>> fields;
    private final Map<ModuleItem<?>, List<Component>> rows = new LinkedHashMap<>();
    private final ExecutorService reader;
    private final Label remark = new Remark();
    private volatile Map<String, String> latest = Map.of();

    /** Follows a dialog that is being built, with a way to read each field. */
    LiveFields(GenericDialog dialog, DialogGuide command, Map<ModuleItem<?>, Supplier<String>> fields) {
        this.dialog = dialog;
        this.command = command;
        this.fields = fields;
        reader = DaemonThreads.pool("U-Net looks into folders", 1);
    }

    /** The components that the dialog got since it had so many belong to this parameter. */
    void add(ModuleItem<?> item, int before) {
        Component[] all = dialog.getComponents();
        rows.put(item, List.of(all).subList(before, all.length));
        if (item.getName().equals(command.remarkBelow())) addRemark();
    }

    private void addRemark() {
        Panel panel = new Panel(new FlowLayout(FlowLayout.LEFT, 0, 0));
        panel.add(remark);
        dialog.addPanel(panel, GridBagConstraints.WEST, new Insets(0, 0, 0, 0));
        GridBagLayout layout = (GridBagLayout) dialog.getLayout();
        GridBagConstraints place = layout.getConstraints(panel);
        place.gridx = 1;
        place.gridwidth = GridBagConstraints.REMAINDER;
        layout.setConstraints(panel, place);
    }

    /** Begins to follow what is said. */
    void start() {
        rows.values().forEach(row -> row.forEach(this::listen));
        refresh();
    }

    /** Ends it; a remark under way is not shown any more. */
    void stop() {
        latest = Map.of();
        reader.shutdownNow();
    }

    private void listen(Component component) {
        if (component instanceof TextField field) field.addTextListener(event -> refresh());
        if (component instanceof Choice choice) choice.addItemListener(event -> refresh());
        if (component instanceof Checkbox box) box.addItemListener(event -> refresh());
        if (component instanceof Container container) for (Component c : container.getComponents()) listen(c);
    }

    private void refresh() {
        Map<String, String> said = new LinkedHashMap<>();
        fields.forEach((item, field) -> said.put(item.getName(), field.get()));
        if (said.equals(latest)) return;
        latest = said;
        rows.forEach((item, row) -> {
            boolean matters = command.matters(item.getName(), said);
            row.forEach(component -> enable(component, matters));
        });
        if (command.remarkBelow() != null && !reader.isShutdown()) reader.execute(() -> look(said));
    }

    /** As wide as what it will say. */
    private static final class Remark extends Label {
        private static final long serialVersionUID = 1L;
        private static final int WIDTH = 360;

        @Override
        public Dimension getPreferredSize() {
            return new Dimension(WIDTH, super.getPreferredSize().height);
        }
    }

    private static void enable(Component component, boolean enabled) {
        if (component.isEnabled() != enabled) component.setEnabled(enabled);
        if (component instanceof Container container) for (Component c : container.getComponents()) enable(c, enabled);
    }

    private void look(Map<String, String> said) {
        try {
            Thread.sleep(PAUSE_MS); // while somebody types, only the last is worth reading folders for
        } catch (InterruptedException e) {
            return; // the dialog was closed
        }
        if (said != latest) return;
        String text = command.remark(said);
        EventQueue.invokeLater(() -> {
            if (said == latest) remark.setText(text);
        });
    }
}
