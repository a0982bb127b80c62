"""Words in their sentences."""

import re

import numpy as np
import pandas as pd

from analysis.errors import check_least
from analysis.parts import TableOrParts, each_part
from analysis.schema import check
from analysis.terms.words import Words, fold, fold_all, list_words

_CLITIC = re.compile(r"(?<=\w)(?:n't|'(?:s|re|ve|ll|d|m))(?!\w)")


def find_concordance(
    documents: pd.DataFrame,
    sentences: TableOrParts,
    tokens: TableOrParts,
    *,
    term: str,
    window: int = 8,
    unit: str = "lemma",
    limit: int | None = None,
    among: TableOrParts | None = None,
) -> pd.DataFrame:
    """Find a word or a phrase with the words around it, in the spelling of the text.

    Parameters
    ----------
    documents, sentences, tokens : tables of those names; the last two may come in parts
    term : str
        A word or words parted by white space, in any case, each as written or, with `unit` "lemma", a lemma: "guarantee"
        finds guarantees, "guarantees" only itself. Contractions may be written as one ("don't", "Moscow's").
    window : int >= 0
        Words to either side; never across the end of a paragraph.
    limit : int, optional; the first so many
    among : table `tokens`, in the same parts, optional
        Only occurrences that stand wholly among these (`select_words`); the words around them are always those of the text.

    Returns
    -------
    table `concordance`, one row per occurrence, in reading order
        doc_id; sentence_id; start, end of the occurrence; left, match, right as in the text, line breaks as spaces; statement_id
        the innermost statement its first word stands in, null for the narrator (`name_voices` says whose)
    """
    check_least("window", window, 0)
    wanted = _CLITIC.sub(r" \g<0>", fold(term)).split()
    found, n_found = [], 0
    for words in list_words(tokens, unit=unit, among=among):
        found.append(_find_hits(words, wanted, window))
        n_found += len(found[-1])
        if limit is not None and n_found >= limit:
            break
    table = pd.concat(found, ignore_index=True).head(n_found if limit is None else limit)
    bounds = pd.concat([_bound_paragraphs(part, table["sentence_id"]) for part in each_part(sentences, "sentences")])
    around = bounds.reindex(table["sentence_id"]).reset_index(drop=True)
    left, right = table.pop("left").clip(lower=around["start"]), table.pop("right").clip(upper=around["end"])
    texts = table["doc_id"].map(dict(zip(check(documents, "documents")["doc_id"], documents["text"], strict=True)))
    for name, begin, end in (
        ("left", left, table["start"]),
        ("match", table["start"], table["end"]),
        ("right", table["end"], right),
    ):
        cut = [" ".join(text[here:there].split()) for text, here, there in zip(texts, begin, end, strict=True)]
        table[name] = pd.array(cut, dtype="str")
    return table[["doc_id", "sentence_id", "start", "end", "left", "match", "right", "statement_id"]]


def _find_hits(words: Words, wanted: list[str], window: int) -> pd.DataFrame:
    """Find where the wanted words stand one after the other; left and right are as far as the window goes in the document."""
    n_words = len(words.rows)
    first = np.arange(n_words - len(wanted) + 1 if wanted else 0)
    for step, word in enumerate(wanted):
        is_term, place = fold_all(words.terms) == word, first + step
        first = first[(is_term[words.term[place]] | (words.texts == word)[words.text[place]]) & words.chosen[place]]
    sentence = words.take("sentence_id")
    last = first + max(len(wanted), 1) - 1
    one_sentence = (sentence.iloc[first].array == sentence.iloc[last].array).astype(bool)
    first, last = first[one_sentence], last[one_sentence]
    table = words.tokens.iloc[words.rows[first]][["doc_id", "sentence_id", "start", "statement_id"]].reset_index(drop=True)
    starts, ends = words.take("start").to_numpy(), words.take("end").to_numpy()
    before, after = np.maximum(first - window, 0), np.minimum(last + window, n_words - 1)
    at_start = (before != first - window) | (words.doc[before] != words.doc[first])
    at_end = (after != last + window) | (words.doc[after] != words.doc[first])
    return table.assign(
        end=ends[last], left=np.where(at_start, 0, starts[before]), right=np.where(at_end, np.iinfo("int64").max, ends[after])
    )


def _bound_paragraphs(sentences: pd.DataFrame, wanted: pd.Series) -> pd.DataFrame:
    """Return start and end of the paragraph in which each of the wanted sentences stands, by sentence_id."""
    there = sentences.loc[sentences["sentence_id"].isin(wanted), ["sentence_id", "paragraph_id"]]
    around = sentences[sentences["paragraph_id"].isin(there["paragraph_id"])]
    bounds = around.groupby("paragraph_id").agg(start=("start", "min"), end=("end", "max"))
    return bounds.loc[there["paragraph_id"]].set_index(pd.Index(there["sentence_id"]))
