"""The names and sources among the spans, document by document."""

from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple

import pandas as pd
import simplemma

from analysis.lookups import head_kind, index_first_names, index_known
from analysis.titles import match_office
from analysis.words import Words

_ACTS = 0.5  # places that act are about as many as those where things happen, and either mistake costs the same
_HOLDS_TWO = 3  # words that a body and a person's full name take at least
_BETWEEN = 7  # words between the preposition and the body
_LEADING_ON = frozenset(("of", "for", "to", "at", "in", "on", "with"))  # from an office to whose it is
_NAMING = frozenset(("DET", "ADJ", "NOUN", "PROPN", "CCONJ"))


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


def split_names(words: Words, names: list[Span]) -> Iterator[Span]:
    """Yield the names of a document, those cut in two that hold a body and who speaks for it.

    "Secretary of the Security Council Karl Holm" gives the council and the man, "Prime Minister of Chad Karl Holm" state and man.
    """
    ends = {end: at for at, end in enumerate(words.end)}
    for name in names:
        first, last = words.by_start.get(name.start), ends.get(name.end)
        if first is None or last is None or last - first < _HOLDS_TWO - 1 or not _leads_on(words, first, name.kind):
            yield name
        elif _ends_in_person(words, first, last):
            if kind := _find_kind(words, first, last - 1, name.kind):
                yield Span(name.start, words.end[last - 2], kind, name.acts)
            yield Span(words.start[last - 1], name.end, "person", False)
        else:
            yield name


def _ends_in_person(words: Words, first: int, last: int) -> bool:
    """Whether the last two words are a person's name: behind a state or bloc, or, behind other words, with a first name."""
    if not words.text[last - 1].istitle() or head_kind(words.lower[last]):
        return False
    before = " ".join(words.lower[first : last - 1])
    if any(before in index_known(use) for use in ("name", "capital")):
        return words.lower[last - 1] in index_first_names() or not simplemma.is_known(words.lower[last], lang="en")
    is_given = words.lower[first] in index_first_names() and words.lower[first] not in index_known("adjective")
    return words.lower[last - 1] in index_first_names() and not is_given


def _find_kind(words: Words, first: int, past: int, kind: str) -> str:
    """The kind of what an office is of, that of the tables; empty for a field ("Minister for Trade"), which is no body."""
    text, last = " ".join(words.lower[first:past]), words.lower[past - 1]
    known = index_known("name").get(text) or index_known("capital").get(text)
    is_field = kind == "person" and not head_kind(last) and simplemma.is_known(last, lang="en")
    return known or ("" if is_field else "organization" if kind == "person" else kind)


def _leads_on(words: Words, first: int, kind: str) -> bool:
    """Whether a preposition stands before a word, and, unless a person is named there, an office before that."""
    at = first - 1
    while at > 0 and (words.pos[at] in _NAMING or words.tag[at] == "POS") and first - at <= _BETWEEN:
        at -= 1
    if at < 1 or words.lower[at] not in _LEADING_ON:
        return False
    return kind == "person" or any(match_office(words.lower, start, at) == at for start in range(max(at - 3, 0), at))
