"""What the package answers to each task, in the form the scores take: from the tables of its reading, for stance by its network.

Each function gets records without their labels and returns one prediction a record, in their order. Which rule or model found a
row plays no part.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

import numpy as np

from analysis.boundaries import split_sentences
from analysis.reader import judge_given
from benchmarks.gold import Reading, Record, find_spans, overlaps

SHORT = 600  # characters up to which a text is judged as one
PEOPLE = ("person", "organization", "group")
KINDS = {"state": "place"}  # what gold calls the package's kinds where it has another name for them
AUTHOR = "author"

Prediction = dict[str, Any]


def find_statements(records: Iterable[Record]) -> list[Prediction]:
    """Who said what: contents, cue, source and form of each statement."""
    reading = Reading(records)
    return [
        {"id": record["id"], "quotes": [_make_quote(row) for row in reading.rows(number, "statements")]}
        for number, record in enumerate(reading.records)
    ]


def _make_quote(row: Mapping[str, Any]) -> dict[str, Any]:
    """A row of `statements` in the form of gold."""
    return {
        "source": _make_span(row, "source"),
        "cue": _make_span(row, "cue"),
        "content": [[int(start), int(end)] for start, end in row["spans"]],
        "type": row["form"],
    }


def _make_span(row: Mapping[str, Any], role: str) -> list[int] | None:
    """Where source or cue stand, None if there is none."""
    start, end = row[f"{role}_start"], row[f"{role}_end"]
    return None if start is None else [int(start), int(end)]


def find_stances(records: Iterable[Record]) -> list[Prediction]:
    """Where the given holder, or the author, stands on the given target: -1, 0 or 1.

    The network judges the pair itself: who finds whom in a text is measured by the other tasks.
    """
    return [{"id": record["id"], "label": _find_stance(record)} for record in records]


def _find_stance(record: Record) -> int:
    """The likeliest side, on average over the sentences that name the target; 0 where there is nothing to judge.

    A text of a sentence or two is judged as one. A holder that is not given, or not in the text, is the author. A target that is
    not given, or not in the text, is whatever the sentences are about.
    """
    text = record["text"]
    is_short = len(text) <= SHORT
    parts = [(0, len(text))] if is_short else split_sentences(text, 0, len(text))
    targets = _find_places(text, record["target"], all_names=not is_short)
    holder = record["holder"] if (record["holder"] or {}).get("text") != AUTHOR else None
    holders = _find_places(text, holder, all_names=not is_short)
    pairs = [(text[a:b], _find_first(targets, a, b), _find_first(holders, a, b)) for a, b in parts]
    top = max((bool(target), bool(holder)) for _, target, holder in pairs)  # both, else the target, else the holder
    pairs = [pair for pair in pairs if (bool(pair[1]), bool(pair[2])) == top]
    judged = [answer for answer in judge_given(pairs) if answer is not None]
    return int(np.mean(judged, axis=0).argmax()) - 1 if judged else 0


def _find_places(text: str, entity: Record | None, *, all_names: bool) -> list[tuple[int, int]]:
    """Where a holder or target stands: its span; with `all_names` every place of its name's last word as well."""
    found = find_spans(text, entity)
    if entity and all_names and entity.get("text", "").split():
        found = [*found, *find_spans(text, {"text": entity["text"].split()[-1]})]
    return sorted(found)


def _find_first(spans: Iterable[tuple[int, int]], start: int, end: int) -> tuple[int, int] | None:
    """The first of some spans within a part of the text, with offsets into the part."""
    return next(((a - start, b - start) for a, b in spans if start <= a and b <= end), None)


def _share(row: Mapping[str, Any], start: int, end: int) -> float:
    """Characters that a row shares with a span, over those of both together."""
    return (min(row["end"], end) - max(row["start"], start)) / (max(row["end"], end) - min(row["start"], start))


def find_acting_places(records: Iterable[Record]) -> list[Prediction]:
    """Whether the given name of a place stands for its government or people (metonymic) or for the place (literal).

    One that was read as the name of an organization or of people stands for them.
    """
    reading = Reading(records)
    predictions = []
    for number, record in enumerate(reading.records):
        start, end = record["entities"][0]["span"]
        inside = [row for row in reading.rows(number, "mentions") if overlaps(row, [(start, end)])]
        best = max(inside, key=lambda row: _share(row, start, end), default=None)
        predictions.append(
            {"id": record["id"], "label": "metonymic" if best and (best["acts"] or best["kind"] in PEOPLE) else "literal"}
        )
    return predictions


def find_names(records: Iterable[Record]) -> list[Prediction]:
    """Every mention of an actor, of any form: span, kind, form and whom it refers to."""
    reading = Reading(records)
    return [
        {
            "id": record["id"],
            "entities": [
                {
                    "span": [int(row["start"]), int(row["end"])],
                    "label": KINDS.get(row["kind"], row["kind"]),
                    "form": row["form"],
                    "actor": row["actor_id"],
                }
                for row in reading.rows(number, "mentions")
            ],
        }
        for number, record in enumerate(reading.records)
    ]


def find_tags(records: Iterable[Record]) -> list[Prediction]:
    """Sentences and words, each word with its Penn tag and Universal part of speech."""
    reading = Reading(records)
    return [
        {
            "id": record["id"],
            "sentences": [[int(row["start"]), int(row["end"])] for row in reading.rows(number, "sentences")],
            "tokens": [[int(row["start"]), int(row["end"]), row["tag"], row["pos"]] for row in reading.rows(number, "tokens")],
        }
        for number, record in enumerate(reading.records)
    ]


Finder = Callable[[Iterable[Record]], list[Prediction]]

FINDERS: Mapping[str, Finder] = {
    "statements": find_statements,
    "stance": find_stances,
    "places": find_acting_places,
    "names": find_names,
    "tags": find_tags,
}
