"""Positions that rules found, judged by the network: holder and target marked in their sentence."""

from collections.abc import Iterable, Mapping

import numpy as np
import pandas as pd

from analysis import schema
from analysis.reader.pairs import judge_given
from analysis.reader.scores import Span

LEAST = 0.85  # probability from which an answer of the network stands against a rule


def judge_positions(
    documents: pd.DataFrame, sentences: pd.DataFrame, mentions: pd.DataFrame, positions: pd.DataFrame
) -> pd.DataFrame:
    """Judge the positions of known actors on others where both are mentioned in the sentence.

    Parameters
    ----------
    documents, sentences, mentions, positions : tables (schema.py)

    Returns
    -------
    table `positions` without the rows that the network is sure (from .85 on) are wrong
        Where it says the same, `probability` is its calibrated probability of the label and `reason` begins with "reader".
        Other rows, those on issues among them, are as they were. Of a sentence too long for the network (about 160 wordpieces)
        the part around the pair is read.

    Raises
    ------
    InputError : the network's weights are missing or damaged
    """
    texts = dict(zip(documents["doc_id"], documents["text"], strict=True))
    bounds = _index(sentences, ["sentence_id"])
    named = _index(mentions, ["sentence_id", "actor_id"])
    asked, pairs = [], []
    columns = (positions[name].tolist() for name in ("doc_id", "sentence_id", "holder_id", "target_kind", "start"))
    targets = zip(positions["target_start"].tolist(), positions["target_end"].tolist(), strict=True)
    for row, (doc_id, sentence_id, holder_id, kind, start, target) in enumerate(zip(*columns, targets, strict=True)):
        holder = _find_nearest(named.get((sentence_id, holder_id), []), start, target)
        ((first, past),) = bounds[(sentence_id,)]
        if kind == "actor" and holder and first <= target[0] and target[1] <= past:
            asked.append(row)
            pairs.append(
                (texts[doc_id][first:past], (target[0] - first, target[1] - first), (holder[0] - first, holder[1] - first))
            )
    probabilities, reasons = positions["probability"].to_numpy(copy=True), positions["reason"].tolist()
    labels = positions["label"].tolist()
    kept = np.ones(len(positions), dtype=bool)
    for row, answer in zip(asked, judge_given(pairs), strict=True):
        if answer is None:
            continue
        likeliest = schema.LABELS[int(answer.argmax())]
        if likeliest == labels[row]:
            probabilities[row], reasons[row] = round(float(answer.max()), 4), f"reader, {reasons[row]}"
        kept[row] = likeliest == labels[row] or answer.max() < LEAST
    return schema.cast("positions", positions.assign(probability=probabilities, reason=reasons)[kept])


def _index(table: pd.DataFrame, names: list[str]) -> Mapping[tuple, list[Span]]:
    """Start and end of the rows of a table by the values of some columns."""
    found: dict[tuple, list[Span]] = {}
    for start, end, *key in zip(*(table[name].tolist() for name in ("start", "end", *names)), strict=True):
        found.setdefault(tuple(key), []).append((start, end))
    return found


def _find_nearest(spans: Iterable[Span], start: int, target: Span) -> Span | None:
    """The span that begins nearest to a place, of those that share nothing with the target."""
    apart = [span for span in spans if span[1] <= target[0] or target[1] <= span[0]]
    return min(apart, key=lambda span: abs(span[0] - start), default=None)
