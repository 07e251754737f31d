#!/usr/bin/env python3
"""The other side of scripts/benchmark volumes: the same 3-D U-Net in PyTorch for Python, plain and tuned, and ONNX Runtime.

Prints how far the two networks are apart, then for each line "NAME SECONDS" that it reads the seconds of a call, the median
of those within that time; 0 where this Python has no such thing. In between it computes nothing.

usage: benchmark_volumes.py MODEL.PT WIDTH DEPTH PATCHES Z Y X
"""
import sys

import numpy as np
import torch

from benchmark import UNet, channels_last, faster_in_bfloat16, once, onnx_model, train_step, weighted


def network(path, width, depth):
    return weighted(UNet(1, 3, width, depth).eval(), path)


def predictors(net, x):
    """Name -> work that predicts probabilities of a float32 array (n, c, z, y, x)."""

    def plain():
        with torch.no_grad():
            return torch.softmax(net(torch.from_numpy(x)), 1).numpy()

    def tuned(bf16, values=x):
        with torch.inference_mode(), torch.autocast("cpu", dtype=torch.bfloat16, enabled=bf16):
            values = torch.from_numpy(values).to(memory_format=channels_last(3))
            return torch.softmax(last(values).float(), 1).contiguous().numpy()

    last = UNet(1, 3, net.layers["logits"].in_channels, net.depth).eval()
    last.load_state_dict(net.state_dict())
    last = last.to(memory_format=channels_last(3))
    small = np.ascontiguousarray(x[:1, :, :16, :32, :32])
    bf16 = faster_in_bfloat16(lambda bf16: tuned(bf16, small))
    works = {"predict plain": plain, "predict tuned": lambda: tuned(bf16)}
    try:
        import onnxruntime

        model = onnx_model(net, 1, len(x), x.shape[2:])
        session = onnxruntime.InferenceSession(model, providers=["CPUExecutionProvider"])
        works["predict onnxruntime"] = lambda: session.run(None, {"x": x})
    except (ImportError, TypeError):
        pass
    return works, bf16


def median(work, seconds):
    times = []
    while sum(times) < seconds or len(times) < 2:
        times.append(once(work))
    return float(np.median(times))


def main(path, *numbers):
    width, depth, patches, *size = map(int, numbers)
    net, archive = network(path, width, depth)
    x = np.random.default_rng(1).standard_normal((patches, 1, *size), np.float32)
    with torch.no_grad():
        a, b = net(torch.from_numpy(x)), archive(torch.from_numpy(x))
    difference = float((a - b).abs().max() / b.abs().max())
    if difference > 1e-4:
        sys.exit(f"The two networks differ by {difference}: this would be no race")
    works, bf16 = predictors(net, x)
    works["train plain"] = train_step(network(path, width, depth)[0], 1, patches=patches, size=size)
    works["train tuned"] = train_step(network(path, width, depth)[0], 1, True, bf16, patches, size)
    print(difference, flush=True)
    for line in sys.stdin:
        name, seconds = line.strip().rsplit(" ", 1)
        print(median(works[name], float(seconds)) if name in works else 0, flush=True)


main(*sys.argv[1:])
