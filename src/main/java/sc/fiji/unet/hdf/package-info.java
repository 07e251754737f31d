/** HDF5 files, as ilastik, PlantSeg and Python's h5py write them: images, label images, ilastik's projects. */
package sc.fiji.unet.hdf;
