"""Words in their sentences."""

import re

import numpy as np
import pandas as pd

from analysis.errors import check_least
from analysis.schema import check
from analysis.terms.words import fold, fold_all, list_words

_CLITIC = re.compile(r"(?<=\w)(?:n't|'(?:s|re|ve|ll|d|m))(?!\w)")


def find_concordance(
    documents: pd.DataFrame,
    sentences: pd.DataFrame,
    tokens: pd.DataFrame,
    *,
    term: str,
    window: int = 8,
    unit: str = "lemma",
    limit: int | None = None,
    among: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """Find a word or a phrase with the words around it, in the spelling of the text.

    Parameters
    ----------
    documents, sentences, tokens : tables of those names
    term : str
        A word or words parted by white space, in any case, each as written or, with `unit` "lemma", a lemma: "guarantee"
        finds guarantees, "guarantees" only itself. Contractions may be written as one ("don't", "Moscow's").
    window : int >= 0
        Words to either side; never across the end of a paragraph.
    limit : int, optional; the first so many
    among : table `tokens`, optional
        Only occurrences that stand wholly among these (`select_words`); the words around them are always those of the text.

    Returns
    -------
    table `concordance`, one row per occurrence, in reading order
        doc_id; sentence_id; start, end of the occurrence; left, match, right as in the text, line breaks as spaces; statement_id
        the innermost statement its first word stands in, null for the narrator (`name_voices` says whose)
    """
    check_least("window", window, 0)
    words = list_words(tokens, unit=unit, among=among)
    named, written = fold_all(words["term"]), fold_all(words["text"])
    wanted = _CLITIC.sub(r" \g<0>", fold(term)).split()
    hit = pd.Series(bool(wanted), index=words.index)
    for step, word in enumerate(wanted):
        same = ((named == word) | (written == word)) & words["chosen"]
        hit &= same.shift(-step, fill_value=False) & (words["sentence_id"].shift(-step) == words["sentence_id"])
    first = np.flatnonzero(hit)[:limit]
    last = first + max(len(wanted), 1) - 1
    paragraphs = check(sentences, "sentences").groupby("paragraph_id").agg(start=("start", "min"), end=("end", "max"))
    paragraph, _ = pd.factorize(words["sentence_id"].map(sentences.set_index("sentence_id")["paragraph_id"]))
    around = paragraphs.reindex(sentences.set_index("sentence_id")["paragraph_id"].reindex(words["sentence_id"].iloc[first]))
    starts, ends = words["start"].to_numpy(), words["end"].to_numpy()
    left = _reach(paragraph, first, first - window, starts, around["start"].to_numpy())
    right = _reach(paragraph, first, last + window, ends, around["end"].to_numpy())
    table = words.loc[first, ["doc_id", "sentence_id", "start"]].assign(end=ends[last])
    texts = table["doc_id"].map(dict(zip(check(documents, "documents")["doc_id"], documents["text"], strict=True)))
    for name, begin, end in (
        ("left", left, table["start"]),
        ("match", table["start"], table["end"]),
        ("right", table["end"], right),
    ):
        cut = [" ".join(text[here:there].split()) for text, here, there in zip(texts, begin, end, strict=True)]
        table[name] = pd.array(cut, dtype="str")
    return table.assign(statement_id=words.loc[first, "statement_id"]).reset_index(drop=True)


def _reach(paragraph: np.ndarray, places: np.ndarray, ends: np.ndarray, offsets: np.ndarray, edges: np.ndarray) -> np.ndarray:
    """Return the offsets of the words at `ends`, or the edge of the paragraph where that word is not in it."""
    if not len(places):
        return np.zeros(0, dtype="int64")
    within = ends.clip(0, len(paragraph) - 1)
    inside = (within == ends) & (paragraph[within] == paragraph[places])
    return np.where(inside, offsets[within], edges).astype("int64")
