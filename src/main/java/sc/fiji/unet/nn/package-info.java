/** Networks as graphs of operations, what follows from a graph alone, and the numbers that networks learn. */
package sc.fiji.unet.nn;
