"""Where in the text the words stand that were counted, and where pairs stand together."""

from collections.abc import Iterable

import numpy as np
import pandas as pd

from analysis.errors import check_least
from analysis.groups import add_groups
from analysis.parts import TableOrParts
from analysis.terms.collocations import find_reach, pair_words
from analysis.terms.words import Words, fold, fold_all, list_words

_PLACE = ["doc_id", "sentence_id", "start", "end", "statement_id"]


def list_occurrences(
    tokens: TableOrParts, *, terms: Iterable[str], unit: str = "lemma", among: TableOrParts | None = None
) -> pd.DataFrame:
    """List every occurrence of each of the terms, as they were counted (`count_terms`).

    Parameters
    ----------
    tokens, unit, among : as for `count_collocations`
    terms : words in the chosen unit

    Returns
    -------
    table `occurrences`, one row per occurrence, in the order of `tokens`
        doc_id; sentence_id; start; end; statement_id; term
    """
    wanted = list(dict.fromkeys(terms))
    found = []
    for words in list_words(tokens, unit=unit, among=among):
        place = words.find(wanted)
        at = np.flatnonzero(words.chosen & (place >= 0))
        found.append(_take(words, at).assign(term=[wanted[number] for number in place[at]]))
    return pd.concat(found, ignore_index=True).astype({"term": "str"})


def list_group_occurrences(tokens: TableOrParts, key_words: pd.DataFrame, groups: pd.Series, *, top: int) -> pd.DataFrame:
    """List the occurrences of the first key words of each group of documents in that group.

    Parameters
    ----------
    tokens : as for `list_occurrences`
    key_words : group and term, those of a group in their order (`list_group_key_words`)
    groups : label of each document by doc_id
    top : int >= 1, words of each group

    Returns
    -------
    table `occurrences` with a column more: group
    """
    check_least("top", top, 1)
    first = key_words[key_words.groupby("group").cumcount() < top]
    found = list_occurrences(tokens, terms=first["term"])
    return add_groups(found, groups).merge(first[["group", "term"]])


def list_pairs(
    tokens: TableOrParts,
    *,
    pairs: pd.DataFrame,
    node: str | None = None,
    window: int = 5,
    unit: str = "lemma",
    among: TableOrParts | None = None,
) -> pd.DataFrame:
    """List where pairs of words stand within the window of each other, as they were counted (`count_collocations`).

    Parameters
    ----------
    pairs : node and collocate of each
    tokens, node, window, unit, among : as they were counted

    Returns
    -------
    table `pair_occurrences`, one row per occurrence, in the order of `tokens`, then by the distance of the two
        doc_id; sentence_id; start; end; statement_id of the earlier word; other_start, other_end of the later; node; collocate
    """
    check_least("window", window, 1)
    names = list(zip(pairs["node"], pairs["collocate"], strict=True))
    known = {frozenset(pair): pair for pair in names}
    members = [word for pair in names for word in pair]
    found = []
    for words in list_words(tokens, unit=unit, among=among):
        term = words.terms if node is None else words.terms.where(fold_all(words.terms) != fold(node), node)
        _, last = find_reach(words, window)
        earlier, later = pair_words(np.flatnonzero(words.chosen & term.isin(members)[words.term]), last)
        order = np.lexsort((later, earlier))
        earlier, later = earlier[order], later[order]
        met = [known.get(frozenset(two)) for two in zip(term[words.term[earlier]], term[words.term[later]], strict=True)]
        kept = np.array([pair is not None for pair in met], dtype=bool)
        first, other = _take(words, earlier[kept]), _take(words, later[kept])
        named = pd.DataFrame([pair for pair in met if pair is not None], columns=["node", "collocate"])
        found.append(first.assign(other_start=other["start"], other_end=other["end"]).join(named))
    return pd.concat(found, ignore_index=True).astype({"node": "str", "collocate": "str"})


def _take(words: Words, at: np.ndarray) -> pd.DataFrame:
    """Return where some of the words stand."""
    return words.tokens[_PLACE].iloc[words.rows[at]].reset_index(drop=True)
