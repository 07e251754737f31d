/** The ground that all else stands on: errors for people, progress, files that appear whole, locks, JSON. */
package sc.fiji.unet.base;
