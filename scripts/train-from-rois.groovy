// Trains on the ROIs in the overlay of an image and prints how well the network does on what was held back.
//   fiji --headless --run train-from-rois.groovy 'path="/data/annotated.tif",modelfolder="/models/cells",minutes=5'
#@ File (label = "Image with ROIs in its overlay") path
#@ File (label = "Model folder", style = "directory") modelfolder
#@ double (label = "Minutes", value = 5, persist = false) minutes
#@ CommandService commands

import ij.IJ
import sc.fiji.unet.command.TrainCommand

def done = commands.run(TrainCommand, true,
    "image", IJ.openImage(path.path), "source", "rois", "model", modelfolder, "minutes", minutes, "watch", false).get()
if (done.isCanceled()) throw new IllegalArgumentException(done.cancelReason)
println done.getOutput("summary")
