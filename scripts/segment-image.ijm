// Segments one image, saves its labels and a table of its nuclei.
// Run it in Fiji (Plugins > Macros > Run...), or without a display:
//   fiji --headless -macro segment-image.ijm "image=/data/cells.tif model=/models/nuclei output=/results"
// Every key of run() is explained in docs/macro-reference.md; what is left out keeps its default.

function given(key) {
    parts = split(getArgument(), " ");
    for (i = 0; i < parts.length; i++)
        if (startsWith(parts[i], key + "=")) return substring(parts[i], lengthOf(key) + 1);
    exit("Say where things are: image=PATH model=FOLDER output=FOLDER, separated by blanks");
}

setBatchMode(true);
if (!File.exists(given("image"))) exit("There is no file " + given("image") + ": give the path of an image.");
output = given("output");
File.makeDirectory(output);
open(given("image"));
name = File.nameWithoutExtension;
run("Segment with U-Net...", "model=[" + given("model") + "] objects=watershed-distance minimum=20 table=true");
saveAs("Tiff", output + "/" + name + "-labels.tif");
saveAs("Results", output + "/" + name + "-objects.csv");
print(nResults + " objects in " + name);
