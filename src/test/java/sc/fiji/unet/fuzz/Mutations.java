package sc.fiji.unet.fuzz;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Damages content at random: as broken disks and cut downloads do, and as somebody does who knows where numbers lie. */
final class Mutations {
    private static final long[] NUMBERS = {
        0,
        1,
        -1,
        2,
        127,
        128,
        255,
        256,
        32767,
        32768,
        65535,
        65536,
        1 << 20,
        1 << 30,
        Integer.MAX_VALUE,
        Integer.MIN_VALUE,
        0xFFFFFFFFL,
        1L << 32,
        Long.MAX_VALUE,
        Long.MIN_VALUE
    };
    private static final List<String> WORDS = List.of(
            "null",
            "true",
            "-1",
            "0",
            "1e400",
            "NaN",
            "-2147483648",
            "9223372036854775808",
            "0.5",
            "\"\"",
            "[]",
            "{}",
            "[[[[[[[[",
            "\"\\u0000\"",
            "*a",
            "&a",
            "\n",
            ",",
            ":",
            "1e-300",
            "\u00fc");
    private static final Pattern NUMBER = Pattern.compile("-?\\d+(\\.\\d+)?");
    private static final int MOST = 6;

    private final Random random;

    Mutations(long seed) {
        random = new Random(seed);
    }

    int below(int bound) {
        return random.nextInt(bound);
    }

    /** Some changes, one after the other; text is mostly changed where its numbers are. */
    byte[] of(byte[] content, boolean text) {
        byte[] changed = content;
        for (int n = 1 + random.nextInt(MOST); n > 0 && changed.length > 0; n--) {
            changed = text && random.nextBoolean() ? word(changed) : bytes(changed);
        }
        return changed;
    }

    private byte[] word(byte[] content) {
        String text = new String(content, StandardCharsets.UTF_8);
        List<MatchResult> numbers = NUMBER.matcher(text).results().toList();
        String word = WORDS.get(random.nextInt(WORDS.size()));
        int from = random.nextInt(text.length());
        int to = from;
        if (!numbers.isEmpty() && random.nextInt(4) > 0) {
            MatchResult number = numbers.get(random.nextInt(numbers.size()));
            from = number.start();
            to = number.end();
        }
        return (text.substring(0, from) + word + text.substring(to)).getBytes(StandardCharsets.UTF_8);
    }

    private byte[] bytes(byte[] content) {
        int at = random.nextInt(content.length);
        int length = 1 + random.nextInt(Math.min(content.length - at, 64));
        return switch (random.nextInt(9)) {
            case 0 -> Arrays.copyOf(content, at);
            case 1 -> spliced(content, at, at + length, new byte[0]);
            case 2 -> spliced(content, at, at, Arrays.copyOfRange(content, at, at + length));
            case 3 -> spliced(content, at, at, noise(length));
            case 4, 5, 6 -> number(content, at);
            default -> flipped(content, at);
        };
    }

    private byte[] flipped(byte[] content, int at) {
        byte[] changed = content.clone();
        changed[at] ^= (byte) (1 << random.nextInt(8));
        return changed;
    }

    private byte[] noise(int length) {
        byte[] noise = new byte[length];
        random.nextBytes(noise);
        return noise;
    }

    /** A number of one to eight bytes, in either order. */
    private byte[] number(byte[] content, int at) {
        long value = NUMBERS[random.nextInt(NUMBERS.length)];
        int size = 1 << random.nextInt(4);
        boolean big = random.nextBoolean();
        byte[] all = ByteBuffer.allocate(8)
                .order(big ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN)
                .putLong(value)
                .array();
        byte[] part = big ? Arrays.copyOfRange(all, 8 - size, 8) : Arrays.copyOf(all, size);
        byte[] changed = content.clone();
        System.arraycopy(part, 0, changed, at, Math.min(size, content.length - at));
        return changed;
    }

    private static byte[] spliced(byte[] content, int from, int to, byte[] between) {
        byte[] changed = new byte[content.length - (to - from) + between.length];
        System.arraycopy(content, 0, changed, 0, from);
        System.arraycopy(between, 0, changed, from, between.length);
        System.arraycopy(content, to, changed, from + between.length, content.length - to);
        return changed;
    }
}
