/**
 * The operations that networks are made of, one file each: plain data that tells what it reads, puts out, learns and costs.
 */
package sc.fiji.unet.nn.op;
