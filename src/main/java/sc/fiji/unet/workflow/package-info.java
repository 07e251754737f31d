/**
 * What a person wants done, from files to files: each class is one task, called by commands, scripts and tests alike.
 */
package sc.fiji.unet.workflow;
