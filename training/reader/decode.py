"""Scores of wordpieces -> spans, names and statements; numpy only, shared by training and the reader.

A span is a pair of wordpiece indices, end exclusive; `Encoded.starts` and `.ends` turn it into characters.
"""

import math
from dataclasses import dataclass, field

import numpy as np

from training.reader.encoding import QUOTATION, Encoded

LINK = 64
REACH = 256  # wordpieces between two spans beyond which no link is looked for
LEAST_LINK = 0.05  # links less likely than this are not made for want of a better one
SOURCE, CUE, CONTENT = 0, 1, 2
Span = tuple[int, int]


@dataclass
class Scores:
    """What the heads say of every wordpiece of a text, the windows' answers joined."""

    tags: np.ndarray  # n x 3 x 3 probabilities: source, cue, content; outside, begins, goes on
    names: np.ndarray  # n x 2 x 9 probabilities
    acts: np.ndarray  # n, before the logistic function
    links: np.ndarray  # n x 4 x LINK: the source's query and key, the cue's query and key
    nobody: np.ndarray  # n x 2 x LINK: keys of the window's first piece, which stands for no partner


@dataclass(frozen=True)
class LinkWeights:
    """How much a link's vectors count, how much the distance, and what no partner is worth."""

    vectors: float = 1.0
    distance: float = 1.0
    nobody: float = 0.0


SOURCE_WEIGHTS = LinkWeights(vectors=1.0, distance=2.0, nobody=-3.0)
CUE_WEIGHTS = LinkWeights(vectors=1.0, distance=3.0, nobody=-5.0)


@dataclass
class Statement:
    """A cue with its contents and its source, in characters of the text."""

    content: list[Span]
    cue: Span | None
    source: Span | None
    features: list[float] = field(default_factory=list)
    probability: float = 1.0


def apply_softmax(x: np.ndarray) -> np.ndarray:
    """Turn scores into probabilities along the last axis."""
    x = np.exp(x - x.max(-1, keepdims=True))
    return x / x.sum(-1, keepdims=True)


def join_windows(
    length: int, windows: list[Span], outputs: list[tuple[np.ndarray, ...]], *, temperatures: dict[str, float]
) -> Scores:
    """Join the outputs of overlapping windows: probabilities weighted by the distance to the edge, links from the best window.

    Each output holds tags, names, acts, links of one window, without padding: the special first piece, then the window's pieces.
    """
    tags, names, acts = np.zeros((length, 3, 3)), np.zeros((length, 2, 9)), np.zeros(length)
    links, nobody = np.zeros((length, 4, LINK), np.float32), np.zeros((length, 2, LINK), np.float32)
    weights, best = np.zeros(length), np.zeros(length)
    for (start, end), (tag, name, act, link) in zip(windows, outputs, strict=True):
        n = end - start
        from_left = np.arange(1, n + 1) if start else np.full(n, n)
        from_right = np.arange(n, 0, -1) if end < length else np.full(n, n)
        weight = np.minimum(from_left, from_right).astype(float)
        part = slice(start, end)
        tags[part] += apply_softmax(tag[1:].reshape(n, 3, 3) / temperatures.get("tags", 1.0)) * weight[:, None, None]
        names[part] += apply_softmax(name[1:].reshape(n, 2, 9) / temperatures.get("names", 1.0)) * weight[:, None, None]
        acts[part] += act[1:].reshape(n) / temperatures.get("acts", 1.0) * weight
        weights[part] += weight
        better = np.flatnonzero(weight > best[part]) + start
        best[part] = np.maximum(best[part], weight)
        vectors = link.reshape(n + 1, 4, LINK)
        links[better] = vectors[better - start + 1]
        nobody[better] = vectors[0, (1, 3)]
    return Scores(tags / weights[:, None, None], names / weights[:, None, None], acts / weights, links, nobody)


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


def decode_names(probabilities: np.ndarray) -> list[tuple[int, int, int, float]]:
    """Find names of both layers, n x 2 x 9, as (start, end, kind, probability), in order of start, outer first."""
    found = []
    kinds = (probabilities.shape[2] - 1) // 2
    for layer in (0, 1):
        p = probabilities[:, layer]
        begins, goes_on = p[:, 1 : 1 + kinds], p[:, 1 + kinds :]
        collapsed = np.stack([p[:, 0], begins.sum(1), goes_on.sum(1)], 1)
        for start, end in decode_spans(collapsed):
            by_kind = (begins[start:end] + goes_on[start:end]).mean(0)
            found.append((start, end, int(by_kind.argmax()), float(by_kind.max())))
    return sorted(found, key=lambda name: (name[0], -name[1]))


def score_links(
    queries: list[Span], keys: list[Span], query: np.ndarray, key: np.ndarray, nobody: np.ndarray, weights: LinkWeights
) -> list[dict[int, float]]:
    """Give for each query span the probability of each key span within reach; what is missing to 1 is for no partner (-1)."""
    starts, ends = (np.array([key_span[i] for key_span in keys], dtype=np.int64) for i in (0, 1))
    result = []
    for start, end in queries:
        low = int(np.searchsorted(starts, start - REACH))
        high = int(np.searchsorted(starts, end + REACH))
        scores = [weights.vectors * (query[start:end] * nobody[start:end]).sum(1).mean() * LINK**-0.5 + weights.nobody]
        if high > low:
            first = keys[low][0]
            table = (query[start:end] @ key[first : ends[low:high].max()].T) * LINK**-0.5
            for a, b in keys[low:high]:
                part = table[:, a - first : b - first]
                top = part.max(1, keepdims=True)
                alike = (top[:, 0] + np.log(np.exp(part - top).sum(1))).mean()
                scores.append(weights.vectors * alike - weights.distance * math.log1p(max(0, a - end, start - b)))
        probabilities = apply_softmax(np.array(scores))
        result.append({-1: float(probabilities[0])} | {low + i: float(p) for i, p in enumerate(probabilities[1:])})
    return result


def find_quotations(text: str) -> list[Span]:
    """Find quotations, marks included."""
    return [match.span() for match in QUOTATION.finditer(text)]


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
    *,
    least_rest: float = 0.8,
    bonus: tuple[float, float, float] = (0.7, 0.0, -0.6),
    source_weights: LinkWeights = SOURCE_WEIGHTS,
    cue_weights: LinkWeights = CUE_WEIGHTS,
) -> list[Statement]:
    """Decode sources, cues and contents, link them, and give one statement for each cue that has a content.

    A content that no cue has room for is a statement of its own with the likeliest cue, if its mean probability is `least_rest`.
    """
    sources, cues, contents = (decode_spans(scores.tags[:, layer], bonus=bonus[layer]) for layer in range(3))
    own_query_source, own_key_source, own_query_cue, own_key_cue = scores.links.transpose(1, 0, 2)
    to_source = score_links(cues, sources, own_query_source, own_key_source, scores.nobody[:, 0], source_weights)
    to_cue = score_links(contents, cues, own_query_cue, own_key_cue, scores.nobody[:, 1], cue_weights)
    quotations = np.array(find_quotations(text), dtype=np.int64).reshape(-1, 2)

    def locate(span: Span) -> Span:
        return int(encoded.starts[span[0]]), int(encoded.ends[span[1] - 1])

    def sureness(span: Span, layer: int) -> tuple[float, float]:
        p = scores.tags[span[0] : span[1], layer]
        return float(p[0, 1]), float((p[:, 1] + p[:, 2]).mean())

    members, rest = assign_contents(contents, cues, to_cue)
    statements = []
    for cue, chosen in [*sorted(members.items()), *((cue, [i]) for i, cue in rest)]:
        begins, within = np.mean([sureness(contents[i], CONTENT) for i in chosen], 0)
        own = members.get(cue) is chosen
        if not own and within < least_rest:
            continue
        source = max(to_source[cue], key=to_source[cue].__getitem__) if cue >= 0 else -1
        statements.append(
            Statement(
                _merge([snap_to_quotations(locate(contents[i]), quotations) for i in chosen]),
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
    contents: list[Span], cues: list[Span], to_cue: list[dict[int, float]]
) -> tuple[dict[int, list[int]], list[tuple[int, int]]]:
    """Give each cue at most one content before it and one after it, the surest links first.

    Returns the contents of each cue, and the contents left over, each with the cue it would have liked best (-1: none).
    """
    pairs = sorted(
        ((p, i, cue) for i, links in enumerate(to_cue) for cue, p in links.items()), key=lambda pair: (-pair[0], pair[1:])
    )
    taken: set[tuple[int, bool]] = set()
    members: dict[int, list[int]] = {}
    settled: set[int] = set()
    for p, i, cue in pairs:
        side = (cue, cue >= 0 and contents[i][0] < cues[cue][0])
        if i in settled or p < LEAST_LINK:
            continue
        if cue < 0:
            settled.add(i)
        elif side not in taken:
            settled.add(i)
            taken.add(side)
            members.setdefault(cue, []).append(i)
    placed = {i for chosen in members.values() for i in chosen}
    rest = [(i, max(links, key=links.__getitem__)) for i, links in enumerate(to_cue) if i not in placed]
    return {cue: sorted(chosen) for cue, chosen in members.items()}, rest


def give_probability(features: np.ndarray, weights: list[float]) -> np.ndarray:
    """Give the probability that statements are right, from their features (n x 6) and the calibrated weights."""
    p = np.clip(features, 1e-3, 1 - 1e-3)
    return 1 / (1 + np.exp(-(np.log(p / (1 - p)) @ np.array(weights[:-1]) + weights[-1])))


def _merge(spans: list[Span]) -> list[Span]:
    """Join spans that overlap."""
    merged: list[Span] = []
    for start, end in sorted(spans):
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged
