// Counts the objects of an image by each way of telling objects apart, to choose one by.
//   fiji --headless --run compare-methods.groovy 'path="/data/cells.tif",modelfolder="/models/nuclei"'
#@ File (label = "Image") path
#@ File (label = "Model folder", style = "directory") modelfolder
#@ CommandService commands

import ij.IJ
import sc.fiji.unet.command.SegmentImageCommand

for (method in ["components", "watershed-distance", "watershed-probability"]) {
    def done = commands.run(SegmentImageCommand, true,
        "image", IJ.openImage(path.path), "model", modelfolder, "objects", method, "overlay", false).get()
    if (done.isCanceled()) throw new IllegalArgumentException(done.cancelReason)
    println method + ": " + done.getOutput("summary")
}
