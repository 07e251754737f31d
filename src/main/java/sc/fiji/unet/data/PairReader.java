package sc.fiji.unet.data;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import net.imglib2.Cursor;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.planar.PlanarImgs;
import net.imglib2.type.numeric.integer.IntType;
import net.imglib2.util.Intervals;
import net.imglib2.view.Views;
import sc.fiji.unet.base.InputException;
import sc.fiji.unet.base.Progress;
import sc.fiji.unet.config.ChannelChoice;
import sc.fiji.unet.image.ChannelViews;
import sc.fiji.unet.image.ImageSource;
import sc.fiji.unet.image.JoinedChannels;
import sc.fiji.unet.pairing.SliceTruth;

/** Opens the files of a pair: several images become the channels of one, several masks the objects of one. Thread safe. */
public final class PairReader {
    /** What few of them are called, which would be taken for classes otherwise. */
    private static final String OBJECT = "object";

    private final ImageReader reader;
    private final int rank;
    private final ChannelChoice channels;

    /**
     * Reads by this reader, all channels.
     *
     * @param rank 2 for images, 3 for volumes
     */
    public PairReader(ImageReader reader, int rank) {
        this(reader, rank, ChannelChoice.AUTO);
    }

    /** Reads these channels only, counted over all files, or pages, of an image. */
    public PairReader(ImageReader reader, int rank, ChannelChoice channels) {
        this.reader = reader;
        this.rank = rank;
        this.channels = channels;
    }

    /** The planes of the first image of folders that has a mask, whatever they are; none where there is no such image. */
    public static List<ImageSource> first(Path images, Path masks, ImageReader reader) {
        return ImageFolder.scan(images, masks, reader).pairs().stream()
                .limit(1)
                .flatMap(pair -> reader.images(pair.image(), 2, Progress.NONE).stream())
                .toList();
    }

    /** The images of a pair, all that were chosen of their channels in each. */
    public List<ImageSource> images(ImageFolder.Pair pair, Progress progress) {
        List<List<ImageSource>> files = new ArrayList<>();
        for (Path file : pair.images()) files.add(reader.images(file, rank, channels, progress));
        List<ImageSource> images = new ArrayList<>();
        for (int i = 0; i < files.get(0).size(); i++) {
            ImageSource whole = files.size() == 1 ? files.get(0).get(i) : joined(pair, files, i);
            images.add(ChannelViews.chosen(whole, channels.ofWhole()));
        }
        return images;
    }

    private static ImageSource joined(ImageFolder.Pair pair, List<List<ImageSource>> files, int index) {
        List<ImageSource> parts = files.stream()
                .filter(file -> index < file.size())
                .map(file -> file.get(index))
                .toList();
        long[] size = parts.get(0).size();
        if (parts.size() < files.size() || !parts.stream().allMatch(part -> Arrays.equals(part.size(), size))) {
            throw new InputException("The channels of " + pair.name() + ", "
                    + pair.image().getFileName() + " and others, differ in size: expected one size. Save them anew.");
        }
        return JoinedChannels.of(pair.name(), parts);
    }

    /** The masks of a pair. */
    public List<LabelImage> labels(ImageFolder.Pair pair, Progress progress) {
        if (!pair.objects() && SliceTruth.are(pair.masks())) return slices(pair, progress);
        List<LabelImage> first = reader.labelsOf(pair.image(), pair.mask(), rank, progress);
        if (!pair.objects()) return first;
        List<RandomAccessibleInterval<IntType>> objects = new ArrayList<>();
        for (LabelImage plane : first)
            objects.add(PlanarImgs.ints(plane.values().dimensionsAsLongArray()));
        for (int n = 0; n < pair.masks().size(); n++) {
            List<LabelImage> planes =
                    n == 0 ? first : reader.labelsOf(pair.image(), pair.masks().get(n), rank, progress);
            if (planes.size() != objects.size()) throw differs(pair, n);
            for (int i = 0; i < planes.size(); i++)
                number(pair, n, planes.get(i).values(), objects.get(i));
        }
        Map<Integer, String> numbered = new HashMap<>();
        for (int n = 1; n <= pair.masks().size(); n++) numbered.put(n, OBJECT);
        List<LabelImage> labels = new ArrayList<>();
        for (RandomAccessibleInterval<IntType> numbers : objects) {
            labels.add(new LabelImage(pair.name(), numbers, LabelImage.Kind.GRAY).withObjects(numbered));
        }
        return labels;
    }

    /** The volume of which some slices have a mask: of the others nobody knows anything. */
    private List<LabelImage> slices(ImageFolder.Pair pair, Progress progress) {
        List<ImageSource> planes = reader.images(pair.image(), 2, Progress.NONE);
        long[] size = planes.get(0).size();
        var volume = PlanarImgs.ints(size[0], size[1], planes.size());
        volume.forEach(value -> value.set(AnnotatedImage.IGNORE));
        LabelImage.Kind kind = LabelImage.Kind.GRAY;
        for (Path mask : pair.masks()) {
            int slice = SliceTruth.slice(mask).orElseThrow();
            List<LabelImage> found = reader.labels(mask, 2, progress);
            if (slice >= planes.size() || found.size() != 1) throw noSlice(pair, mask, planes.size(), found.size());
            requireSameSizes(
                    new ImageFolder.Pair(pair.name(), pair.images(), List.of(mask)), planes.subList(0, 1), found);
            Cursor<IntType> to =
                    Views.flatIterable(Views.hyperSlice(volume, 2, slice)).cursor();
            for (IntType value : Views.flatIterable(found.get(0).values()))
                to.next().set(value);
            kind = found.get(0).kind();
        }
        if (rank > 2) return List.of(new LabelImage(pair.name(), volume, kind));
        List<LabelImage> labels = new ArrayList<>();
        for (int z = 0; z < planes.size(); z++)
            labels.add(new LabelImage(planes.get(z).name(), Views.hyperSlice(volume, 2, z), kind));
        return labels;
    }

    private static InputException noSlice(ImageFolder.Pair pair, Path mask, int planes, int found) {
        return new InputException(
                "Mask " + mask + " is that of slice "
                        + SliceTruth.slice(mask).orElseThrow() + " by its name and holds " + found + " plane(s), but "
                        + pair.image() + " has the slices 0 to " + (planes - 1)
                        + ": expected one plane of one of these. Rename it after the slice that it shows, or move it elsewhere.");
    }

    private static void number(
            ImageFolder.Pair pair,
            int n,
            RandomAccessibleInterval<IntType> mask,
            RandomAccessibleInterval<IntType> objects) {
        if (!Intervals.equalDimensions(mask, objects)) throw differs(pair, n);
        Cursor<IntType> to = Views.flatIterable(objects).cursor();
        for (IntType value : Views.flatIterable(mask)) {
            to.fwd();
            if (value.get() != 0) to.get().set(n + 1);
        }
    }

    private static InputException differs(ImageFolder.Pair pair, int n) {
        return new InputException("Mask " + pair.masks().get(n) + " differs in size from " + pair.mask()
                + ": expected the masks of all objects of an image to be of one size. Save them anew.");
    }

    /** Refuses masks that are not of the size of their images, or not as many. */
    public static void requireSameSizes(
            ImageFolder.Pair pair, List<ImageSource> openImages, List<LabelImage> openMasks) {
        if (openImages.size() != openMasks.size()) {
            throw new InputException("Mask " + pair.mask() + " holds " + openMasks.size() + " planes, but "
                    + pair.image() + " holds " + openImages.size()
                    + ": expected one plane of the mask for each slice and"
                    + " frame of the image. Save a mask that belongs to this image"
                    + (openMasks.size() == 1
                            ? ", or say channels=pages where the pages of an image are its channels"
                            : "")
                    + ".");
        }
        for (int i = 0; i < openImages.size(); i++) {
            long[] found = openMasks.get(i).values().dimensionsAsLongArray();
            long[] expected = openImages.get(i).size();
            if (Arrays.equals(found, expected)) continue;
            throw new InputException("Mask " + pair.mask() + " is " + text(found) + " pixels, but " + pair.image()
                    + " is " + text(expected) + ": expected the same size. Save a mask that belongs to this image.");
        }
    }

    private static String text(long[] size) {
        return Arrays.stream(size).mapToObj(String::valueOf).collect(Collectors.joining(" x "));
    }
}
