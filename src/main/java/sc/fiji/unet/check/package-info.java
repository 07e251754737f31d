/** What may be wrong with images and masks before anybody learns from them; each kind of finding is a class of its own. */
package sc.fiji.unet.check;
