/** The learning rate as a pure function of how far a training has come. */
package sc.fiji.unet.schedule;
