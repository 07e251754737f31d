package sc.fiji.unet.torchscript;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NoSuchElementException;

/**
 * Reads the pickles of TorchScript archives and of NumPy files into lists, maps, strings and numbers. Runs nothing of what it reads: a global
 * is only a name, an object a {@link Instance}, so a foreign file can do no harm. Work and memory grow with the pickle's
 * length; what is read may share and loop, as pickles may.
 */
public final class PickleReader {
    private static final Object MARK = new Object();
    private final ByteBuffer in;
    private final Deque<Object> stack = new ArrayDeque<>();
    private final Map<Integer, Object> memo = new HashMap<>();
    private long copied;

    /** A Python class or function by module and name, as in {@code torch FloatStorage}; it is never called. */
    public record Global(String name) {}

    /** What Python would get by calling a global, kept as the call with its arguments and later state. */
    public record Instance(Object callee, List<Object> arguments, Map<Object, Object> state) {
        private static final Object WHOLE = new Object();

        /** The state where it was given as something else than a dictionary, as NumPy does; null for none. */
        public Object setState() {
            return state.get(WHOLE);
        }
    }

    /** A reference to something stored beside the pickle, such as the numbers of a tensor. */
    record Persistent(List<Object> id) {}

    /** Prepares to read a whole pickle. */
    public PickleReader(byte[] bytes) {
        in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** Lists (tuples too), maps, texts, numbers, bytes and what stands for objects. */
    public Object read() {
        try {
            return content();
        } catch (ClassCastException | NullPointerException | NoSuchElementException | BufferUnderflowException e) {
            throw new IllegalArgumentException("its pickle makes no sense at byte " + in.position(), e);
        }
    }

    private Object content() {
        while (true) {
            int opcode = in.get() & 0xFF;
            if (opcode == '.') return stack.pop();
            if (!constant(opcode) && !bytes(opcode) && !container(opcode)) object(opcode);
        }
    }

    private boolean constant(int opcode) {
        switch (opcode) {
            case 0x80 -> in.get();
            case 'N' -> stack.push(Optional.NONE);
            case 0x88 -> stack.push(true);
            case 0x89 -> stack.push(false);
            case 'K' -> stack.push((long) (in.get() & 0xFF));
            case 'M' -> stack.push((long) (in.getShort() & 0xFFFF));
            case 'J' -> stack.push((long) in.getInt());
            case 0x8A -> stack.push(longInteger());
            case 'G' -> stack.push(Double.longBitsToDouble(Long.reverseBytes(in.getLong())));
            case 'X' -> stack.push(text(in.getInt()));
            case 'c' -> stack.push(new Global(line() + " " + line()));
            default -> {
                return false;
            }
        }
        return true;
    }

    /** Of protocols 3 to 5; frames only group what follows. */
    private boolean bytes(int opcode) {
        switch (opcode) {
            case 'C' -> stack.push(bytesOf(in.get() & 0xFF));
            case 'B' -> stack.push(bytesOf(in.getInt() & 0xFFFFFFFFL));
            case 0x8E, 0x96 -> stack.push(bytesOf(in.getLong()));
            case 0x8C -> stack.push(text(in.get() & 0xFF));
            case 0x8D -> stack.push(text(Math.toIntExact(Math.min(in.getLong(), Integer.MAX_VALUE))));
            case 0x95 -> in.getLong();
            case 0x93 -> {
                String name = (String) stack.pop();
                stack.push(new Global(stack.pop() + " " + name));
            }
            case 0x94 -> memo.put(memo.size(), stack.peek());
            default -> {
                return false;
            }
        }
        return true;
    }

    private boolean container(int opcode) {
        switch (opcode) {
            case '(' -> stack.push(MARK);
            case ')' -> stack.push(new ArrayList<>());
            case ']' -> stack.push(new ArrayList<>());
            case '}' -> stack.push(new LinkedHashMap<>());
            case 't' -> stack.push(toMark());
            case 0x85 -> stack.push(top(1));
            case 0x86 -> stack.push(top(2));
            case 0x87 -> stack.push(top(3));
            case 'a' -> {
                Object item = stack.pop();
                list(stack.peek()).add(item);
            }
            case 'e' -> {
                List<Object> items = toMark();
                list(stack.peek()).addAll(items);
            }
            case 's' -> put(top(2));
            case 'u' -> put(toMark());
            default -> {
                return false;
            }
        }
        return true;
    }

    private void object(int opcode) {
        switch (opcode) {
            case 'q' -> memo.put(in.get() & 0xFF, stack.peek());
            case 'r' -> memo.put(in.getInt(), stack.peek());
            case 'h' -> stack.push(memo.get(in.get() & 0xFF));
            case 'j' -> stack.push(memo.get(in.getInt()));
            case 'Q' -> stack.push(new Persistent(list(stack.pop())));
            case 'R', 0x81 -> {
                List<Object> arguments = list(stack.pop());
                stack.push(new Instance(stack.pop(), arguments, new LinkedHashMap<>()));
            }
            case 'b' -> {
                Object state = stack.pop();
                if (state instanceof Map<?, ?> map) build((Instance) stack.peek(), map);
                else if (stack.peek() instanceof Instance object) object.state().put(Instance.WHOLE, state);
            }
            default ->
                throw new IllegalArgumentException(String.format(
                        Locale.ROOT, "unknown pickle opcode 0x%02x at byte %d", opcode, in.position() - 1));
        }
    }

    /** Each entry was written once and is copied once; a file that copies the same ones again and again is hostile. */
    private void build(Instance object, Map<?, ?> state) {
        copied += state.size();
        if (copied > in.capacity())
            throw new IllegalArgumentException("its pickle gives the same state many times over");
        object.state().putAll(state);
    }

    /** Into a dictionary, or into an object that acts as one, such as an OrderedDict. */
    private void put(List<Object> pairs) {
        @SuppressWarnings("unchecked")
        Map<Object, Object> map =
                stack.peek() instanceof Instance object ? object.state() : (Map<Object, Object>) stack.peek();
        for (int i = 0; i + 1 < pairs.size(); i += 2) map.put(key(pairs.get(i)), pairs.get(i + 1));
    }

    /** A list or map as a key would be hashed through all that it shares. */
    private static Object key(Object key) {
        if (key instanceof String || key instanceof Number || key instanceof Boolean) return key;
        throw new IllegalArgumentException("its pickle has a key that is neither text nor number");
    }

    private List<Object> toMark() {
        List<Object> items = new ArrayList<>();
        for (Object item = stack.pop(); item != MARK; item = stack.pop()) items.add(item);
        Collections.reverse(items);
        return items;
    }

    private List<Object> top(int n) {
        List<Object> items = new ArrayList<>();
        for (int i = 0; i < n; i++) items.add(0, stack.pop());
        return items;
    }

    @SuppressWarnings("unchecked")
    private static List<Object> list(Object object) {
        return (List<Object>) object;
    }

    private long longInteger() {
        byte[] bytes = new byte[in.get() & 0xFF];
        in.get(bytes);
        long value = 0;
        for (int i = bytes.length - 1; i >= 0; i--) value = value << 8 | bytes[i] & 0xFF;
        return value;
    }

    private String text(int length) {
        if (length < 0 || length > in.remaining()) throw new IllegalArgumentException("text runs over the end");
        byte[] bytes = new byte[length];
        in.get(bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private byte[] bytesOf(long length) {
        if (length < 0 || length > in.remaining()) throw new IllegalArgumentException("bytes run over the end");
        byte[] bytes = new byte[(int) length];
        in.get(bytes);
        return bytes;
    }

    private String line() {
        StringBuilder line = new StringBuilder();
        for (int c = in.get(); c != '\n'; c = in.get()) line.append((char) c);
        return line.toString();
    }

    /** Stands for Python's None, which a deque cannot hold. */
    enum Optional {
        NONE
    }
}
