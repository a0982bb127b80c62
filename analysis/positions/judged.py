"""What the rules found, checked against what the network judged: positions on actors."""

from collections.abc import Iterable
from typing import Any

import pandas as pd

from analysis import schema

LEAST = 0.85  # probability from which an answer of the network stands against a rule
Row = dict[str, Any]


def check_rows(rows: Iterable[Row], answers: Iterable[Row]) -> list[Row]:
    """Return a document's rows with the network's answer on the same holder and target in the same sentence.

    Where both say the same, the row has the network's polarity and probability. Where the network is sure of something else the
    row is left out. Every other row, and those on issues, stay as they are. What only the network says is no row: by eye about
    half of its sure answers in running text were right.
    """
    judged = {(answer["sentence_id"], answer["holder_id"], answer["target_id"]): answer for answer in answers}
    checked: list[Row] = []
    for row in rows:
        answer = judged.get((row["sentence_id"], row["holder_id"], row["target_id"]))
        checked += [row] if answer is None else _check_row(row, answer)
    return checked


def _check_row(row: Row, answer: Row) -> list[Row]:
    """Return the row with the network's measure where both agree, as it is where the network is unsure, else none."""
    label = max(schema.LABELS, key=lambda name: answer[name])
    if label == row["label"]:
        polarity = round(answer["support"] - answer["oppose"], 4)
        return [row | {"polarity": polarity, "probability": answer[label], "reason": f"reader, {row['reason']}"}]
    return [row] if answer[label] < LEAST else []


def list_answers(stances: pd.DataFrame) -> dict[str, list[Row]]:
    """Return the network's answers of each document as rows, null as None."""
    answers: dict[str, list[Row]] = {}
    for row in stances.astype(object).where(stances.notna(), None).to_dict("records"):
        answers.setdefault(row["doc_id"], []).append({str(name): value for name, value in row.items()})
    return answers
