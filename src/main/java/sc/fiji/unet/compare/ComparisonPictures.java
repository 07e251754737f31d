package sc.fiji.unet.compare;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import sc.fiji.unet.base.Html;
import sc.fiji.unet.base.Progress;
import sc.fiji.unet.config.ClassList;
import sc.fiji.unet.config.LabelOptions;
import sc.fiji.unet.config.PrecisionChoice;
import sc.fiji.unet.data.AnnotatedImage;
import sc.fiji.unet.image.ImageSource;
import sc.fiji.unet.image.StackView.Slices;
import sc.fiji.unet.model.LoadedModel;
import sc.fiji.unet.model.NetworkCompiler;
import sc.fiji.unet.segment.LabelWriter;
import sc.fiji.unet.segment.PixelStore;
import sc.fiji.unet.segment.SegmentRequest;
import sc.fiji.unet.segment.Segmentation;
import sc.fiji.unet.segment.SpillingStore;

/** The same few images as the truth and each network see them, as files and as rows of the page. */
final class ComparisonPictures {
    private static final int SHOWN = 4;
    private final Path folder;
    private final LabelWriter writer;
    private final Map<String, List<Path>> rows = new LinkedHashMap<>();
    private List<AnnotatedImage> images = List.of();

    ComparisonPictures(Path output, LabelWriter writer) {
        folder = output.resolve("pictures");
        this.writer = writer;
    }

    /** Chooses the images, evenly from all, and draws their truth. */
    void show(List<AnnotatedImage> candidates, ClassList classes) {
        int count = Math.min(SHOWN, candidates.size());
        images = new ArrayList<>();
        for (int i = 0; i < count; i++) images.add(candidates.get(i * candidates.size() / count));
        List<Path> files = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            AnnotatedImage image = images.get(i);
            Path file = folder.resolve("truth-" + (i + 1) + ".png");
            writer.overlay(file, image.image(), image.target(), classes.indexed());
            files.add(file);
        }
        rows.put("Truth", files);
    }

    /** Draws what one network makes of the images, unless it was drawn before. */
    void add(ComparisonRun run, String device, Progress progress) {
        List<Path> files = new ArrayList<>();
        for (int i = 0; i < images.size(); i++) {
            files.add(folder.resolve(run.name() + "-" + (i + 1) + ".png"));
        }
        NetworkCompiler compiler = LoadedModel.libtorch(PrecisionChoice.AUTO, Progress.NONE);
        try (LoadedModel model = LoadedModel.open(run.model(), run.averaging(), device, compiler)) {
            ClassList classes = model.card().classes().indexed();
            SegmentRequest request = SegmentRequest.of(LabelOptions.semantic(), model.card(), false);
            for (int i = 0; i < images.size(); i++) {
                progress.check();
                ImageSource image = images.get(i).image();
                try (PixelStore store = new SpillingStore()) {
                    List<ImageSource> seen =
                            image.rank() == model.card().imageRank() ? List.of(image) : Slices.of(image, 0);
                    Segmentation found = Segmentation.stack(
                            model.segmenter().run(seen, null, request, store, Progress.cancelOnly(progress)));
                    writer.overlay(files.get(i), image, found.classes(), classes);
                }
            }
        }
        rows.put(run.recipe().name(), files);
    }

    /** One row of the page for the truth and one for each network. */
    String html() {
        StringBuilder html = new StringBuilder("<table class=\"pictures\">\n<tr><th></th>");
        images.forEach(image ->
                html.append("<th>").append(Html.escaped(image.image().name())).append("</th>"));
        html.append("</tr>\n");
        rows.forEach((name, files) -> {
            html.append("<tr><th>").append(Html.escaped(name)).append("</th>");
            files.forEach(file -> html.append("<td><img alt=\"\" src=\"data:image/png;base64,")
                    .append(base64(file))
                    .append("\"></td>"));
            html.append("</tr>\n");
        });
        return html.append("</table>\n").toString();
    }

    private static String base64(Path file) {
        try {
            return Base64.getEncoder().encodeToString(Files.readAllBytes(file));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read the picture " + file + ": " + e.getMessage(), e);
        }
    }
}
