// Compares label images with their ground truth and writes the figures to report.json and report.csv.
//   fiji --headless -macro evaluate.ijm "prediction=/results truth=/data/masks model=/models/nuclei output=/results"

function given(key) {
    parts = split(getArgument(), " ");
    for (i = 0; i < parts.length; i++)
        if (startsWith(parts[i], key + "=")) return substring(parts[i], lengthOf(key) + 1);
    exit("Say where things are: prediction=FOLDER truth=FOLDER model=FOLDER output=FOLDER, separated by blanks");
}

run("Evaluate Segmentation...", "prediction=[" + given("prediction") + "] truth=[" + given("truth") + "] model=["
    + given("model") + "] report=[" + given("output") + "/report.json]");
