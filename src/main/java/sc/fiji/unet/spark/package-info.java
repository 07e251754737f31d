/** Large images, and folders of images, segmented by a cluster of Apache Spark. Nothing else needs its classes, and Fiji does not have them. */
package sc.fiji.unet.spark;
