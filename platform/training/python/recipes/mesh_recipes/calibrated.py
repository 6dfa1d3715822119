"""
Gradient-boosted trees whose probability is corrected by what was observed on folds that they did not learn from: by isotonic
regression (Zadrozny & Elkan 2002) or by a sigmoid (Platt 1999). The map is fitted on out-of-fold answers, the trees on all rows.
"""

import numpy as np
from sklearn.isotonic import IsotonicRegression
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import log_loss
from sklearn.model_selection import StratifiedKFold

from .graph import Graph
from .preparation import prepare_in, prepared
from .protocol import Model, RecipeError, progress
from .trees import as_told, chosen, classifier, probability_in

SMALLEST = 1e-6


def train(table, order):
    order.expect("probability")
    settings = chosen(order)
    method = order.choice("method", ["sigmoid", "isotonic"])
    folds = order.number("folds", 5, 2, 20)
    features, outcomes = prepared(table), table.outcomes
    if min(np.sum(outcomes == 0), np.sum(outcomes == 1)) < folds:
        raise RecipeError(f"each outcome needs at least {folds} rows, one a fold")
    unseen = np.empty(len(outcomes))
    for fold, (own, other) in enumerate(StratifiedKFold(folds, shuffle=True, random_state=order.seed).split(features, outcomes)):
        progress(0.1 + 0.6 * fold / folds, "cross-validation")
        unseen[other] = classifier(settings, features[own], outcomes[own]).predict_proba(features[other])[:, 1]
    progress(0.7, "fit")
    model = classifier(settings, features, outcomes)
    graph = Graph("calibrated-gradient-boosting", len(table.columns))
    raw = probability_in(graph, model, prepare_in(graph, table.columns))
    correct = {"sigmoid": sigmoid_in, "isotonic": isotonic_in}[method]
    corrected = correct(graph, raw, unseen, outcomes)
    return Model(
        graph.model("probability"),
        {"algorithm": "calibrated-hist-gradient-boosting", "method": method, "folds": folds, "seed": order.seed, **as_told(settings)},
        {
            "outOfFoldLogLoss": float(log_loss(outcomes, np.clip(unseen, SMALLEST, 1 - SMALLEST))),
            "calibratedLogLoss": float(log_loss(outcomes, np.clip(corrected, SMALLEST, 1 - SMALLEST))),
        },
    )


def logit(probabilities):
    clipped = np.clip(probabilities, SMALLEST, 1 - SMALLEST)
    return np.log(clipped / (1 - clipped))


def sigmoid_in(graph, raw, unseen, outcomes):
    """Adds 1 / (1 + exp(-(a logit(p) + b))); gives the corrected out-of-fold probabilities."""
    fit = LogisticRegression(C=1e6).fit(logit(unseen)[:, None], outcomes)
    slope, intercept = fit.coef_[0, 0], fit.intercept_[0]
    clipped = graph.node("Clip", [raw, graph.constant("smallest", SMALLEST), graph.constant("greatest", 1 - SMALLEST)], "clipped")
    against = graph.node("Sub", [graph.constant("one", 1), clipped], "against")
    odds = graph.node("Log", [graph.node("Div", [clipped, against], "odds")], "log_odds")
    scaled = graph.node("Mul", [odds, graph.constant("slope", slope)], "scaled")
    graph.node("Sigmoid", [graph.node("Add", [scaled, graph.constant("intercept", intercept)], "corrected")], "probability")
    return 1 / (1 + np.exp(-(slope * logit(unseen) + intercept)))


def isotonic_in(graph, raw, unseen, outcomes):
    """Adds the steps as a sum of ramps, y0 + Σ slope_i clip(p - x_i, 0, x_i+1 - x_i); gives the corrected probabilities."""
    fit = IsotonicRegression(y_min=0, y_max=1, out_of_bounds="clip").fit(unseen, outcomes)
    x, y = fit.X_thresholds_, fit.y_thresholds_
    lengths = np.diff(x)
    own = lengths > 0
    lengths = lengths[own]
    slopes = np.diff(y)[own] / lengths
    wide = graph.node("Unsqueeze", [raw, graph.constant("to_column", [1], np.int64)], "raw_column")
    beyond = graph.node("Relu", [graph.node("Sub", [wide, graph.constant("knots", x[:-1][own])], "from_knot")], "beyond_knot")
    within = graph.node("Min", [beyond, graph.constant("lengths", lengths)], "within")
    weighed = graph.node("MatMul", [within, graph.constant("slopes", slopes[:, None])], "risen_column")
    risen = graph.node("Squeeze", [weighed, "to_column"], "risen")
    total = graph.node("Add", [risen, graph.constant("lowest", y[0])], "corrected")
    graph.node("Clip", [total, graph.constant("zero", 0), graph.constant("one", 1)], "probability")
    return fit.predict(unseen)
