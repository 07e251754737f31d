// Trains on the ROIs in the overlay of an image and prints how well the network does on what was held back.
//   fiji --headless --run train-from-rois.groovy 'path="/data/annotated.tif",modelfolder="/models/cells",minutes=5'
#@ File (label = "Image with ROIs in its overlay") path
#@ File (label = "Model folder", style = "directory") modelfolder
#@ double (label = "Minutes", value = 5, persist = false) minutes
#@ CommandService commands

import ij.IJ
import sc.fiji.unet.command.TrainCommand

if (!path.exists()) {
    println "There is no file " + path + ": give the path of an image with ROIs in its overlay."
    return
}
def done = commands.run(TrainCommand, true,
    "image", IJ.openImage(path.path), "source", "rois", "model", modelfolder, "minutes", minutes, "watch", false).get()
println done.isCanceled() ? done.cancelReason : done.getOutput("summary")
