// Trains a network on one image whose cells were outlined: a folder with the image and the ROI Manager's RoiSet.zip.
//   fiji --headless -macro train-from-rois.ijm "folder=/data/annotated model=/models/cells minutes=5"
// On open images the same command takes the ROIs of the overlay or the ROI Manager: source=rois.

function given(key) {
    parts = split(getArgument(), " ");
    for (i = 0; i < parts.length; i++)
        if (startsWith(parts[i], key + "=")) return substring(parts[i], lengthOf(key) + 1);
    exit("Say where things are: folder=FOLDER model=FOLDER minutes=NUMBER, separated by blanks");
}

run("Train U-Net...", "source=folders images=[" + given("folder") + "] masks=[" + given("folder") + "] model=["
    + given("model") + "] minutes=" + given("minutes"));
