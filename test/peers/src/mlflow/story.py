"""What a data scientist does with the unmodified client of MLflow: one chapter a call, JSON in and JSON out."""

import json
import os
import pathlib
import sys
import tempfile

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

CLIENT = MlflowClient()
FEATURES = ["age", "sex", "cp", "trestbps", "chol", "fbs", "restecg"]
FEATURES += ["thalach", "exang", "oldpeak", "slope", "ca", "thal"]


def code_of(work):
    """The error code that a wrong call ends with."""
    try:
        work()
    except MlflowException as error:
        return error.error_code
    return "no error"


def heart_model():
    """Boosted trees on the rows that the mesh gives for learning, and the ONNX of their second probability."""
    from skl2onnx import to_onnx
    from sklearn.ensemble import GradientBoostingClassifier
    from sklearn.impute import SimpleImputer
    from sklearn.pipeline import make_pipeline

    rows, labels = training_rows()
    boosting = GradientBoostingClassifier(n_estimators=100, max_depth=1, random_state=1)
    trees = make_pipeline(SimpleImputer(strategy="median"), boosting)
    trees.fit(rows, labels)
    proto = to_onnx(trees, rows[:1], options={"zipmap": False}, target_opset={"": 17, "ai.onnx.ml": 3})
    return trees, rows, probability_only(proto)


def training_rows():
    """The mesh's own rows where a product announced the model, else made-up ones with missing cells."""
    if ASKED.get("announced"):
        path = mlflow.artifacts.download_artifacts(f"mlflow-artifacts:/mesh/{ASKED['model']}/training.csv")
        table = np.genfromtxt(path, delimiter=",", skip_header=1, dtype=np.float32)
        return table[:, :-1], table[:, -1].astype(int)
    generator = np.random.default_rng(7)
    rows = generator.normal(size=(400, 13)).astype(np.float32)
    rows[generator.random(rows.shape) < 0.1] = np.nan
    return rows, (np.nansum(rows[:, :3], axis=1) > 0).astype(int)


def probability_only(proto):
    """The mesh serves one number a row: keeps the column of the positive class and drops the label."""
    from onnx import TensorProto, helper

    both = proto.graph.output[1].name
    proto.graph.initializer.append(helper.make_tensor("positive_class", TensorProto.INT64, [1], [1]))
    proto.graph.node.append(helper.make_node("Gather", [both, "positive_class"], ["probability"], axis=1))
    del proto.graph.output[:]
    proto.graph.output.append(helper.make_tensor_value_info("probability", TensorProto.FLOAT, [None, 1]))
    return proto


def life():
    """Logs a run, registers its ONNX model, points an alias at it and loads it back."""
    name = ASKED["model"]
    mlflow.set_experiment(ASKED["experiment"])
    trees, rows, proto = heart_model()
    # Requirements are named, or the client would load the model once more to find them out.
    with mlflow.start_run(run_name="trees") as run:
        mlflow.log_param("depth", 1)
        mlflow.log_params({"rate": 0.1, "iterations": 100})
        for step in range(5):
            mlflow.log_metric("loss", 1.0 / (step + 1), step=step)
        mlflow.log_metrics({"auc": 0.91, "brier": 0.1, "odd": float("nan")})
        mlflow.set_tag("mesh.note", "a first try")
        mlflow.log_dict({"columns": FEATURES}, "notes/columns.json")
        info = mlflow.onnx.log_model(proto, name="model", registered_model_name=name, pip_requirements=[])
    version = info.registered_model_version
    CLIENT.set_registered_model_alias(name, ASKED["alias"], version)
    loaded = mlflow.onnx.load_model(f"models:/{name}@{ASKED['alias']}")
    import onnxruntime

    session = onnxruntime.InferenceSession(loaded.SerializeToString())
    given = session.run(["probability"], {session.get_inputs()[0].name: rows})[0].ravel()
    wanted = trees.predict_proba(rows)[:, 1]
    stored = CLIENT.get_run(run.info.run_id)
    found = mlflow.search_runs(
        experiment_names=[ASKED["experiment"]],
        filter_string="metrics.auc > 0.9 and params.depth = '1' and tags.`mesh.note` LIKE 'a %'",
        order_by=["metrics.auc DESC"],
    )
    return {
        "run": run.info.run_id,
        "status": stored.info.status,
        "params": stored.data.params,
        "metrics": {key: value for key, value in stored.data.metrics.items() if value == value},
        "notANumber": str(stored.data.metrics["odd"]),
        "tag": stored.data.tags["mesh.note"],
        "history": [[one.step, one.value] for one in CLIENT.get_metric_history(run.info.run_id, "loss")],
        "artifacts": [one.path for one in CLIENT.list_artifacts(run.info.run_id)],
        "found": list(found["run_id"]),
        "version": str(version),
        "versionStatus": CLIENT.get_model_version(name, str(version)).status,
        "aliases": dict(CLIENT.get_registered_model(name).aliases),
        "largestDifference": float(np.abs(given - wanted).max()),
        "rows": len(rows),
    }


def refusals():
    """Registers what must not be deployed, and tells the reason that the client is given."""
    from onnx import TensorProto, helper

    name = ASKED["model"]
    mlflow.set_experiment(ASKED["experiment"])

    def register(log):
        with mlflow.start_run():
            try:
                log()
            except MlflowException as error:
                return str(error)
        return "registered"

    def onnx_model(proto):
        return register(lambda: mlflow.onnx.log_model(proto, name="model", registered_model_name=name, pip_requirements=[]))

    def graph(nodes, inputs, outputs, opset="", **more):
        opsets = [helper.make_opsetid("", 17)] + ([helper.make_opsetid(opset, 1)] if opset else [])
        proto = helper.make_model(helper.make_graph(nodes, "g", inputs, outputs, **more), opset_imports=opsets)
        proto.ir_version = 8
        return proto

    matrix = helper.make_tensor_value_info("x", TensorProto.FLOAT, [None, 13])
    column = helper.make_tensor_value_info("y", TensorProto.FLOAT, [None, 1])
    mean = helper.make_node("ReduceMean", ["x"], ["y"], axes=[1], keepdims=1)

    def pickled():
        from sklearn.linear_model import LogisticRegression

        fitted = LogisticRegression().fit(np.eye(2), [0, 1])
        mlflow.sklearn.log_model(
            fitted,
            name="model",
            registered_model_name=name,
            serialization_format="cloudpickle",
            pip_requirements=[],
        )

    def unknown_operator():
        """The client checks what it logs; somebody else's client need not."""
        proto = graph([helper.make_node("Bogus", ["x"], ["y"], domain="nowhere")], [matrix], [column], "nowhere")
        return raw_onnx(proto.SerializeToString())

    def raw_onnx(data):
        folder = pathlib.Path(tempfile.mkdtemp())
        (folder / "model.onnx").write_bytes(data)
        (folder / "MLmodel").write_text("flavors:\n  onnx:\n    data: model.onnx\n")
        with mlflow.start_run() as run:
            mlflow.log_artifacts(str(folder), "raw")
        source = f"{run.info.artifact_uri}/raw"
        version = CLIENT.create_model_version(name, source, run.info.run_id, await_creation_for=0)
        refused = CLIENT.get_model_version(name, version.version)
        alias = code_of(lambda: CLIENT.set_registered_model_alias(name, "challenger", version.version))
        return f"{refused.status} {refused.status_message} alias {alias}"

    label = helper.make_tensor_value_info("y", TensorProto.INT64, [None, 1])
    wide = helper.make_tensor_value_info("x", TensorProto.FLOAT, [None, 14])
    other = helper.make_tensor_value_info("z", TensorProto.FLOAT, [None, 13])
    to_label = [helper.make_node("ReduceMean", ["x"], ["m"], axes=[1], keepdims=1)]
    to_label += [helper.make_node("Cast", ["m"], ["y"], to=TensorProto.INT64)]
    both = helper.make_node("Sum", ["x", "z"], ["s"])
    mean_of_both = helper.make_node("ReduceMean", ["s"], ["y"], axes=[1], keepdims=1)
    return {
        "pickle": register(pickled),
        "brokenFile": raw_onnx(b"\x08\x08 this is no model"),
        "unknownOperator": unknown_operator(),
        "otherWidth": onnx_model(graph([mean], [wide], [column])),
        "twoInputs": onnx_model(graph([both, mean_of_both], [matrix, other], [column])),
        "otherOutput": onnx_model(graph(to_label, [matrix], [label])),
        "noProbability": onnx_model(graph([mean], [matrix], [column])),
    }


def errors():
    """Wrong calls and the codes that they end with."""
    experiment = CLIENT.create_experiment(ASKED["experiment"])
    run = CLIENT.create_run(experiment).info.run_id
    CLIENT.log_param(run, "fixed", "1")
    gone = CLIENT.create_run(experiment).info.run_id
    CLIENT.delete_run(gone)
    name = ASKED["model"]
    CLIENT.create_registered_model(name)
    from mlflow.utils.rest_utils import http_request, verify_rest_response

    def raw(path, method="GET", **more):
        credentials = CLIENT._tracking_client.store.get_host_creds()
        return verify_rest_response(http_request(credentials, path, method, max_retries=0, **more), path)

    search = lambda text, **more: CLIENT.search_runs([experiment], text, **more)  # noqa: E731
    batch = lambda body: raw("/api/2.0/mlflow/runs/log-batch", "POST", json={"run_id": run, **body})  # noqa: E731
    many = [{"key": f"k{i}", "value": 1, "timestamp": 1, "step": 0} for i in range(1001)]
    calls = {
        "missingRun": lambda: CLIENT.get_run("0" * 32),
        "missingExperiment": lambda: CLIENT.get_experiment("987654321"),
        "sameExperiment": lambda: CLIENT.create_experiment(ASKED["experiment"]),
        "noName": lambda: raw("/api/2.0/mlflow/experiments/create", "POST", json={}),
        "changedParam": lambda: CLIENT.log_param(run, "fixed", "2", synchronous=True),
        "deletedRun": lambda: CLIENT.log_metric(gone, "m", 1.0, synchronous=True),
        "badKey": lambda: raw(
            "/api/2.0/mlflow/runs/set-tag", "POST", json={"run_id": run, "key": "../up", "value": ""}
        ),
        "longTag": lambda: raw(
            "/api/2.0/mlflow/runs/set-tag", "POST", json={"run_id": run, "key": "k", "value": "x" * 8001}
        ),
        "tooManyMetrics": lambda: batch({"metrics": many}),
        "tooManyParams": lambda: batch({"params": [{"key": f"p{i}", "value": "1"} for i in range(101)]}),
        "noNumber": lambda: batch({"metrics": [{"key": "m", "value": "high", "timestamp": 1, "step": 0}]}),
        "badFilter": lambda: search("metrics.auc >> 1"),
        "badEntity": lambda: search("moods.good = 'yes'"),
        "textForNumber": lambda: search("metrics.auc > 'high'"),
        "badOrder": lambda: search("", order_by=["metrics.auc SIDEWAYS"]),
        "badToken": lambda: search("", page_token="nonsense"),
        "sameModel": lambda: CLIENT.create_registered_model(name),
        "missingModel": lambda: CLIENT.get_registered_model("nobody-made-this"),
        "missingVersion": lambda: CLIENT.get_model_version(name, "7"),
        "missingAlias": lambda: CLIENT.get_model_version_by_alias(name, "nobody"),
        "reservedAlias": lambda: raw(
            "/api/2.0/mlflow/registered-models/alias",
            "POST",
            json={"name": name, "alias": "latest", "version": "1"},
        ),
        "localFile": lambda: raw(
            "/api/2.0/mlflow/model-versions/create", "POST", json={"name": name, "source": "file:///etc"}
        ),
        "upwards": lambda: raw("/api/2.0/mlflow-artifacts/artifacts/%2e%2e/%2e%2e/credentials.json"),
        "upwardsList": lambda: raw("/api/2.0/mlflow-artifacts/artifacts?path=../.."),
        "missingArtifact": lambda: raw(f"/api/2.0/mlflow-artifacts/artifacts/{experiment}/nothing.txt"),
        "unknownPlace": lambda: raw("/api/2.0/mlflow/traces/nothing"),
        "noJson": lambda: raw("/api/2.0/mlflow/runs/search", "POST", data="{", extra_headers={"Content-Type": "application/json"}),
    }
    return {name: code_of(call) for name, call in calls.items()}


def pages():
    """Many runs, asked for a few at a time."""
    experiment = CLIENT.create_experiment(ASKED["experiment"])
    made = []
    for number in range(11):
        run = CLIENT.create_run(experiment, start_time=number).info.run_id
        CLIENT.log_metric(run, "score", number % 3, synchronous=True)
        made.append(run)
    seen, token = [], None
    while True:
        page = CLIENT.search_runs([experiment], order_by=["metrics.score DESC", "attribute.start_time ASC"], max_results=4, page_token=token)
        seen.append([made.index(run.info.run_id) for run in page])
        token = page.token
        if not token:
            return {"pages": seen}


def no_token():
    """The client without a token, and as somebody who may only look."""
    experiment = CLIENT.create_experiment(ASKED["experiment"])
    os.environ["MLFLOW_TRACKING_TOKEN"] = ASKED["reader"]
    reads = CLIENT.get_experiment(experiment).experiment_id == experiment
    writes = code_of(lambda: CLIENT.create_run(experiment))
    del os.environ["MLFLOW_TRACKING_TOKEN"]
    return {"reads": reads, "writes": writes, "withoutToken": code_of(lambda: CLIENT.get_experiment(experiment))}


if __name__ == "__main__":
    chapter = {"life": life, "refusals": refusals, "errors": errors, "pages": pages, "no-token": no_token}
    told = chapter[ASKED["chapter"]]()
    print("\n" + json.dumps(told))
