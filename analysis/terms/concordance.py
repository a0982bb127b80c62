"""Where words stand: in the text itself, and along it."""

import re
from collections.abc import Iterable

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

    Returns
    -------
    table `concordance`, one row per occurrence, in reading order
        doc_id; sentence_id; start, end of the occurrence; left, match, right as in the text, line breaks as spaces
    """
    check_least("window", window, 0)
    words = list_words(tokens, unit=unit)
    named, written = fold_all(words["term"]), fold_all(words["text"])
    wanted = _CLITIC.sub(r" \g<0>", fold(term)).split()
    hit = pd.Series(bool(wanted), index=words.index)
    for step, word in enumerate(wanted):
        same = (named == word) | (written == word)
        hit &= same.shift(-step, fill_value=False) & (words["sentence_id"].shift(-step) == words["sentence_id"])
    bounds = check(sentences, "sentences").groupby("paragraph_id").agg(first=("start", "min"), last=("end", "max"))
    paragraph = words["sentence_id"].map(sentences.set_index("sentence_id")["paragraph_id"])
    words = words.assign(paragraph=paragraph, first=paragraph.map(bounds["first"]), last=paragraph.map(bounds["last"]))
    texts = dict(zip(check(documents, "documents")["doc_id"], documents["text"], strict=True))
    rows = []
    for place in np.flatnonzero(hit)[:limit]:
        word, until = words.iloc[place], words.iloc[place + len(wanted) - 1]
        before, after = place - window, place + len(wanted) - 1 + window
        inside = [0 <= at < len(words) and words["paragraph"].iat[at] == word["paragraph"] for at in (before, after)]
        left = words["start"].iat[before] if inside[0] else word["first"]
        right = words["end"].iat[after] if inside[1] else word["last"]
        pieces = ((left, word["start"]), (word["start"], until["end"]), (until["end"], right))
        cut = (" ".join(texts[word["doc_id"]][start:end].split()) for start, end in pieces)
        rows.append((word["doc_id"], word["sentence_id"], word["start"], until["end"], *cut))
    columns = ["doc_id", "sentence_id", "start", "end", "left", "match", "right"]
    types = {
        "doc_id": "str",
        "sentence_id": "str",
        "start": "int64",
        "end": "int64",
        "left": "str",
        "match": "str",
        "right": "str",
    }
    return pd.DataFrame(rows, columns=columns).astype(types)


def find_occurrences(tokens: pd.DataFrame, *, terms: Iterable[str], unit: str = "lemma") -> pd.DataFrame:
    """Find where terms stand, for a strip that shows how they are spread.

    Returns
    -------
    table `occurrences`, one row per occurrence, by term in the order given, then in reading order
        doc_id; term; position_share place in its document, corpus_share place in the whole corpus, both as the share of words
        before the middle of the word, between 0 and 1
    """
    words = list_words(tokens, unit=unit)
    by_doc = words.groupby("doc_id")["term"]
    words["position_share"] = (by_doc.cumcount() + 0.5) / by_doc.transform("size")
    words["corpus_share"] = (np.arange(len(words)) + 0.5) / max(len(words), 1)
    wanted = pd.Index(dict.fromkeys(terms), dtype="str")
    words["order"] = wanted.get_indexer(pd.Index(words["term"]))
    found = words[words["order"] >= 0].sort_values("order", kind="stable", ignore_index=True)
    return found[["doc_id", "term", "position_share", "corpus_share"]]
