"""Gradient-boosted trees of scikit-learn, and their ONNX by skl2onnx."""

import numpy as np
from skl2onnx import convert_sklearn
from skl2onnx.common.data_types import FloatTensorType
from sklearn.ensemble import HistGradientBoostingClassifier

from .graph import OPSET, OPSET_OF_TREES
from .protocol import RecipeError


def chosen(order):
    """Hyperparameters of the trees, from the parameters of the request; the defaults are for a few hundred rows."""
    return {
        "learning_rate": order.number("learningRate", 0.05, 0.001, 1.0),
        "max_iter": order.number("trees", 100, 1, 2000),
        "max_leaf_nodes": order.number("leaves", 6, 2, 256),
        "min_samples_leaf": order.number("rowsPerLeaf", 20, 1, 100000),
        "l2_regularization": order.number("l2", 1.0, 0.0, 10000.0),
        # Rows set aside to stop early would be missed where there are few, and chosen by chance.
        "early_stopping": False,
        "random_state": order.seed,
    }


def as_told(settings):
    """The same under the names of the request, for the record."""
    return {
        "learningRate": settings["learning_rate"],
        "trees": settings["max_iter"],
        "leaves": settings["max_leaf_nodes"],
        "rowsPerLeaf": settings["min_samples_leaf"],
        "l2": settings["l2_regularization"],
    }


def classifier(settings, features, outcomes):
    if len(np.unique(outcomes)) != 2:
        raise RecipeError("the rows to learn from have one outcome only")
    return HistGradientBoostingClassifier(**settings).fit(features, outcomes.astype(np.int64))


def converted(model, width):
    """The model as ONNX of skl2onnx: `prepared` FP32 [N, k] in."""
    options = {id(model): {"zipmap": False}} if hasattr(model, "classes_") else None
    return convert_sklearn(
        model,
        initial_types=[("prepared", FloatTensorType([None, width]))],
        name="trees",
        target_opset={"": OPSET, "ai.onnx.ml": OPSET_OF_TREES},
        options=options,
    )


def probability_in(graph, model, prepared):
    """Adds the trees to the graph; gives the name of the probability of the outcome, FP32 [N]."""
    _, both = graph.embed(converted(model, graph.width), "trees", {"prepared": prepared})
    return graph.node("Gather", [both, graph.constant("occurred", 1, np.int64)], "trees_probability", axis=1)
