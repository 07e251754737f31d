package sc.fiji.unet.dialog;

import ij.gui.GenericDialog;
import java.awt.Choice;
import java.awt.FlowLayout;
import java.awt.GridBagConstraints;
import java.awt.GridBagLayout;
import java.awt.Panel;
import java.awt.TextField;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.scijava.module.ModuleItem;
import sc.fiji.unet.augment.Augmentation;
import sc.fiji.unet.registry.Extensions;

/**
 * A list beside a text field: what may be written into it, each with what it is. The field stays free for options, as in
 * {@code focal gamma=2}, and is what counts.
 */
final class Suggestions {
    private static final String PLACEHOLDER = "choose";
    private static final int WIDEST = 150;
    private static final int GAP = 4;

    private final Map<String, String> labels;
    private final List<String> ids;
    private final Set<String> joining;
    private final String separator;

    private Suggestions(Map<String, String> labels, Set<String> joining, String separator) {
        this.labels = labels;
        this.ids = new ArrayList<>(labels.keySet());
        this.joining = joining;
        this.separator = separator;
    }

    /** The list for a parameter, if there is anything to suggest. */
    static Optional<Suggestions> of(ModuleItem<?> item) {
        Map<String, String> labels = Choices.labels(item);
        if (labels.isEmpty()) return Optional.empty();
        if (Choices.isList(item)) return Optional.of(new Suggestions(labels, labels.keySet(), ", "));
        boolean steps = item.getName().equals("augmentation");
        Set<String> joining = steps ? Extensions.of(Augmentation.class).labels().keySet() : Set.of();
        return Optional.of(new Suggestions(labels, joining, "; "));
    }

    /** What a field holds when something is chosen: it alone, or added to what may go on. */
    String chosen(String before, String id) {
        boolean goesOn = joining.contains(id) && joining.contains(first(before));
        return goesOn ? before.strip() + separator + id : id;
    }

    /** Puts the list into the row of a field that was just added to a dialog. */
    void extend(TextField field, GenericDialog dialog) {
        GridBagLayout layout = (GridBagLayout) dialog.getLayout();
        GridBagConstraints place = layout.getConstraints(field);
        Panel row = new Panel(new FlowLayout(FlowLayout.LEFT, GAP, 0));
        ((FlowLayout) row.getLayout()).setHgap(0);
        row.add(field);
        row.add(list(field));
        layout.setConstraints(row, place);
        dialog.add(row);
    }

    private Choice list(TextField field) {
        Choice choice = new NarrowChoice(WIDEST);
        choice.add(PLACEHOLDER);
        labels.forEach((id, label) -> choice.add(label.equals(id) ? id : id + ": " + label));
        Runnable follow = () -> choice.select(1 + ids.indexOf(one(field.getText())));
        follow.run();
        choice.addItemListener(event -> {
            int index = choice.getSelectedIndex();
            if (index > 0) field.setText(chosen(field.getText(), ids.get(index - 1)));
            follow.run();
        });
        field.addTextListener(event -> follow.run());
        return choice;
    }

    /** The one value that a field holds; empty where it holds several. */
    private String one(String text) {
        boolean several = !joining.isEmpty() && text.contains(separator.strip());
        return several ? "" : first(text);
    }

    private static String first(String text) {
        return text.strip().split("[\\s,;@]+")[0];
    }
}
