"""A holder and a target of one sentence -> the position of the one towards the other."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from tokenizers import Tokenizer

from analysis.reader.encoding import encode_text
from analysis.reader.network import Run, load_network, load_values, load_vocabulary, map_threads, run_one
from analysis.reader.scores import Span, apply_softmax

LONGEST_SENTENCE = 160
LONGEST_TEXT = 2_000  # characters around a pair that are encoded: more than 160 wordpieces nearly always have
MARKS = ("[unused1]", "[unused2]", "[unused3]", "[unused4]")  # around the target, around the holder


@dataclass(frozen=True)
class Pair:
    """A sentence as wordpieces with its target, and its holder if it has one, between marks."""

    ids: np.ndarray
    shapes: np.ndarray
    marks: tuple[int, int]  # where target and holder begin; 0, the first piece, for a holder that is not given


def widen_span(text: str, start: int, end: int) -> Span:
    """Widen a span to whole words: marks do not stand within a word."""
    while start > 0 and text[start - 1].isalnum() and text[start].isalnum():
        start -= 1
    while end < len(text) and text[end].isalnum():
        end += 1
    return start, end


def mark_pair(tokenizer: Tokenizer, text: str, *, target: Span | None, holder: Span | None = None) -> Pair:
    """Encode a sentence with marks around target (None: whatever it is about) and holder (None: the narrator)."""
    encoded = encode_text(tokenizer, text)
    inserted = []
    for role, span in enumerate([target, holder]):
        if span:
            start, end = widen_span(text, *span)
            first = int(np.searchsorted(encoded.ends, start, side="right"))
            last = max(first, int(np.searchsorted(encoded.starts, end)))
            inserted += [(first, 1, role, MARKS[2 * role]), (last, 0, role, MARKS[2 * role + 1])]
    inserted.sort()
    at = [where for where, *_ in inserted]
    ids = np.insert(encoded.ids, at, [tokenizer.token_to_id(mark) or 0 for *_, mark in inserted])
    shapes = np.insert(encoded.shapes, at, 0)
    marks = [0, 0]
    for shift, (where, opens, role, _) in enumerate(inserted):
        if opens:
            marks[role] = where + shift + 1  # one more for the special piece that begins every input
    if len(ids) > LONGEST_SENTENCE:
        middle = sum(mark for mark in marks if mark) // max(1, sum(mark > 0 for mark in marks))
        start = max(0, min(middle - LONGEST_SENTENCE // 2, len(ids) - LONGEST_SENTENCE))
        ids, shapes = ids[start : start + LONGEST_SENTENCE], shapes[start : start + LONGEST_SENTENCE]
        marks = [mark - start if start < mark <= start + LONGEST_SENTENCE else 0 for mark in marks]
    return Pair(ids, shapes, (marks[0], marks[1]))


def judge_pairs(run: Run, pairs: Sequence[Pair]) -> np.ndarray:
    """Judge the position in each sentence: n x 3 scores of oppose, neutral, support, before softmax."""
    return np.array([run_one(run, pair.ids, pair.shapes, pair.marks)[4] for pair in pairs]).reshape(-1, 3)


def judge_given(pairs: Iterable[tuple[str, Span | None, Span | None]]) -> list[np.ndarray | None]:
    """Judge how a holder stands on a target: (sentence, target, holder) each, as characters of the sentence.

    Parameters
    ----------
    pairs : without a holder the narrator is judged; without a target, which the network was not trained for, whatever the
        sentence is about

    Returns
    -------
    for each pair the calibrated probabilities of oppose, neutral, support; None where holder and target are too far apart to be
    read together (about 160 wordpieces). Of a text too long for the network the part around the two is read.

    Raises
    ------
    InputError : the network's weights are missing or damaged
    """
    return list(map_threads(lambda pair: _judge_one(*pair), pairs))


def _judge_one(text: str, target: Span | None, holder: Span | None) -> np.ndarray | None:
    """Judge one pair."""
    spans = [span for span in (target, holder) if span]
    start = 0
    if spans and len(text) > LONGEST_TEXT:
        start = max(0, (min(span[0] for span in spans) + max(span[1] for span in spans) - LONGEST_TEXT) // 2)
    text = text[start : start + LONGEST_TEXT]
    if any(a < start or b > start + len(text) for a, b in spans):
        return None
    target, holder = (span and (span[0] - start, span[1] - start) for span in (target, holder))
    pair = mark_pair(load_vocabulary(), text, target=target, holder=holder)
    if any(span and not mark for span, mark in zip((target, holder), pair.marks, strict=True)):
        return None
    return apply_softmax(judge_pairs(load_network(), [pair])[0] / load_values()["temperatures"]["position"])
