#!/usr/bin/env python3
"""Trains the network that Live U-Net begins with, on nothing but the images of test-images/, which the project paints itself.

The three sets become one, each with classes of its own, and each image is there a second time with dark and bright exchanged:
whatever the network learns has to be of use in more than one kind of image. Needs numpy, Pillow and tifffile.

    scripts/live_start.py FOLDER -- COMMAND...     COMMAND is what starts the program, such as scripts/unet
"""

import pathlib
import subprocess
import sys

import numpy as np
import tifffile
from PIL import Image

SETS = pathlib.Path(__file__).resolve().parent.parent / "test-images"
CLASSES = [
    "background", "nucleus", "edge", "stroma", "epithelium", "fat", "myocardium", "left ventricle", "right ventricle",
]
FIRST = {"nuclei": 1, "tissue": 3, "heart": 6}


def edges(labels):
    """Pixels of objects beside which is something else."""
    edge = np.zeros(labels.shape, bool)
    for axis in (0, 1):
        for step in (-1, 1):
            edge |= labels != np.roll(labels, step, axis)
    return edge & (labels > 0)


def target(name, path):
    if name == "nuclei":
        labels = np.array(Image.open(path)).astype(int)
        return np.where(labels > 0, 1, 0) + edges(labels)
    classes = np.array(Image.open(path)).astype(int)
    return np.where(classes > 0, classes + FIRST[name] - 1, 0)


def write(folder):
    for kind in ("images", "masks"):
        (folder / kind).mkdir(parents=True, exist_ok=True)
    split = ["name,split"]
    for name in FIRST:
        rows = dict(line.split(",") for line in (SETS / name / "split.csv").read_text().split())
        masks = {path.stem: path for path in (SETS / name / "masks").iterdir()}
        for path in sorted((SETS / name / "images").iterdir()):
            pixels = np.array(Image.open(path).convert("L"))
            classes = target(name, masks[path.stem]).astype(np.uint8)
            for suffix, values in (("", pixels), ("-inverted", 255 - pixels)):
                tifffile.imwrite(folder / "images" / f"{path.stem}{suffix}.tif", values)
                tifffile.imwrite(folder / "masks" / f"{path.stem}{suffix}.tif", classes)
                split.append(f"{path.stem}{suffix},{rows[path.stem].replace('test', 'train')}")
    (folder / "split.csv").write_text("\n".join(split) + "\n")


def main():
    folder, command = pathlib.Path(sys.argv[1]), sys.argv[3:]
    write(folder)
    subprocess.run(
        command
        + ["train", "--images", folder / "images", "--masks", folder / "masks", "--split", folder / "split.csv"]
        + ["--classes", ",".join(f"{name}={i}" for i, name in enumerate(CLASSES))]
        + ["--architecture", "unet", "--depth", "3", "--width", "16", "--normalization", "zscore"]
        + ["--patch", "96", "--batch", "12", "--epochs", "40", "--auxiliary", "classes", "--watch=false", "--model", folder / "model"],
        check=True,
    )


main()
