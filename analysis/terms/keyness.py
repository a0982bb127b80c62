"""Which words are key for some words against others: commoner there than chance would have it."""

from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from typing import NamedTuple

import numpy as np
import pandas as pd

from analysis.errors import ParameterError, SchemaError, check_least
from analysis.intervals import is_small
from analysis.terms.words import NO_WORDS, fold, list_words


class _Side(NamedTuple):
    """Occurrences by term and document (term, doc_id, n) and words by document; a frequency list is one document."""

    cells: pd.DataFrame
    sizes: pd.Series
    listed: bool = False


class _Least(NamedTuple):
    """What a term needs to be compared, and what the prior weighs."""

    occurrences: int
    documents: int
    prior: float | None


def count_keyness(
    tokens: pd.DataFrame,
    reference: pd.DataFrame,
    *,
    stop_words: AbstractSet[str] = NO_WORDS,
    pos: Iterable[str] | None = None,
    unit: str = "lemma",
    min_count: int = 1,
    min_docs: int = 1,
    prior: float | None = None,
) -> pd.DataFrame:
    """Compare how often words occur in some tokens and in a reference.

    Parameters
    ----------
    tokens : table `tokens`, or some of its rows (`select_words`)
    reference : the same of other tokens, or a frequency list (`load_frequencies`)
    stop_words, pos, unit : as for `count_terms`, for tokens on both sides; a list is taken as it is, a word that is not in it as
        written is looked up in lower case
    min_count, min_docs : int >= 1
        Least occurrences, and least documents, on the side where a word is commoner. A side of fewer documents asks for all of
        them; a list asks for none.
    prior : words > 0
        What the prior weighs on each side (alpha 0): the more, the nearer rare words come to no difference. None takes as many as
        the side has words, so that a small side is not drowned in it, nor a word that a large side never uses beyond judging.

    Returns
    -------
    table `keyness`, one row per term of either side (against a list: of `tokens`), sorted by log_odds descending, so that what
    is key for `tokens` stands first and what is key for the reference last; ties by n descending, then term
        term; n, n_reference occurrences; n_docs, n_docs_reference documents with at least one, null for a list; per_1000,
        per_1000_reference per 1,000 words of the side; log_odds log-odds ratio with informative prior as a z score;
        log_likelihood, below 0 where the word is commoner in the reference; bic; log_ratio in doublings; dp Gries' DP over the
        documents of the side where the word is commoner, null where it has but one; one_document whether more than half of
        the occurrences there stand in one of several documents; small whether n or n_docs there are too small to build on
        (`intervals.is_small`)

    Raises
    ------
    ParameterError : unknown `unit` or `pos`, `min_count` or `min_docs` below 1, `prior` not above 0; SchemaError : a reference
        that is neither tokens nor a list

    Notes
    -----
    For n of N words against m of M: log_odds, Monroe, Colaresi and Quinn 2008, the prior shared out like the words of both sides
    together; log_likelihood, Dunning 1993 as in Rayson and Garside 2000; bic, Wilson 2013: |log_likelihood| - ln(N + M), above 2
    some evidence, above 10 very strong; log_ratio, Hardie 2014: log2(n / N : m / M), 0.5 for a count of 0. Swapping the sides
    turns the signs of the three. Words are not drawn one by one, so scores rank and do not test. Where a side has no word the
    table is empty.
    """
    least = _check(min_count, min_docs, prior)
    chosen = None if pos is None else list(pos)
    here = _tally(list_words(tokens, unit=unit, stop_words=stop_words, pos=chosen))
    if "token_id" in reference.columns:
        there = _tally(list_words(reference, unit=unit, stop_words=stop_words, pos=chosen))
    else:
        there = _look_up(reference, here.cells["term"])
    return _compare(here, there, least)


def count_group_keyness(
    tokens: pd.DataFrame,
    groups: pd.Series,
    *,
    stop_words: AbstractSet[str] = NO_WORDS,
    pos: Iterable[str] | None = None,
    unit: str = "lemma",
    min_count: int = 1,
    min_docs: int = 1,
    prior: float | None = None,
) -> pd.DataFrame:
    """Compare each group of documents with all the others together.

    Parameters
    ----------
    tokens : table `tokens`, or some of its rows: those of one voice (`select_words`)
    groups : Series doc_id -> label; documents without a label are left out
    stop_words, pos, unit, min_count, min_docs, prior : as for `count_keyness`

    Returns
    -------
    table `group_keyness` : group, then the columns of `keyness`, the reference being all other groups together; groups by label,
    within a group the order of `keyness`: its key words first. Empty with fewer than two groups

    Raises
    ------
    ParameterError, SchemaError : as for `count_keyness`
    """
    least = _check(min_count, min_docs, prior)
    words = list_words(tokens, unit=unit, stop_words=stop_words, pos=pos)
    labels = groups.dropna()
    cells, sizes, _ = _tally(words[words["doc_id"].isin(labels.index)])
    of_cells, of_docs = cells["doc_id"].map(labels), sizes.index.to_series().map(labels)
    none = _Side(cells[:0], sizes[:0])
    tables = [_compare(none, none, least).assign(group=pd.Series(dtype="str"))]
    for label in sorted(of_docs.unique()):
        inside = _Side(cells[of_cells == label], sizes[of_docs == label])
        outside = _Side(cells[of_cells != label], sizes[of_docs != label])
        tables.append(_compare(inside, outside, least).assign(group=label))
    table = pd.concat(tables, ignore_index=True)
    return table[["group", *table.columns.drop("group")]]


def _check(min_count: int, min_docs: int, prior: float | None) -> _Least:
    """Return the settings if they are within their range."""
    check_least("min_count", min_count, 1)
    check_least("min_docs", min_docs, 1)
    if prior is not None and not prior > 0:
        raise ParameterError(f"prior is {prior}; it is a number of words above 0.")
    return _Least(min_count, min_docs, prior)


def _tally(words: pd.DataFrame) -> _Side:
    """Count terms by document, and all words of each document."""
    cells = words[words["counted"]].groupby(["term", "doc_id"], as_index=False, sort=False).size()
    return _Side(cells.rename(columns={"size": "n"}), words.groupby("doc_id", sort=False).size())


def _look_up(frequencies: pd.DataFrame, terms: pd.Series) -> _Side:
    """Take the counts of terms from a frequency list."""
    for column in ("term", "n", "n_words"):
        if column not in frequencies.columns:
            raise SchemaError(f"A reference is tokens or a frequency list (term, n, n_words); the column {column!r} is missing.")
    counts = frequencies.groupby("term")["n"].sum()
    wanted = pd.Series(terms.unique(), dtype="str")
    n = wanted.map(counts).fillna(wanted.map(fold).map(counts)).fillna(0)
    return _Side(pd.DataFrame({"term": wanted, "doc_id": "", "n": n}), frequencies["n_words"].head(1).set_axis([""]), listed=True)


def _compare(here: _Side, there: _Side, least: _Least) -> pd.DataFrame:
    """Make the table `keyness` of two sides."""
    both = _sum_up(here).join(_sum_up(there).add_suffix("_reference"), how="outer")
    sizes = int(here.sizes.sum()), int(there.sizes.sum())
    both = both if min(sizes) else both[:0]
    n, m = (both[name].fillna(0).to_numpy(dtype="float64") for name in ("n", "n_reference"))
    table = pd.DataFrame({"term": both.index.astype("str"), "n": n.astype("int64"), "n_reference": m.astype("int64")})
    docs = both[["n_docs", "n_docs_reference"]].fillna({"n_docs": 0} if there.listed else 0)
    table = table.join(docs.astype("Int64").reset_index(drop=True))
    table["per_1000"], table["per_1000_reference"] = 1000 * n / max(sizes[0], 1), 1000 * m / max(sizes[1], 1)
    table = table.assign(**_score(n, m, *sizes, prior=least.prior))
    commoner = n * sizes[1] >= m * sizes[0]
    count, n_docs, most, table["dp"] = (
        np.where(commoner, both[name], both[f"{name}_reference"]).astype("float64") for name in ("n", "n_docs", "most", "dp")
    )
    documents = np.where(commoner, len(here.sizes), len(there.sizes))
    table["one_document"] = (documents > 1) & (2 * most > count)
    table["small"] = is_small(pd.Series(count), pd.Series(n_docs))
    enough = (count >= least.occurrences) & ~(n_docs < np.minimum(least.documents, documents))
    return table[enough].sort_values(["log_odds", "n", "term"], ascending=[False, False, True], ignore_index=True)


def _sum_up(side: _Side) -> pd.DataFrame:
    """Return by term: n, n_docs (null for a list), most in one document, and DP, null where there is but one document."""
    size = side.cells["doc_id"].map(side.sizes / max(side.sizes.sum(), 1)).astype("float64")
    share = side.cells["n"] / side.cells.groupby("term")["n"].transform("sum")
    cells = side.cells.assign(off=(share - size).abs() - size)  # a document without the term is off by its whole size
    table = cells.groupby("term").agg(n=("n", "sum"), n_docs=("n", "size"), most=("n", "max"), off=("off", "sum"))
    table["dp"] = (1 + table.pop("off")) / 2 if len(side.sizes) > 1 else np.nan
    return table.assign(n_docs=np.nan) if side.listed else table


def _score(n: np.ndarray, m: np.ndarray, size: int, size_reference: int, *, prior: float | None) -> dict[str, np.ndarray]:
    """Return the measures of keyness of n of `size` words against m of `size_reference`."""
    rate = (n + m) / max(size + size_reference, 1)
    counts, sizes = np.array([n, m]), np.array([[size], [size_reference]])
    weight = sizes if prior is None else np.full(sizes.shape, prior)
    alpha = weight * rate
    with np.errstate(divide="ignore", invalid="ignore"):
        cells = np.where(counts > 0, counts * np.log(counts / (sizes * rate)), 0)
        odds = np.log((counts + alpha) / (sizes + weight - counts - alpha))
        rates = np.log2(np.where(counts > 0, counts, 0.5) / sizes)
    likelihood = 2 * cells.sum(axis=0)
    return {
        "log_odds": (odds[0] - odds[1]) / np.sqrt((1 / (counts + alpha)).sum(axis=0)),
        "log_likelihood": np.where(n < size * rate, -likelihood, likelihood),
        "bic": likelihood - np.log(max(size + size_reference, 1)),
        "log_ratio": rates[0] - rates[1],
    }
