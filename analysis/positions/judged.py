"""What the network judged, joined with what the rules found: positions on actors."""

from collections.abc import Iterable, Mapping
from typing import Any

import pandas as pd

from analysis import schema

LEAST = 0.85  # probability from which an answer of the network counts against, or without, a rule
Row = dict[str, Any]


def join_judged(rows: Iterable[Row], answers: Iterable[Row], bounds: Mapping[str, tuple[int, int]]) -> list[Row]:
    """Join a document's rows found by rules with the network's answers, in reading order.

    Rows on issues stay as they are; an actor named within the issue of one ("guarantees for NAME") is no target of another. On
    the same holder and target in a sentence the network decides where it is sure; where it is not, the rule's row stays. Where
    both say the same, the row is one, with the network's polarity and probability.
    """
    by_pair: dict[tuple, list[Row]] = {}
    joined = []
    for row in rows:
        if row["target_id"] is not None:
            by_pair.setdefault(_name_pair(row), []).append(row)
        else:
            joined.append(row)
    issues: dict[str, list[Row]] = {}
    for row in joined:
        issues.setdefault(row["sentence_id"], []).append(row)
    for answer in answers:
        label = max(schema.LABELS, key=lambda name: answer[name])
        told = by_pair.pop(_name_pair(answer), [])
        same = [row for row in told if row["label"] == label]
        if same:
            joined += [_measure(row | {"reason": f"reader, {row['reason']}"}, answer, label) for row in same]
        elif answer[label] < LEAST:
            joined += told
        elif label != "neutral" and not _is_within(answer, issues.get(answer["sentence_id"], [])):
            joined.append(_measure(_make_row(answer, bounds[answer["sentence_id"]]), answer, label))
    joined += [row for told in by_pair.values() for row in told]
    return sorted(joined, key=lambda row: (row["start"], row["end"]))


def _name_pair(row: Row) -> tuple:
    """Return what tells holder and target apart in a document; an unknown holder is known by his statement."""
    holder_id = row["holder_id"]
    return row["sentence_id"], holder_id, row["statement_id"] if holder_id is None else None, row["target_id"]


def _is_within(answer: Row, issues: list[Row]) -> bool:
    """Tell whether a position is on an actor who is named within an issue."""
    return any(row["target_start"] <= answer["target_start"] and answer["target_end"] <= row["target_end"] for row in issues)


def _measure(row: Row, answer: Row, label: str) -> Row:
    """Return the row with the network's measure of it."""
    polarity = round(answer["support"] - answer["oppose"], 4)
    return row | {"label": label, "polarity": polarity, "probability": answer[label]}


def _make_row(answer: Row, evidence: tuple[int, int]) -> Row:
    """Return a row of what only the network says; its evidence is the sentence it read."""
    return {name: answer[name] for name in ("doc_id", "sentence_id", "statement_id", "holder_id", "target_id")} | {
        "target_kind": "actor",
        "target_start": answer["target_start"],
        "target_end": answer["target_end"],
        "start": evidence[0],
        "end": evidence[1],
        "reason": "reader",
    }


def list_answers(stances: pd.DataFrame) -> dict[str, list[Row]]:
    """Return the network's answers of each document as rows, null as None."""
    answers: dict[str, list[Row]] = {}
    for row in stances.astype(object).where(stances.notna(), None).to_dict("records"):
        answers.setdefault(row["doc_id"], []).append({str(name): value for name, value in row.items()})
    return answers
