/** Annotations that other programs wrote as JSON: COCO, labelme, GeoJSON of QuPath. */
package sc.fiji.unet.annotations;
