package sc.fiji.unet.torchscript;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import sc.fiji.unet.base.InputException;
import sc.fiji.unet.nn.Tensor;
import sc.fiji.unet.script.ScriptObject;
import sc.fiji.unet.script.ScriptRun;
import sc.fiji.unet.script.ScriptSource;
import sc.fiji.unet.script.TensorOperators;

/**
 * Reads what the code of a TorchScript archive does to an image, whoever wrote it. The code of a stranger may do anything, so
 * that it is never given to PyTorch: it is gone through here, where nothing but operators of networks has a meaning.
 */
public final class ScriptReader {
    private static final int MOST_FILES = 5000;

    private ScriptReader() {}

    /**
     * Goes through the forward method of the archive's module.
     *
     * @param name of the file, for messages
     * @param images what stands for each input
     * @param tensors told each operator, in the order of the code
     * @return what stands for the answer
     * @throws InputException where the file is broken, or its code does what no network needs
     */
    public static Object read(Path file, String name, List<?> images, TensorOperators tensors) {
        try (ZipFile zip = new ZipFile(file.toFile())) {
            String top = TorchScriptReader.topFolder(zip);
            Unpacking parts = new Unpacking(zip, Files.size(file));
            ScriptSource source = new ScriptSource();
            List<String> names = zip.stream()
                    .map(ZipEntry::getName)
                    .filter(part -> part.startsWith(top + "code/"))
                    .toList();
            if (names.size() > MOST_FILES) throw new IllegalArgumentException("it has too many files");
            for (String part : names) {
                if (!part.endsWith(".py")) continue;
                String module = part.substring((top + "code/").length(), part.length() - ".py".length());
                source.add(module.replace('/', '.'), new String(parts.content(part), StandardCharsets.UTF_8));
            }
            Object module = new PickleReader(parts.content(top + "data.pkl")).read();
            Object constants = zip.getEntry(top + "constants.pkl") == null
                    ? List.of()
                    : new PickleReader(parts.content(top + "constants.pkl")).read();
            Values ofModule = new Values(new TensorReader(key -> parts.content(top + "data/" + key)));
            Values ofConstants = new Values(new TensorReader(key -> parts.content(top + "constants/" + key)));
            return new ScriptRun(
                            source,
                            constant ->
                                    ofConstants.of(((List<?>) constants).get(Integer.parseInt(constant.substring(1)))),
                            tensors)
                    .forward((ScriptObject) ofModule.of(module), images);
        } catch (IOException
                | RuntimeException
                | StackOverflowError e) { // whatever it trips over, the file is at fault
            throw new InputException(
                    name + " cannot be used: " + (e.getMessage() == null ? e : e.getMessage())
                            + ". Expected a TorchScript network of convolutions. Ask its author for ONNX weights.",
                    e);
        }
    }

    /** What a pickle holds, as code sees it; the same object is the same each time. */
    private record Values(TensorReader tensors, Map<Object, Object> known) {
        Values(TensorReader tensors) {
            this(tensors, new IdentityHashMap<>());
        }

        Object of(Object read) {
            if (read == PickleReader.Optional.NONE) return null;
            if (read instanceof List<?> list) {
                List<Object> values = new ArrayList<>();
                list.forEach(one -> values.add(of(one)));
                return values;
            }
            if (!(read instanceof PickleReader.Instance instance)) return read;
            Object value = known.get(read);
            if (value == null) {
                value = TensorReader.isTensor(instance) ? tensor(instance) : new Module(instance, this);
                known.put(read, value);
            }
            return value;
        }

        private Tensor tensor(PickleReader.Instance instance) {
            try {
                return tensors.read("tensor", instance)
                        .orElseThrow(() -> new IllegalArgumentException("its code computes with whole numbers"));
            } catch (IOException e) {
                throw new IllegalArgumentException(e.getMessage(), e);
            }
        }
    }

    private record Module(PickleReader.Instance object, Values values) implements ScriptObject {
        @Override
        public String type() {
            return ((PickleReader.Global) object.callee()).name().replace(' ', '.');
        }

        @Override
        public boolean has(String name) {
            return object.state().containsKey(name);
        }

        /** No module is in training: packages may have been saved while they were. */
        @Override
        public Object get(String name) {
            return name.equals("training")
                    ? Boolean.FALSE
                    : values.of(object.state().get(name));
        }
    }
}
