// Counts the objects of an image by each way of telling objects apart, to choose one by.
//   fiji --headless --run compare-methods.groovy 'path="/data/cells.tif",modelfolder="/models/nuclei"'
#@ File (label = "Image") path
#@ File (label = "Model folder", style = "directory") modelfolder
#@ CommandService commands

import ij.IJ
import sc.fiji.unet.command.SegmentImageCommand

if (!path.exists()) {
    println "There is no file " + path + ": give the path of an image."
    return
}
for (method in ["components", "watershed-distance", "watershed-probability"]) {
    def done = commands.run(SegmentImageCommand, true,
        "image", IJ.openImage(path.path), "model", modelfolder, "objects", method, "overlay", false).get()
    println method + ": " + (done.isCanceled() ? done.cancelReason : done.getOutput("summary"))
    if (done.isCanceled()) break
}
