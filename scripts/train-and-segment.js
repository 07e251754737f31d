// Trains on the ROIs in the overlay of one image, then segments another with what was learned and saves its labels.
//   fiji --headless --run train-and-segment.js 'annotated="/a.tif",other="/b.tif",model="/models/a",labels="/b-labels.tif",minutes=5'
#@ File (label = "Image with ROIs in its overlay") annotated
#@ File (label = "Image to segment") other
#@ File (label = "Model folder", style = "directory") model
#@ File (label = "Label image to write", style = "save") labels
#@ double (label = "Minutes", value = 5, persist = false) minutes
#@ CommandService commands

var IJ = Packages.ij.IJ;
var SegmentImageCommand = Packages.sc.fiji.unet.command.SegmentImageCommand;

function trainAndSegment() {
    // the recorded line of the Train dialog, for the image that is given
    IJ.run(IJ.openImage(annotated.path), "Train U-Net...",
        "source=rois minutes=" + minutes + " model=[" + model.path + "]");

    // by the service, the label image comes back without a display, too; semantic labels are class numbers
    var done = commands.run(SegmentImageCommand.class, true,
        "image", IJ.openImage(other.path), "model", model, "objects", "semantic", "overlay", false).get();
    if (done.isCanceled()) IJ.log(done.getCancelReason());
    else IJ.saveAsTiff(done.getOutput("labelimage"), labels.path);
}

var missing = [annotated, other].filter(function (file) { return !file.exists(); });
if (missing.length > 0) IJ.log("There is no file " + missing[0] + ": give the path of an image.");
else trainAndSegment();
