/**
 * What masks and drawn regions mean to a loss, and objects out of what a network says: targets, weight maps,
 * connected components, watersheds.
 */
package sc.fiji.unet.label;
