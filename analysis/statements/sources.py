"""Who speaks: the head of a source, the actor it refers to, and what kind of source it is."""

import bisect
from collections.abc import Mapping
from functools import cache
from typing import Any

from analysis.lexicon import load_lexicon
from analysis.words import Words

_NESTED = 12  # mentions that may begin before a word and still hold it
Row = dict[str, Any]


@cache
def _index_sources() -> Mapping[str, str]:
    """Kind of a source by the lemma of its head."""
    table = load_lexicon("sources")
    return dict(zip(table["lemma"], table["kind"], strict=True))


def _find_head(words: Words, start: int, end: int) -> int | None:
    """Index of the head of a source: the last noun or pronoun before the first comma, preposition or relative clause."""
    head = None
    for at in range(bisect.bisect_left(words.start, start), len(words)):
        if words.start[at] >= end or (
            head is not None and (words.pos[at] in ("ADP", "PUNCT", "VERB", "SCONJ", "CCONJ") or words.tag[at][0] == "W")
        ):
            break
        if words.pos[at] in ("NOUN", "PROPN", "PRON", "NUM", "ADJ") and not (head is not None and words.pos[at] == "ADJ"):
            head = at
        elif words.tag[at] == "POS":
            head = None
    return head


def name_speaker(row: Row, words: Words, mentions: list[tuple[Any, ...]], kinds: Mapping[str, str]) -> None:
    """Fill actor and kind of the source from its head."""
    row |= {"actor_id": None, "source_kind": None, "official": False}
    if row["speaker"] is None:
        return
    head = _find_head(words, row["source_start"], row["source_end"])
    if head is None:
        row["source_kind"] = "unnamed"
        return
    at = words.start[head]
    before = bisect.bisect_right(mentions, at, key=lambda mention: mention[0])
    holding = [mention for mention in mentions[max(0, before - _NESTED) : before] if at < mention[1]]
    linked = [mention for mention in holding if isinstance(mention[4], str)]
    if linked:
        row["actor_id"] = max(linked, key=lambda mention: (mention[2] == "name", mention[1] - mention[0]))[4]
    lemma = words.lemma[head].lower()
    if linked:
        row["source_kind"] = "collective" if kinds.get(row["actor_id"]) == "group" else "named"
    elif any(mention[2] == "name" for mention in holding) or words.pos[head] == "PROPN":
        row["source_kind"] = "named"
    else:
        plural = words.tag[head] in ("NNS", "NNPS")
        row["source_kind"] = _index_sources().get(lemma, "collective" if plural else "unnamed")


def continue_speakers(rows: list[Row]) -> None:
    """Give a quotation of its own the speaker of the quotation before it."""
    running: Row | None = None
    for row in rows:
        if row["speaker"] is None and row["cue"] is None:
            if running:
                row |= {name: running[name] for name in ("actor_id", "source_kind")}
        elif row["form"] != "indirect":
            running = row
