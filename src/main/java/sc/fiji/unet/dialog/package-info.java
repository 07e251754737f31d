/**
 * What commands share: dialogs, macro keys, parameter values, help, progress on the screen, in Fiji and in plain
 * ImageJ alike.
 */
package sc.fiji.unet.dialog;
