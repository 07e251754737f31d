package sc.fiji.unet.imagej.files;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import sc.fiji.unet.base.InputException;
import sc.fiji.unet.base.Progress;
import sc.fiji.unet.dicom.DicomTags;

/**
 * The planes of a scan slice by slice, frame by frame: slices by their places along the scan's axis, planes at one place
 * by what tells them apart in time. Planes that do not say where they lie are slices in the order of their numbers.
 *
 * @param planes slices of the first frame, then those of the next
 * @param slices of a frame
 * @param spacing from slice to slice in millimeters, NaN where unknown
 */
record ScanOrder(List<DicomPlane> planes, int slices, double spacing) {
    /** Share of the mean gap below which two places are one. */
    private static final double SAME_PLACE = 0.05;
    /** Ratio of gaps above which slices do not lie evenly. */
    private static final double UNEVEN = 1.1;

    private static final double PARALLEL = 0.999;
    private static final int SHOWN = 3;

    /** Numbers that count frames: the same ones at every place. */
    private static final List<ToDoubleFunction<DicomPlane>> COUNTS = List.of(
            plane -> plane.header().timePoint(), plane -> plane.header().number(DicomTags.ECHO), plane -> plane.header()
                    .number(DicomTags.ACQUISITION));

    /** Numbers that grow from frame to frame. */
    private static final List<ToDoubleFunction<DicomPlane>> TIMES = List.of(
            plane -> plane.header().number(DicomTags.TRIGGER_TIME),
            plane -> plane.header().number(DicomTags.INSTANCE),
            plane -> plane.header().number(DicomTags.ACQUISITION_TIME),
            plane -> plane.header().number(DicomTags.CONTENT_TIME));

    int frames() {
        return planes.size() / slices;
    }

    /** As they are: slices, or frames. */
    static ScanOrder given(List<DicomPlane> planes, boolean inTime) {
        return new ScanOrder(
                planes, inTime ? 1 : planes.size(), planes.get(0).header().depth());
    }

    /**
     * Planes of several files, or of one that says where each of its frames lies.
     *
     * @param scan for messages
     */
    static ScanOrder of(String scan, List<DicomPlane> planes, Progress notes) {
        if (planes.size() == 1) return given(planes, false);
        if (!planes.stream().allMatch(DicomPlane::placed)) return given(byNumber(planes), false);
        double[] axis = axis(scan, planes);
        List<List<DicomPlane>> places = places(planes, axis);
        requireSameCount(scan, places, axis);
        int frames = places.get(0).size();
        if (frames > 1) sortInTime(scan, places, axis);
        List<DicomPlane> sorted = new ArrayList<>();
        for (int t = 0; t < frames; t++) for (List<DicomPlane> place : places) sorted.add(place.get(t));
        if (frames > 1) {
            notes.note(scan + ": " + frames + " planes at each of " + places.size() + " places are read as frames");
        }
        return new ScanOrder(sorted, places.size(), spacing(scan, places, axis, notes));
    }

    private static List<DicomPlane> byNumber(List<DicomPlane> planes) {
        ToDoubleFunction<DicomPlane> number = plane -> plane.header().number(DicomTags.INSTANCE);
        return planes.stream().sorted(Comparator.comparingDouble(number)).toList();
    }

    /** Along which slices follow each other: across them, or where they do not say how they lie, the way they go. */
    private static double[] axis(String scan, List<DicomPlane> planes) {
        List<double[]> normals = new ArrayList<>();
        for (DicomPlane plane : planes) {
            double[] axes = plane.header().orientation();
            if (axes.length == 6) normals.add(cross(axes));
        }
        if (normals.size() < planes.size()) return widest(planes);
        for (double[] normal : normals) {
            if (dot(normal, normals.get(0)) < PARALLEL) {
                throw new InputException("Cannot read " + scan + " as one DICOM scan: its slices lie in different"
                        + " directions, expected parallel ones. Put each direction into a folder of its own.");
            }
        }
        return normals.get(0);
    }

    private static double[] widest(List<DicomPlane> planes) {
        double[] axis = new double[3];
        double widest = -1;
        for (int d = 0; d < 3; d++) {
            int along = d;
            var range = planes.stream()
                    .mapToDouble(plane -> plane.header().position()[along])
                    .summaryStatistics();
            if (range.getMax() - range.getMin() <= widest) continue;
            widest = range.getMax() - range.getMin();
            axis = new double[] {d == 0 ? 1 : 0, d == 1 ? 1 : 0, d == 2 ? 1 : 0};
        }
        return axis;
    }

    /** The direction of slices from those of rows and columns. */
    static double[] cross(double[] axes) {
        double[] normal = {
            axes[1] * axes[5] - axes[2] * axes[4],
            axes[2] * axes[3] - axes[0] * axes[5],
            axes[0] * axes[4] - axes[1] * axes[3]
        };
        double length = Math.sqrt(dot(normal, normal));
        for (int d = 0; d < 3 && length > 0; d++) normal[d] /= length;
        return normal;
    }

    private static double dot(double[] a, double[] b) {
        return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
    }

    private static double place(DicomPlane plane, double[] axis) {
        return dot(plane.header().position(), axis);
    }

    private static List<List<DicomPlane>> places(List<DicomPlane> planes, double[] axis) {
        List<DicomPlane> sorted = planes.stream()
                .sorted(Comparator.comparingDouble(plane -> place(plane, axis)))
                .toList();
        double range = place(sorted.get(sorted.size() - 1), axis) - place(sorted.get(0), axis);
        double same = SAME_PLACE * range / sorted.size();
        List<List<DicomPlane>> places = new ArrayList<>();
        double last = Double.NaN;
        for (DicomPlane plane : sorted) {
            if (!(place(plane, axis) - last <= same)) {
                places.add(new ArrayList<>());
                last = place(plane, axis);
            }
            places.get(places.size() - 1).add(plane);
        }
        return places;
    }

    private static void requireSameCount(String scan, List<List<DicomPlane>> places, double[] axis) {
        if (places.stream().map(List::size).distinct().count() == 1) return;
        throw new InputException("Cannot read " + scan + " as one DICOM scan: " + repeated(places, axis)
                + ", but other places hold another number: expected as many planes at each place. Put each point in time"
                + " into a folder of its own, and remove what is there twice.");
    }

    private static String repeated(List<List<DicomPlane>> places, double[] axis) {
        List<List<DicomPlane>> several =
                places.stream().filter(place -> place.size() > 1).toList();
        String shown = several.stream()
                .limit(SHOWN)
                .map(place -> place.size() + " planes lie at " + millimeters(place(place.get(0), axis)) + " ("
                        + place.stream().limit(SHOWN).map(DicomPlane::file).collect(Collectors.joining(", "))
                        + ")")
                .collect(Collectors.joining(", "));
        return several.size() > SHOWN ? shown + " and so on" : shown;
    }

    private static String millimeters(double place) {
        return String.format(Locale.ROOT, "%.4g mm", place);
    }

    private static void sortInTime(String scan, List<List<DicomPlane>> places, double[] axis) {
        ToDoubleFunction<DicomPlane> time = COUNTS.stream()
                .filter(count -> distinct(places, count) && alike(places, count))
                .findFirst()
                .or(() -> TIMES.stream().filter(one -> distinct(places, one)).findFirst())
                .orElse(null);
        boolean oneFile = places.stream()
                        .flatMap(List::stream)
                        .map(DicomPlane::file)
                        .distinct()
                        .count()
                == 1;
        if (time == null && oneFile) return; // in the order of the file
        if (time == null) {
            throw new InputException("Cannot read " + scan + " as one DICOM scan: " + repeated(places, axis)
                    + ", and nothing says which comes first: expected a temporal position, trigger time or instance"
                    + " number. Put each point in time into a folder of its own.");
        }
        places.forEach(place -> place.sort(Comparator.comparingDouble(time)));
    }

    private static boolean distinct(List<List<DicomPlane>> places, ToDoubleFunction<DicomPlane> number) {
        return places.stream().allMatch(place -> numbers(place, number).size() == place.size());
    }

    private static boolean alike(List<List<DicomPlane>> places, ToDoubleFunction<DicomPlane> number) {
        return places.stream().map(place -> numbers(place, number)).distinct().count() == 1;
    }

    private static Set<Double> numbers(List<DicomPlane> place, ToDoubleFunction<DicomPlane> number) {
        Set<Double> numbers = new TreeSet<>();
        for (DicomPlane plane : place) {
            double value = number.applyAsDouble(plane);
            if (!Double.isNaN(value)) numbers.add(value);
        }
        return numbers;
    }

    private static double spacing(String scan, List<List<DicomPlane>> places, double[] axis, Progress notes) {
        if (places.size() == 1) return places.get(0).get(0).header().depth();
        double[] gaps = new double[places.size() - 1];
        for (int i = 0; i < gaps.length; i++) {
            gaps[i] =
                    place(places.get(i + 1).get(0), axis) - place(places.get(i).get(0), axis);
        }
        Arrays.sort(gaps);
        double largest = gaps[gaps.length - 1];
        if (largest > UNEVEN * gaps[0]) {
            notes.note(scan + ": slices lie " + millimeters(gaps[0]) + " to " + millimeters(largest)
                    + " apart (are some missing?), and are read as if evenly by "
                    + millimeters(gaps[gaps.length / 2]));
        }
        return gaps[gaps.length / 2];
    }
}
