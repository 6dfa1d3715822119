"""What counts as not measured, once in NumPy for training and once in the graph for scoring."""

import numpy as np

LARGEST = np.finfo(np.float32).max


def prepared(table):
    """`features` with NaN for codes that stand for "not measured" and for codes that are not declared."""
    values = table.features.copy()
    for at, column in enumerate(table.columns):
        if column["kind"] == "categorical":
            unknown = ~np.isin(values[:, at], np.float32(column["categories"]))
        else:
            unknown = values[:, at] == np.float32(column.get("missingValue", np.nan))
        values[unknown, at] = np.nan
    return values


def prepare_in(graph, columns):
    """Adds the same to the graph; gives the name of the prepared matrix."""
    codes = [column["categories"] if column["kind"] == "categorical" else [] for column in columns]
    missing = [column.get("missingValue", np.nan) for column in columns]
    # NaN compares false with everything, so one comparison finds both NaN and infinity.
    finite = graph.node(
        "LessOrEqual", [graph.node("Abs", ["features"], "magnitude"), graph.constant("largest", LARGEST)], "finite"
    )
    coded = graph.node("Equal", ["features", graph.constant("missing_codes", missing)], "coded_missing")
    measured = graph.node("And", [finite, graph.node("Not", [coded], "uncoded")], "measured")
    longest = max(map(len, codes))
    if longest > 0:
        # [N, k, 1] against [k, c]; a code list is filled up with NaN, which equals nothing.
        listed = [list(own) + [np.nan] * (longest - len(own)) for own in codes]
        wide = graph.node("Unsqueeze", ["features", graph.constant("last_axis", [2], np.int64)], "features_wide")
        equal = graph.node("Equal", [wide, graph.constant("codes", listed)], "equals_code")
        as_numbers = graph.node("Cast", [equal], "equals_code_number", to=1)
        best = graph.node("ReduceMax", [as_numbers], "declared_number", axes=[2], keepdims=0)
        declared = graph.node("Cast", [best], "declared", to=9)
        free = graph.constant("quantities", [len(own) == 0 for own in codes], np.bool_)
        known = graph.node("Or", [declared, free], "known")
        measured = graph.node("And", [measured, known], "measured_and_known")
    return graph.node("Where", [measured, "features", graph.constant("not_measured", np.nan)], "prepared")
