"""One document as the rules for statements see it: text, words, sentences, quotations, mentions."""

import bisect
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

import pandas as pd

from analysis.words import Words, list_words

_NESTED = 12  # mentions that may begin before a place and still hold it
Row = dict[str, Any]


class Quotation(NamedTuple):
    """An outermost quotation."""

    start: int
    end: int
    closed: bool
    continues: bool


class Mention(NamedTuple):
    """A mention of an actor; `actor_id` is None where it is not known."""

    start: int
    end: int
    form: str
    kind: str
    actor_id: str | None


class Sentence(NamedTuple):
    """A sentence."""

    start: int
    end: int
    sentence_id: str
    paragraph_id: str
    zone: str


class Actor(NamedTuple):
    """What is known of an actor of the corpus; `office` and `affiliation` are None where they are not known."""

    name: str
    kind: str
    office: str | None
    affiliation: str | None


@dataclass(frozen=True)
class Page:
    """The tables of one document as lists in reading order, and the actors of the corpus by id."""

    doc_id: str
    text: str
    outlet: str
    words: Words
    sentences: list[Sentence]
    quotations: list[Quotation]
    mentions: list[Mention]
    actors: Mapping[str, Actor]

    @cached_property
    def continued(self) -> frozenset[int]:
        """Where quotations begin that go on with the one before them."""
        return frozenset(quotation.start for quotation in self.quotations if quotation.continues)

    def find_sentence(self, place: int) -> Sentence:
        """The sentence that holds a character."""
        at = bisect.bisect_right(self.sentences, place, key=lambda sentence: sentence.start) - 1
        return self.sentences[max(0, at)]

    def find_word(self, place: int) -> int:
        """Index of the first word that begins at a character or after it."""
        return bisect.bisect_left(self.words.start, place)

    def list_mentions(self, place: int) -> list[Mention]:
        """The mentions that hold a character."""
        past = bisect.bisect_right(self.mentions, place, key=lambda mention: mention.start)
        return [mention for mention in self.mentions[max(0, past - _NESTED) : past] if place < mention.end]

    def list_within(self, start: int, end: int) -> list[Mention]:
        """The mentions that lie within some characters."""
        first = bisect.bisect_left(self.mentions, start, key=lambda mention: mention.start)
        past = bisect.bisect_left(self.mentions, end, key=lambda mention: mention.start)
        return [mention for mention in self.mentions[first:past] if mention.end <= end]

    def list_quotations(self, start: int, end: int) -> list[Quotation]:
        """The quotations that share a character with a stretch."""
        first = bisect.bisect_right(self.quotations, start, key=lambda quotation: quotation.end)
        return self.quotations[first : bisect.bisect_left(self.quotations, end, key=lambda quotation: quotation.start)]


def list_pages(
    documents: pd.DataFrame,
    sentences: pd.DataFrame,
    tokens: pd.DataFrame,
    quotations: pd.DataFrame,
    mentions: pd.DataFrame,
    actors: pd.DataFrame,
) -> Iterator[Page]:
    """Yield each document that has words."""
    texts = dict(zip(documents["doc_id"], documents["text"], strict=True))
    outlets = dict(zip(documents["doc_id"], documents["outlet"].fillna(""), strict=True))
    sentences_in = group_rows(sentences, ["start", "end", "sentence_id", "paragraph_id", "zone"])
    quotations_in = group_rows(quotations[quotations["depth"] == 0], ["start", "end", "closed", "continues"])
    mentions_in = group_rows(_nullify(mentions), ["start", "end", "form", "kind", "actor_id"])
    known = _nullify(actors)
    columns = (known[name] for name in ("name", "kind", "office", "affiliation"))
    index = dict(zip(known["actor_id"], map(Actor, *columns), strict=True))
    for words in list_words(tokens):
        doc_id = words.doc_id
        yield Page(
            doc_id,
            texts[doc_id],
            outlets[doc_id],
            words,
            [Sentence(*row) for row in sentences_in[doc_id]],
            [Quotation(*row) for row in quotations_in.get(doc_id, [])],
            [Mention(*row) for row in mentions_in.get(doc_id, [])],
            index,
        )


def group_rows(table: pd.DataFrame, columns: list[str]) -> dict[str, list[tuple[Any, ...]]]:
    """Rows of a table as tuples by document."""
    found: dict[str, list[tuple[Any, ...]]] = {}
    for doc_id, *values in zip(*(table[column].tolist() for column in ("doc_id", *columns)), strict=True):
        found.setdefault(doc_id, []).append(tuple(values))
    return found


def _nullify(table: pd.DataFrame) -> pd.DataFrame:
    """The table with None for every null."""
    return table.astype(object).where(table.notna(), None)
