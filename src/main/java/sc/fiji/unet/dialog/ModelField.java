package sc.fiji.unet.dialog;

import ij.gui.GenericDialog;
import java.awt.Canvas;
import java.awt.Choice;
import java.awt.Color;
import java.awt.Dimension;
import java.awt.Graphics;
import java.awt.Panel;
import java.awt.TextField;
import java.awt.image.BufferedImage;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.scijava.module.ModuleItem;
import sc.fiji.unet.imagej.training.ModelPicture;
import sc.fiji.unet.model.KnownModels;
import sc.fiji.unet.model.ModelFolder;

/**
 * Helps to choose a model in ImageJ's dialogs: the known ones by name beside the field for its folder, and what the one
 * in the field looks like. The field keeps the path.
 */
public final class ModelField {
    /** The attribute of parameters that are folders of trained models; its value are words that may be said instead. */
    public static final String ATTRIBUTE = "trained-model";

    private static final String NO_CHOICE = "known models";
    private static final String HINT = "Choose one of the known models to see it here.";
    private static final int HINT_BASE = 14;
    private static final int WIDEST = 160; // models of one name are called by their paths
    private static final Dimension SIZE = new Dimension(340, 96);

    private final TextField field;
    private final Map<String, ModelFolder> known = KnownModels.ofThisPerson().all();

    private final List<String> words;

    private ModelField(TextField field, List<String> words) {
        this.field = field;
        this.words = words;
    }

    private static List<String> words(ModuleItem<?> item) {
        String said = item.get(ATTRIBUTE);
        return said == null || said.isBlank() ? List.of() : List.of(said.split(", "));
    }

    static boolean is(ModuleItem<?> item) {
        return item.is(ATTRIBUTE);
    }

    /** Adds them to the row of a field, and below it. */
    static void extend(TextField field, ModuleItem<?> item, GenericDialog dialog, boolean withPicture) {
        ModelField model = new ModelField(field, words(item));
        if (!model.known.isEmpty() || !model.words.isEmpty()) ((Panel) field.getParent()).add(model.choice());
        boolean something = !model.known.isEmpty() || model.path() != null;
        if (withPicture && something) {
            Picture picture = model.new Picture();
            dialog.addPanel(panelOf(picture));
            field.addTextListener(event -> picture.refresh());
        }
    }

    private static Panel panelOf(Canvas picture) {
        Panel panel = new Panel();
        panel.add(picture);
        return panel;
    }

    private Choice choice() {
        Choice choice = new NarrowChoice(WIDEST);
        List<String> names = new ArrayList<>(words);
        names.addAll(known.keySet());
        choice.add(NO_CHOICE);
        names.forEach(choice::add);
        Runnable follow = () -> choice.select(1 + names.indexOf(nameOfField()));
        follow.run();
        choice.addItemListener(event -> {
            String said = choice.getSelectedItem();
            ModelFolder chosen = known.get(said);
            if (chosen != null) field.setText(chosen.path().toString());
            else if (words.contains(said)) field.setText(said);
        });
        field.addTextListener(event -> follow.run());
        return choice;
    }

    private String nameOfField() {
        if (isWord()) return field.getText().strip();
        return known.entrySet().stream()
                .filter(entry -> entry.getValue().path().equals(path()))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse("");
    }

    private boolean isWord() {
        return words.contains(field.getText().strip());
    }

    /** What is in the field, or null where that is no path, or none yet. */
    private Path path() {
        String text = field.getText().strip();
        try {
            return text.isEmpty() || isWord()
                    ? null
                    : KnownModels.ofThisPerson().find(Path.of(text));
        } catch (InvalidPathException e) {
            return null; // half typed
        }
    }

    private final class Picture extends Canvas {
        private static final long serialVersionUID = 1L;
        private transient BufferedImage shown;

        @Override
        public Dimension getPreferredSize() {
            return SIZE;
        }

        void refresh() {
            shown = null;
            repaint();
        }

        @Override
        public void paint(Graphics g) {
            if (path() == null) {
                g.drawString(HINT, 0, HINT_BASE);
                return;
            }
            Color ground = getParent().getBackground();
            if (shown == null) {
                shown = new ModelPicture(SIZE.width, SIZE.height, getForeground(), ground).of(new ModelFolder(path()));
            }
            g.drawImage(shown, 0, 0, null);
        }
    }
}
