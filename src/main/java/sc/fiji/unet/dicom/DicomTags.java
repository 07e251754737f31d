package sc.fiji.unet.dicom;

import java.util.Set;

/** Tags of the elements that are read, as 0xGGGGEEEE (PS3.6 of the standard). */
public final class DicomTags {
    public static final int MEDIA_CLASS = 0x00020002;
    public static final int TRANSFER_SYNTAX = 0x00020010;
    public static final int SOP_INSTANCE = 0x00080018;
    public static final int ACQUISITION_TIME = 0x00080032;
    public static final int CONTENT_TIME = 0x00080033;
    public static final int SLICE_THICKNESS = 0x00180050;
    public static final int ECHO = 0x00180086;
    public static final int SLICE_SPACING = 0x00180088;
    public static final int TRIGGER_TIME = 0x00181060;
    public static final int FRAME_TIME = 0x00181063;
    public static final int FRAME_TIMES = 0x00181065;
    public static final int IMAGER_SPACING = 0x00181164;
    public static final int SERIES = 0x0020000E;
    public static final int ACQUISITION = 0x00200012;
    public static final int INSTANCE = 0x00200013;
    public static final int POSITION = 0x00200032;
    public static final int ORIENTATION = 0x00200037;
    public static final int TEMPORAL_POSITION = 0x00200100;
    public static final int FRAME_CONTENT = 0x00209111;
    public static final int PLANE_POSITION = 0x00209113;
    public static final int PLANE_ORIENTATION = 0x00209116;
    public static final int TEMPORAL_INDEX = 0x00209128;
    public static final int SAMPLES = 0x00280002;
    public static final int PHOTOMETRIC = 0x00280004;
    public static final int PLANAR = 0x00280006;
    public static final int FRAMES = 0x00280008;
    public static final int FRAME_POINTER = 0x00280009;
    public static final int ROWS = 0x00280010;
    public static final int COLUMNS = 0x00280011;
    public static final int PIXEL_SPACING = 0x00280030;
    public static final int BITS_ALLOCATED = 0x00280100;
    public static final int BITS_STORED = 0x00280101;
    public static final int HIGH_BIT = 0x00280102;
    public static final int SIGNED = 0x00280103;
    public static final int WINDOW_CENTER = 0x00281050;
    public static final int WINDOW_WIDTH = 0x00281051;
    public static final int INTERCEPT = 0x00281052;
    public static final int SLOPE = 0x00281053;
    /** Size, first value and bits of the table for red; those of green and blue have the next tags. */
    public static final int PALETTE_DESCRIPTOR = 0x00281101;
    /** Entries of the table for red; those of green and blue have the next tags. */
    public static final int PALETTE_DATA = 0x00281201;

    public static final int MODALITY_TABLE = 0x00283000;
    public static final int TABLE_DESCRIPTOR = 0x00283002;
    public static final int TABLE_DATA = 0x00283006;
    public static final int PIXEL_MEASURES = 0x00289110;
    public static final int FRAME_WINDOW = 0x00289132;
    public static final int VALUE_TRANSFORMATION = 0x00289145;
    public static final int SEGMENTS = 0x00620002;
    public static final int SHARED_GROUPS = 0x52009229;
    public static final int FRAME_GROUPS = 0x52009230;
    public static final int GRID_OFFSETS = 0x3004000C;
    public static final int DOSE_SCALING = 0x3004000E;
    public static final int FLOAT_PIXELS = 0x7FE00008;
    public static final int DOUBLE_PIXELS = 0x7FE00009;
    public static final int PIXELS = 0x7FE00010;

    /** Where the value representation is not written down, only these are known to be sequences. */
    static final Set<Integer> SEQUENCES = Set.of(
            FRAME_CONTENT,
            PLANE_POSITION,
            PLANE_ORIENTATION,
            MODALITY_TABLE,
            PIXEL_MEASURES,
            FRAME_WINDOW,
            VALUE_TRANSFORMATION,
            SEGMENTS,
            SHARED_GROUPS,
            FRAME_GROUPS);

    private static final Set<Integer> VALUES = Set.of(
            MEDIA_CLASS,
            TRANSFER_SYNTAX,
            SOP_INSTANCE,
            ACQUISITION_TIME,
            CONTENT_TIME,
            SLICE_THICKNESS,
            ECHO,
            SLICE_SPACING,
            TRIGGER_TIME,
            FRAME_TIME,
            FRAME_TIMES,
            IMAGER_SPACING,
            SERIES,
            ACQUISITION,
            INSTANCE,
            POSITION,
            ORIENTATION,
            TEMPORAL_POSITION,
            TEMPORAL_INDEX,
            GRID_OFFSETS,
            DOSE_SCALING);

    private DicomTags() {}

    /** Whether the value of an element is worth keeping. */
    static boolean kept(int tag) {
        return VALUES.contains(tag) || tag >>> 16 == 0x0028;
    }
}
