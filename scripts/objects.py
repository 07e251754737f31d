"""Races this program against StarDist and Cellpose at telling objects apart: called by scripts/benchmark objects.

Each learns from scratch on the same images for the same minutes, one after the other, then segments the same test images.
All labels are judged by the same few lines below. What Python lacks is left out and said so.
"""

import argparse
import csv
import json
import os
import pathlib
import subprocess
import time

import numpy as np
import tifffile

THRESHOLDS = (0.5, 0.75, 0.9)


def read(path):
    """A gray image, or labels, as an array."""
    if path.suffix.lower() in (".tif", ".tiff"):
        array = tifffile.imread(path)
    else:
        from PIL import Image

        array = np.array(Image.open(path))
    return array[..., 0] if array.ndim == 3 else array


def named(folder):
    return {path.stem: path for path in sorted(folder.iterdir()) if path.is_file()}


def parts(data, share=0.2):
    """Images with labels to learn from, to validate on and to test on, by their names."""
    images, masks = named(data / "images"), named(data / "masks")
    split = {}
    with open(data / "split.csv", newline="") as file:
        for row in csv.DictReader(file):
            split.setdefault(row["split"], []).append(pathlib.Path(row["name"]).stem)
    learn, validate = split["train"], split.get("val", [])
    if not validate:
        step = max(2, round(1 / share))
        validate, learn = learn[::step], [n for i, n in enumerate(learn) if i % step]
    return [[(n, read(images[n]), read(masks[n])) for n in some] for some in (learn, validate, split["test"])]


def precision(truths, predictions):
    """TP / (TP + FP + FN) at each threshold of IoU, objects of all images counted together."""
    hits, objects = np.zeros(len(THRESHOLDS)), 0
    for truth, found in zip(truths, predictions):
        _, t = np.unique(truth, return_inverse=True)
        _, f = np.unique(found, return_inverse=True)
        t, f = t.ravel() + (truth.min() > 0), f.ravel() + (found.min() > 0)
        width = f.max() + 1
        both = np.bincount(t * width + f, minlength=(t.max() + 1) * width).reshape(-1, width)
        iou = both / (both.sum(1, keepdims=True) + both.sum(0, keepdims=True) - both + 1e-9)
        hits += [(iou[1:, 1:] > threshold).sum() for threshold in THRESHOLDS]
        objects += t.max() + f.max()
    return hits / np.maximum(1, objects - hits)


def scaled(image):
    low, high = np.percentile(image, (1, 99.8))
    return ((image - low) / (high - low + 1e-9)).astype(np.float32)


def ours(data, minutes, test, out, java):
    model, labels = out / "model", out / "labels"
    base = [*java, "sc.fiji.unet.cli.UnetMain"]
    folders = ["--split", str(data / "split.csv"), "--model", str(model)]
    train = ["train", "--images", str(data / "images"), "--masks", str(data / "masks"), "--minutes", str(minutes)]
    log = open(out / "ours.log", "w")
    subprocess.run([*base, *train, *folders], check=True, stdout=log, stderr=log)
    start = time.time()
    part = ["segment", "--input", str(data / "images"), "--part", "test", "--output", str(labels)]
    subprocess.run([*base, *part, *folders], check=True, stdout=log, stderr=log)
    seconds = time.time() - start
    return [read(labels / f"{name}.tif") for name, _, _ in test], seconds


def stardist(learn, validate, test, minutes, out):
    import tensorflow as tf
    from stardist import fill_label_holes
    from stardist.models import Config2D, StarDist2D

    def augmented(x, y):
        turns = np.random.randint(4)
        x, y = np.rot90(x, turns), np.rot90(y, turns)
        if np.random.rand() < 0.5:
            x, y = x[::-1], y[::-1]
        return x * np.random.uniform(0.6, 2) + np.random.uniform(-0.2, 0.2), y

    class Stop(tf.keras.callbacks.Callback):
        def __init__(self):
            super().__init__()
            self.end = time.time() + 60 * minutes

        def on_train_batch_end(self, batch, logs=None):
            if time.time() > self.end:
                self.model.stop_training = True

    size = {"train_patch_size": (256, 256), "train_batch_size": 4}
    config = Config2D(n_rays=32, grid=(2, 2), n_channel_in=1, train_tensorboard=False, **size)
    model = StarDist2D(config, name="stardist", basedir=str(out))
    model.prepare_for_training()
    model.callbacks.append(Stop())
    x, y = [scaled(i) for _, i, _ in learn], [fill_label_holes(m) for _, _, m in learn]
    vx, vy = [scaled(i) for _, i, _ in validate], [fill_label_holes(m) for _, _, m in validate]
    model.train(x, y, validation_data=(vx, vy), augmenter=augmented, epochs=10000, steps_per_epoch=20)
    model.optimize_thresholds(vx, vy)
    start = time.time()
    return [model.predict_instances(scaled(i))[0] for _, i, _ in test], time.time() - start


def cellpose(learn, validate, test, minutes, out):
    from cellpose import models, train

    def net():
        return models.CellposeModel(gpu=False, pretrained_model=False, model_type=None)

    def fit(model, epochs):
        start = time.time()
        train.train_seg(
            model.net,
            train_data=[i for _, i, _ in learn],
            train_labels=[m.astype(np.int32) for _, _, m in learn],
            channels=[0, 0],
            batch_size=4,
            n_epochs=epochs,
            learning_rate=0.1,
            SGD=True,
            min_train_masks=1,
            save_path=str(out),
        )
        return time.time() - start

    each = fit(net(), 3) - fit(net(), 2)  # what comes before the first epoch is no part of an epoch
    model = net()
    fit(model, max(1, int(60 * minutes / max(each, 1e-3))))
    start = time.time()
    found = [model.eval(i, channels=[0, 0], diameter=None)[0] for _, i, _ in test]
    return found, time.time() - start


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=pathlib.Path, help="folder with images, masks of numbered objects, and split.csv")
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--output", type=pathlib.Path, required=True)
    parser.add_argument("--sides", default="ours,stardist,cellpose")
    options = parser.parse_args()
    options.output.mkdir(parents=True, exist_ok=True)
    learn, validate, test = parts(options.data)
    java = [os.environ.get("UNET_JAVA", "java"), "-Xmx3g", "-Djava.awt.headless=true", "-cp", os.environ["UNET_CLASSPATH"]]
    sides = {
        "ours": lambda: ours(options.data, options.minutes, test, options.output, java),
        "stardist": lambda: stardist(learn, validate, test, options.minutes, options.output),
        "cellpose": lambda: cellpose(learn, validate, test, options.minutes, options.output),
    }
    megapixels = sum(image.size for _, image, _ in test) / 1e6
    results = {}
    print("| side | AP at 0.5 | at 0.75 | at 0.9 | s/Mpx |\n|---|---|---|---|---|")
    for side in options.sides.split(","):
        try:
            found, seconds = sides[side]()
        except ImportError as missing:
            print(f"| {side} | not raced: {missing} | | | |")
            continue
        ap = precision([m for _, _, m in test], found)
        results[side] = {"ap": list(ap), "seconds": seconds, "megapixels": megapixels}
        print(f"| {side} | {ap[0]:.3f} | {ap[1]:.3f} | {ap[2]:.3f} | {seconds / megapixels:.2f} |", flush=True)
    (options.output / "objects.json").write_text(json.dumps(results, indent=2))


if __name__ == "__main__":
    main()
