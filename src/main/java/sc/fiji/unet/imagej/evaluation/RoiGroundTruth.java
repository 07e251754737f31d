package sc.fiji.unet.imagej.evaluation;

import ij.ImagePlus;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import sc.fiji.unet.base.InputException;
import sc.fiji.unet.base.Progress;
import sc.fiji.unet.config.ClassInfo;
import sc.fiji.unet.config.ClassList;
import sc.fiji.unet.config.EvaluateOptions;
import sc.fiji.unet.config.ObjectScoring;
import sc.fiji.unet.config.Subset;
import sc.fiji.unet.data.ImageFolder;
import sc.fiji.unet.data.Split;
import sc.fiji.unet.imagej.labels.Annotation;
import sc.fiji.unet.imagej.labels.PredictedClasses;
import sc.fiji.unet.imagej.pixels.ImagePlusSources;
import sc.fiji.unet.imagej.rois.DrawnImage;
import sc.fiji.unet.imagej.rois.RoiClasses;
import sc.fiji.unet.imagej.rois.RoiFolders;
import sc.fiji.unet.imagej.rois.RoiNaming;
import sc.fiji.unet.imagej.rois.RoiNumbers;
import sc.fiji.unet.imagej.rois.RoisToLabels;
import sc.fiji.unet.imagej.rois.UnlabeledPixels;
import sc.fiji.unet.metrics.EvaluatedImage;
import sc.fiji.unet.model.ModelFolder;
import sc.fiji.unet.workflow.EvaluatedImages;
import sc.fiji.unet.workflow.EvaluatedObjects;

/** Label images beside ROIs that say what is true. Planes that nobody annotated are left out. */
public final class RoiGroundTruth implements EvaluatedImages {

    private final List<DrawnImage> drawn;
    private final ClassList classes;
    private final ObjectScoring objects;

    private RoiGroundTruth(List<DrawnImage> drawn, ClassList classes, ObjectScoring objects) {
        this.drawn = drawn;
        this.classes = classes;
        this.objects = objects;
    }

    /** Folders of label images and of ROI files; classes are the model's, else those of ROIs and label images together. */
    public static RoiGroundTruth of(EvaluateOptions options, Progress progress) {
        List<DrawnImage> read = RoiFolders.read(options.prediction(), options.truth(), progress);
        List<DrawnImage> drawn = RoiNumbers.apart(chosen(read, options.choice()), RoiNaming.AUTO, progress::note);
        ClassList classes = options.model() == null
                ? together(drawn)
                : new ModelFolder(options.model()).card().classes();
        return new RoiGroundTruth(drawn, classes, options.objects());
    }

    private static List<DrawnImage> chosen(List<DrawnImage> drawn, Subset choice) {
        if (choice.split() == null) return drawn;
        Split split = Split.read(choice.split());
        List<DrawnImage> chosen = drawn.stream()
                .filter(one -> split.has(ImageFolder.stem(one.image().getTitle()), choice.part()))
                .toList();
        if (!chosen.isEmpty()) return chosen;
        throw new InputException(choice.split() + " has none of the " + drawn.size() + " images with ROIs for "
                + choice.part() + ": expected at least one. Correct the split file or choose another part.");
    }

    private static ClassList together(List<DrawnImage> drawn) {
        Map<String, ClassInfo> classes = new LinkedHashMap<>();
        ClassList ofRois = RoiClasses.ofAll(drawn.stream().map(DrawnImage::rois).toList(), RoiNaming.AUTO)
                .list();
        ofRois.forEach(type -> classes.put(type.name(), type));
        for (DrawnImage one : drawn) {
            for (ClassInfo type : PredictedClasses.named(one.image())) {
                classes.putIfAbsent(type.name(), new ClassInfo(type.name(), classes.size(), type.color()));
            }
        }
        return ClassList.copyOf(classes.values());
    }

    @Override
    public ClassList classes() {
        return classes;
    }

    @Override
    public int count() {
        return drawn.size();
    }

    @Override
    public String name(int file) {
        return ImagePlusSources.name(drawn.get(file).image(), 0, 1);
    }

    @Override
    public List<EvaluatedImage> evaluated(int file) {
        ImagePlus prediction = drawn.get(file).image();
        Annotation truth = new RoisToLabels(RoiNaming.AUTO, outside(file), 3, false)
                .paint(prediction, drawn.get(file).rois(), new RoiClasses(classes));
        PredictedClasses predicted = new PredictedClasses(prediction, classes);
        EvaluatedObjects scoring = EvaluatedObjects.of(objects, outlined(file));
        List<EvaluatedImage> planes = new ArrayList<>();
        for (int i = 0; i < truth.classPlanes().length; i++) {
            int plane = i;
            int slice = plane % truth.slices();
            int frame = plane / truth.slices();
            if (!truth.isAnnotated(slice, frame)) continue;
            String name = ImagePlusSources.name(prediction, slice + 1, frame + 1);
            int[] size = {truth.width(), truth.height()};
            EvaluatedImage evaluated =
                    new EvaluatedImage(name, size, truth.classPlanes()[plane], predicted.indices(plane));
            planes.add(scoring.add(evaluated, () -> truth.instancePlanes()[plane], () -> predicted.objects(plane)));
        }
        return planes;
    }

    /** Points and lines mark no whole objects. */
    private boolean outlined(int file) {
        return outside(file) == UnlabeledPixels.BACKGROUND;
    }

    /** By the ROIs alone: a predicted object that nobody outlined is no forgotten one. */
    private UnlabeledPixels outside(int file) {
        return UnlabeledPixels.propose(drawn.get(file).rois(), RoiNaming.AUTO).outside();
    }
}
