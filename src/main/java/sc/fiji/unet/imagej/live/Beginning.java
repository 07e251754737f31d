package sc.fiji.unet.imagej.live;

import java.nio.file.Path;
import sc.fiji.unet.config.ClassList;
import sc.fiji.unet.live.LiveStrokes;

/**
 * How a live session begins.
 *
 * @param classes to tell apart, background first
 * @param strokes of sessions before
 * @param device a name that the engine knows
 * @param start the model to go on with; null for none
 */
record Beginning(ClassList classes, LiveStrokes strokes, String device, Path start) {}
