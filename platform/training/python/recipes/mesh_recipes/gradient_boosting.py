"""Gradient-boosted trees for the probability of an outcome (histogram-based, Ke et al. 2017, as scikit-learn does them)."""

from sklearn.metrics import log_loss

from .graph import Graph
from .preparation import prepare_in, prepared
from .protocol import Model, progress
from .trees import as_told, chosen, classifier, probability_in


def train(table, order):
    order.expect("probability")
    settings = chosen(order)
    features = prepared(table)
    progress(0.1, "fit")
    model = classifier(settings, features, table.outcomes)
    progress(0.8, "export")
    graph = Graph("gradient-boosting", len(table.columns))
    raw = probability_in(graph, model, prepare_in(graph, table.columns))
    graph.node("Identity", [raw], "probability")
    return Model(
        graph.model("probability"),
        {"algorithm": "hist-gradient-boosting", "seed": order.seed, **as_told(settings)},
        {"trainingLogLoss": float(log_loss(table.outcomes, model.predict_proba(features)[:, 1]))},
    )
