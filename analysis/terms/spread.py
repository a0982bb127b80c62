"""Where words stand, and how evenly."""

from collections.abc import Iterable

import numpy as np
import pandas as pd

from analysis.errors import check_least
from analysis.parts import TableOrParts
from analysis.schema import check
from analysis.terms.words import list_words


def count_spread(
    tokens: TableOrParts,
    documents: pd.DataFrame,
    *,
    terms: Iterable[str],
    unit: str = "lemma",
    among: TableOrParts | None = None,
) -> pd.DataFrame:
    """Count terms in each document and say where in it they stand.

    Parameters
    ----------
    tokens, documents : tables of those names; tokens may come in parts
    terms : terms as `count_terms` writes them, with the same `unit`
    among : table `tokens`, in the same parts, optional
        Only occurrences among these (`select_words`); places and n_words are those of the whole text.

    Returns
    -------
    table `spread`, one row per term and document that has words; terms in the order given, repeated ones once; documents by
    date, those without one last, then in the order of `documents`
        term; doc_id; published; n_words of the document; n occurrences, 0 where there are none; places list of float: the
        share of the document's words before the middle of each occurrence, between 0 and 1, ascending
    """
    wanted = pd.Index(dict.fromkeys(terms), dtype="str")
    found, sizes = [], []
    for words in list_words(tokens, unit=unit, among=among):
        size = np.bincount(words.doc, minlength=len(words.doc_ids))
        sizes.append(pd.Series(size, index=words.doc_ids))
        firsts = pd.Series(words.doc).groupby(words.doc).cumcount().to_numpy()
        term = words.find(wanted)
        here = (term >= 0) & words.chosen
        place = (firsts + 0.5) / size[words.doc]
        rows = pd.DataFrame({"term": wanted[term[here]], "doc_id": words.doc_ids[words.doc[here]], "place": place[here]})
        found.append(rows.groupby(["term", "doc_id"], sort=False)["place"].agg(list))
    places, n_words = pd.concat(found), pd.concat(sizes)
    rows = check(documents, "documents")[["doc_id", "published"]].sort_values("published", kind="stable", na_position="last")
    rows = rows.assign(n_words=rows["doc_id"].map(n_words)).dropna(subset=["n_words"])
    table = pd.DataFrame({"term": wanted}).merge(rows.astype({"n_words": "int64"}), how="cross")
    cells = pd.MultiIndex.from_frame(table[["term", "doc_id"]])
    table["places"] = [places if isinstance(places, list) else [] for places in places.reindex(cells)]
    table.insert(4, "n", table["places"].map(len).astype("int64"))
    return table


def count_dispersion(tokens: TableOrParts, *, terms: Iterable[str], unit: str = "lemma", parts: int = 10) -> pd.DataFrame:
    """Measure how evenly terms are spread over the documents, or over equal parts of a single document.

    Parameters
    ----------
    tokens : table `tokens`, whole or in parts
    terms : terms as `count_terms` writes them, with the same `unit`
    parts : int >= 2
        Number of equal parts a single document is cut into; with two documents or more each document is a part.

    Returns
    -------
    table `dispersion`, one row per term in the order given, repeated terms once
        term; n occurrences; dp Gries' DP, 0 as evenly as the parts are large .. near 1 all in a small part; dp_norm
        DP / (1 - smallest part's share), so that 1 can be reached; juilland_d Juilland's D, 1 even .. 0 in one part;
        range_share share of the parts with at least one occurrence; n_parts; parts "documents" or "equal parts of the
        document". All measures are null for a term that does not occur and where there is only one part.

    Notes
    -----
    Gries 2008 (DP); Lijffijt and Gries 2012 (normalisation); Juilland and Chang-Rodriguez 1964, here on the rates per part
    so that parts may differ in size. A term with few occurrences cannot be even: compare terms of similar n.
    """
    check_least("parts", parts, 2)
    wanted = pd.Index(dict.fromkeys(terms), dtype="str")
    found = [words.count_pieces(wanted, words.doc, n_pieces=len(words.doc_ids)) for words in list_words(tokens, unit=unit)]
    n_docs = sum(counts.shape[1] for counts in found)
    if n_docs == 1:
        found = [words.count_pieces(wanted, _cut(len(words.doc), parts)) for words in list_words(tokens, unit=unit)]
    counts, (sizes,) = np.split(np.concatenate(found, axis=1), [len(wanted)])
    n = counts.sum(axis=1)
    table = pd.DataFrame({"term": wanted, "n": n.astype("int64")})
    table[["dp", "dp_norm", "juilland_d", "range_share"]] = np.nan
    occurs = n > 0
    if len(sizes) > 1 and occurs.any():
        counts, expected = counts[occurs], sizes / sizes.sum()
        dp = np.abs(counts / n[occurs, None] - expected).sum(axis=1) / 2
        rates = counts / sizes
        variation = rates.std(axis=1) / rates.mean(axis=1)
        juilland_d, range_share = 1 - variation / np.sqrt(len(sizes) - 1), (counts > 0).mean(axis=1)
        measures = [dp, dp / (1 - expected.min()), juilland_d, range_share]
        table.loc[occurs, ["dp", "dp_norm", "juilland_d", "range_share"]] = np.column_stack(measures)
    return table.assign(n_parts=len(sizes), parts="documents" if n_docs > 1 else "equal parts of the document")


def _cut(n_words: int, parts: int) -> np.ndarray:
    """Return for each word which of so many equal parts it is in."""
    return np.arange(n_words) * min(parts, n_words) // max(n_words, 1)
