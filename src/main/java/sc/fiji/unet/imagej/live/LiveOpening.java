package sc.fiji.unet.imagej.live;

import ij.ImagePlus;
import ij.io.FileInfo;
import java.awt.GraphicsEnvironment;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.swing.SwingUtilities;
import sc.fiji.unet.base.FolderLock;
import sc.fiji.unet.base.InputException;
import sc.fiji.unet.config.ClassInfo;
import sc.fiji.unet.config.ClassList;
import sc.fiji.unet.imagej.files.AnnotationTiffs;
import sc.fiji.unet.live.LiveProject;
import sc.fiji.unet.live.LiveStrokes;
import sc.fiji.unet.live.StartFrom;
import sc.fiji.unet.model.ModelFolder;

/** Opens live sessions on open images. */
public final class LiveOpening {
    /** Background has to be seen where it is painted; a class's usual color for it is black. */
    private static final int BACKGROUND = 0x56B4E9;

    private static volatile Path latest;

    private final Path folder;
    private final String classes;
    private final StartFrom start;
    private final String device;

    /**
     * A session of a project.
     *
     * @param folder of the project; may exist
     * @param classes names, separated by commas, background first; of a project that exists, its own are taken
     * @param start what the network has learned before; null for what the project says, else the program's own
     * @param device a name that the engine knows
     */
    public LiveOpening(Path folder, String classes, StartFrom start, String device) {
        this.folder = folder;
        this.classes = classes;
        this.start = start;
        this.device = device;
    }

    /** The project that was opened last; null for none. */
    public static Path latest() {
        return latest;
    }

    /**
     * Opens the panel beside an image; never without a display.
     *
     * @param finisher trains the model that is kept, by the command for it
     * @return what was done, for people
     */
    public String open(ImagePlus image, Runnable finisher) {
        if (start != null) requireTrainable(start); // before the project remembers it
        LiveProject project = new LiveProject(folder, new AnnotationTiffs());
        FolderLock lock = FolderLock.of(folder);
        boolean opened = false;
        try {
            LivePlanes planes = LivePlanes.of(image, project);
            ClassList all = project.classes().isEmpty() ? named(classes) : project.classes();
            List<String> said = new ArrayList<>();
            StartFrom from = start == null ? remembered(project, said) : start;
            if (start != null && !start.equals(project.start())) project.forgetNetwork();
            LiveStrokes strokes = project.open(planes.sources());
            project.save(planes.sources(), strokes, all, from);
            latest = folder;
            boolean display = !GraphicsEnvironment.isHeadless() && image.getWindow() != null;
            said.add(display ? "Strokes are kept in " + folder + ", learning on " + device : withoutDisplay());
            if (!display) return String.join(" ", said);
            Beginning beginning = new Beginning(all, strokes, device, from);
            LiveController controller = new LiveController(planes, project, beginning, finisher);
            SwingUtilities.invokeLater(() -> {
                controller.open();
                controller.frame().onRelease(lock::close);
            });
            opened = true;
            return String.join(" ", said);
        } finally {
            if (!opened) lock.close();
        }
    }

    private String withoutDisplay() {
        return "There is no image window to paint in: the project " + folder + " is ready, to be learned on " + device
                + " where there is a display.";
    }

    private static void requireTrainable(StartFrom start) {
        if (start.isModel()) LiveProject.requireTrainable(new ModelFolder(start.model()));
    }

    /** What the project began with; a model that cannot be trained on any more is left out, and why is said. */
    private static StartFrom remembered(LiveProject project, List<String> said) {
        StartFrom start = project.start();
        try {
            requireTrainable(start);
            return start;
        } catch (InputException e) {
            said.add("This project began with a model that it goes on without: " + e.getMessage());
            return StartFrom.OWN;
        }
    }

    /** Where strokes on an image are kept unless somebody says otherwise. */
    public static Path propose(ImagePlus image) {
        FileInfo info = image.getOriginalFileInfo();
        boolean onDisk = info != null && info.directory != null && !info.directory.isBlank();
        return LiveProject.propose(onDisk ? Path.of(info.directory) : null, image.getTitle());
    }

    private static ClassList named(String text) {
        List<String> names = Arrays.stream(text.split(","))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .toList();
        long different = names.stream()
                .map(name -> name.toLowerCase(java.util.Locale.ROOT))
                .distinct()
                .count();
        if (names.size() < 2 || names.size() > LiveColors.MOST_CLASSES || different < names.size()) {
            throw new InputException("classes = " + text + ": expected two to " + LiveColors.MOST_CLASSES
                    + " different names, the background first, as in: background, nucleus");
        }
        List<ClassInfo> infos = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            infos.add(new ClassInfo(names.get(i), i, i == 0 ? BACKGROUND : ClassInfo.defaultColor(i)));
        }
        return ClassList.copyOf(infos);
    }
}
