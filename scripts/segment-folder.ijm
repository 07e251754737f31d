// Segments all images of a folder and of the folders below it. Run again after a stop, it goes on where it was.
//   fiji --headless -macro segment-folder.ijm "input=/data output=/results model=/models/nuclei"
// segmentation.csv in the output folder says what became of each image.

function given(key) {
    parts = split(getArgument(), " ");
    for (i = 0; i < parts.length; i++)
        if (startsWith(parts[i], key + "=")) return substring(parts[i], lengthOf(key) + 1);
    exit("Say where things are: input=FOLDER output=FOLDER model=FOLDER, separated by blanks");
}

run("Segment Folder with U-Net...", "input=[" + given("input") + "] output=[" + given("output") + "] model=["
    + given("model") + "] recursive=true resume=true");
