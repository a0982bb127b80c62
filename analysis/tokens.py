"""Sentences and words of the documents: where they stand, their parts of speech and their dictionary forms."""

from functools import cache
from itertools import groupby
from operator import itemgetter
from pathlib import Path

import numpy as np
import pandas as pd

from analysis import schema
from analysis.boundaries import split_sentences, split_words
from analysis.lemmas import find_lemma
from analysis.perceptron import Perceptron, load_weights

MODEL = Path(__file__).parent / "models" / "tagger.npz"
MODEL_SHA256 = "c5472b40d806f490603113e2ef0f6f5d02c09724c95e54469eb67b995efd55f2"


@cache
def load_tagger() -> Perceptron:
    """Return the tagger, read once; its classes are a Penn and a Universal tag, `VBZ|AUX`.

    Raises InputError if the file of its weights is missing or not the one the model card describes.
    """
    return Perceptron(load_weights(MODEL, sha256=MODEL_SHA256))


def tag_documents(documents: pd.DataFrame, zones: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Split the zones of documents into sentences and words, and give each word its tags and its dictionary form.

    Parameters
    ----------
    documents : table `documents` (schema.py)
        Only `doc_id` and `text` are read.
    zones : table `zones`, those of a document together

    Returns
    -------
    table `sentences`, in the order of `zones`
        No sentence crosses a zone. A header is one sentence.
    table `tokens`, in the same order
        Words of all zones but headers. Hyphened words stay whole, clitics stand apart (do n't, Moscow ’s). `text` is as
        written; `tag` names quotation marks by the way they look (`` or ''); `lemma` has straight apostrophes, lower case but
        for proper nouns. `statement_id` is null.

    Raises
    ------
    InputError : the tagger's weights are missing or damaged

    Notes
    -----
    Every character that is not white space stands in one sentence and, outside headers, in one word. A sentence longer than
    20,000 characters is cut. Punkt: Kiss and Strunk, 2006. Averaged perceptron: Collins, 2002.
    """
    texts = dict(zip(documents["doc_id"], documents["text"], strict=True))
    sentences = _find_sentences(texts, zones)
    with_words = sentences[sentences["zone"] != "header"]
    words: list[tuple[int, int, str]] = []
    lengths: list[int] = []
    for doc_id, rows in groupby(zip(with_words["doc_id"], with_words["start"], with_words["end"], strict=True), itemgetter(0)):
        for found in split_words(texts[doc_id], [(start, end) for _, start, end in rows]):
            words += found
            lengths.append(len(found))
    return sentences, _tag_words(texts, with_words, words, lengths)


def _find_sentences(texts: dict[str, str], zones: pd.DataFrame) -> pd.DataFrame:
    """Return the table `sentences`."""
    rows = [
        (doc_id, f"{doc_id}:s{first}", paragraph_id, zone, first, past)
        for doc_id, paragraph_id, zone, start, end in zip(
            *(zones[column] for column in ("doc_id", "paragraph_id", "zone", "start", "end")), strict=True
        )
        for first, past in ([(start, end)] if zone == "header" else split_sentences(texts[doc_id], start, end))
    ]
    return schema.cast("sentences", pd.DataFrame(rows, columns=list(schema.TABLES["sentences"])))


def _tag_words(
    texts: dict[str, str], sentences: pd.DataFrame, words: list[tuple[int, int, str]], lengths: list[int]
) -> pd.DataFrame:
    """Return the table `tokens` of words given by start, end and form, `lengths` of them in each sentence."""
    doc_ids = np.repeat(sentences["doc_id"].to_numpy(object), lengths)
    forms = [form for _, _, form in words]
    tagger = load_tagger()
    classes = np.array([name.split("|") for name in tagger.classes], dtype=object)[tagger.tag(forms, lengths)]
    table = pd.DataFrame(
        {
            "doc_id": doc_ids,
            "sentence_id": np.repeat(sentences["sentence_id"].to_numpy(object), lengths),
            "token_id": [f"{doc_id}:t{start}" for doc_id, (start, _, _) in zip(doc_ids, words, strict=True)],
            "start": [start for start, _, _ in words],
            "end": [end for _, end, _ in words],
            "text": [texts[doc_id][start:end] for doc_id, (start, end, _) in zip(doc_ids, words, strict=True)],
            "lemma": list(map(find_lemma, forms, classes[:, 0])),
            "pos": classes[:, 1],
            "tag": classes[:, 0],
            "statement_id": None,
        }
    )
    return schema.cast("tokens", table)
