"""The words of one document as plain lists, for stages that walk over them; much faster than asking a table word by word."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd

# Small words that may begin a surname, and those that stand within a name.
LEADING = frozenset(("von", "van", "der", "den", "de", "del", "della", "di", "bin", "ibn", "al", "el"))
PARTICLES = LEADING | frozenset(("la", "le", "du", "da", "do", "dos", "das", "ter", "ten", "zu", "ben", "y", "e"))


@dataclass(frozen=True)
class Words:
    """The words of one document in reading order: lists of equal length, and the index of each sentence's first word."""

    doc_id: str
    text: list[str]
    lower: list[str]
    lemma: list[str]
    pos: list[str]
    tag: list[str]
    start: list[int]
    end: list[int]
    sentence_id: list[str]
    firsts: list[int]

    def __len__(self) -> int:
        return len(self.text)

    @property
    def sentences(self) -> Iterator[tuple[int, int]]:
        """First word of each sentence and one past its last."""
        return zip(self.firsts, [*self.firsts[1:], len(self)], strict=True)

    @cached_property
    def by_start(self) -> dict[int, int]:
        """The index of the word that starts at a character."""
        return {start: index for index, start in enumerate(self.start)}


def list_words(tokens: pd.DataFrame) -> Iterator[Words]:
    """Yield the words of each document that has any, in the order of the table `tokens`, which keeps documents together."""
    if tokens.empty:
        return
    # Whole columns as lists first: a table is slow to ask for a piece at a time.
    columns = {name: tokens[name].tolist() for name in ("text", "lemma", "pos", "tag", "start", "end", "sentence_id")}
    # Straight apostrophes, so that a word is compared in one spelling only.
    columns["lower"] = [text.lower().replace("’", "'") for text in columns["text"]]
    doc_ids = tokens["doc_id"].tolist()
    for first, past in _runs(tokens["doc_id"]):
        part = {name: column[first:past] for name, column in columns.items()}
        sentence_id = part["sentence_id"]
        firsts = [0] + [at for at in range(1, len(sentence_id)) if sentence_id[at] != sentence_id[at - 1]]
        yield Words(doc_id=doc_ids[first], firsts=firsts, **part)


def _runs(column: pd.Series) -> Iterator[tuple[int, int]]:
    """First row and one past the last of each stretch of equal values."""
    codes = pd.factorize(column)[0]
    cuts = np.flatnonzero(np.diff(codes)) + 1
    return zip([0, *cuts.tolist()], [*cuts.tolist(), len(codes)], strict=True)
