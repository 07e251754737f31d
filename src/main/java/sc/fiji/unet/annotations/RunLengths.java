package sc.fiji.unet.annotations;

import java.util.ArrayList;
import java.util.List;
import sc.fiji.unet.base.InputException;

/**
 * COCO's text of run lengths: five bits a letter, the lowest first, each letter 48 higher than its value, with a bit for
 * "more follow" and the sign in the last; from the third run on, the difference to the run before the last is written.
 */
final class RunLengths {
    private static final int FIRST_LETTER = 48;
    private static final int MORE = 0x20;
    private static final int SIGN = 0x10;
    private static final int BITS = 5;
    private static final int MOST_LETTERS = 12;

    private RunLengths() {}

    static List<Long> parse(String text) {
        List<Long> runs = new ArrayList<>();
        int at = 0;
        while (at < text.length()) {
            long number = 0;
            int letters = 0;
            int letter;
            do {
                if (at == text.length() || letters == MOST_LETTERS) throw damaged();
                letter = text.charAt(at++) - FIRST_LETTER;
                if (letter < 0 || letter > 0x3F) throw damaged();
                number |= (long) (letter & 0x1F) << BITS * letters++;
            } while ((letter & MORE) != 0);
            if ((letter & SIGN) != 0) number |= -1L << BITS * letters;
            runs.add(runs.size() > 2 ? number + runs.get(runs.size() - 2) : number);
        }
        return runs;
    }

    private static InputException damaged() {
        return new InputException("the text of a run-length mask is damaged");
    }
}
