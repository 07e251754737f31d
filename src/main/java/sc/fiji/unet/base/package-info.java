/**
 * The ground that all else stands on: errors for people, progress, files that appear whole, locks, CSV, JSON,
 * protocol buffers.
 */
package sc.fiji.unet.base;
