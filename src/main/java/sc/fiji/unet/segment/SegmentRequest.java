package sc.fiji.unet.segment;

import java.util.List;
import sc.fiji.unet.config.ChannelChoice;
import sc.fiji.unet.config.LabelOptions;
import sc.fiji.unet.config.ModelCard;
import sc.fiji.unet.label.LargestComponents;
import sc.fiji.unet.label.ObjectOptions;

/**
 * What is wanted of a segmentation: classes or objects, of which pieces, in which pixel size. Immutable.
 *
 * @param objects how classes are cleaned and objects are told apart
 * @param pieces by class index how many connected pieces are kept, 0 for all; classes beyond the list keep all
 * @param rescale whether pixels may be resampled to the model's pixel size
 * @param probabilities whether they are kept in the result
 * @param channels which of the image's channels the model is shown
 * @param rows whether objects of an image that memory holds no numbers of may be told apart row by row; else it is refused
 */
public record SegmentRequest(
        ObjectMethod objects,
        List<Integer> pieces,
        boolean rescale,
        boolean probabilities,
        ChannelChoice channels,
        boolean rows) {
    /** Copies the list. */
    public SegmentRequest {
        pieces = List.copyOf(pieces);
    }

    /** What a person wants of a model. */
    public static SegmentRequest of(LabelOptions labels, ModelCard card, boolean probabilities) {
        return new SegmentRequest(
                ObjectMethod.of(labels, card),
                labels.everyPiece() ? List.of() : card.labels().pieces(),
                labels.rescales(),
                probabilities,
                labels.channels(),
                false);
    }

    /** The same for an image whose pixels may have another size than the model's. */
    public SegmentRequest fitted(ModelFit fit) {
        return new SegmentRequest(objects.fitted(fit), pieces, rescale, probabilities, channels, rows);
    }

    /** The same where only classes are wanted, of every piece: what can be said of any part of an image. */
    public SegmentRequest ofParts() {
        ObjectMethod none = ObjectMethod.none(ObjectOptions.defaults(), false);
        return new SegmentRequest(none, List.of(), rescale, false, ChannelChoice.AUTO, rows);
    }

    /** A copy that keeps other pieces. */
    public SegmentRequest withPieces(List<Integer> value) {
        return new SegmentRequest(objects, value, rescale, probabilities, channels, rows);
    }

    /** A copy for who can read what is found row by row. */
    public SegmentRequest byRows() {
        return new SegmentRequest(objects, pieces, rescale, probabilities, channels, true);
    }

    /** Whether what is wanted can be had row by row. */
    public boolean isTouch() {
        return objects.isTouch() && LargestComponents.keepsAll(pieces);
    }
}
