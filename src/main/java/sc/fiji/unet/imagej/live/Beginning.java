package sc.fiji.unet.imagej.live;

import sc.fiji.unet.config.ClassList;
import sc.fiji.unet.live.LiveStrokes;
import sc.fiji.unet.live.StartFrom;

/**
 * How a live session begins.
 *
 * @param classes to tell apart, background first
 * @param strokes of sessions before
 * @param device a name that the engine knows
 * @param start what the network has learned before
 */
record Beginning(ClassList classes, LiveStrokes strokes, String device, StartFrom start) {}
