"""Explains the same models with the shap package. JSON in, JSON out."""

import base64
import json
import sys

import numpy as np
import onnx
import onnxruntime
import shap
from onnx import numpy_helper
from skl2onnx import to_onnx
from sklearn.ensemble import GradientBoostingClassifier


def rows_of(rows):
    return np.array([[np.nan if value is None else value for value in row] for row in rows], dtype=np.float64)


def linear(asked):
    """Reads the coefficients from the graph and explains its log-odds with LinearExplainer."""
    graph = onnx.load_from_string(base64.b64decode(asked["onnx"])).graph
    held = {tensor.name: numpy_helper.to_array(tensor).astype(np.float64) for tensor in graph.initializer}
    coefficients = held["quantity_weights"].ravel() / held["deviations"]
    intercept = held["intercept"][0] - (held["means"] * coefficients).sum()
    background = rows_of(asked["background"])
    masker = shap.maskers.Independent(background, max_samples=len(background))
    explainer = shap.LinearExplainer((coefficients, intercept), masker)
    return {"base": float(explainer.expected_value), "values": explainer.shap_values(rows_of(asked["rows"])).tolist()}


def kernel(asked):
    """Explains the log-odds of any graph with KernelExplainer over all coalitions."""
    session = onnxruntime.InferenceSession(base64.b64decode(asked["onnx"]))

    def log_odds(rows):
        (probability,) = session.run(None, {session.get_inputs()[0].name: rows.astype(np.float32)})
        probability = probability.astype(np.float64)
        return np.log(probability / (1 - probability))

    background = rows_of(asked["background"])
    explainer = shap.KernelExplainer(log_odds, background)
    values = explainer.shap_values(rows_of(asked["rows"]), nsamples=4096, l1_reg=False, silent=True)
    return {"base": float(explainer.expected_value), "values": values.tolist()}


def tree(asked):
    """Learns trees, exports them, and explains their probability with TreeExplainer."""
    rows, background = rows_of(asked["training"]), rows_of(asked["background"])
    model = GradientBoostingClassifier(n_estimators=40, max_depth=3, random_state=7).fit(rows, asked["labels"])
    exported = to_onnx(model, rows[:1].astype(np.float32), options={"zipmap": False})
    # In probabilities TreeExplainer rescales what each tree says; it is exact for the sum of the trees, the log-odds.
    trees = shap.TreeExplainer(model, data=background, feature_perturbation="interventional", model_output="raw")
    masker = shap.maskers.Independent(background, max_samples=len(background))
    exact = shap.ExactExplainer(lambda some: model.predict_proba(some)[:, 1], masker)(rows_of(asked["rows"]))
    return {
        "onnx": base64.b64encode(exported.SerializeToString()).decode(),
        "input": exported.graph.input[0].name,
        "output": exported.graph.output[1].name,
        "logOdds": {
            "base": float(np.ravel(trees.expected_value)[-1]),
            "values": trees.shap_values(rows_of(asked["rows"])).tolist(),
        },
        "probability": {"base": float(np.ravel(exact.base_values)[0]), "values": exact.values.tolist()},
    }


ASKED = json.load(sys.stdin)
json.dump({"linear": linear(ASKED["linear"]), "kernel": kernel(ASKED["kernel"]), "tree": tree(ASKED["tree"])}, sys.stdout)
