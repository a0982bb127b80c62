"""Which words are key for some words against others: commoner there than chance would have it."""

from collections.abc import Callable, Iterable, Iterator
from collections.abc import Set as AbstractSet
from functools import partial
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd

from analysis.errors import ParameterError, SchemaError, check_least
from analysis.groups import take_turns
from analysis.intervals import is_small
from analysis.parts import Sums, TableOrParts, count_keys
from analysis.terms.words import NO_WORDS, Vocabulary, Words, fold, list_words

CONTENT = ("NOUN", "PROPN", "VERB", "ADJ")
"""Parts of speech of the words that say what a text is about."""


class _Side(NamedTuple):
    """What is compared: by term n, n_docs, most in one document, and dp (null for one); words and documents in all.

    A frequency list is one document and has no n_docs.
    """

    counts: pd.DataFrame
    n_words: int
    n_documents: int
    listed: bool = False


_NOTHING = _Side(pd.DataFrame({"n": [], "n_docs": [], "most": [], "dp": []}, index=pd.Index([], dtype="str")), 0, 0)


class _Least(NamedTuple):
    """What a term needs to be compared, and what the prior weighs."""

    occurrences: int
    documents: int
    prior: float | None


def count_keyness(
    tokens: TableOrParts,
    reference: TableOrParts,
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
    tokens : table `tokens`, whole or in parts, or some of its rows (`select_words`)
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
    find = partial(list_words, unit=unit, stop_words=stop_words, pos=None if pos is None else list(pos))
    here = _count_side(partial(find, tokens))
    if isinstance(reference, pd.DataFrame) and "token_id" not in reference.columns:
        return _compare(here, _look_up(reference, here.counts.index), least)
    return _compare(here, _count_side(partial(find, reference)), least)


def count_group_keyness(
    tokens: TableOrParts,
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
    tokens : table `tokens`, whole or in parts, or some of its rows: those of one voice (`select_words`)
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
    find = partial(list_words, tokens, unit=unit, stop_words=stop_words, pos=None if pos is None else list(pos))
    labels = pd.Index(sorted(groups.dropna().unique()))
    each = np.eye(len(labels), dtype=bool)
    sides = _count_sides(find, np.concatenate([each, ~each]), groups.map(pd.Series(range(len(labels)), index=labels)))
    pairs = zip(labels, sides[: len(labels)], sides[len(labels) :], strict=True)
    tables = [_compare(here, there, least).assign(group=label) for label, here, there in pairs]
    table = pd.concat(tables or [_compare(_NOTHING, _NOTHING, least).assign(group=pd.Series(dtype="str"))], ignore_index=True)
    return table[["group", *table.columns.drop("group")]]


def list_group_key_words(
    tokens: TableOrParts, groups: pd.Series, *, stop_words: AbstractSet[str] = NO_WORDS, min_docs: int = 1
) -> pd.DataFrame:
    """List the content words that each group of documents uses more than all the others together.

    Parameters
    ----------
    tokens, groups, stop_words, min_docs : as for `count_group_keyness`, which is asked for words of the parts of speech `CONTENT`

    Returns
    -------
    the rows of table `group_keyness` with log_odds above 0; the first of each group, then the second of each (`take_turns`)

    Raises
    ------
    ParameterError, SchemaError : as for `count_keyness`
    """
    keyness = count_group_keyness(tokens, groups, stop_words=stop_words, pos=CONTENT, min_docs=min_docs)
    return take_turns(keyness[keyness["log_odds"] > 0])


def _check(min_count: int, min_docs: int, prior: float | None) -> _Least:
    """Return the settings if they are within their range."""
    check_least("min_count", min_count, 1)
    check_least("min_docs", min_docs, 1)
    if prior is not None and not prior > 0:
        raise ParameterError(f"prior is {prior}; it is a number of words above 0.")
    return _Least(min_count, min_docs, prior)


def _count_side(find: Callable[[], Iterator[Words]]) -> _Side:
    """Count all words as one side."""
    return _count_sides(find, np.array([[True]]), None)[0]


def _count_sides(find: Callable[[], Iterator[Words]], member: npt.NDArray[np.bool_], groups: pd.Series | None) -> list[_Side]:
    """Count the words of sides, each made of groups of documents (`member`, one row per side, one column per group).

    DP compares a document's share of a term with its share of all words of the side, so that words are gone through twice.
    """
    vocabulary, sums, sizes = Vocabulary(), Sums(["group", "term"], most=["most"]), np.zeros((2, member.shape[1]), dtype="int64")
    for cells, documents in _list_cells(find, vocabulary, groups):
        for row, numbers in enumerate((documents["size"], documents["group"] * 0 + 1)):
            np.add.at(sizes[row], documents["group"].to_numpy(), numbers.to_numpy())
        found = cells.groupby(["group", "term"], sort=False, as_index=False)
        sums.add(found.agg(n=("n", "sum"), n_docs=("n", "size"), most=("n", "max")))
    total, terms = sums.total(), vocabulary.terms
    of_group = np.zeros((3, member.shape[1], len(terms)), dtype="int64")
    of_group[:, total["group"], total["term"]] = total[["n", "n_docs", "most"]].to_numpy().T
    n, n_docs, n_words, n_documents = (member.astype("int64") @ counts for counts in (*of_group[:2], *sizes))
    off = np.zeros(n.shape)
    for cells, _ in _list_cells(find, vocabulary, groups):
        term, count, size, group = (cells[column].to_numpy() for column in ("term", "n", "size", "group"))
        for side, inside in enumerate(member[:, group]):
            share = size[inside] / n_words[side]
            off_there = np.abs(count[inside] / n[side, term[inside]] - share) - share  # a document without it is off by its share
            np.add.at(off[side], term[inside], off_there)
    sides = []
    for side, groups_of_side in enumerate(member):
        most = of_group[2][groups_of_side].max(axis=0, initial=0)
        dp = (1 + off[side]) / 2 if n_documents[side] > 1 else np.nan
        counts = pd.DataFrame({"n": n[side], "n_docs": n_docs[side], "most": most, "dp": dp}, index=terms)
        sides.append(_Side(counts[counts["n"] > 0], int(n_words[side]), int(n_documents[side])))
    return sides


def _list_cells(
    find: Callable[[], Iterator[Words]], vocabulary: Vocabulary, groups: pd.Series | None
) -> Iterator[tuple[pd.DataFrame, pd.DataFrame]]:
    """Yield part by part occurrences by term and document (term, n, group, size of it), and the documents (group, size)."""
    for words in find():
        group = np.zeros(len(words.doc_ids)) if groups is None else groups.reindex(words.doc_ids).to_numpy(dtype="float64")
        documents = pd.DataFrame({"group": group, "size": np.bincount(words.doc, minlength=len(group))})
        kept = words.counted & ~np.isnan(group)[words.doc]
        cells = count_keys(doc=words.doc[kept], term=vocabulary.number(words.terms)[words.term[kept]])
        about = documents.iloc[cells.pop("doc")].reset_index(drop=True).astype("int64")
        yield cells.join(about), documents.dropna().astype("int64")


def _look_up(frequencies: pd.DataFrame, terms: pd.Index) -> _Side:
    """Take the counts of terms from a frequency list."""
    for column in ("term", "n", "n_words"):
        if column not in frequencies.columns:
            raise SchemaError(f"A reference is tokens or a frequency list (term, n, n_words); the column {column!r} is missing.")
    listed, wanted = frequencies.groupby("term")["n"].sum(), terms.to_series()
    n = wanted.map(listed).fillna(wanted.map(fold).map(listed)).fillna(0)
    counts = pd.DataFrame({"n": n, "n_docs": np.nan, "most": n, "dp": np.nan})
    return _Side(counts, int(frequencies["n_words"].iloc[:1].sum()), 1, listed=True)


def _compare(here: _Side, there: _Side, least: _Least) -> pd.DataFrame:
    """Make the table `keyness` of two sides."""
    both = here.counts.join(there.counts.add_suffix("_reference"), how="outer")
    sizes = here.n_words, there.n_words
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
    documents = np.where(commoner, here.n_documents, there.n_documents)
    table["one_document"] = (documents > 1) & (2 * most > count)
    table["small"] = is_small(pd.Series(count), pd.Series(n_docs))
    enough = (count >= least.occurrences) & ~(n_docs < np.minimum(least.documents, documents))
    return table[enough].sort_values(["log_odds", "n", "term"], ascending=[False, False, True], ignore_index=True)


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
