"""What scikit-learn, scipy and NannyML make of the cases on stdin; JSON in, JSON out."""
import json
import sys
import types
import warnings

import numpy as np

warnings.filterwarnings("ignore")

# NannyML's drift package asks for FLAML's AutoML, and that for XGBoost; nothing that is judged here uses either.
sys.modules["flaml"] = types.SimpleNamespace(AutoML=None)

from nannyml.performance_estimation.confidence_based import metrics as cbpe
from scipy import special, stats
from sklearn.calibration import calibration_curve
from sklearn.metrics import (
    average_precision_score,
    brier_score_loss,
    confusion_matrix,
    d2_tweedie_score,
    log_loss,
    mean_absolute_error,
    mean_poisson_deviance,
    roc_auc_score,
)


def judged(labels, probabilities, threshold):
    y, p = np.array(labels), np.array(probabilities)
    tn, fp, fn, tp = confusion_matrix(y, p >= threshold).ravel()
    observed, predicted = calibration_curve(y, p, n_bins=10, strategy="uniform")
    held = np.histogram(np.ceil(p * 10).clip(1), bins=np.arange(0.5, 11))[0]
    wilson = lambda k, n: list(stats.binomtest(int(k), int(n)).proportion_ci(method="wilson"))
    return {
        "rocAuc": roc_auc_score(y, p),
        "prAuc": average_precision_score(y, p),
        "brier": brier_score_loss(y, p),
        "logLoss": log_loss(y, p),
        "expectedCalibrationError": float(np.sum(held[held > 0] * np.abs(observed - predicted)) / len(y)),
        "sensitivity": [tp / (tp + fn), *wilson(tp, tp + fn)],
        "specificity": [tn / (tn + fp), *wilson(tn, tn + fp)],
    }


def drifted(a, b):
    a, b = np.array(a), np.array(b)
    test = stats.ks_2samp(a, b, method="exact" if len(a) * len(b) <= 1_000_000 else "asymp")
    root = np.sqrt(len(a) * len(b) / (len(a) + len(b)))
    return {
        "ks": test.statistic,
        "ksPValue": test.pvalue,
        "ksLimit": special.kolmogorov((root + 0.12 + 0.11 / root) * test.statistic),
        "wasserstein": stats.wasserstein_distance(a, b),
        "psi": stability(a, b),
    }


def stability(a, b):
    """The index from its definition, with numpy's quantiles and histogram."""
    edges = np.unique(np.quantile(a, np.arange(1, 10) / 10))
    p, q = (np.bincount(np.searchsorted(edges, x, side="left"), minlength=len(edges) + 1) / len(x) for x in (a, b))
    p, q = np.maximum(p, 1e-4), np.maximum(q, 1e-4)
    return float(np.sum((q - p) * np.log(q / p)))


def estimated(probabilities, threshold):
    p = np.array(probabilities)
    alarmed = (p >= threshold).astype(int)
    return {
        "rocAuc": cbpe.estimate_roc_auc(p, p),
        "accuracy": cbpe.estimate_accuracy(alarmed, p),
        "sensitivity": cbpe.estimate_recall(alarmed, p),
        "specificity": cbpe.estimate_specificity(alarmed, p),
    }


def foreseen(observed, expected):
    return {
        "meanPoissonDeviance": mean_poisson_deviance(observed, expected),
        "meanPoissonDevianceOfMean": mean_poisson_deviance(observed, np.full(len(observed), np.mean(observed))),
        "devianceExplained": d2_tweedie_score(observed, expected, power=1),
        "meanAbsoluteError": mean_absolute_error(observed, expected),
    }


def contingency(a, b):
    statistic, p, freedom, _ = stats.chi2_contingency([a, b], correction=False)
    return {"statistic": statistic, "pValue": p, "degreesOfFreedom": int(freedom)}


asked = json.load(sys.stdin)
json.dump(
    {
        "judged": [judged(**case) for case in asked["judged"]],
        "drifted": [drifted(**case) for case in asked["drifted"]],
        "estimated": [estimated(**case) for case in asked["estimated"]],
        "foreseen": [foreseen(**case) for case in asked["foreseen"]],
        "counts": [contingency(**case) for case in asked["counts"]],
        "adjusted": stats.false_discovery_control(asked["pValues"]).tolist(),
    },
    sys.stdout,
    default=float,
)
