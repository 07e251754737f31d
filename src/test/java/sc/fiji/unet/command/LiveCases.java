package sc.fiji.unet.command;

import static sc.fiji.unet.command.CommandRun.file;
import static sc.fiji.unet.command.CommandRun.isThere;
import static sc.fiji.unet.command.CommandRun.says;

import ij.ImagePlus;
import java.io.File;
import java.nio.file.Path;
import java.util.List;
import sc.fiji.unet.config.ClassList;
import sc.fiji.unet.image.ImageSource;
import sc.fiji.unet.imagej.files.AnnotationTiffs;
import sc.fiji.unet.imagej.pixels.ImagePlusSources;
import sc.fiji.unet.live.Area;
import sc.fiji.unet.live.LiveProject;
import sc.fiji.unet.live.LiveStrokes;
import sc.fiji.unet.live.Rect;
import sc.fiji.unet.live.StartFrom;

/** What each value of a parameter does in live sessions that nobody sees, and in the training on what was painted. */
final class LiveCases {
    private LiveCases() {}

    static List<CommandRun> in(TinyWorld world) {
        Path live = world.at("cells-live");
        Path state = live.resolve("live.json");
        return List.of(
                CommandRun.of(LiveCommand.class, "a project without a display")
                        .shows("image", TinyWorld.cells(), "it is the one to paint in", says("no image window"))
                        .shows("project", live.toFile(), "it is made", isThere(state))
                        .shows("classes", "outside, cell", "the project has them", file(state, "\"cell\""))
                        .shows("start", world.model().toFile(), "the project knows it", file(state, "threshold"))
                        .shows("device", "cpu", "it says so", says("learned on cpu")),
                CommandRun.of(PreviewModelCommand.class, "a preview without a display")
                        .shows("image", TinyWorld.cells(), "it is named", says("makes of cells.tif"))
                        .shows("model", world.model().toFile(), "it is named", says("threshold"))
                        .shows("device", "cpu", "it is named", says("(on cpu)"))
                        .isRefused(),
                finish(world, "finished")
                        .shows(
                                "project",
                                painted(world, "p"),
                                "its strokes are learned from",
                                says("Validation on strokes"))
                        .shows(
                                "model",
                                world.at("finished").toFile(),
                                "it is there",
                                isThere(world.at("finished/model.pt")))
                        .shows("minutes", 0.02, "the plan is for a short time", says("augmentation = light"))
                        .shows("watch", false, "nothing: there is no display", run -> {})
                        .with("device", "cpu"),
                finish(world, "from what fits the small network only")
                        .with("project", painted(world, "r"))
                        .shows("start", new File("own"), "it is heeded", says("start = own: "))
                        .isRefused(),
                finish(world, "on a GPU that is not there")
                        .with("project", painted(world, "q"))
                        .shows("device", "gpu63", "the machine has no such GPU", says("device = gpu63: "))
                        .isRefused());
    }

    private static CommandRun finish(TinyWorld world, String title) {
        return CommandRun.of(FinishLiveCommand.class, title)
                .with("model", world.at("unfinished").toFile());
    }

    /** Strokes on a bright cell and beside it. */
    private static File painted(TinyWorld world, String name) {
        LiveProject project = new LiveProject(world.at(name + "-live"), new AnnotationTiffs());
        ImagePlus cells = TinyWorld.cells();
        List<ImageSource> planes = ImagePlusSources.of(cells, 2);
        LiveStrokes strokes = project.open(planes);
        for (int k = 0; k < 2; k++) {
            strokes.begin(k);
            Rect where = k == 0 ? new Rect(0, 28, 32, 4) : new Rect(15, 23, 5, 5);
            strokes.add(0, Area.of(where));
            strokes.end();
        }
        project.save(planes, strokes, ClassList.named(List.of("outside", "cell")), StartFrom.OWN);
        return project.folder().toFile();
    }
}
