"""What the heads of the network say of the wordpieces of a text, the windows' answers joined."""

from dataclasses import dataclass

import numpy as np

LINK = 64  # numbers in a vector by which spans find each other
Span = tuple[int, int]


@dataclass
class Scores:
    """What the heads say of every wordpiece of a text, the windows' answers joined."""

    tags: np.ndarray  # n x 3 x 3 probabilities: source, cue, content; outside, begins, goes on
    names: np.ndarray  # n x 2 x 9 probabilities
    acts: np.ndarray  # n, before the logistic function
    links: np.ndarray  # n x 4 x LINK: the source's query and key, the cue's query and key
    nobody: np.ndarray  # n x 2 x LINK: keys of the window's first piece, which stands for no partner


def apply_softmax(x: np.ndarray) -> np.ndarray:
    """Turn scores into probabilities along the last axis."""
    x = np.exp(x - x.max(-1, keepdims=True))
    return x / x.sum(-1, keepdims=True)


def join_windows(length: int, windows: list[Span], outputs: list[tuple[np.ndarray, ...]]) -> Scores:
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
        tags[part] += apply_softmax(tag[1:].reshape(n, 3, 3)) * weight[:, None, None]
        names[part] += apply_softmax(name[1:].reshape(n, 2, 9)) * weight[:, None, None]
        acts[part] += act[1:].reshape(n) * weight
        weights[part] += weight
        better = np.flatnonzero(weight > best[part]) + start
        best[part] = np.maximum(best[part], weight)
        vectors = link.reshape(n + 1, 4, LINK)
        links[better] = vectors[better - start + 1]
        nobody[better] = vectors[0, (1, 3)]
    return Scores(tags / weights[:, None, None], names / weights[:, None, None], acts / weights, links, nobody)
