"""The names and sources among the spans, document by document."""

from collections import defaultdict

import pandas as pd

from analysis.words import Words

Span = tuple[int, int, str]  # start, end, kind


def list_spans(spans: pd.DataFrame) -> tuple[dict[str, list[Span]], dict[str, list[Span]]]:
    """The names and the sources of each document as lists."""
    found: tuple[dict[str, list[Span]], ...] = (defaultdict(list), defaultdict(list))
    for role, lists in zip(("name", "source"), found, strict=True):
        part = spans[spans["role"] == role]
        for doc_id, start, end, kind in zip(
            *(part[column].tolist() for column in ("doc_id", "start", "end", "kind")), strict=True
        ):
            lists[doc_id].append((start, end, kind))
    return found[0], found[1]


def list_starts(words: Words, spans: list[Span]) -> set[int]:
    """The words that begin one of the spans."""
    return {words.by_start[start] for start, _, _ in spans if start in words.by_start}
