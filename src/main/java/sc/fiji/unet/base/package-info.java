/** What every package may need: errors for people, progress, files that appear whole, locks, tables, JSON. */
package sc.fiji.unet.base;
