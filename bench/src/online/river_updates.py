"""River on a stream from standard input: how many rows a second are foreseen and then learned, and what was foreseen."""

import json
import sys
import time

import river
from river import linear_model, optim, preprocessing


def once(rows, labels):
    model = preprocessing.StandardScaler() | linear_model.LogisticRegression(optimizer=optim.AdaGrad(0.1))
    foreseen = []
    started = time.perf_counter()
    for x, y in zip(rows, labels):
        foreseen.append(model.predict_proba_one(x).get(True, 0.5))
        model.learn_one(x, y)
    return len(rows) / (time.perf_counter() - started), foreseen


order = json.load(sys.stdin)
labels = [bool(label) for label in order["labels"]]
rounds = [once(order["rows"], labels) for _ in range(order["rounds"])]
json.dump(
    {
        "version": river.__version__,
        "perSecond": max(per_second for per_second, _ in rounds),
        "foreseen": rounds[0][1],
    },
    sys.stdout,
)
