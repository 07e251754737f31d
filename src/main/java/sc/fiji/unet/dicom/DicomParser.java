package sc.fiji.unet.dicom;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Reads the elements of a data set up to its pixels (PS3.5, chapter 7). */
final class DicomParser {
    private static final Set<String> LONG =
            Set.of("OB", "OD", "OF", "OL", "OV", "OW", "SQ", "SV", "UC", "UN", "UR", "UT", "UV");
    private static final Set<String> SHORT = Set.of(
            "AE", "AS", "AT", "CS", "DA", "DS", "DT", "FD", "FL", "IS", "LO", "LT", "PN", "SH", "SL", "SS", "ST", "TM",
            "UI", "UL", "US");
    static final long UNDEFINED = 0xFFFFFFFFL;
    private static final int ITEM = 0xFFFEE000;
    private static final int ITEM_END = 0xFFFEE00D;
    private static final int SEQUENCE_END = 0xFFFEE0DD;
    private static final int LARGEST_KEPT = 1 << 20;
    private static final int DEEPEST = 32;

    private final DicomInput in;
    private final boolean explicit;

    /** What comes before an element's value: tag, value representation (two letters) and length in bytes. */
    record Head(int tag, String vr, long length) {
        boolean pixels() {
            return tag == DicomTags.PIXELS || tag == DicomTags.FLOAT_PIXELS || tag == DicomTags.DOUBLE_PIXELS;
        }
    }

    DicomParser(DicomInput in, boolean explicit) {
        this.in = in;
        this.explicit = explicit;
    }

    /** Whether the next element names its value representation. */
    static boolean namesRepresentation(DicomInput in) throws IOException {
        byte[] start = in.peek(6);
        return start.length == 6 && known(new String(start, 4, 2, StandardCharsets.ISO_8859_1));
    }

    private static boolean known(String vr) {
        return LONG.contains(vr) || SHORT.contains(vr);
    }

    /** Reads elements of this group only. */
    void group(int group, DicomData into) throws IOException {
        while (true) {
            byte[] next = in.peek(2);
            if (next.length < 2 || ((next[0] & 0xFF) | next[1] << 8) != group) return;
            value(head(), into, 0);
        }
    }

    /** Reads elements until the pixels begin, whose head is given back; null where there are none. */
    Head untilPixels(DicomData into) throws IOException {
        while (in.peek(1).length > 0) {
            Head head = head();
            if (head.pixels()) return head;
            value(head, into, 0);
        }
        return null;
    }

    private Head head() throws IOException {
        int tag = in.unsignedShort() << 16 | in.unsignedShort();
        if (!explicit || tag >>> 16 == 0xFFFE) return new Head(tag, "", in.unsignedInt());
        String vr = new String(in.peek(2), StandardCharsets.ISO_8859_1);
        if (!known(vr)) return new Head(tag, "", in.unsignedInt()); // some writers mix both forms
        in.skip(2);
        if (SHORT.contains(vr)) return new Head(tag, vr, in.unsignedShort());
        in.skip(2);
        return new Head(tag, vr, in.unsignedInt());
    }

    private void value(Head head, DicomData into, int depth) throws IOException {
        boolean sequence = DicomTags.SEQUENCES.contains(head.tag);
        if (head.length == UNDEFINED || sequence) {
            boolean plain = head.vr.equals("UN"); // written by somebody who did not know the element
            List<DicomData> items = (plain ? new DicomParser(in, false) : this).items(head.length, depth + 1, sequence);
            if (sequence) into.put(head.tag, items);
        } else if (DicomTags.kept(head.tag) && head.length <= LARGEST_KEPT) {
            into.put(head.tag, in.bytes((int) head.length));
        } else {
            in.skip(head.length);
        }
    }

    private List<DicomData> items(long length, int depth, boolean keep) throws IOException {
        if (depth > DEEPEST) throw new IOException("its DICOM sequences are nested too deep");
        List<DicomData> items = new ArrayList<>();
        long end = length == UNDEFINED ? Long.MAX_VALUE : in.position() + length;
        while (in.position() < end) {
            Head head = head();
            if (head.tag == SEQUENCE_END) break;
            if (head.tag != ITEM) throw new IOException("its DICOM header is damaged at byte " + in.position());
            DicomData item = item(head.length, depth);
            if (keep) items.add(item);
        }
        return items;
    }

    private DicomData item(long length, int depth) throws IOException {
        DicomData data = new DicomData(in.order());
        long end = length == UNDEFINED ? Long.MAX_VALUE : in.position() + length;
        while (in.position() < end) {
            Head head = head();
            if (head.tag == ITEM_END) break;
            value(head, data, depth);
        }
        return data;
    }
}
