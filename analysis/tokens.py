"""Sentences and words of the documents: where they are, their parts of speech and their dictionary forms."""

from functools import cache, lru_cache
from pathlib import Path

import numpy as np
import pandas as pd
import simplemma

from analysis import schema
from analysis.boundaries import split_sentences, split_words
from analysis.perceptron import Perceptron, load_weights

MODEL = Path(__file__).parent / "models" / "tagger.npz"
BATCH = 100_000  # words tagged together


@cache
def load_tagger() -> Perceptron:
    """Return the tagger, read once."""
    return Perceptron(load_weights(MODEL))


def tag_documents(documents: pd.DataFrame, zones: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Split the zones of documents into sentences and words, and give each word its tags and its lemma."""
    texts = dict(zip(documents["doc_id"], documents["text"], strict=True))
    sentences: list[tuple[str, str, str, str, int, int]] = []
    words: list[tuple[str, str, int, int, str]] = []
    lengths: list[int] = []
    spans: dict[str, list[tuple[int, int]]] = {}
    for doc_id, paragraph_id, zone, start, end in zip(
        zones["doc_id"], zones["paragraph_id"], zones["zone"], zones["start"], zones["end"], strict=True
    ):
        for first, past in split_sentences(texts[doc_id], start, end):
            sentences.append((doc_id, f"{doc_id}:s{first}", paragraph_id, zone, first, past))
            if zone != "header":
                spans.setdefault(doc_id, []).append((first, past))
    for doc_id, found in spans.items():
        for (first, _), sentence in zip(found, split_words(texts[doc_id], found), strict=True):
            words += ((doc_id, f"{doc_id}:s{first}", at, to, form) for at, to, form in sentence)
            lengths.append(len(sentence))
    sentence_table = pd.DataFrame(sentences, columns=list(schema.TABLES["sentences"]))
    forms = [word[4] for word in words]
    tagger = load_tagger()
    tags = [tagger.classes[code] for code in tagger.tag(forms, lengths)]
    pos = [_POS.get(tag, "X") if form.lower() not in _BE else "AUX" for form, tag in zip(forms, tags)]
    columns = {
        "doc_id": [w[0] for w in words],
        "sentence_id": [w[1] for w in words],
        "token_id": [f"{w[0]}:t{w[2]}" for w in words],
        "start": [w[2] for w in words],
        "end": [w[3] for w in words],
        "text": [texts[w[0]][w[2] : w[3]] for w in words],
        "lemma": [find_lemma(f, p) for f, p in zip(forms, pos)],
        "pos": pos,
        "tag": tags,
        "statement_id": [None] * len(words),
    }
    return schema.cast("sentences", sentence_table), schema.cast("tokens", pd.DataFrame(columns))


_BE = {
    "be",
    "is",
    "are",
    "was",
    "were",
    "been",
    "being",
    "am",
    "'s",
    "'re",
    "'m",
    "'ve",
    "'ll",
    "'d",
    "has",
    "have",
    "had",
    "do",
    "does",
    "did",
}
_POS = {
    "NN": "NOUN", "NNS": "NOUN", "NNP": "PROPN", "NNPS": "PROPN", "VB": "VERB", "VBD": "VERB", "VBG": "VERB", "VBN": "VERB",
    "VBP": "VERB", "VBZ": "VERB", "MD": "AUX", "JJ": "ADJ", "JJR": "ADJ", "JJS": "ADJ", "RB": "ADV", "RBR": "ADV", "RBS": "ADV",
    "WRB": "ADV", "IN": "ADP", "RP": "ADP", "TO": "PART", "POS": "PART", "DT": "DET", "PDT": "DET", "WDT": "PRON", "WP": "PRON",
    "WP$": "PRON", "PRP": "PRON", "PRP$": "PRON", "EX": "PRON", "CD": "NUM", "CC": "CCONJ", "UH": "INTJ", "$": "SYM", "SYM": "SYM",
    ",": "PUNCT", ".": "PUNCT", ":": "PUNCT", "``": "PUNCT", "''": "PUNCT", "-LRB-": "PUNCT", "-RRB-": "PUNCT", "HYPH": "PUNCT", "NFP": "PUNCT",
}  # fmt: skip


@lru_cache(maxsize=200_000)
def find_lemma(form: str, pos: str) -> str:
    """Return the dictionary form."""
    if pos in ("PROPN", "PUNCT", "SYM", "X"):
        return form
    return simplemma.lemmatize(form.lower(), lang="en").lower()
