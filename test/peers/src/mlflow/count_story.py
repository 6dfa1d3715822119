"""What a data scientist does with the unmodified client of MLflow for a model that foresees a count; JSON in and JSON out."""

import json
import os
import sys

import numpy as np

ASKED = json.load(sys.stdin)
os.environ["MLFLOW_TRACKING_URI"] = ASKED["address"]
os.environ["MLFLOW_TRACKING_TOKEN"] = ASKED["token"]
# A wrong call must fail at once: the client would otherwise ask again for minutes.
os.environ["MLFLOW_HTTP_REQUEST_MAX_RETRIES"] = "1"
os.environ["MLFLOW_HTTP_REQUEST_TIMEOUT"] = "60"
os.environ["GIT_PYTHON_REFRESH"] = "quiet"

import mlflow  # noqa: E402  (reads the environment)
from mlflow import MlflowClient  # noqa: E402
from mlflow.exceptions import MlflowException  # noqa: E402

NAME = ASKED["model"]


def counts_in(proto, name):
    """The mesh reads one number a row: the regressor's only column under the name that it looks for."""
    from onnx import TensorProto, helper

    column = proto.graph.output[0].name
    proto.graph.initializer.append(helper.make_tensor("only_column", TensorProto.INT64, [1], [1]))
    proto.graph.node.append(helper.make_node("Squeeze", [column, "only_column"], [name]))
    del proto.graph.output[:]
    proto.graph.output.append(helper.make_tensor_value_info(name, TensorProto.FLOAT, [None]))
    return proto


def registered(proto):
    """The version that the client is given, or why there is none."""
    with mlflow.start_run():
        try:
            info = mlflow.onnx.log_model(proto, name="model", registered_model_name=NAME, pip_requirements=[])
        except MlflowException as error:
            return None, str(error)
    return str(info.registered_model_version), None


def story():
    from skl2onnx import to_onnx
    from sklearn.impute import SimpleImputer
    from sklearn.linear_model import PoissonRegressor
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import OneHotEncoder, StandardScaler
    from sklearn.compose import make_column_transformer

    path = mlflow.artifacts.download_artifacts(f"mlflow-artifacts:/mesh/{NAME}/training.csv")
    table = np.genfromtxt(path, delimiter=",", skip_header=1, dtype=np.float32)
    rows, counts = table[:, :-1], table[:, -1]
    # The logarithm of the mean is linear in days of the week and in beds, near enough.
    columns = make_column_transformer(
        (make_pipeline(SimpleImputer(strategy="most_frequent"), OneHotEncoder(handle_unknown="ignore")), [0]),
        (make_pipeline(SimpleImputer(strategy="median"), StandardScaler()), [1, 2]),
    )
    regression = make_pipeline(columns, PoissonRegressor(alpha=1e-3, max_iter=1000)).fit(rows, counts)
    made = lambda name: counts_in(to_onnx(regression, rows[:1], target_opset={"": 17, "ai.onnx.ml": 3}), name)  # noqa: E731
    mlflow.set_experiment("counts")
    version, _ = registered(made("count"))
    refused = registered(made("forecast"))[1]
    MlflowClient().set_registered_model_alias(NAME, "champion", version)
    monday = np.array([ASKED["monday"]], dtype=np.float32)
    return {
        "version": version,
        "status": MlflowClient().get_model_version(NAME, version).status,
        "refused": refused,
        "rows": len(rows),
        "expected": float(regression.predict(monday)[0]),
    }


print("\n" + json.dumps(story()))
