"""Layers of a small convolutional network in NumPy: forward, backward, and themselves as ONNX nodes. Arrays are [N, C, H, W]."""

import numpy as np


class Convolution:
    """3 by 3, padded to keep the size. He's initialisation (He et al. 2015)."""

    def __init__(self, inputs, outputs, random):
        self.weights = random.normal(0, np.sqrt(2 / (9 * inputs)), (outputs, inputs, 3, 3))
        self.bias = np.zeros(outputs)
        self.parameters = ["weights", "bias"]

    def forward(self, images):
        self.padded = np.pad(images, ((0, 0), (0, 0), (1, 1), (1, 1)))
        windows = np.lib.stride_tricks.sliding_window_view(self.padded, (3, 3), axis=(2, 3))
        self.windows = windows
        return np.einsum("nchwij,ocij->nohw", windows, self.weights, optimize=True) + self.bias[:, None, None]

    def backward(self, gradient):
        self.gradients = {
            "weights": np.einsum("nohw,nchwij->ocij", gradient, self.windows, optimize=True),
            "bias": gradient.sum(axis=(0, 2, 3)),
        }
        height, width = gradient.shape[2:]
        spread = np.zeros_like(self.padded)
        for i in range(3):
            for j in range(3):
                spread[:, :, i : i + height, j : j + width] += np.einsum(
                    "nohw,oc->nchw", gradient, self.weights[:, :, i, j], optimize=True
                )
        return spread[:, :, 1:-1, 1:-1]

    def add_to(self, graph, images, name):
        weights = graph.constant(f"{name}_weights", self.weights)
        bias = graph.constant(f"{name}_bias", self.bias)
        return graph.node("Conv", [images, weights, bias], name, kernel_shape=[3, 3], pads=[1, 1, 1, 1])


class Rectifier:
    parameters = []

    def forward(self, images):
        self.passed = images > 0
        return images * self.passed

    def backward(self, gradient):
        return gradient * self.passed

    def add_to(self, graph, images, name):
        return graph.node("Relu", [images], name)


class Pooling:
    """The greatest of 2 by 2; an odd last row or column is left out."""

    parameters = []

    def forward(self, images):
        count, channels, height, width = images.shape
        self.shape = images.shape
        even = images[:, :, : height // 2 * 2, : width // 2 * 2]
        blocks = even.reshape(count, channels, height // 2, 2, width // 2, 2)
        greatest = blocks.max(axis=(3, 5))
        chosen = blocks == greatest[:, :, :, None, :, None]
        # Equal values share the gradient.
        self.chosen = chosen / chosen.sum(axis=(3, 5), keepdims=True)
        return greatest

    def backward(self, gradient):
        blocks = gradient[:, :, :, None, :, None] * self.chosen
        spread = np.zeros(self.shape)
        count, channels, height, _, width, _ = blocks.shape
        spread[:, :, : height * 2, : width * 2] = blocks.reshape(count, channels, height * 2, width * 2)
        return spread

    def add_to(self, graph, images, name):
        return graph.node("MaxPool", [images], name, kernel_shape=[2, 2], strides=[2, 2])


class Dense:
    """All that is left to one number, the log odds [N]."""

    def __init__(self, inputs, random):
        self.weights = random.normal(0, np.sqrt(1 / inputs), inputs)
        self.bias = np.zeros(())
        self.parameters = ["weights", "bias"]

    def forward(self, images):
        self.shape = images.shape
        self.flat = images.reshape(len(images), -1)
        return self.flat @ self.weights + self.bias

    def backward(self, gradient):
        self.gradients = {"weights": gradient @ self.flat, "bias": gradient.sum()}
        return np.outer(gradient, self.weights).reshape(self.shape)

    def add_to(self, graph, images, name):
        flat = graph.node("Flatten", [images], f"{name}_flat", axis=1)
        weights = graph.constant(f"{name}_weights", self.weights[:, None])
        column = graph.node("MatMul", [flat, weights], f"{name}_column")
        shifted = graph.node("Add", [column, graph.constant(f"{name}_bias", self.bias)], f"{name}_shifted")
        return graph.node("Squeeze", [shifted, graph.constant(f"{name}_axis", [1], np.int64)], name)
