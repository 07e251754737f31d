/** Random changes of training patches in place and intensity, each a pure function of the numbers drawn for it. */
package sc.fiji.unet.augment;
