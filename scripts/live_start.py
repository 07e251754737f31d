#!/usr/bin/env python3
"""Trains the network that Live U-Net begins with, on nothing but the images of test-images/, which the project paints itself.

The three sets become one, each with classes of its own, and each image is there a second time with dark and bright exchanged:
whatever the network learns has to be of use in more than one kind of image. What it learned, but for the last layer, is written
for sc.fiji.unet.live.LiveStart to read, a row of weights as bytes with a factor. Needs numpy, Pillow, tifffile and torch.

    scripts/live_start.py FOLDER -- COMMAND...     COMMAND is what starts the program, such as scripts/unet
"""

import pathlib
import struct
import subprocess
import sys

import numpy as np
import tifffile
import torch
from PIL import Image

ROOT = pathlib.Path(__file__).resolve().parent.parent
SETS = ROOT / "test-images"
START = ROOT / "src/main/resources/sc/fiji/unet/live/start.bin"
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


def array(name, values):
    """Name, rows, length of a row; of each row a factor and signed bytes; without rows the numbers themselves."""
    head = struct.pack(">H", len(name)) + name.encode()
    if values.ndim < 2:
        return head + struct.pack(">ii", 0, values.size) + values.astype(">f4").tobytes()
    parts = [head, struct.pack(">ii", len(values), values[0].size)]
    for row in values.reshape(len(values), -1):
        factor = max(abs(row).max(), 1e-12) / 127
        parts += [struct.pack(">f", factor), np.rint(row / factor).astype(np.int8).tobytes()]
    return b"".join(parts)


def keep(model):
    state = torch.jit.load(str(model), map_location="cpu").state_dict()
    arrays = [array(name, value.numpy()) for name, value in state.items() if not name.startswith("logits")]
    START.parent.mkdir(parents=True, exist_ok=True)
    START.write_bytes(struct.pack(">i", len(arrays)) + b"".join(arrays))


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
    keep(folder / "model" / "model.pt")


main()
