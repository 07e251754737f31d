package sc.fiji.unet.dicom;

import java.nio.ByteOrder;
import java.util.List;

/**
 * What a file says of one of its frames: by the frame's functional groups, by those that all frames share, or for the file
 * as a whole. Lengths are in millimeters; what is missing is NaN or no numbers.
 */
public final class FrameHeader {
    private static final int NO_GROUP = 0;
    private final DicomData file;
    private final List<DicomData> groups;
    private final boolean oneOfMany;

    FrameHeader(DicomData file, int frame, boolean oneOfMany) {
        this.file = file;
        this.oneOfMany = oneOfMany;
        List<DicomData> frames = file.items(DicomTags.FRAME_GROUPS);
        DicomData own = frame < frames.size() ? frames.get(frame) : new DicomData(ByteOrder.LITTLE_ENDIAN);
        groups = List.of(own, file.item(DicomTags.SHARED_GROUPS));
    }

    /** Where the center of the first pixel lies. What a file says for all of its frames is the place of none. */
    public double[] position() {
        DicomData holder = holder(DicomTags.PLANE_POSITION, DicomTags.POSITION);
        return holder == file && oneOfMany ? new double[0] : numbers(holder, DicomTags.POSITION, 3);
    }

    /** The directions of rows and of columns. */
    public double[] orientation() {
        return numbers(holder(DicomTags.PLANE_ORIENTATION, DicomTags.ORIENTATION), DicomTags.ORIENTATION, 6);
    }

    /** Size of a pixel along y and x. */
    public double[] pixelSize() {
        double[] size = numbers(holder(DicomTags.PIXEL_MEASURES, DicomTags.PIXEL_SPACING), DicomTags.PIXEL_SPACING, 2);
        return size.length > 0 ? size : numbers(file, DicomTags.IMAGER_SPACING, 2);
    }

    /** From one slice to the next, or else how thick a slice is. */
    public double depth() {
        double[] offsets = file.numbers(DicomTags.GRID_OFFSETS);
        if (offsets.length > 1) return Math.abs(offsets[1] - offsets[0]);
        double spacing = number(DicomTags.PIXEL_MEASURES, DicomTags.SLICE_SPACING, Double.NaN);
        return spacing > 0 ? spacing : number(DicomTags.PIXEL_MEASURES, DicomTags.SLICE_THICKNESS, Double.NaN);
    }

    /** What a stored value is multiplied with; never 0. */
    public double slope() {
        double slope = number(DicomTags.VALUE_TRANSFORMATION, DicomTags.SLOPE, Double.NaN);
        if (Double.isNaN(slope)) slope = number(NO_GROUP, DicomTags.DOSE_SCALING, 1);
        return slope == 0 ? 1 : slope;
    }

    /** What is added to a stored value once it is multiplied with the {@link #slope}. */
    public double intercept() {
        return number(DicomTags.VALUE_TRANSFORMATION, DicomTags.INTERCEPT, 0);
    }

    /** Middle and width of the range of values to show. */
    public double[] window() {
        return new double[] {
            number(DicomTags.FRAME_WINDOW, DicomTags.WINDOW_CENTER, Double.NaN),
            number(DicomTags.FRAME_WINDOW, DicomTags.WINDOW_WIDTH, Double.NaN)
        };
    }

    /** Which point in time the frame belongs to, counted by the file. */
    public double timePoint() {
        int index = holder(DicomTags.FRAME_CONTENT, DicomTags.TEMPORAL_INDEX).whole(DicomTags.TEMPORAL_INDEX, -1);
        return index >= 0 ? index : number(DicomTags.TEMPORAL_POSITION);
    }

    /** The first number of an element of the file. */
    public double number(int tag) {
        return number(NO_GROUP, tag, Double.NaN);
    }

    /** The text of an element of the file; null where there is none. */
    public String text(int tag) {
        return file.text(tag);
    }

    private double number(int group, int tag, double otherwise) {
        double[] numbers = holder(group, tag).numbers(tag);
        return numbers.length == 0 ? otherwise : numbers[0];
    }

    private static double[] numbers(DicomData holder, int tag, int count) {
        double[] numbers = holder.numbers(tag);
        return numbers.length == count ? numbers : new double[0];
    }

    private DicomData holder(int group, int tag) {
        for (DicomData one : groups) {
            DicomData item = one.item(group);
            if (item.has(tag)) return item;
        }
        return file;
    }
}
