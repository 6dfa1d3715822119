"""How often something is to be expected: gradient-boosted trees with Poisson loss and a logarithmic link."""

import numpy as np
from sklearn.ensemble import HistGradientBoostingRegressor
from sklearn.metrics import mean_poisson_deviance

from .graph import Graph
from .preparation import prepare_in, prepared
from .protocol import Model, RecipeError, progress
from .trees import as_told, chosen, converted


def train(table, order):
    order.expect("count")
    if np.any(table.outcomes < 0) or not np.any(table.outcomes > 0):
        raise RecipeError("the outcomes must be counts from 0, and not all of them 0")
    settings = chosen(order)
    features = prepared(table)
    progress(0.1, "fit")
    model = HistGradientBoostingRegressor(loss="poisson", **settings).fit(features, table.outcomes)
    progress(0.8, "export")
    graph = Graph("count-regression", len(table.columns))
    (column,) = graph.embed(
        converted(model, graph.width), "trees", {"prepared": prepare_in(graph, table.columns)}
    )
    # skl2onnx gives the trees' sum, before the link.
    graph.node("Exp", [graph.node("Squeeze", [column, graph.constant("column", [1], np.int64)], "log_count")], "count")
    return Model(
        graph.model("count"),
        {"algorithm": "hist-gradient-boosting-poisson", "seed": order.seed, **as_told(settings)},
        {"trainingPoissonDeviance": float(mean_poisson_deviance(table.outcomes, np.maximum(model.predict(features), 1e-9)))},
    )
