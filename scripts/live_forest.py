#!/usr/bin/env python3
"""Races what Live U-Net learned from strokes against a random forest that learns from the same strokes.

Reads folders that StepSimulation (among the tests, in the package live) left: of each image its pixels, truth, strokes and what
the network found. The forest sees the usual filter bank, the one of interactive pixel classification: Gaussian, Laplacian of
Gaussian, gradient magnitude, difference of Gaussians, and eigenvalues of structure tensor and Hessian, each at sigma 0.3 to 10.
Both are judged by the same lines below: Dice of each class but the background over all pixels of the images, averaged.
Needs numpy, scipy, scikit-learn and tifffile.

    scripts/live_forest.py FOLDER...
"""

import pathlib
import sys

import numpy as np
import tifffile
from scipy import ndimage
from sklearn.ensemble import RandomForestClassifier

SIGMAS = (0.3, 0.7, 1.0, 1.6, 3.5, 5.0, 10.0)
TREES = 100


def eigenvalues(xx, xy, yy):
    half = (xx + yy) / 2
    root = np.sqrt(((xx - yy) / 2) ** 2 + xy**2)
    return half + root, half - root


def features(plane):
    """One row a pixel."""
    columns = []
    for sigma in SIGMAS:
        smooth = ndimage.gaussian_filter(plane, sigma)
        dy, dx = (ndimage.gaussian_filter(plane, sigma, order) for order in ((1, 0), (0, 1)))
        yy, xy, xx = (ndimage.gaussian_filter(plane, sigma, order) for order in ((2, 0), (1, 1), (0, 2)))
        outer = [ndimage.gaussian_filter(product, sigma / 2) for product in (dx * dx, dx * dy, dy * dy)]
        columns += [smooth, xx + yy, np.hypot(dx, dy), smooth - ndimage.gaussian_filter(plane, 0.66 * sigma)]
        columns += [*eigenvalues(*outer), *eigenvalues(xx, xy, yy)]
    return np.stack(columns, -1).reshape(-1, len(columns)).astype(np.float32)


def channels(path):
    """Planes of an image, whatever its number of channels."""
    pixels = tifffile.imread(path).astype(np.float32)
    if pixels.ndim == 2:
        return [pixels]
    return list(pixels if pixels.shape[0] < pixels.shape[-1] else np.moveaxis(pixels, -1, 0))


def dice(truths, founds, classes):
    scores = []
    for k in range(1, classes):
        both = sum(((t == k) & (f == k)).sum() for t, f in zip(truths, founds))
        all_ = sum((t == k).sum() + (f == k).sum() for t, f in zip(truths, founds))
        if all_:
            scores.append(2 * both / all_)
    return np.mean(scores)


def race(folder):
    images = sorted(folder.glob("*-image.tif"))
    kinds = {kind: [tifffile.imread(str(p).replace("-image", "-" + kind)) for p in images] for kind in ("truth", "strokes", "found")}
    seen = [np.concatenate([features(plane) for plane in channels(path)], -1) for path in images]
    strokes = [target.ravel().astype(int) - 1 for target in kinds["strokes"]]
    x = np.concatenate([f[s >= 0] for f, s in zip(seen, strokes)])
    y = np.concatenate([s[s >= 0] for s in strokes])
    forest = RandomForestClassifier(TREES, class_weight="balanced", random_state=1, n_jobs=1).fit(x, y)
    founds = [forest.predict(f).reshape(t.shape) for f, t in zip(seen, kinds["truth"])]
    painted = [(s >= 0).any() for s in strokes]
    classes = max(t.max() for t in kinds["truth"]) + 1
    row = [folder.name, f"{100 * len(y) / sum(len(s) for s, p in zip(strokes, painted) if p):.2f} %"]
    for found in (kinds["found"], founds):
        for part in (True, False):
            of = [i for i, p in enumerate(painted) if p == part]
            row.append(f"{dice([kinds['truth'][i] for i in of], [found[i] for i in of], classes):.3f}")
    print("| " + " | ".join(row) + " |", flush=True)


print("| set | painted | Live, painted images | Live, unseen | forest, painted images | forest, unseen |")
print("|---|---|---|---|---|---|")
for name in sys.argv[1:]:
    race(pathlib.Path(name))
