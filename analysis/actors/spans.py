"""The names and sources among the spans, document by document."""

from collections import defaultdict
from typing import NamedTuple

import pandas as pd

from analysis.words import Words

_ACTS = 0.5  # places that act are about as many as those where things happen, and either mistake costs the same


class Span(NamedTuple):
    """A name or source: first character, one past the last, kind of a name, whether a place acts."""

    start: int
    end: int
    kind: str
    acts: bool


def list_spans(spans: pd.DataFrame) -> tuple[dict[str, list[Span]], dict[str, list[Span]]]:
    """The names and the sources of each document as lists."""
    found: tuple[dict[str, list[Span]], ...] = (defaultdict(list), defaultdict(list))
    for role, lists in zip(("name", "source"), found, strict=True):
        part = spans[spans["role"] == role]
        columns = (part[column].tolist() for column in ("doc_id", "start", "end", "kind"))
        for doc_id, start, end, kind, acts in zip(*columns, (part["acts"] > _ACTS).tolist(), strict=True):
            lists[doc_id].append(Span(start, end, kind, acts))
    return found[0], found[1]


def list_starts(words: Words, spans: list[Span]) -> set[int]:
    """The words that begin one of the spans."""
    return {words.by_start[span.start] for span in spans if span.start in words.by_start}
