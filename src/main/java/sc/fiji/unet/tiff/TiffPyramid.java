package sc.fiji.unet.tiff;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.RealType;
import sc.fiji.unet.image.ImageSource;
import sc.fiji.unet.image.pyramid.HyperImages;
import sc.fiji.unet.image.pyramid.Pyramid;

/**
 * A slide scan: a tiled TIFF or BigTIFF with smaller copies of its pages, whose tiles are read when they are asked for. Colors
 * are three channels; the pages of OME-TIFF are channels, slices and frames as it says. Thread safe.
 */
public final class TiffPyramid implements Pyramid {
    private static final List<String> EXTENSIONS = List.of(".tif", ".tiff", ".btf", ".tf8", ".svs", ".scn");

    private final Path path;
    private final TiffFile file;
    private final TiffLevels levels;
    private final TiffScale scale;
    private final OmeMetadata ome;

    private TiffPyramid(Path path, TiffFile file, TiffLevels levels) throws IOException {
        this.path = path;
        this.file = file;
        this.levels = levels;
        TiffTags tags = file.directories().get(0);
        String text = tags.text(TiffTags.DESCRIPTION).strip();
        TiffPage first = levels.pages().get(0).get(0);
        ome = OmeSet.isIn(text)
                ? ome(OmeSet.of(path, text), levels.pages().get(0).size(), first.alpha())
                : null;
        scale = ome == null ? TiffScale.of(tags, text) : new TiffScale(ome.pixelSize(), ome.unit());
    }

    private static OmeMetadata ome(OmeSet set, int pages, int samples) throws IOException {
        List<Path> files = set.files();
        if (files.size() == 1) return OmeMetadata.of(set, Map.of(files.get(0), pages), samples);
        throw new UnsupportedTiffException("its planes lie in " + files.size() + " files");
    }

    /** Opens a file where it is such a one. A damaged one is left to whoever opens it as a whole, who says what is wrong. */
    public static Optional<Pyramid> of(Path path) {
        String name = path.getFileName().toString().toLowerCase(Locale.ROOT);
        if (!Files.isRegularFile(path) || EXTENSIONS.stream().noneMatch(name::endsWith)) return Optional.empty();
        TiffFile file = null;
        boolean kept = false;
        try {
            file = TiffFile.open(path);
            TiffLevels levels = TiffLevels.of(file);
            if (levels.pages().size() < 2 || levels.pages().get(0).get(0).type().signed16()) return Optional.empty();
            Pyramid pyramid = new TiffPyramid(path, file, levels);
            kept = true;
            return Optional.of(pyramid);
        } catch (IOException e) {
            return Optional.empty();
        } finally {
            if (!kept && file != null) close(file);
        }
    }

    private static void close(TiffFile file) {
        try {
            file.close();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Override
    public String name() {
        return path.getFileName().toString();
    }

    @Override
    public int levels() {
        return levels.pages().size();
    }

    @Override
    public double[] pixelSize(int level) {
        double[] size = scale.size().clone();
        TiffPage finest = levels.pages().get(0).get(0);
        TiffPage page = levels.pages().get(level).get(0);
        size[0] *= (double) finest.width() / page.width();
        size[1] *= (double) finest.height() / page.height();
        return size;
    }

    @Override
    public String unit() {
        return scale.unit();
    }

    @Override
    public List<ImageSource> images(int level, int rank) {
        List<TiffPage> pages = levels.pages().get(level);
        int samples = pages.get(0).alpha();
        TileCells.Order order = ome == null
                ? new TileCells.Order(samples, 1, 1, new int[samples])
                : new TileCells.Order(ome.channels(), ome.slices(), ome.frames(), ome.places());
        RandomAccessibleInterval<? extends RealType<?>> all = new TileCells(path, file, pages, order).image();
        return HyperImages.of(new HyperImages.Whole(stem(), all, pixelSize(level), unit()), rank);
    }

    private String stem() {
        String name = name().substring(0, name().lastIndexOf('.'));
        return name.toLowerCase(Locale.ROOT).endsWith(".ome") ? name.substring(0, name.length() - 4) : name;
    }
}
