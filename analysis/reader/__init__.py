"""The reader: what is found by looking at the words of a text, as raw spans with how sure they are.

A trained network (analysis/models/reader.md) reads the text in windows of wordpieces; links.py makes linked sources, cues and
contents of its scores. Names are found by analysis/names, which is told what the network says of each word (naming.py).
"""

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from analysis import schema
from analysis.names import LOOKS, find_names
from analysis.reader.encoding import encode_text
from analysis.reader.links import Statement, decode_statements, give_probability
from analysis.reader.naming import look_at_words
from analysis.reader.nested import TELLERS, find_nested
from analysis.reader.network import load_network, load_values, load_vocabulary, map_threads, read_encoded
from analysis.reader.pairs import judge_given
from analysis.reader.stances import judge_positions

__all__ = ["judge_given", "judge_positions", "read_spans"]

_STRETCH = 30_000  # characters read as one: more than nearly every article has
_BREAKS = (re.compile(r"\n"), re.compile(r"[.!?…][\"'”’)\]]*\s"), re.compile(r"\s"))


def read_spans(documents: pd.DataFrame, sentences: pd.DataFrame, tokens: pd.DataFrame, quotations: pd.DataFrame) -> pd.DataFrame:
    """Find the sources, cues and contents of statements, and the names.

    Parameters
    ----------
    documents, sentences, tokens, quotations : tables (schema.py)

    Returns
    -------
    table `spans`: by document; of each first its statements in reading order, rows of one statement together (`link`), then its
        names in reading order
        `probability` of the spans of a statement is the calibrated share of statements so sure that are right: content
        overlapping by half or more, nothing wrong with cue and source. `acts` is the probability that the name of a state or
        place stands for those who act there.

    Raises
    ------
    InputError : the network's weights are missing or damaged

    Notes
    -----
    The same document gives the same spans in whatever company it is read. One of more than 30,000 characters is read in parts
    that end at a paragraph, a sentence or a word, so that no length is too much; no statement crosses them.
    """
    words_of = {doc_id: slice(rows[0], rows[-1] + 1) for doc_id, rows in tokens.groupby("doc_id", sort=False).indices.items()}
    starts, ends = tokens["start"].to_numpy(), tokens["end"].to_numpy()
    may_be_cue = (tokens["pos"].eq("VERB") & tokens["lemma"].isin(TELLERS)).to_numpy()
    marks = _group_quotations(quotations)
    parts = []
    for doc_id, text, begin in zip(documents["doc_id"], documents["text"], documents["header_end"], strict=True):
        words = words_of.get(doc_id, slice(0, 0))
        for start, end in cut_stretches(text, begin):
            first, past = words.start + np.searchsorted(starts[words], (start, end))
            quoted = marks.get(doc_id, np.zeros((0, 2), dtype=np.int64)) - start
            here = slice(first, past)
            verbs = starts[here][may_be_cue[here]] - start
            parts.append(Part(doc_id, start, text[start:end], quoted, here, starts[here] - start, ends[here] - start, verbs))
    looks = np.zeros((len(tokens), len(LOOKS)))
    rows: list[dict[str, Any]] = []
    numbers: dict[str, int] = {}
    for part, (statements, look) in zip(parts, map_threads(_read_part, parts), strict=True):
        looks[part.words] = look
        for statement in statements:
            number = numbers[part.doc_id] = numbers.get(part.doc_id, -1) + 1
            rows += _make_rows(part, statement, f"{part.doc_id}:a{number}")
    spans = pd.concat([schema.build("spans", rows), find_names(tokens, looks)])
    order = spans["doc_id"].map({doc_id: number for number, doc_id in enumerate(documents["doc_id"])}).argsort(kind="stable")
    return schema.cast("spans", spans.iloc[order])


class Part(NamedTuple):
    """A stretch of a document that is read as one; places of quotations and words are those in its text."""

    doc_id: str
    start: int
    text: str
    quotations: np.ndarray
    words: slice
    starts: np.ndarray
    ends: np.ndarray
    verbs: np.ndarray  # starts of those that may be cues


def _read_part(part: Part) -> tuple[list[Statement], np.ndarray]:
    """Statements of a part, and what the network says of its words."""
    encoded = encode_text(load_vocabulary(), part.text)
    scores = read_encoded(load_network(), part.text, encoded)
    look = look_at_words(encoded, scores, part.starts, part.ends, temperature=load_values()["temperatures"]["acts"])
    statements = decode_statements(part.text, encoded, scores, part.quotations)
    return [*statements, *find_nested(statements, part.text, part.quotations, part.verbs)], look


def _make_rows(part: Part, statement: Statement, link: str) -> Iterator[dict[str, Any]]:
    """Rows of the spans of a statement."""
    probability = give_probability(statement.features, load_values()["statement"])
    common = {"doc_id": part.doc_id, "link": link, "probability": probability, "reason": "reader"}
    for role, spans in (("source", [statement.source]), ("cue", [statement.cue]), ("content", statement.content)):
        for start, end in filter(None, spans):
            yield {**common, "role": role, "start": part.start + start, "end": part.start + end}


def _group_quotations(quotations: pd.DataFrame) -> dict[str, np.ndarray]:
    """Start and end of the outermost quotations of each document, n x 2."""
    outer = quotations[quotations["depth"] == 0]
    return {str(doc_id): part.to_numpy() for doc_id, part in outer.groupby("doc_id", sort=False)[["start", "end"]]}


def cut_stretches(text: str, start: int) -> Iterator[tuple[int, int]]:
    """Cut a text from `start` into parts of at most 30,000 characters, at the last paragraph, sentence or word that fits."""
    while len(text) - start > _STRETCH:
        middle, latest = start + _STRETCH // 2, start + _STRETCH
        ends = ([match.end() for match in pattern.finditer(text, middle, latest)] for pattern in _BREAKS)
        end = next((found[-1] for found in ends if found), latest)
        yield start, end
        start = end
    if start < len(text):
        yield start, len(text)
