package sc.fiji.unet.dialog;

import ij.ImagePlus;
import ij.WindowManager;
import ij.gui.GenericDialog;
import java.awt.Checkbox;
import java.awt.Choice;
import java.awt.TextField;
import java.io.File;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.function.Supplier;
import org.scijava.command.CommandInfo;
import org.scijava.module.ModuleItem;
import org.scijava.widget.FileWidget;
import sc.fiji.unet.base.OptionException;

/**
 * A command's parameters as one ImageJ dialog: labels, choices, bounds and defaults from the command's metadata, browse
 * buttons for files, and a help page made of the descriptions. Asks again, keeping what was typed, until all can be meant.
 */
final class ClassicDialog {
    private static final String NO_IMAGE = "(none)";
    private static final int NUMBER_COLUMNS = 8;
    private static final int TEXT_COLUMNS = 24;
    private static final int CROWDED_COLUMNS = 14;
    private static final int MESSAGE_COLUMNS = 70;
    private static final int CROWDED_MESSAGE_COLUMNS = 105;
    private static final int SWITCH_INDENT = 20;
    private static final int MANY = 12;
    private static final int CROWDED = 22;

    private final GenericDialog dialog;
    private final Map<ModuleItem<?>, Supplier<String>> fields = new LinkedHashMap<>();
    private final LiveFields live;
    private final int textColumns;
    private final boolean withPictures;
    private Class<?> halfRow; // what stands alone in its half of a row; null where there is no room

    private ClassicDialog(
            CommandInfo info, DialogGuide command, Map<ModuleItem<?>, String> texts, List<String> messages) {
        dialog = new GenericDialog(ScreenText.title(info));
        live = new LiveFields(dialog, command, fields);
        boolean manyRows = texts.size() > MANY;
        textColumns = texts.size() > CROWDED ? CROWDED_COLUMNS : TEXT_COLUMNS;
        int messageColumns = texts.size() > CROWDED ? CROWDED_MESSAGE_COLUMNS : MESSAGE_COLUMNS;
        messages.forEach(message -> dialog.addMessage(ScreenText.wrapped(message, messageColumns)));
        withPictures = texts.size() <= CROWDED;
        texts.forEach((item, text) -> add(item, text, manyRows));
        dialog.addHelp(ParameterHelp.html(info, texts.keySet()));
    }

    /**
     * Asks for values.
     *
     * @param command knows what matters beside what
     * @param defaults each parameter with the value to begin with
     * @param messages shown above
     * @return what the person said
     * @throws CancellationException where the person thought better of it
     */
    static Map<ModuleItem<?>, Object> ask(
            CommandInfo info, DialogGuide command, Map<ModuleItem<?>, Object> defaults, List<String> messages) {
        Map<ModuleItem<?>, String> texts = new LinkedHashMap<>();
        defaults.forEach((item, value) -> texts.put(item, ParameterValues.text(item, value)));
        while (true) {
            ClassicDialog asked = new ClassicDialog(info, command, texts, messages);
            asked.show();
            if (asked.dialog.wasCanceled()) throw new CancellationException("Canceled");
            asked.fields.forEach((item, field) -> texts.put(item, field.get()));
            try {
                return values(texts);
            } catch (OptionException e) {
                ij.IJ.error(ScreenText.title(info), ScreenText.message(e.getMessage()));
            }
        }
    }

    private static Map<ModuleItem<?>, Object> values(Map<ModuleItem<?>, String> texts) {
        Map<ModuleItem<?>, Object> values = new LinkedHashMap<>();
        texts.forEach((item, text) -> {
            values.put(item, ParameterValues.convert(item, text));
            ParameterValues.check(item, values.get(item));
        });
        return values;
    }

    private void show() {
        try {
            live.start();
            dialog.showDialog();
        } finally {
            live.stop();
        }
    }

    private void add(ModuleItem<?> item, String text, boolean manyRows) {
        boolean isText = item.getType() == String.class && !isChoice(item);
        boolean narrow = item.getType() != File.class && (!isText || textColumns < TEXT_COLUMNS);
        Class<?> kind = isSwitch(item) ? Checkbox.class : TextField.class;
        boolean second = manyRows && narrow && kind == halfRow;
        if (second) dialog.addToSameRow();
        halfRow = narrow && !second ? kind : null;
        int before = dialog.getComponentCount();
        fields.put(item, field(item, text));
        live.add(item, before);
    }

    private static boolean isSwitch(ModuleItem<?> item) {
        return item.getType() == boolean.class || item.getType() == Boolean.class;
    }

    private Supplier<String> field(ModuleItem<?> item, String text) {
        String label = item.getLabel();
        if (isSwitch(item)) {
            if (textColumns < TEXT_COLUMNS)
                dialog.setInsets(0, SWITCH_INDENT, 0); // no gap where there is no room for one
            dialog.addCheckbox(label, Boolean.parseBoolean(text));
            Checkbox box = last(dialog.getCheckboxes());
            return () -> Boolean.toString(box.getState());
        }
        if (isChoice(item)) return choice(label, ParameterValues.choices(item), text);
        if (item.getType() == ImagePlus.class) return image(item, text);
        if (item.getType() == File.class) return file(item, text);
        boolean number = item.getType() != String.class;
        boolean half = number || textColumns < TEXT_COLUMNS;
        if (textColumns < TEXT_COLUMNS) dialog.setInsets(0, 0, 0); // as the rows of files have
        dialog.addStringField(number ? bounded(item) : label, text, half ? NUMBER_COLUMNS : textColumns);
        // ImageJ gives longer fields the rest of the row
        TextField field = last(dialog.getStringFields());
        if (!number) field.setColumns(textColumns);
        Suggestions.of(item).ifPresent(suggestions -> suggestions.extend(field, dialog));
        return typed();
    }

    /** "Radius (pixels)" from 0 on is shown as "Radius (pixels, 0 or more)". */
    private static String bounded(ModuleItem<?> item) {
        String label = item.getLabel();
        String bound = ParameterValues.bound(item).replace("auto, or ", ""); // the field shows it
        if (bound.isEmpty()) return label;
        return label.endsWith(")") ? label.replaceFirst("\\)$", ", " + bound + ")") : label + " (" + bound + ")";
    }

    private Supplier<String> choice(String label, List<String> words, String chosen) {
        dialog.addChoice(label, words.toArray(String[]::new), chosen);
        Choice choice = last(dialog.getChoices());
        return choice::getSelectedItem;
    }

    private Supplier<String> image(ModuleItem<?> item, String title) {
        List<String> titles = new ArrayList<>(Arrays.asList(WindowManager.getImageTitles()));
        if (!item.isRequired()) titles.add(0, NO_IMAGE);
        Supplier<String> chosen = choice(item.getLabel(), titles, title.isEmpty() ? NO_IMAGE : title);
        return () -> NO_IMAGE.equals(chosen.get()) ? "" : chosen.get();
    }

    private Supplier<String> file(ModuleItem<?> item, String path) {
        if (textColumns < TEXT_COLUMNS) dialog.setInsets(0, 0, 0); // or the dialog is higher than a small screen
        if (isFolder(item)) {
            dialog.addDirectoryField(item.getLabel(), path, TEXT_COLUMNS);
        } else {
            dialog.addFileField(item.getLabel(), path, TEXT_COLUMNS);
        }
        TextField field = last(dialog.getStringFields());
        if (ModelField.is(item)) ModelField.extend(field, item, dialog, withPictures);
        return field::getText;
    }

    private Supplier<String> typed() {
        TextField field = last(dialog.getStringFields());
        return field::getText;
    }

    private static boolean isFolder(ModuleItem<?> item) {
        String style = item.getWidgetStyle();
        return style != null && Arrays.asList(style.split(",")).contains(FileWidget.DIRECTORY_STYLE);
    }

    private static boolean isChoice(ModuleItem<?> item) {
        return !ParameterValues.choices(item).isEmpty();
    }

    @SuppressWarnings("unchecked")
    private static <T> T last(List<?> components) {
        return (T) components.get(components.size() - 1);
    }
}
