package sc.fiji.unet.imagej.live;

import ij.ImagePlus;
import ij.gui.ImageCanvas;
import java.awt.Rectangle;
import java.util.ArrayList;
import java.util.List;
import sc.fiji.unet.base.InputException;
import sc.fiji.unet.config.ChannelChoice;
import sc.fiji.unet.config.ModelCard;
import sc.fiji.unet.image.ImageSource;
import sc.fiji.unet.imagej.pixels.ImagePlusSources;
import sc.fiji.unet.imagej.pixels.PageChannels;
import sc.fiji.unet.live.LiveProject;
import sc.fiji.unet.live.LiveView;
import sc.fiji.unet.live.Rect;
import sc.fiji.unet.model.ModelNames;
import sc.fiji.unet.segment.ChannelMemory;

/**
 * The planes of a session: first those of the open image, slice by slice and frame by frame, then those of other images in
 * the project.
 *
 * @param image that is open
 * @param sources all planes
 * @param shown how many of them are of the open image
 */
record LivePlanes(ImagePlus image, List<ImageSource> sources, int shown) {
    /** Those of an image and of what was painted on before. */
    static LivePlanes of(ImagePlus image, LiveProject project) {
        List<ImageSource> own = ImagePlusSources.of(image, 2);
        List<ImageSource> all = new ArrayList<>(own);
        List<String> names =
                own.stream().map(plane -> ModelNames.fileName(plane.name())).toList();
        for (String name : project.names()) {
            if (names.contains(name)) continue;
            ImageSource other = project.image(name);
            if (other.channels() != own.get(0).channels()) {
                throw new InputException(project.folder() + " has images of " + other.channels()
                        + " channels, this one has " + own.get(0).channels() + ". Choose another project folder.");
            }
            all.add(other);
        }
        return new LivePlanes(image, all, own.size());
    }

    /** Those of an image, as a model takes it: pages may be the channels of a single plane. */
    static LivePlanes of(ImagePlus image, ModelCard card) {
        ChannelMemory memory = ChannelMemory.of(ChannelChoice.AUTO, card, note -> {});
        List<ImageSource> own = ImagePlusSources.of(PageChannels.of(image, memory, note -> {}), 2);
        return new LivePlanes(image, own, own.size());
    }

    /** What is seen now. */
    LiveView view() {
        Rect whole = new Rect(0, 0, image.getWidth(), image.getHeight());
        ImageCanvas canvas = image.getCanvas();
        Rectangle seen = canvas == null ? new Rectangle(image.getWidth(), image.getHeight()) : canvas.getSrcRect();
        return new LiveView(plane(), new Rect(seen.x, seen.y, seen.width, seen.height).and(whole));
    }

    /** The plane that is shown. */
    int plane() {
        return Math.min((image.getT() - 1) * image.getNSlices() + image.getZ(), shown) - 1;
    }

    boolean isShown(int plane) {
        return plane < shown;
    }

    /** Shows a place; planes of images that are not open cannot be shown. */
    void visit(int plane, Rect box) {
        if (!isShown(plane)) return;
        image.setPosition(image.getC(), plane % image.getNSlices() + 1, plane / image.getNSlices() + 1);
        ImageCanvas canvas = image.getCanvas();
        if (canvas == null) return;
        Rectangle seen = canvas.getSrcRect();
        int x = Math.max(0, Math.min(image.getWidth() - seen.width, box.centerX() - seen.width / 2));
        int y = Math.max(0, Math.min(image.getHeight() - seen.height, box.centerY() - seen.height / 2));
        canvas.setSourceRect(new Rectangle(x, y, seen.width, seen.height));
        canvas.repaint();
    }
}
