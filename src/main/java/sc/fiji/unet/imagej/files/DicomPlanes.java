package sc.fiji.unet.imagej.files;

import ij.process.ByteProcessor;
import ij.process.ColorProcessor;
import ij.process.FloatProcessor;
import ij.process.ImageProcessor;
import ij.process.LUT;
import ij.process.ShortProcessor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import java.util.function.IntUnaryOperator;
import sc.fiji.unet.dicom.DicomFile;
import sc.fiji.unet.dicom.FrameHeader;
import sc.fiji.unet.dicom.LookupTable;
import sc.fiji.unet.dicom.Photometric;
import sc.fiji.unet.dicom.PixelFormat;
import sc.fiji.unet.dicom.StoredFrame;
import sc.fiji.unet.imagej.pixels.ColorTables;

/** Stored values of DICOM files as ImageJ's processors, by what the values are. */
final class DicomPlanes {
    private static final int BYTE = 8;
    private static final int SHORT = 16;
    private final PixelFormat format;
    private final LookupTable table;
    private final LookupTable[] palette;
    private final LUT colors;

    private DicomPlanes(DicomFile dicom) throws IOException {
        format = dicom.format();
        table = dicom.modalityTable();
        boolean indexed = format.photometric() == Photometric.PALETTE_COLOR;
        palette = indexed ? dicom.palette() : null;
        colors = indexed && format.bits().allocated() == BYTE ? colors(palette) : null;
    }

    /** All frames of an open file, of this name. */
    static List<DicomPlane> of(DicomFile dicom, Path file) throws IOException {
        DicomPlanes planes = new DicomPlanes(dicom);
        List<DicomPlane> all = new ArrayList<>();
        for (int i = 0; i < planes.format.frames(); i++) {
            FrameHeader header = dicom.header(i);
            ImageProcessor[] channels = planes.channels(dicom.next(), header);
            DicomPlane.Kind kind = channels[0] instanceof FloatProcessor ? DicomPlane.Kind.FINAL : planes.kind();
            all.add(new DicomPlane(file.getFileName().toString(), header, channels, kind));
        }
        return all;
    }

    private DicomPlane.Kind kind() {
        return switch (format.photometric()) {
            case MONOCHROME1 ->
                table != null
                        ? DicomPlane.Kind.FINAL
                        : format.bits().signed() ? DicomPlane.Kind.SIGNED : DicomPlane.Kind.INVERTED;
            case MONOCHROME2 ->
                table != null
                        ? DicomPlane.Kind.FINAL
                        : format.bits().signed() ? DicomPlane.Kind.SIGNED : DicomPlane.Kind.UNSIGNED;
            default -> DicomPlane.Kind.FINAL;
        };
    }

    private ImageProcessor[] channels(StoredFrame frame, FrameHeader header) {
        return switch (format.photometric()) {
            case MONOCHROME1, MONOCHROME2 -> new ImageProcessor[] {gray(frame, header)};
            case PALETTE_COLOR -> new ImageProcessor[] {indexed(frame)};
            default -> color(frame);
        };
    }

    /** What has no room in 16 bits is rescaled here, so that it is rounded once. */
    private ImageProcessor gray(StoredFrame frame, FrameHeader header) {
        PixelFormat.Bits bits = format.bits();
        double slope = header.slope();
        double intercept = header.intercept();
        if (bits.real()) return floats(i -> slope * frame.real(i) + intercept);
        if (table != null) return shorts(i -> table.at(frame.gray(i)));
        if (bits.allocated() <= BYTE && !bits.signed()) return bytes(i -> (int) frame.gray(i));
        return bits.stored() <= SHORT
                ? shorts(i -> (int) frame.gray(i))
                : floats(i -> slope * frame.gray(i) + intercept);
    }

    /** As indices with their colors where 8 bits say it all, since a mask's numbers are its indices. */
    private ImageProcessor indexed(StoredFrame frame) {
        if (colors == null || ColorTables.smooth(colors) && !ColorTables.gray(colors)) {
            return rgb((i, c) -> palette[c].byteAt(frame.gray(i)));
        }
        ImageProcessor indices = bytes(i -> (int) frame.gray(i));
        indices.setLut(colors);
        return indices;
    }

    private ImageProcessor[] color(StoredFrame frame) {
        if (format.bits().allocated() == BYTE) return new ImageProcessor[] {rgb(frame::color)};
        ImageProcessor[] channels = new ImageProcessor[3];
        for (int c = 0; c < 3; c++) {
            int channel = c;
            channels[c] = shorts(i -> frame.color(i, channel));
        }
        return channels;
    }

    private ByteProcessor bytes(IntUnaryOperator value) {
        byte[] pixels = new byte[format.pixels()];
        for (int i = 0; i < pixels.length; i++) pixels[i] = (byte) value.applyAsInt(i);
        return new ByteProcessor(format.columns(), format.rows(), pixels);
    }

    private ShortProcessor shorts(IntUnaryOperator value) {
        short[] pixels = new short[format.pixels()];
        for (int i = 0; i < pixels.length; i++) pixels[i] = (short) value.applyAsInt(i);
        return new ShortProcessor(format.columns(), format.rows(), pixels, null);
    }

    private FloatProcessor floats(IntToDoubleFunction value) {
        float[] pixels = new float[format.pixels()];
        for (int i = 0; i < pixels.length; i++) pixels[i] = (float) value.applyAsDouble(i);
        return new FloatProcessor(format.columns(), format.rows(), pixels);
    }

    private interface Component {
        int of(int pixel, int channel);
    }

    private ColorProcessor rgb(Component component) {
        int[] pixels = new int[format.pixels()];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = component.of(i, 0) << 16 | component.of(i, 1) << 8 | component.of(i, 2);
        }
        return new ColorProcessor(format.columns(), format.rows(), pixels);
    }

    private static LUT colors(LookupTable[] palette) {
        byte[][] components = new byte[3][256];
        for (int c = 0; c < 3; c++) {
            for (int i = 0; i < 256; i++) components[c][i] = (byte) palette[c].byteAt(i);
        }
        return new LUT(components[0], components[1], components[2]);
    }
}
