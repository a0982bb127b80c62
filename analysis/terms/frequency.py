"""How often words occur, and how evenly."""

from collections.abc import Iterable
from collections.abc import Set as AbstractSet

import numpy as np
import pandas as pd

from analysis.errors import check_choice, check_least
from analysis.terms.words import NO_WORDS, list_words

VOICES = ("all", "narrator", "speakers")
PARTS_OF_SPEECH = (
    "ADJ", "ADP", "ADV", "AUX", "CCONJ", "DET", "INTJ", "NOUN", "NUM", "PART", "PRON", "PROPN", "PUNCT", "SCONJ", "SYM",
    "VERB", "X",
)  # fmt: skip


def count_terms(
    tokens: pd.DataFrame,
    *,
    stop_words: AbstractSet[str] = NO_WORDS,
    pos: Iterable[str] | None = None,
    min_count: int = 1,
    unit: str = "lemma",
    voice: str = "all",
) -> pd.DataFrame:
    """Count words.

    Parameters
    ----------
    tokens : table `tokens`
    stop_words : set of str, lower case
        Left out of the result, counted in the totals. A token is a stop word if its lemma or the word as written is one;
        proper nouns never are (US is not "us", Will Smith not "will").
    pos : Universal parts of speech to keep, e.g. ("NOUN", "PROPN"); None keeps all
    min_count : int >= 1, occurrences (not documents)
    unit : "lemma", or "text" for the word as written, in lower case unless a proper noun
    voice : "all", "narrator" (words in no statement) or "speakers" (words in one)

    Returns
    -------
    table `term_counts`, one row per term, sorted by n descending, ties by term
        term; pos its commonest part of speech (ties by name); n occurrences; n_docs documents with at least one;
        per_1000 n per 1,000 words of the chosen voice; document_share n_docs / documents in which that voice has words;
        rank from 1, equal n share the smallest

    Raises
    ------
    ParameterError : unknown `unit`, `voice` or `pos`, `min_count` below 1; SchemaError : a column is missing

    Notes
    -----
    A word is a token with a letter or a digit; "don't" is two. No words give an empty table. Rates of texts under some
    thousand words move a lot by chance: see `count_dispersion` before building on them.
    """
    check_choice("voice", voice, VOICES)
    check_least("min_count", min_count, 1)
    pos = None if pos is None else list(pos)
    for each in pos or []:
        check_choice("pos", each, PARTS_OF_SPEECH)
    words = list_words(tokens, unit=unit, stop_words=stop_words)
    if voice != "all":
        words = words[words["statement_id"].isna() == (voice == "narrator")]
    n_words, n_docs = len(words), words["doc_id"].nunique()
    kept = words[~words["stop"]] if pos is None else words[~words["stop"] & words["pos"].isin(pos)]
    by_pos = kept.groupby(["term", "pos"], as_index=False).size().sort_values(["size", "pos"], ascending=[False, True])
    counts = kept.groupby("term").agg(n=("doc_id", "size"), n_docs=("doc_id", "nunique"))
    counts.insert(0, "pos", by_pos.drop_duplicates("term").set_index("term")["pos"])
    counts = counts[counts["n"] >= min_count].reset_index()
    counts["per_1000"] = 1000 * counts["n"] / n_words
    counts["document_share"] = counts["n_docs"] / n_docs
    counts["rank"] = counts["n"].rank(method="min", ascending=False).astype("int64")
    return counts.sort_values(["n", "term"], ascending=[False, True], ignore_index=True)


def count_by_voice(
    tokens: pd.DataFrame,
    *,
    terms: Iterable[str],
    stop_words: AbstractSet[str] = NO_WORDS,
    pos: Iterable[str] | None = None,
    unit: str = "lemma",
) -> pd.DataFrame:
    """Count terms in the narrator's words and in those of speakers.

    Parameters
    ----------
    tokens, stop_words, pos, unit : see `count_terms`
    terms : the terms to count, as `count_terms` names them

    Returns
    -------
    one row per term, in the order of `terms`
        term; n_narrator, n_speakers occurrences; per_1000_narrator, per_1000_speakers per 1,000 words of that voice; 0 where a
        voice does not use the term

    Raises
    ------
    ParameterError, SchemaError : see `count_terms`
    """
    table = pd.DataFrame({"term": pd.Series(list(terms), dtype="str")})
    pos = None if pos is None else list(pos)
    for voice in ("narrator", "speakers"):
        counts = count_terms(tokens, stop_words=stop_words, pos=pos, unit=unit, voice=voice).set_index("term")
        table[f"n_{voice}"] = table["term"].map(counts["n"]).fillna(0).astype("int64")
        table[f"per_1000_{voice}"] = table["term"].map(counts["per_1000"]).fillna(0).astype("float64")
    return table


def count_dispersion(tokens: pd.DataFrame, *, terms: Iterable[str], unit: str = "lemma", parts: int = 10) -> pd.DataFrame:
    """Measure how evenly terms are spread over the documents, or over equal parts of a single document.

    Parameters
    ----------
    tokens : table `tokens`
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
    words = list_words(tokens, unit=unit)
    part, names = pd.factorize(words["doc_id"])
    if len(names) == 1:
        part = np.arange(len(words)) * min(parts, len(words)) // len(words)
    sizes = np.bincount(part)
    wanted = pd.Index(dict.fromkeys(terms), dtype="str")
    code = wanted.get_indexer(pd.Index(words["term"]))
    counts = np.zeros((len(wanted), len(sizes)))
    np.add.at(counts, (code[code >= 0], part[code >= 0]), 1)
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
    return table.assign(n_parts=len(sizes), parts="documents" if len(names) > 1 else "equal parts of the document")
