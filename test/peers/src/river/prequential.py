"""River on streams from standard input: what it foresaw of each row before it learned it, and where ADWIN saw a change."""

import json
import sys

from river import datasets, drift, linear_model, naive_bayes, optim, preprocessing


def logistic():
    return preprocessing.StandardScaler() | linear_model.LogisticRegression(optimizer=optim.AdaGrad(0.1))


def forgetting(model):
    return drift.DriftRetrainingClassifier(model=model, drift_detector=drift.ADWIN(), train_in_background=False)


MODELS = {
    "logistic-regression": logistic,
    "naive-bayes": naive_bayes.GaussianNB,
    "bernoulli-naive-bayes": naive_bayes.BernoulliNB,
    "logistic-regression-adwin": lambda: forgetting(logistic()),
    "naive-bayes-adwin": lambda: forgetting(naive_bayes.GaussianNB()),
}


def foreseen(model, rows, labels):
    answers = []
    for row, label in zip(rows, labels):
        # What was not measured is left out of the row.
        x = {name: value for name, value in row.items() if value is not None}
        p = model.predict_proba_one(x).get(True, None)
        answers.append(0.5 if p is None else p)
        model.learn_one(x, bool(label))
    return answers


def changes(values):
    adwin = drift.ADWIN()
    found = []
    for at, value in enumerate(values):
        adwin.update(value)
        if adwin.drift_detected:
            found.append([at, adwin.width])
    return found


def answer(order):
    if order["ask"] == "phishing":
        pairs = list(datasets.Phishing())
        return {"rows": [x for x, _ in pairs], "labels": [int(y) for _, y in pairs]}
    if order["ask"] == "changes":
        return [changes(values) for values in order["values"]]
    return foreseen(MODELS[order["model"]](), order["rows"], order["labels"])


json.dump([answer(order) for order in json.load(sys.stdin)], sys.stdout)
