"""What every count is made of: rows grouped, weighed, and set beside the whole."""

from collections.abc import Iterable, Sequence

import numpy as np
import pandas as pd

from analysis.callings import UNKNOWN
from analysis.intervals import bootstrap_shares, is_small

MEASURES = ("n", "n_docs", "n_expected", "share", "share_low", "share_high", "small")
"""Columns that `tally` adds."""


def tally(rows: pd.DataFrame, keys: Sequence[str], *, doc_ids: Iterable[str] | None = None) -> pd.DataFrame:
    """Count rows with equal keys.

    Parameters
    ----------
    rows : doc_id, the keys, and weight (0 .. 1)
    keys : columns; null is a key like any other
    doc_ids : documents that are drawn for the intervals; None takes those that have rows

    Returns
    -------
    table, one row per combination of keys found, by n descending, ties by the keys in their order
        the keys; n; n_docs; n_expected; share; share_low; share_high; small (as the package's docstring says)
    """
    rows = rows.assign(group=rows.groupby(list(keys), dropna=False, sort=False).ngroup())
    groups = rows.groupby("group")
    table = groups[list(keys)].head(1).assign(group=rows["group"]).set_index("group").sort_index()
    table["n"], table["n_docs"], table["n_expected"] = groups.size(), groups["doc_id"].nunique(), groups["weight"].sum()
    table["share"] = divide(table["n_expected"], table["n_expected"].sum())
    bounds = bootstrap_shares(rows[["doc_id", "group", "weight"]], rows["doc_id"] if doc_ids is None else doc_ids)
    table["share_low"], table["share_high"] = bounds["low"], bounds["high"]
    table["small"] = is_small(table["n"], table["n_docs"])
    return sort_counts(table, keys)


def fill_grid(table: pd.DataFrame, grid: pd.Index) -> pd.DataFrame:
    """Return the counts of `tally` for every combination of keys in the grid, in its order: 0 where nothing was found."""
    if table.empty:
        return table
    filled = table.set_index(list(grid.names)).reindex(grid).reset_index()
    for column in ("n", "n_docs"):
        filled[column] = filled[column].fillna(0).astype("int64")
    for column in ("n_expected", "share"):
        filled[column] = filled[column].fillna(0.0)
    return filled.assign(small=is_small(filled["n"], filled["n_docs"]))


def sort_counts(table: pd.DataFrame, keys: Sequence[str]) -> pd.DataFrame:
    """Return the rows by n descending, ties by the keys."""
    return table.sort_values(["n", *keys], ascending=[False] + [True] * len(keys), ignore_index=True)


def weigh(rows: pd.DataFrame) -> pd.Series:
    """Return the weight of each row: its probability, 1 where a rule gives no measure of it."""
    return rows["probability"].fillna(1.0)


def divide(part: pd.Series, whole: pd.Series | float) -> pd.Series:
    """Return part / whole, null where the whole is 0."""
    return part / pd.Series(whole, index=part.index, dtype="float64").replace(0, np.nan)


def name_ids(ids: pd.Series, names: pd.Series) -> pd.Series:
    """Return the names of ids, "unknown" where there is none."""
    return ids.map(names).fillna(UNKNOWN)
