/** The command line: commands with their parameters as options, progress on a terminal, exit codes for scripts. */
package sc.fiji.unet.cli;
