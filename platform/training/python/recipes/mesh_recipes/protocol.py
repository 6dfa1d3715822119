"""The files and lines of `mesh-recipe/1`, which any program may speak; docs/guides/recipes.md tells of them."""

import csv
import importlib
import json
import traceback
from dataclasses import dataclass, field

import numpy as np


class RecipeError(Exception):
    """What a person can mend, said in a sentence without values of patients."""


@dataclass(frozen=True)
class Table:
    """`features` float32 [N, k] with NaN where not measured; `outcomes` float64 [N]; `columns` as the mesh declares them."""

    columns: list
    features: np.ndarray
    outcomes: np.ndarray


@dataclass(frozen=True)
class Order:
    """`outcome` is 'probability' or 'count'; `seed` makes the training repeatable."""

    outcome: str
    seed: int
    parameters: dict

    def expect(self, outcome):
        """Refuses to learn what the recipe does not."""
        if self.outcome != outcome:
            raise RecipeError(f"this recipe learns a {outcome}; the model foresees a {self.outcome}")

    def number(self, name, default, low, high):
        """A number of the parameters that lies from `low` to `high`."""
        value = self.parameters.get(name, default)
        if isinstance(value, bool) or not isinstance(value, (int, float)) or not low <= value <= high:
            raise RecipeError(f"{name} must be a number from {low} to {high}")
        return type(default)(value)

    def choice(self, name, choices):
        """One of a few words; the first is the default."""
        value = self.parameters.get(name, choices[0])
        if value not in choices:
            raise RecipeError(f"{name} must be one of {', '.join(choices)}")
        return value


@dataclass(frozen=True)
class Model:
    """What a recipe gives back: an `onnx.ModelProto`, what it chose, and what it measured on the rows it learnt from."""

    onnx: object
    hyperparameters: dict = field(default_factory=dict)
    metrics: dict = field(default_factory=dict)


def progress(fraction, stage):
    """Tells how far the training is."""
    print(f"::progress {fraction:.3f} {stage}", flush=True)


def read_order():
    """The order and the table in the working folder."""
    with open("parameters.json", encoding="utf-8") as file:
        asked = json.load(file)
    with open("snapshot.csv", encoding="utf-8", newline="") as file:
        lines = csv.reader(file)
        next(lines)
        cells = np.array([[float(cell) if cell else np.nan for cell in line] for line in lines], dtype=np.float64)
    # In 32 bits from the start: these are the values that the graph will see when it scores.
    features = cells[:, :-1].astype(np.float32)
    features[~np.isfinite(features)] = np.nan
    return Order(asked["outcome"], asked["seed"], asked["parameters"]), Table(asked["columns"], features, cells[:, -1])


def run(module):
    """Trains with `module.train(table, order)` and writes what came of it; the exit status is 0 only with a model."""
    try:
        recipe = importlib.import_module(module)
        order, table = read_order()
        model = recipe.train(table, order)
        with open("model.onnx", "wb") as file:
            file.write(model.onnx.SerializeToString(deterministic=True))
        write_result({"hyperparameters": model.hyperparameters, "metrics": model.metrics})
        return 0
    except MemoryError:
        write_result({"failed": {"code": "OUT_OF_MEMORY"}})
    except RecipeError as error:
        write_result({"failed": {"reason": str(error)}})
    except Exception as error:
        traceback.print_exc()
        write_result({"failed": {"reason": f"{type(error).__name__} in {module}: see the log of the run"}})
    return 1


def write_result(result):
    with open("result.json", "w", encoding="utf-8") as file:
        json.dump(result, file, sort_keys=True, allow_nan=False)
