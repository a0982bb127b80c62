"""Scores of wordpieces -> spans.

A span is a pair of wordpiece indices, end exclusive; `Encoded.starts` and `.ends` turn it into characters.
"""

import math

import numpy as np

from analysis.reader.scores import Span


def decode_spans(probabilities: np.ndarray, *, bonus: float = 0.0) -> list[Span]:
    """Find the likeliest sequence of outside, begins, goes on in which nothing goes on that has not begun; n x 3.

    `bonus` is added for every span that begins after a gap: above 0 finds more spans, below 0 fewer.
    """
    if not len(probabilities):
        return []
    rows = np.log(np.maximum(probabilities, 1e-9)).tolist()
    outside, begins, goes_on = rows[0][0], rows[0][1] + bonus, -math.inf
    came_from = []
    for row in rows[1:]:
        inner, inner_origin = (begins, 1) if begins >= goes_on else (goes_on, 2)
        last, last_origin = (outside, 0) if outside >= inner else (inner, inner_origin)
        first, first_origin = (outside + bonus, 0) if outside + bonus >= inner else (inner, inner_origin)
        came_from.append((last_origin, first_origin, inner_origin))
        outside, begins, goes_on = last + row[0], first + row[1], inner + row[2]
    label = max((outside, 0), (begins, 1), (goes_on, 2))[1]
    labels = [label]
    for origins in reversed(came_from):
        label = origins[label]
        labels.append(label)
    labels.reverse()
    spans = []
    start = None
    for i, label in enumerate([*labels, 0]):
        if label != 2 and start is not None:
            spans.append((start, i))
            start = None
        if label == 1:
            start = i
    return spans
