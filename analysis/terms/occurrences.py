"""Where in the text the words stand that were counted, and where pairs stand together."""

from collections.abc import Iterable

import numpy as np
import pandas as pd

from analysis.errors import check_least
from analysis.terms.words import fold, fold_all, list_words

_PLACE = ["doc_id", "sentence_id", "start", "end", "statement_id"]


def list_occurrences(
    tokens: pd.DataFrame, *, terms: Iterable[str], unit: str = "lemma", among: pd.DataFrame | None = None
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
    words = list_words(tokens, unit=unit, among=among)
    return words.loc[words["chosen"] & words["term"].isin(set(terms)), [*_PLACE, "term"]].reset_index(drop=True)


def list_pairs(
    tokens: pd.DataFrame, *, pairs: pd.DataFrame, window: int = 5, unit: str = "lemma", among: pd.DataFrame | None = None
) -> pd.DataFrame:
    """List where pairs of words stand within the window of each other, as they were counted (`count_collocations`).

    Parameters
    ----------
    pairs : node and collocate of each

    Returns
    -------
    table `pair_occurrences`, one row per occurrence, in the order of `tokens`, then by distance
        doc_id; sentence_id; start; end; statement_id of the earlier word; other_start, other_end of the later; node; collocate
    """
    check_least("window", window, 1)
    words = list_words(tokens, unit=unit, among=among)
    nodes, collocates = (pairs[column].map(fold) for column in ("node", "collocate"))
    wanted = set(zip(nodes, collocates, strict=True))
    known = dict(zip(zip(nodes, collocates, strict=True), zip(pairs["node"], pairs["collocate"], strict=True), strict=True))
    folded = fold_all(words["term"]).to_numpy()
    open_to_pairs = words["chosen"].to_numpy() & np.isin(folded, list({*nodes, *collocates}))
    sentence = words["sentence_id"].to_numpy()
    found = []
    for distance in range(1, min(window, len(words) - 1) + 1):
        here = np.flatnonzero(
            open_to_pairs[:-distance] & open_to_pairs[distance:] & (sentence[:-distance] == sentence[distance:])
        )
        for first in here:
            one, two = folded[first], folded[first + distance]
            pair = (one, two) if (one, two) in wanted else (two, one) if (two, one) in wanted else None
            if pair and one != two:
                found.append((first, distance, *known[pair]))
    table = pd.DataFrame(sorted(found), columns=["first", "distance", "node", "collocate"])
    earlier, later = (words.iloc[place.to_numpy("int64")] for place in (table["first"], table["first"] + table["distance"]))
    return (
        earlier[_PLACE]
        .assign(
            other_start=later["start"].to_numpy(),
            other_end=later["end"].to_numpy(),
            node=table["node"].to_numpy(),
            collocate=table["collocate"].to_numpy(),
        )
        .reset_index(drop=True)
    )
