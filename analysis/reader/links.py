"""Spans of sources, cues and contents -> linked statements.

A span is a pair of wordpiece indices, end exclusive; a statement's spans are characters of the text.
"""

import math
import re
from dataclasses import dataclass, field

import numpy as np

from analysis.reader.encoding import PARAGRAPH, Encoded, find_breaks
from analysis.reader.scores import LINK, Scores, Span, apply_softmax
from analysis.reader.spans import decode_spans

REACH = 256  # wordpieces between two spans beyond which no link is looked for
LEAST_LINK = 0.05  # links less likely than this are not made for want of a better one
SOURCE, CUE, CONTENT = 0, 1, 2
_EDGE = " \n\t\u00a0,;:–—-"


@dataclass(frozen=True)
class LinkWeights:
    """How much a link's vectors count, and what is lost by distance, by borders between, and by having no partner."""

    vectors: float = 1.0
    distance: float = 1.0
    sentence: float = 0.0
    paragraph: float = 0.0
    nobody: float = 0.0


SOURCE_WEIGHTS = LinkWeights(vectors=1.0, distance=2.0, sentence=2.0, paragraph=4.0, nobody=3.0)
CUE_WEIGHTS = LinkWeights(vectors=1.0, distance=3.0, sentence=2.0, paragraph=4.0, nobody=7.0)


@dataclass
class Statement:
    """A cue with its contents and its source, in characters of the text."""

    content: list[Span]
    cue: Span | None
    source: Span | None
    features: list[float] = field(default_factory=list)


def count_borders(text: str, encoded: Encoded) -> np.ndarray:
    """Count the beginnings of sentences and of paragraphs up to each wordpiece, n x 2."""
    counts = np.zeros((len(encoded), 2), dtype=np.int64)
    counts[find_breaks(text, encoded), 0] = 1
    counts[:, 1] = (encoded.shapes & PARAGRAPH) > 0
    return counts.cumsum(0)


def score_links(
    queries: list[Span],
    keys: list[Span],
    vectors: tuple[np.ndarray, np.ndarray, np.ndarray],
    borders: np.ndarray,
    weights: LinkWeights,
) -> list[dict[int, float]]:
    """Give for each query span the probability of each key span within reach; what is missing to 1 is for no partner (-1).

    `vectors`: queries, keys and the keys of no partner of every wordpiece, each n x LINK. `borders`: see `count_borders`.
    """
    query, key, nobody = vectors
    starts, ends = np.array(keys, dtype=np.int64).reshape(-1, 2).T
    result = []
    for start, end in queries:
        none = weights.vectors * (query[start:end] * nobody[start:end]).sum(1).mean() * LINK**-0.5 - weights.nobody
        near = slice(int(np.searchsorted(starts, start - REACH)), int(np.searchsorted(starts, end + REACH)))
        first, past = starts[near], ends[near]
        scores = np.array([none])
        if len(first):
            within = np.concatenate([np.arange(a, b) for a, b in zip(first, past, strict=True)])
            table = (query[start:end] @ key[within].T) * LINK**-0.5
            top = table.max(1, keepdims=True)
            sums = np.add.reduceat(np.exp(table - top), np.r_[0, np.cumsum(past - first)[:-1]], axis=1)
            alike = (np.log(np.maximum(sums, 1e-30)) + top).mean(0)
            one, other = np.where(first < start, past - 1, end - 1), np.where(first < start, start, first)
            crossed = borders[np.maximum(one, other)] > borders[one]
            lost = weights.distance * np.log1p(np.maximum(0, np.maximum(first - end, start - past)))
            lost = lost + crossed @ (weights.sentence, weights.paragraph)
            scores = np.concatenate([scores, weights.vectors * alike - lost])
        probabilities = apply_softmax(scores).tolist()
        result.append({-1: probabilities[0]} | dict(enumerate(probabilities[1:], start=near.start)))
    return result


def trim_edges(text: str, start: int, end: int) -> Span:
    """Leave out commas, colons and dashes at the ends of a span, and a stop after a small letter; one of marks alone stays."""
    inside = text[start:end]
    stopped = re.sub(r"(?<=[a-z\d])\.$", "", inside.rstrip(_EDGE)).rstrip(_EDGE)
    kept = stopped.lstrip(_EDGE)
    return (start + len(stopped) - len(kept), start + len(stopped)) if kept else (start, end)


def snap_to_quotations(span: Span, quotations: np.ndarray, *, least: float = 0.5) -> Span:
    """Move an end that lies within a quotation to its mark, if most of the quotation belongs to the span."""
    start, end = span
    for a, b in quotations[np.searchsorted(quotations[:, 1], start, side="right") : np.searchsorted(quotations[:, 0], end)]:
        if (a < start or end < b) and min(b, end) - max(a, start) >= least * (b - a):
            start, end = min(start, int(a)), max(end, int(b))
    return start, end


def decode_statements(
    text: str,
    encoded: Encoded,
    scores: Scores,
    quotations: np.ndarray,
    *,
    least_rest: float = 0.8,
    bonus: tuple[float, float, float] = (0.7, 0.3, -0.6),
    source_weights: LinkWeights = SOURCE_WEIGHTS,
    cue_weights: LinkWeights = CUE_WEIGHTS,
) -> list[Statement]:
    """Decode sources, cues and contents, link them, and give one statement for each cue that has a content.

    A content that no cue has room for is a statement of its own with the likeliest cue, if its mean probability is `least_rest`.
    `quotations`: start and end of quotations in characters, n x 2, in order; none overlap.
    """
    sources, cues, contents = (decode_spans(scores.tags[:, layer], bonus=bonus[layer]) for layer in range(3))
    borders = count_borders(text, encoded)
    query_source, key_source, query_cue, key_cue = scores.links.transpose(1, 0, 2)
    source_vectors, cue_vectors = (query_source, key_source, scores.nobody[:, 0]), (query_cue, key_cue, scores.nobody[:, 1])
    to_source = score_links(cues, sources, source_vectors, borders, source_weights)
    to_cue = score_links(contents, cues, cue_vectors, borders, cue_weights)

    def locate(span: Span) -> Span:
        return trim_edges(text, int(encoded.starts[span[0]]), int(encoded.ends[span[1] - 1]))

    def sureness(span: Span, layer: int) -> tuple[float, float]:
        p = scores.tags[span[0] : span[1], layer]
        return float(p[0, 1]), float((p[:, 1] + p[:, 2]).mean())

    members, rest = assign_contents(contents, cues, to_cue, borders)
    statements = []
    for cue, chosen in [*sorted(members.items()), *((cue, [i]) for i, cue in rest)]:
        begins, within = np.mean([sureness(contents[i], CONTENT) for i in chosen], 0)
        own = members.get(cue) is chosen
        if not own and within < least_rest:
            continue
        parts = _join_adjoining([contents[i] for i in chosen])
        source = max(to_source[cue], key=to_source[cue].__getitem__) if cue >= 0 else -1
        statements.append(
            Statement(
                _join_adjoining([snap_to_quotations(locate(span), quotations) for span in parts]),
                locate(cues[cue]) if cue >= 0 else None,
                locate(sources[source]) if source >= 0 else None,
                [
                    begins,
                    within,
                    *(sureness(cues[cue], CUE) if own else (0.0, 0.0)),
                    float(np.mean([to_cue[i][cue] for i in chosen])),
                    to_source[cue][source] if own else 0.0,
                ],
            )
        )
    return statements


def assign_contents(
    contents: list[Span], cues: list[Span], to_cue: list[dict[int, float]], borders: np.ndarray
) -> tuple[dict[int, list[int]], list[tuple[int, int]]]:
    """Give each cue a content before it and one after it at most, each with what adjoins it, the surest links first.

    A cue that has a content after it in its sentence has none before it in another one: "He left. She said: no."

    Returns the contents of each cue, and the contents left over, each with the cue it would have liked best (-1: none).
    """
    pairs = sorted(
        ((p, i, cue) for i, links in enumerate(to_cue) for cue, p in links.items()), key=lambda pair: (-pair[0], pair[1:])
    )
    sides: dict[int, dict[bool, list[int]]] = {}
    settled: set[int] = set()

    def has_room(i: int, cue: int) -> bool:
        own, before = sides.get(cue, {}), contents[i][0] < cues[cue][0]
        if before in own:
            return any(contents[j][1] == contents[i][0] or contents[i][1] == contents[j][0] for j in own[before])
        if not own:
            return True
        first, last = (i, own[False][0]) if before else (own[True][0], i)
        return not _crosses(contents[first], cues[cue], borders) or _crosses(cues[cue], contents[last], borders)

    for p, i, cue in pairs:
        if i in settled or p < LEAST_LINK:
            continue
        if cue < 0:
            settled.add(i)
        elif has_room(i, cue):
            settled.add(i)
            sides.setdefault(cue, {}).setdefault(contents[i][0] < cues[cue][0], []).append(i)
    members = {cue: sorted(i for chosen in own.values() for i in chosen) for cue, own in sides.items()}
    placed = {i for chosen in members.values() for i in chosen}
    return members, [(i, max(links, key=links.__getitem__)) for i, links in enumerate(to_cue) if i not in placed]


def _crosses(first: Span, last: Span, borders: np.ndarray) -> bool:
    """Whether a sentence begins between two spans, or with the second."""
    return bool(borders[max(first[1] - 1, last[0]), 0] > borders[first[1] - 1, 0])


def _join_adjoining(spans: list[Span]) -> list[Span]:
    """Make one of spans between which there is nothing; they come in order."""
    joined: list[Span] = []
    for start, end in spans:
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


def stretch_shares(features: np.ndarray) -> np.ndarray:
    """Stretch shares from 0 to 1 to the whole line."""
    p = np.clip(features, 1e-3, 1 - 1e-3)
    return np.log(p / (1 - p))


def give_probability(features: list[float], weights: list[float]) -> float:
    """Give the probability that a statement is right, from its features and the calibrated weights, the last a constant."""
    score = float(stretch_shares(np.array(features)) @ np.array(weights[:-1])) + weights[-1]
    return round(1 / (1 + math.exp(-score)), 4)
