package sc.fiji.unet.distributed;

import sc.fiji.unet.config.ModelCard;
import sc.fiji.unet.predict.PatchPredictor;
import sc.fiji.unet.segment.SegmentRequest;

/**
 * What segments blocks.
 *
 * @param predictor the network; stays the caller's to close
 * @param card of its model
 * @param request what is wanted; objects are pixels that touch, see {@link sc.fiji.unet.segment.ObjectMethod#isTouch}, or
 *     found piece by piece, see {@link sc.fiji.unet.segment.PieceObjects}
 */
public record BlockModel(PatchPredictor predictor, ModelCard card, SegmentRequest request) {}
