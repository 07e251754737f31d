package sc.fiji.unet.dicom;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;

/** A DICOM file, of which everything before the pixels has been read. Frames are read one after the other. */
public final class DicomFile implements Closeable {
    private static final String DIRECTORY = "1.2.840.10008.1.3.10";
    private static final int PREAMBLE = 128;
    private static final int BUFFER = 1 << 16;
    private static final int MOST_INFLATED = 1032;

    private final long size;
    private final BufferedInputStream stream;
    private final DicomData data = new DicomData(ByteOrder.LITTLE_ENDIAN);
    private DicomData content;
    private TransferSyntax syntax;
    private DicomInput in;
    private DicomParser.Head pixels;
    private PixelFormat format;
    private long left;
    private ByteBuffer all;
    private int next;

    private DicomFile(Path file) throws IOException {
        size = Files.size(file);
        stream = new BufferedInputStream(Files.newInputStream(file), BUFFER);
    }

    /** Opens a file; the caller closes it. */
    public static DicomFile open(Path file) throws IOException {
        DicomFile dicom = new DicomFile(file);
        try {
            dicom.readHeader();
            return dicom;
        } catch (EOFException e) {
            dicom.close();
            throw new IOException("it is cut off", e);
        } catch (IOException | RuntimeException e) {
            dicom.close();
            throw e;
        }
    }

    private void readHeader() throws IOException {
        in = new DicomInput(stream, ByteOrder.LITTLE_ENDIAN);
        byte[] start = in.peek(PREAMBLE + 4);
        boolean marked = start.length == PREAMBLE + 4
                && new String(start, PREAMBLE, 4, StandardCharsets.ISO_8859_1).equals("DICM");
        if (marked) in.skip(start.length);
        new DicomParser(in, DicomParser.namesRepresentation(in)).group(2, data);
        String uid = data.text(DicomTags.TRANSFER_SYNTAX);
        syntax = new TransferSyntax(uid == null ? "" : uid);
        ByteOrder order = syntax.bigEndian() ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
        InputStream rest = syntax.deflated() ? new InflaterInputStream(stream, new Inflater(true), BUFFER) : stream;
        long read = in.position();
        in = new DicomInput(rest, order);
        content = new DicomData(order);
        pixels = new DicomParser(in, DicomParser.namesRepresentation(in)).untilPixels(content);
        left = size - read - (syntax.deflated() ? 0 : in.position());
    }

    /** Whether there is an image in it at all; a DICOMDIR, a report or a plan has none. */
    public boolean hasPixels() {
        return pixels != null;
    }

    /** Whether it is the table of contents of a medium. */
    public boolean isDirectory() {
        return DIRECTORY.equals(data.text(DicomTags.MEDIA_CLASS));
    }

    /** Number of segments of a segmentation, 0 for other images. */
    public int segments() {
        return content.items(DicomTags.SEGMENTS).size();
    }

    /** Whether frames follow each other in time. */
    public boolean isCine() {
        int[] pointer = content.shorts(DicomTags.FRAME_POINTER);
        if (pointer.length < 2) return false;
        int tag = pointer[0] << 16 | pointer[1];
        return tag == DicomTags.FRAME_TIME || tag == DicomTags.FRAME_TIMES;
    }

    /** What it says of one of its frames, counted from 0. */
    public FrameHeader header(int frame) throws IOException {
        return new FrameHeader(content, frame, format().frames() > 1);
    }

    /** How its pixels are stored; refuses what is not there, compressed or cannot be read. */
    public PixelFormat format() throws IOException {
        if (format != null) return format;
        if (pixels == null) throw new IOException("it is DICOM, but holds no image");
        if (!syntax.isNative()) throw new CompressedDicomException(syntax.describe());
        if (pixels.length() == DicomParser.UNDEFINED) throw new CompressedDicomException("an unnamed method");
        format = PixelFormat.of(content, pixels.tag());
        requireWhole();
        return format;
    }

    /** Refuses a file that is cut off, before anything is allocated for its pixels. */
    private void requireWhole() throws IOException {
        long needed = format.bytes();
        long found = Math.min(pixels.length(), syntax.deflated() ? left * MOST_INFLATED : left);
        if (found >= needed) return;
        throw new IOException("it is cut off: found " + found + " bytes of pixels, expected " + needed + " for "
                + format.columns() + " x " + format.rows() + " pixels, " + format.frames() + " frame(s)");
    }

    /** A table that stored values have to go through to mean something; null where there is none. */
    public LookupTable modalityTable() throws IOException {
        if (content.items(DicomTags.MODALITY_TABLE).isEmpty()) return null;
        return LookupTable.of(
                content.item(DicomTags.MODALITY_TABLE),
                DicomTags.TABLE_DESCRIPTOR,
                DicomTags.TABLE_DATA,
                format().bits().signed());
    }

    /** The tables of red, green and blue of a palette. */
    public LookupTable[] palette() throws IOException {
        LookupTable[] palette = new LookupTable[3];
        for (int c = 0; c < 3; c++) {
            palette[c] = LookupTable.of(
                    content,
                    DicomTags.PALETTE_DESCRIPTOR + c,
                    DicomTags.PALETTE_DATA + c,
                    format().bits().signed());
        }
        return palette;
    }

    /** Reads the frame after the last. */
    public StoredFrame next() throws IOException {
        boolean swapped = in.order() == ByteOrder.BIG_ENDIAN && pixels.vr().equals("OW") && bitsAllocated() == 8;
        try {
            return swapped || bitsAllocated() == 1 ? packed(swapped) : frame();
        } catch (EOFException e) {
            throw new IOException("it is cut off", e);
        }
    }

    private int bitsAllocated() throws IOException {
        return format().bits().allocated();
    }

    private StoredFrame frame() throws IOException {
        byte[] bytes = new byte[Math.multiplyExact(format.samples(), bitsAllocated() / 8)];
        in.fill(bytes);
        return new StoredFrame(format, ByteBuffer.wrap(bytes).order(in.order()), 0);
    }

    /** Frames of single bits do not begin at a byte, and those of swapped bytes not at a word. */
    private StoredFrame packed(boolean swapped) throws IOException {
        if (all == null) {
            byte[] bytes = in.bytes(Math.toIntExact(format.bytes() + (swapped ? format.bytes() % 2 : 0)));
            if (swapped) swapWords(bytes);
            all = ByteBuffer.wrap(bytes);
        }
        return new StoredFrame(format, all, Math.multiplyExact(next++, format.samples()));
    }

    private static void swapWords(byte[] bytes) {
        for (int i = 0; i + 1 < bytes.length; i += 2) {
            byte one = bytes[i];
            bytes[i] = bytes[i + 1];
            bytes[i + 1] = one;
        }
    }

    @Override
    public void close() throws IOException {
        stream.close();
    }
}
