package sc.fiji.unet.registry;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.scijava.InstantiableException;
import org.scijava.plugin.PluginIndex;
import org.scijava.plugin.PluginInfo;
import sc.fiji.unet.base.OptionException;
import sc.fiji.unet.config.Options;
import sc.fiji.unet.config.Spec;

/**
 * Finds every {@link Extension} on the class path by its annotation, without a SciJava Context. Thread safe.
 *
 * @param <E> the extension point
 */
public final class Extensions<E extends Extension> {
    private static final Map<Class<?>, Extensions<?>> CACHE = new ConcurrentHashMap<>();
    private final String what;
    private final Map<String, PluginInfo<?>> found = new TreeMap<>();

    /** An extension with the options that a person and its defaults give it, and how both are written. */
    public record Configured<E>(E extension, Options options, Spec spec) {}

    private Extensions(Class<E> type) {
        what = type.getSimpleName().replaceAll("(?<=[a-z])(?=[A-Z])", " ").toLowerCase(Locale.ROOT);
        for (PluginInfo<?> info : index()) {
            if (info.getPluginType() == type) found.put(info.getName(), info);
        }
    }

    /** The extensions of one kind. */
    @SuppressWarnings("unchecked")
    public static <E extends Extension> Extensions<E> of(Class<E> type) {
        return (Extensions<E>) CACHE.computeIfAbsent(type, t -> new Extensions<>(type));
    }

    /**
     * Every id with what a person reads for it, sorted by id; but for those that nobody would choose, which are annotated as
     * not visible.
     */
    public Map<String, String> labels() {
        Map<String, String> labels = new TreeMap<>();
        found.forEach((id, info) -> {
            if (info.isVisible()) labels.put(id, info.getLabel().isEmpty() ? id : info.getLabel());
        });
        return labels;
    }

    /** The extension of this id; an unknown id is refused with the list of the known ones. */
    @SuppressWarnings("unchecked")
    public E get(String id) {
        PluginInfo<?> info = found.get(id);
        if (info == null) throw OptionException.unknown(what, id, labels().keySet());
        try {
            return (E) info.createInstance();
        } catch (InstantiableException e) {
            throw new IllegalStateException("Cannot create " + what + " " + id + " (" + info.getClassName() + ")", e);
        }
    }

    /** The extension a person chose, with its options checked for unknown keys. */
    public Configured<E> get(Spec spec) {
        E extension = get(spec.id());
        Options options = Options.of(what + " " + spec.id(), extension.defaults(), spec.options());
        return new Configured<>(extension, options, spec);
    }

    private static PluginIndex index() {
        PluginIndex index = new PluginIndex();
        index.discover();
        return index;
    }
}
