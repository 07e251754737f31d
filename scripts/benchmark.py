#!/usr/bin/env python3
"""The other side of scripts/benchmark: the same U-Net in PyTorch for Python, plain and tuned, ONNX Runtime and OpenVINO.

Plain is what most people write: float32, channels first, no_grad. Tuned is channels-last weights and input with
inference_mode, in float32 or in bfloat16 by autocast, whichever is faster, and with --compile torch.compile too. The runtimes get one ONNX file in float32 and one
in int8, quantized by ONNX Runtime. Prints one JSON object of figures by name.

usage: benchmark.py check|race|start FOLDER SECONDS [--compile] [--color]   (color: three channels too)
"""
import json
import logging
import os
import sys
import tempfile
import time

import numpy as np
import torch
from torch import nn
from torch.nn import functional as F

PATCHES, EDGE, WIDTH, DEPTH, CLASSES = 4, 256, 32, 4, 2
PROBE = 128  # edge of the patch by which a format is chosen
PRODUCTS = 8  # of matrices, one after the other
TILE = 2048  # input edge of the tiles that a large image is cut into


class UNet(nn.Module):
    """Layers carry the names of our archives, so that their weights can be taken over."""

    def __init__(self, channels, rank=2, width=WIDTH, depth=DEPTH):
        super().__init__()
        self.rank, self.depth = rank, depth
        conv, norm = getattr(nn, f"Conv{rank}d"), getattr(nn, f"BatchNorm{rank}d")
        transposed, self.pool = getattr(nn, f"ConvTranspose{rank}d"), getattr(F, f"max_pool{rank}d")
        layers = nn.ModuleDict()

        def block(name, inside, outside):
            for part in "ab":
                layers[f"{name}_{part}_conv"] = conv(inside, outside, 3, padding=1, bias=False)
                layers[f"{name}_{part}_norm"] = norm(outside)
                inside = outside

        for level in range(depth):
            block(f"down{level}", channels, width << level)
            channels = width << level
        block("bottom", channels, width << depth)
        for level in reversed(range(depth)):
            layers[f"up{level}"] = transposed(width << level + 1, width << level, 2, 2)
            block(f"decode{level}", width << level + 1, width << level)
        layers["logits"] = conv(width, CLASSES, 1)
        self.layers = layers

    def block(self, name, x):
        for part in "ab":
            x = F.relu(self.layers[f"{name}_{part}_norm"](self.layers[f"{name}_{part}_conv"](x)), inplace=True)
        return x

    def forward(self, x):
        skips = []
        for level in range(self.depth):
            skips.append(self.block(f"down{level}", x))
            x = self.pool(skips[-1], 2)
        x = self.block("bottom", x)
        for level in reversed(range(self.depth)):
            x = torch.cat([skips[level], self.layers[f"up{level}"](x)], 1)
            x = self.block(f"decode{level}", x)
        return self.layers["logits"](x)


def load(folder, channels):
    """Our weights in Python's network, held to the archive that we wrote."""
    return weighted(UNet(channels).eval(), f"{folder}/model{channels}/model.pt")


def weighted(net, path):
    archive = torch.jit.load(path).eval()
    arrays = dict(archive.named_parameters())
    arrays.update(archive.named_buffers())
    state = net.state_dict()
    names = {"running_mean": "mean", "running_var": "variance"}
    for key in state:
        if key.endswith("num_batches_tracked"):
            continue
        _, layer, leaf = key.split(".")
        state[key] = arrays[f"{layer}_{names.get(leaf, leaf)}"].detach()
    net.load_state_dict(state)
    return net, archive


def check(folder):
    worst = 0.0
    for channels in (1, 3):
        net, archive = load(folder, channels)
        x = torch.randn(1, channels, 64, 96)
        with torch.no_grad():
            a, b = net(x), archive(x)
        worst = max(worst, float((a - b).abs().max() / b.abs().max()))
    if worst > 1e-4:
        sys.exit(f"The two networks differ by {worst}: this would be no race")
    return {"difference": worst}


def once(work):
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def best(work, seconds, warm_up=3, fewest=3, longest=3):
    """The best repeat within these seconds after warming up; slow work gets a few times as many, or one repeat."""
    warm, times = [], []
    while len(warm) < warm_up and sum(warm) < seconds:
        warm.append(once(work))
    while sum(times) < (longest * seconds if len(times) < fewest else seconds):
        times.append(once(work))
    return min(times)


def matrix_product(kind, seconds):
    """In GFLOP/s; large products are left out where they would take minutes."""
    flops = 0
    for n in (512, 2048, 4096):
        if flops and PRODUCTS * 2e-9 * n**3 / flops > seconds:
            break
        flops = max(flops, matrix_product_of(n, kind, seconds))
    return flops


def matrix_product_of(n, kind, seconds):
    a = torch.zeros(n, n, dtype=kind)

    def work():
        y = a
        for _ in range(PRODUCTS):
            y = torch.mm(a, y)

    with torch.no_grad():
        return PRODUCTS * 2e-9 * n**3 / best(work, seconds)


def faster_in_bfloat16(work):
    """Whether work(bf16) takes less time with bfloat16: processors without instructions for it take many times as long."""
    times = []
    for bf16 in (False, True):
        work(bf16)
        times.append(min(once(lambda: work(bf16)) for _ in range(3)))
    return times[1] < times[0]


def predictors(net, compiled):
    """Name -> function from a float32 array (n, c, y, x) to probabilities."""

    def plain(x):
        with torch.no_grad():
            return torch.softmax(net(torch.from_numpy(x)), 1).numpy()

    yield "plain", plain
    channels = net.layers["down0_a_conv"].in_channels
    last = UNet(channels).eval()
    last.load_state_dict(net.state_dict())
    last = last.to(memory_format=torch.channels_last)

    def tuned(x, bf16, model=last):
        with torch.inference_mode(), torch.autocast("cpu", dtype=torch.bfloat16, enabled=bf16):
            x = torch.from_numpy(x).to(memory_format=torch.channels_last)
            return torch.softmax(model(x).float(), 1).contiguous().numpy()

    small = np.zeros((1, channels, PROBE, PROBE), np.float32)
    bf16 = faster_in_bfloat16(lambda bf16: tuned(small, bf16))
    yield "tuned", lambda x: tuned(x, bf16)
    if compiled:
        yield "compiled", lambda x, model=torch.compile(last): tuned(x, bf16, model)


def channels_last(rank):
    return torch.channels_last if rank == 2 else torch.channels_last_3d


def train_step(net, channels, last=False, bf16=False, patches=PATCHES, size=(EDGE, EDGE)):
    x = torch.randn(patches, channels, *size)
    if last:
        net = net.to(memory_format=channels_last(len(size)))
        x = x.to(memory_format=channels_last(len(size)))
    target = torch.arange(x.numel() // channels).div(40, rounding_mode="floor").remainder(CLASSES)
    target = target.reshape(patches, *size)
    optimizer = torch.optim.Adam(net.parameters(), lr=1e-3, fused=last or None)
    net.train()

    def work():
        optimizer.zero_grad(set_to_none=True)
        with torch.autocast("cpu", dtype=torch.bfloat16, enabled=bf16):
            loss = F.cross_entropy(net(x).float(), target)
        loss.backward()
        optimizer.step()

    return work


def trainers(folder, channels):
    """Name -> a step of training, of a network of its own."""
    yield "plain", train_step(load(folder, channels)[0], channels)
    small = [train_step(load(folder, channels)[0], channels, True, bf16, 1, (PROBE, PROBE)) for bf16 in (False, True)]
    bf16 = faster_in_bfloat16(lambda bf16: small[bf16]())
    yield "tuned", train_step(load(folder, channels)[0], channels, True, bf16)


def onnx_model(net, channels, patches=PATCHES, size=(EDGE, EDGE)):
    """The network as ONNX, its batch norm folded into the convolutions; None where Python lacks ONNX."""
    try:
        from onnx import helper, numpy_helper
    except ImportError:
        return None
    nodes, arrays = [], []

    def add(kind, name, inputs, weights=(), **attributes):
        for i, weight in enumerate(weights):
            arrays.append(numpy_helper.from_array(weight.detach().numpy(), f"{name}_{i}"))
            inputs = inputs + [f"{name}_{i}"]
        nodes.append(helper.make_node(kind, inputs, [name], name=name, **attributes))
        return name

    def block(name, x):
        for part in "ab":
            conv, norm = net.layers[f"{name}_{part}_conv"], net.layers[f"{name}_{part}_norm"]
            gain = norm.weight / torch.sqrt(norm.running_var + norm.eps)
            weights = [conv.weight * gain.reshape(-1, *[1] * (net.rank + 1)), norm.bias - norm.running_mean * gain]
            x = add("Conv", f"{name}_{part}_conv", [x], weights, pads=[1] * 2 * net.rank, kernel_shape=[3] * net.rank)
            x = add("Relu", f"{name}_{part}_act", [x])
        return x

    x, skips = "x", []
    twice = {"kernel_shape": [2] * net.rank, "strides": [2] * net.rank}
    for level in range(net.depth):
        skips.append(block(f"down{level}", x))
        x = add("MaxPool", f"pool{level}", [skips[-1]], **twice)
    x = block("bottom", x)
    for level in reversed(range(net.depth)):
        up = net.layers[f"up{level}"]
        x = add("ConvTranspose", f"up{level}", [x], [up.weight, up.bias], **twice)
        x = block(f"decode{level}", add("Concat", f"skip{level}", [skips[level], x], axis=1))
    logits = net.layers["logits"]
    x = add("Softmax", "p", [add("Conv", "logits", [x], [logits.weight, logits.bias], kernel_shape=[1] * net.rank)], axis=1)
    graph = helper.make_graph(
        nodes,
        "unet",
        [helper.make_tensor_value_info("x", 1, [patches, channels, *size])],
        [helper.make_tensor_value_info("p", 1, [patches, CLASSES, *size])],
        arrays,
    )
    return helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8).SerializeToString()


def quantized(model, x):
    """The model in int8 for both runtimes, first and last convolution in float; None where ONNX Runtime is missing."""
    try:
        from onnxruntime import quantization as q
    except ImportError:
        return None
    logging.disable(logging.WARNING)

    class Once(q.CalibrationDataReader):
        left = [{"x": x}]

        def get_next(self):
            return self.left.pop() if self.left else None

    with tempfile.TemporaryDirectory() as folder:
        before, after = os.path.join(folder, "float.onnx"), os.path.join(folder, "int8.onnx")
        with open(before, "wb") as file:
            file.write(model)
        q.quantize_static(
            before,
            after,
            Once(),
            quant_format=q.QuantFormat.QDQ,
            per_channel=True,
            activation_type=q.QuantType.QUInt8,
            weight_type=q.QuantType.QInt8,
            nodes_to_exclude=["down0_a_conv", "down0_a_act", "logits", "p"],
        )
        with open(after, "rb") as file:
            return file.read()


def runtimes(net, channels, x):
    """Name and work of each runtime that Python has, in float32 and in int8."""
    single = onnx_model(net, channels)
    if not single:
        return
    for kind, model in (("", single), (" int8", quantized(single, x))):
        if not model:
            continue
        try:
            import onnxruntime

            session = onnxruntime.InferenceSession(model, providers=["CPUExecutionProvider"])
            yield "onnxruntime" + kind, lambda: session.run(None, {"x": x})
            del session
        except ImportError:
            pass
        try:
            import openvino

            # by itself it takes bfloat16 where the processor has it
            hints = {"INFERENCE_PRECISION_HINT": "f32", "PERFORMANCE_HINT": "LATENCY"}
            core = openvino.Core()
            compiled = core.compile_model(core.read_model(model), "CPU", hints)
            yield "openvino" + kind, lambda: compiled(x)[0]
            del compiled
        except ImportError:
            pass


def read_image(folder):
    """The quickest way: ImageJ writes pixels big-endian and last."""
    path = f"{folder}/image.tif"
    values = np.fromfile(path, ">u2")
    edge = int(len(values) ** 0.5)
    return values[len(values) - edge * edge :].reshape(edge, edge)


def segment(folder, predict, halo):
    """Opens the image, normalizes it as a whole and computes the first of the tiles, with a halo and mirrored at the edges.

    The others would take as long. Gives how many pixels have a label then.
    """
    image = read_image(folder).astype(np.float32)
    image = (image - image.mean()) / image.std()
    edge, core = image.shape[0], TILE - 2 * halo
    image = np.pad(image, halo, mode="reflect")
    labels = np.empty((edge, edge), np.uint8)
    p = predict(np.ascontiguousarray(image[None, None, :TILE, :TILE]))[0]
    part = p.argmax(0).astype(np.uint8)[halo : halo + core, halo : halo + core]
    labels[: part.shape[0], : part.shape[1]] = part[:edge, :edge]
    return min(edge, core) ** 2


def race(folder, seconds, compiled, color):
    mpx = PATCHES * EDGE * EDGE / 1e6
    figures = {
        "python peak bf16": matrix_product(torch.bfloat16, seconds),
        "python peak fp32": matrix_product(torch.float32, seconds),
    }
    for channels in (1, 3) if color else (1,):
        net, _ = load(folder, channels)
        x = np.random.default_rng(1).standard_normal((PATCHES, channels, EDGE, EDGE), np.float32)
        for name, predict in predictors(net, compiled):
            figures[f"predict {channels} {name}"] = mpx / best(lambda: predict(x), seconds)
            if channels == 1 and name != "compiled":
                start = time.perf_counter()
                pixels = segment(folder, predict, 96)
                figures[f"endtoend {name}"] = pixels / 1e6 / (time.perf_counter() - start)
        for name, work in runtimes(net, channels, x) if channels == 1 else ():
            figures[f"predict {channels} {name}"] = mpx / best(work, seconds)
        for name, step in trainers(folder, channels):
            figures[f"train {channels} {name}"] = mpx / best(step, seconds)
    return figures


def start(folder):
    """What a fresh process of Python needs to its first prediction."""
    net, _ = load(folder, 1)
    predict = dict(predictors(net, False))["tuned"]
    predict(np.zeros((1, 1, EDGE, EDGE), np.float32))
    return {}


if __name__ == "__main__":
    mode, folder, seconds = sys.argv[1], sys.argv[2], float(sys.argv[3])
    if mode == "check":
        result = check(folder)
    elif mode == "start":
        result = start(folder)
    else:
        result = race(folder, seconds, "--compile" in sys.argv, "--color" in sys.argv)
        result["cpu"] = time.process_time()
    print(json.dumps(result))
