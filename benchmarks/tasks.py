"""What the package answers to each task, taken from the tables of its reading, in the form the scores take.

Each function gets records without their labels and returns one prediction a record, in their order. Which rule or model found a
row plays no part.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from benchmarks.gold import Reading, Record, find_spans, overlaps

SIGN = {"oppose": -1, "neutral": 0, "support": 1}
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
    """Where the given holder, or the author, stands on the given target: -1, 0 or 1."""
    reading = Reading(records)
    return [{"id": record["id"], "label": _find_stance(reading, number)} for number, record in enumerate(reading.records)]


def _find_stance(reading: Reading, number: int) -> int:
    """The side of the strongest position that links holder and target; 0 if none does.

    A holder that is not given, or not in the text, is the author: what is narrated, first of all without another holder. A target
    that is not given is any.
    """
    record = reading.records[number]
    mentions, positions = reading.rows(number, "mentions"), reading.rows(number, "positions")
    if record["target"]:
        targets = find_spans(record["text"], record["target"])
        ids = _find_actors(mentions, targets)
        positions = [row for row in positions if overlaps(row, targets, prefix="target_") or row["target_id"] in ids]
    holders = [] if (record["holder"] or {}).get("text") == AUTHOR else find_spans(record["text"], record["holder"])
    if holders:
        ids = _find_actors(mentions, holders)
        positions = [row for row in positions if row["holder_id"] in ids or (row["holder_id"] is None and overlaps(row, holders))]
    else:
        narrated = [row for row in positions if row["statement_id"] is None]
        positions = [row for row in narrated if row["holder_id"] is None] or narrated
    strongest = max(positions, key=lambda row: abs(row["polarity"]) * (row["probability"] or 1), default=None)
    return SIGN[strongest["label"]] if strongest else 0


def _find_actors(mentions: Iterable[Mapping[str, Any]], spans: list[tuple[int, int]]) -> set[str]:
    """The actors whom the mentions that fit the spans best refer to."""
    found = set()
    for start, end in spans:
        inside = [row for row in mentions if overlaps(row, [(start, end)])]
        best = max(inside, key=lambda row: _share(row, start, end), default=None)
        if best and best["actor_id"] is not None:
            found.add(best["actor_id"])
    return found


def _share(row: Mapping[str, Any], start: int, end: int) -> float:
    """Characters that a row shares with a span, over those of both together."""
    return (min(row["end"], end) - max(row["start"], start)) / (max(row["end"], end) - min(row["start"], start))


def find_acting_places(records: Iterable[Record]) -> list[Prediction]:
    """Whether the given name of a place stands for its government or people (metonymic) or for the place (literal)."""
    reading = Reading(records)
    predictions = []
    for number, record in enumerate(reading.records):
        start, end = record["entities"][0]["span"]
        inside = [row for row in reading.rows(number, "mentions") if overlaps(row, [(start, end)])]
        best = max(inside, key=lambda row: _share(row, start, end), default=None)
        predictions.append({"id": record["id"], "label": "metonymic" if best and best["acts"] else "literal"})
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
