package sc.fiji.unet.command;

import java.io.File;
import java.util.Map;
import org.scijava.plugin.Parameter;
import org.scijava.widget.FileWidget;
import sc.fiji.unet.config.Auto;
import sc.fiji.unet.dialog.UnetCommand;
import sc.fiji.unet.imagej.rois.FoundPairs;

/** The parameters of commands that learn from folders only, and what a dialog tells of these. */
abstract class FoldersCommand extends UnetCommand {
    @Parameter(
            label = "Images",
            style = FileWidget.DIRECTORY_STYLE,
            persist = false,
            description = "Folder of images to learn from, in any format that ImageJ opens")
    protected File images;

    @Parameter(
            label = "Masks",
            style = FileWidget.DIRECTORY_STYLE,
            persist = false,
            description = "Folder of masks or label images with the same file names")
    protected File masks;

    @Parameter(
            label = "Channels",
            persist = false,
            required = false,
            description =
                    "Which channels of the images to learn from, counted from 1, as in 2, 1,3 or 2-4; auto: all, or gray"
                            + " where the channels of every RGB image are equal; pages: the pages of a file are its channels")
    private String channels = Auto.WORD;

    @Override
    public String remarkBelow() {
        return "masks";
    }

    @Override
    public String remark(Map<String, String> said) {
        return FoundPairs.in(said.get("images"), said.get("masks"));
    }
}
