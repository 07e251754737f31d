// Trains several networks on the same images and writes a page that compares them. Run again after a stop, it goes on.
//   fiji --headless -macro compare-networks.ijm "images=/data/images masks=/data/masks output=/results minutes=5"
// comparison.html in the output folder holds the table, the curves and the pictures.

function given(key) {
    parts = split(getArgument(), " ");
    for (i = 0; i < parts.length; i++)
        if (startsWith(parts[i], key + "=")) return substring(parts[i], lengthOf(key) + 1);
    exit("Say where things are: images=FOLDER masks=FOLDER output=FOLDER minutes=NUMBER, separated by blanks");
}

run("Compare Networks...", "images=[" + given("images") + "] masks=[" + given("masks") + "] output=["
    + given("output") + "] architectures=[unet, segnet] minutes=" + given("minutes"));
