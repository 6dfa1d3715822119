"""
A small convolutional network for small images, one column a pixel: two convolutions with pooling, then one number. Trained
with Adam (Kingma & Ba 2015) in NumPy, so that no framework of half a gigabyte is needed; a pixel that is missing is black.
"""

import json

import numpy as np

from .graph import Graph
from .layers import Convolution, Dense, Pooling, Rectifier
from .preparation import LARGEST
from .protocol import Model, RecipeError, progress

BATCH = 32


def train(table, order):
    order.expect("probability")
    height = order.number("height", 0, 1, 256)
    width = order.number("width", 0, 1, 256)
    channels = order.number("channels", 1, 1, 4)
    if height * width * channels != len(table.columns) or min(height, width) < 4:
        raise RecipeError("height × width × channels must be the number of columns, and each side at least 4")
    epochs = order.number("epochs", 20, 1, 500)
    rate = order.number("learningRate", 0.005, 1e-6, 1.0)
    filters = order.number("filters", 8, 1, 64)
    random = np.random.default_rng(order.seed)
    known = np.nan_to_num(table.features.astype(np.float64))
    shift, scale = known.mean(), known.std() or 1.0
    images = ((known - shift) / scale).reshape(-1, channels, height, width)
    layers = [
        Convolution(channels, filters, random), Rectifier(), Pooling(),
        Convolution(filters, 2 * filters, random), Rectifier(), Pooling(),
        Dense(2 * filters * (height // 4) * (width // 4), random),
    ]
    loss = fit(layers, images, table.outcomes, {"epochs": epochs, "rate": rate, "random": random})
    graph = Graph("image-network", len(table.columns))
    exported(graph, layers, {"shape": [channels, height, width], "shift": shift, "scale": scale})
    return Model(
        # Whoever explains the model covers parts of the image, and has to know where they are.
        graph.model("probability", {"mesh.image": json.dumps({"channels": channels, "height": height, "width": width})}),
        {"algorithm": "convolutional-network", "height": height, "width": width, "channels": channels,
         "epochs": epochs, "learningRate": rate, "filters": filters, "seed": order.seed},
        {"trainingLogLoss": float(loss)},
    )


def fit(layers, images, outcomes, how):
    """Adam with its usual moments on the mean log loss; gives the loss of the last epoch."""
    moments = {}
    step, loss = 0, 0.0
    for epoch in range(how["epochs"]):
        progress(0.05 + 0.85 * epoch / how["epochs"], f"epoch {epoch + 1} of {how['epochs']}")
        places = how["random"].permutation(len(images))
        loss = 0.0
        for at in range(0, len(places), BATCH):
            own = places[at : at + BATCH]
            logits = forward(layers, images[own])
            loss += np.sum(np.logaddexp(0, logits) - outcomes[own] * logits) / len(images)
            backward(layers, (1 / (1 + np.exp(-logits)) - outcomes[own]) / len(own))
            step += 1
            for place, layer in enumerate(layers):
                for name in layer.parameters:
                    gradient = layer.gradients[name]
                    first, second = moments.get((place, name), (0.0, 0.0))
                    first, second = 0.9 * first + 0.1 * gradient, 0.999 * second + 0.001 * gradient**2
                    moments[place, name] = first, second
                    change = first / (1 - 0.9**step) / (np.sqrt(second / (1 - 0.999**step)) + 1e-8)
                    setattr(layer, name, getattr(layer, name) - how["rate"] * change)
    return loss


def forward(layers, values):
    for layer in layers:
        values = layer.forward(values)
    return values


def backward(layers, gradient):
    for layer in reversed(layers):
        gradient = layer.backward(gradient)
    return gradient


def exported(graph, layers, images):
    """Adds the network to the graph, from raw pixels to `probability`."""
    # NaN compares false with everything, so one comparison finds both NaN and infinity.
    magnitude = graph.node("Abs", ["features"], "magnitude")
    measured = graph.node("LessOrEqual", [magnitude, graph.constant("largest", LARGEST)], "measured")
    pixels = graph.node("Where", [measured, "features", graph.constant("black", 0)], "pixels")
    shifted = graph.node("Sub", [pixels, graph.constant("shift", images["shift"])], "shifted")
    scaled = graph.node("Div", [shifted, graph.constant("scale", images["scale"])], "scaled")
    name = graph.node("Reshape", [scaled, graph.constant("shape", [-1, *images["shape"]], np.int64)], "images")
    for place, layer in enumerate(layers):
        name = layer.add_to(graph, name, f"layer_{place}")
    graph.node("Sigmoid", [name], "probability")
