package sc.fiji.unet.live;

import java.nio.file.Path;
import java.util.List;
import sc.fiji.unet.image.ImageSource;

/**
 * What a live session is about.
 *
 * @param planes of one number of channels: those of the open image, then those that were painted on before
 * @param strokes on these planes
 * @param device a name that the engine knows
 * @param start what the network has learned before
 * @param saved the file in which the network waits for the next session
 */
public record LiveSubject(List<ImageSource> planes, LiveStrokes strokes, String device, StartFrom start, Path saved) {
    /** Copies the list. */
    public LiveSubject {
        planes = List.copyOf(planes);
    }
}
