"""Texts and pairs of actors -> scores, by one exported model on the CPU; needs numpy, onnxruntime and tokenizers only.

Every window and every sentence runs by itself, without padding: eight-bit models scale their activations by what shares a batch,
so only in this way is a document's reading the same in whatever company it is read. One window fills a CPU as well as sixteen.
"""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from tokenizers import Tokenizer

from training.reader.decode import Scores, Span, join_windows
from training.reader.encoding import FIRST, LAST, Encoded, cut_windows, encode_text, find_breaks

OVERLAP = 64  # wordpieces that neighbouring windows share
LONGEST_SENTENCE = 160
MARKS = ("[unused1]", "[unused2]", "[unused3]", "[unused4]")  # around the target, around the holder

Run = Callable[
    [np.ndarray, np.ndarray, np.ndarray], list[np.ndarray]
]  # ids, shapes, marks -> tags, names, acts, links, positions


@dataclass(frozen=True)
class Pair:
    """A sentence as wordpieces with its target, and its holder if it has one, between marks."""

    ids: np.ndarray
    shapes: np.ndarray
    marks: tuple[int, int]  # where target and holder begin; 0, the first piece, for a holder that is not given


def open_model(path: Path, *, sha256: str | None = None, threads: int = 2) -> Run:
    """Open an exported model, and refuse it if it is not the file whose hash is given."""
    import onnxruntime

    weights = path.read_bytes()
    found = hashlib.sha256(weights).hexdigest()
    if sha256 and found != sha256:
        raise ValueError(f"{path} has sha256 {found}, not {sha256}: install the package again")
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    session = onnxruntime.InferenceSession(weights, options, providers=["CPUExecutionProvider"])
    return lambda ids, shapes, marks: session.run(None, {"ids": ids, "shapes": shapes, "marks": marks})


def _run_one(run: Run, ids: np.ndarray, shapes: np.ndarray, marks: tuple[int, int] = (0, 0)) -> list[np.ndarray]:
    """Run one input between the special pieces, and give the outputs without the batch's dimension."""
    ids = np.concatenate([[FIRST], ids, [LAST]])[None]
    shapes = np.concatenate([[0], shapes, [0]])[None]
    return [output[0] for output in run(ids, shapes, np.array([marks], dtype=np.int64))]


def read_encoded(
    run: Run, encoded: Encoded, breaks: np.ndarray, *, overlap: int = OVERLAP, temperatures: dict[str, float] | None = None
) -> Scores:
    """Read an encoded text of any length in overlapping windows."""
    windows = cut_windows(breaks, len(encoded), overlap=overlap)
    outputs = [_run_one(run, encoded.ids[a:b], encoded.shapes[a:b])[:4] for a, b in windows]
    return join_windows(
        len(encoded), windows, [tuple(part[:-1] for part in output) for output in outputs], temperatures=temperatures or {}
    )


def read_text(
    run: Run, tokenizer: Tokenizer, text: str, *, overlap: int = OVERLAP, temperatures: dict[str, float] | None = None
) -> tuple[Encoded, Scores]:
    """Read a text: its wordpieces and what the heads say of each."""
    encoded = encode_text(tokenizer, text)
    return encoded, read_encoded(run, encoded, find_breaks(text, encoded), overlap=overlap, temperatures=temperatures)


def widen_span(text: str, start: int, end: int) -> Span:
    """Widen a span to whole words: marks do not stand within a word."""
    while start > 0 and text[start - 1].isalnum() and text[start].isalnum():
        start -= 1
    while end < len(text) and text[end].isalnum():
        end += 1
    return start, end


def mark_pair(tokenizer: Tokenizer, text: str, *, target: Span, holder: Span | None = None) -> Pair:
    """Encode a sentence with marks around target and holder (None: the narrator)."""
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
    return np.array([_run_one(run, pair.ids, pair.shapes, pair.marks)[4] for pair in pairs]).reshape(-1, 3)
