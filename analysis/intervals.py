"""How sure a share or a mean is: documents drawn anew, and every row kept with the chance that it is right.

Each of 1,000 draws takes as many documents as there are, with replacement, and keeps each row with its weight as a chance; the
2.5th and 97.5th percentile of what the draws give are the bounds (percentile bootstrap: Efron and Tibshirani 1993; by document,
because what stands in one document hangs together: Davison and Hinkley 1997; doubtful rows drawn as in multiple imputation:
Rubin 1987). The seed is fixed and rows are put in order first, so that equal tables give equal bounds whatever their order.
"""

from collections.abc import Iterable, Iterator, Sequence

import numpy as np
import numpy.typing as npt
import pandas as pd

from analysis.errors import SchemaError, nearest

DRAWS, SEED = 1_000, 1
FEW_ROWS, FEW_DOCS = 10, 5
"""Fewer than these are too few to build on (`is_small` says why)."""
_ROWS_AT_ONCE, _GROUPS_AT_ONCE, _DOCUMENTS_AT_ONCE = 4_000, 2_000, 10_000
"""Most rows, groups and documents whose draws are held in memory together."""

Draws = npt.NDArray[np.float64]
"""One row per draw; one column per row of a table, or per group."""


def bootstrap_shares(rows: pd.DataFrame, doc_ids: Iterable[str]) -> pd.DataFrame:
    """Return the 95 % interval of each group's share of the whole.

    Parameters
    ----------
    rows : doc_id; group (null: counts in the whole and gets no interval); value >= 0 (1 without such a column); weight, the
        chance that the row is right, 0 .. 1 (1 without such a column and where it is null)
    doc_ids : the documents that are drawn, those without a row too; an id that is repeated counts once

    Returns
    -------
    table indexed by group, one row per group of `rows`, sorted
        low, high of sum(value of the group) / sum(value) over what a draw keeps; draws in which the whole is 0 are left out;
        null with fewer than two documents

    Raises
    ------
    SchemaError : a column is missing, a row's document is not among `doc_ids`, or a weight is not within 0 .. 1
    """
    ordered, names, times = _prepare(rows, doc_ids)
    whole = np.zeros((len(times), 1))
    for values, _ in _draw_sums(ordered, times):
        whole += values.sum(axis=1, keepdims=True)
    return _bound(names, (_divide(values, whole) for values, _ in _draw_sums(ordered, times)))


def bootstrap_means(rows: pd.DataFrame, doc_ids: Iterable[str]) -> pd.DataFrame:
    """Return the 95 % interval of each group's weighted mean of `value`.

    Parameters
    ----------
    rows, doc_ids : as for `bootstrap_shares`; values may be negative

    Returns
    -------
    table indexed by group, one row per group of `rows`, sorted
        low, high of sum(value) / number of rows, over the rows of the group that a draw keeps; draws that keep none are left
        out; null where fewer than two documents hold the group

    Raises
    ------
    SchemaError : as for `bootstrap_shares`
    """
    ordered, names, times = _prepare(rows, doc_ids)
    bounds = _bound(names, (_divide(values, kept) for values, kept in _draw_sums(ordered, times)))
    return bounds.where(rows.groupby("group")["doc_id"].nunique().reindex(bounds.index) > 1)


def bootstrap_ratios(counts: npt.NDArray[np.float64], sizes: npt.NDArray[np.float64], doc_ids: Sequence[str]) -> pd.DataFrame:
    """Return the 95 % interval of sum(counts) / sum(sizes), of rows that are all sure; fast where there are many documents.

    Parameters
    ----------
    counts : one row per interval, one column per document
    sizes : by document; `doc_ids`, their ids, are all drawn

    Returns
    -------
    table with a row per row of `counts`: low, high as `bootstrap_shares` gives them; null with fewer than two documents
    """
    order = np.argsort(np.asarray(doc_ids, dtype=object))
    times = _draw_documents(len(order))
    top, bottom = np.zeros((len(times), len(counts))), np.zeros((len(times), 1))
    for first in range(0, len(order), _DOCUMENTS_AT_ONCE):
        some = slice(first, first + _DOCUMENTS_AT_ONCE)
        drawn = times[:, some].astype("float64")
        top += drawn @ counts[:, order[some]].T
        bottom += drawn @ sizes[order[some], np.newaxis]
    return _bound(pd.RangeIndex(len(counts)), [_divide(top, bottom)])


def is_small(n: pd.Series, n_docs: pd.Series) -> pd.Series:
    """Return which numbers rest on too little: on fewer than 10 rows or fewer than 5 documents.

    The standard error of a count is about its root: of 10 rows a third. From fewer than 5 documents too few different draws can
    be made to speak of the outermost 2.5 % of them (4 documents give 35, 5 give 126).
    """
    return (n < FEW_ROWS) | (n_docs < FEW_DOCS)


def _prepare(rows: pd.DataFrame, doc_ids: Iterable[str]) -> tuple[pd.DataFrame, pd.Index, npt.NDArray[np.uint8]]:
    """Return the rows in order, as numbers; the groups' names; and how often each draw takes each document."""
    for column in ("doc_id", "group"):
        if column not in rows.columns:
            raise SchemaError(f"Rows to draw from need the column {column!r}.{nearest(column, map(str, rows.columns))}")
    drawn = pd.Index(sorted(set(doc_ids)))
    group, names = pd.factorize(rows["group"], sort=True, use_na_sentinel=False)
    ordered = pd.DataFrame({"group": group, "doc": drawn.get_indexer(pd.Index(rows["doc_id"])), "kept": 1.0})
    for column in ("value", "weight"):
        ordered[column] = rows[column].fillna(1.0).to_numpy(dtype="float64") if column in rows.columns else 1.0
    lost, wrong = (ordered["doc"] < 0).to_numpy(), ~ordered["weight"].between(0, 1)
    if lost.any():
        raise SchemaError(f"Document {rows['doc_id'][lost].iloc[0]!r} has rows, but is not among the documents that are drawn.")
    if wrong.any():
        raise SchemaError(f"A weight is {ordered['weight'][wrong].iloc[0]}; it is a chance, from 0 to 1.")
    sure = ordered["weight"] == 1
    together = ordered[sure].groupby(["group", "doc"], as_index=False).agg({"value": "sum", "kept": "sum", "weight": "first"})
    ordered = pd.concat([ordered[~sure], together]).sort_values(["group", "doc", "value", "weight"], ignore_index=True)
    return ordered, pd.Index(names), _draw_documents(len(drawn))


def _draw_documents(n_docs: int) -> npt.NDArray[np.uint8]:
    """Return how often each draw (row) takes each document (column); no draw with fewer than two documents."""
    random = np.random.default_rng(SEED)
    times = np.empty((DRAWS if n_docs > 1 else 0, n_docs), dtype=np.uint8)
    for draw in times:
        draw[:] = np.bincount(random.integers(n_docs, size=n_docs), minlength=n_docs)
    return times


def _draw_sums(ordered: pd.DataFrame, times: npt.NDArray[np.uint8]) -> Iterator[tuple[Draws, Draws]]:
    """Yield for some groups after the other what each draw holds of them: the sum of the values and the number of rows kept."""
    group, doc, value, kept, weight = (ordered[column].to_numpy() for column in ("group", "doc", "value", "kept", "weight"))
    n_groups = int(group[-1]) + 1 if len(group) else 0
    random = np.random.default_rng(SEED + 1)
    for first in range(0, n_groups, _GROUPS_AT_ONCE):
        last = min(first + _GROUPS_AT_ONCE, n_groups)
        values, counts = np.zeros((len(times), last - first)), np.zeros((len(times), last - first))
        begin, end = group.searchsorted([first, last])
        for part in (slice(start, min(start + _ROWS_AT_ONCE, end)) for start in range(begin, end, _ROWS_AT_ONCE)):
            right = random.random((len(times), part.stop - part.start), dtype=np.float32) < weight[part]
            taken = times[:, doc[part]] * right
            starts = np.flatnonzero(np.diff(group[part], prepend=-1))
            places = group[part][starts] - first
            values[:, places] += np.add.reduceat(taken * value[part], starts, axis=1)
            counts[:, places] += np.add.reduceat(taken * kept[part], starts, axis=1)
        yield values, counts


def _divide(top: Draws, bottom: Draws) -> Draws:
    """Return top / bottom, null where the bottom is 0."""
    return np.divide(top, bottom, out=np.full(top.shape, np.nan), where=bottom != 0)


def _bound(names: pd.Index, drawn: Iterable[Draws]) -> pd.DataFrame:
    """Return by the groups' names the 2.5th and 97.5th percentile of what is not null in each column."""
    bounds = np.full((len(names), 2), np.nan)
    place = 0
    for draws in drawn:
        draws = np.sort(draws, axis=0)  # nulls last
        n_found = (~np.isnan(draws)).sum(axis=0)
        found = np.flatnonzero(n_found)
        for side, level in enumerate((0.025, 0.975)):
            spot = level * (n_found[found] - 1)
            below, above = draws[np.floor(spot).astype(int), found], draws[np.ceil(spot).astype(int), found]
            bounds[place + found, side] = below + (above - below) * (spot % 1)
        place += draws.shape[1]
    return pd.DataFrame(bounds, index=names.rename("group"), columns=["low", "high"])[names.notna()]
