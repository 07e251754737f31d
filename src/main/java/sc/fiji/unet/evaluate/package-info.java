/** Label images beside their truth, opened one after the other and scored. */
package sc.fiji.unet.evaluate;
