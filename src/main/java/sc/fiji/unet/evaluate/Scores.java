package sc.fiji.unet.evaluate;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import sc.fiji.unet.base.Progress;
import sc.fiji.unet.metrics.EvaluatedImage;
import sc.fiji.unet.metrics.Evaluation;
import sc.fiji.unet.metrics.Score;

/**
 * An evaluation, and where each of its images came from.
 *
 * @param evaluation the figures, worst image first
 * @param places file and plane of each image by its name in the evaluation
 */
public record Scores(Evaluation evaluation, Map<String, Place> places) {
    /** A plane of a file, both counted from 0. */
    public record Place(int file, int plane) {}

    /** Whether objects were scored in all images. */
    public boolean ofObjects() {
        return evaluation.ofObjects();
    }

    /** Scores every plane of every file; can be canceled between files. */
    public static Scores of(EvaluatedImages images, Progress progress) {
        long start = System.nanoTime();
        List<String> names = images.classes().names();
        List<Score> scores = new ArrayList<>();
        Map<String, Place> places = new LinkedHashMap<>();
        for (int file = 0; file < images.count(); file++) {
            progress.check();
            List<EvaluatedImage> planes = images.evaluated(file);
            for (int plane = 0; plane < planes.size(); plane++) {
                scores.add(Score.of(planes.get(plane), names.size()));
                places.put(planes.get(plane).name(), new Place(file, plane));
            }
            progress.update(file + 1, images.count(), "Evaluating " + images.name(file));
        }
        return new Scores(Evaluation.of(names, scores, (System.nanoTime() - start) / 1e9), places);
    }
}
