/** What a person chooses and what a model says of itself: records that refuse what cannot be meant. */
package sc.fiji.unet.config;
