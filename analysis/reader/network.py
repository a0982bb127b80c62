"""The trained network, run on the CPU: windows of wordpieces in, scores out.

Every window and every sentence runs by itself, without padding: eight-bit models scale their activations by what shares a batch,
so only in this way is a document's reading the same in whatever company it is read. Threads read different texts at a time, each
on one core: that was a third faster than several threads on one text, and sixteen windows in a batch no faster than one.
"""

import hashlib
import json
import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
from tokenizers import Tokenizer

from analysis.errors import InputError, ParameterError, check_least
from analysis.reader.encoding import FIRST, LAST, Encoded, cut_windows, find_breaks, load_tokenizer
from analysis.reader.scores import Scores, join_windows

MODELS = Path(__file__).parent.parent / "models"
MODEL = MODELS / "reader.onnx"
MODEL_SHA256 = "c0cceb1b82add1307fb5e188fc3056341c1073c8ee6cf7eb56917dd309f842d1"
VOCABULARY = MODELS / "reader_vocabulary.txt"
VALUES = MODELS / "reader.json"  # what was calibrated
OVERLAP = 64  # wordpieces that neighbouring windows share
MOST_THREADS = 4  # more gain little on windows of this size

Item = TypeVar("Item")
Result = TypeVar("Result")
Run = Callable[[np.ndarray, np.ndarray, np.ndarray], list[np.ndarray]]
"""Ids, shapes (batch x length), marks (batch x 2) -> tags, names, acts, links, positions."""


def open_model(path: Path, *, sha256: str | None = None) -> Run:
    """Open an exported model.

    Raises InputError if it is missing, or not the file whose hash is given.
    """
    import onnxruntime  # a quarter of a second that only reading should cost

    mend = "Install the project again, or restore the file from its repository."
    try:
        weights = path.read_bytes()
    except OSError as error:
        raise InputError(f"{path}, the reader's weights, cannot be read ({error.strerror}). {mend}") from error
    found = hashlib.sha256(weights).hexdigest()
    if sha256 and found != sha256:
        raise InputError(f"{path} has sha256 {found}, not {sha256}: it is damaged or of another version. {mend}")
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    # The joined step of sum and norm is slower here than the two by themselves.
    session = onnxruntime.InferenceSession(
        weights, options, providers=["CPUExecutionProvider"], disabled_optimizers=["SkipLayerNormFusion"]
    )
    return lambda ids, shapes, marks: session.run(None, {"ids": ids, "shapes": shapes, "marks": marks})


def count_threads() -> int:
    """Return how many threads the network may use: STANDPOINT_THREADS, else the cores at hand, four at most.

    The number changes how long reading takes, not what is read. Raises ParameterError if it is no number from 1 up.
    """
    chosen = os.environ.get("STANDPOINT_THREADS")
    if not chosen:
        cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
        return min(cores, MOST_THREADS)
    if not chosen.strip().isdecimal():
        raise ParameterError(f"STANDPOINT_THREADS is {chosen!r}; it must be a whole number from 1 up.")
    check_least("STANDPOINT_THREADS", int(chosen), 1)
    return int(chosen)


@cache
def load_network() -> Run:
    """Return the network that comes with the package, opened once in a process."""
    return open_model(MODEL, sha256=MODEL_SHA256)


@cache
def _load_pool() -> ThreadPoolExecutor:
    """Return the threads that read, started once in a process."""
    return ThreadPoolExecutor(count_threads(), thread_name_prefix="reader")


def map_threads(read: Callable[[Item], Result], items: Iterable[Item]) -> Iterator[Result]:
    """Yield what `read` gives for each item, in their order, read in threads."""
    return _load_pool().map(read, items)


@cache
def load_vocabulary() -> Tokenizer:
    """Return the tokenizer of the network, loaded once."""
    return load_tokenizer(VOCABULARY)


@cache
def load_values() -> Mapping[str, Any]:
    """Return the calibrated values, loaded once; treat as read-only."""
    return json.loads(VALUES.read_text(encoding="utf-8"))


def run_one(run: Run, ids: np.ndarray, shapes: np.ndarray, marks: tuple[int, int] = (0, 0)) -> list[np.ndarray]:
    """Run one input between the special pieces, and give the outputs without the batch's dimension."""
    ids = np.concatenate([[FIRST], ids, [LAST]])[None]
    shapes = np.concatenate([[0], shapes, [0]])[None]
    return [output[0] for output in run(ids, shapes, np.array([marks], dtype=np.int64))]


def read_encoded(run: Run, text: str, encoded: Encoded, *, overlap: int = OVERLAP) -> Scores:
    """Read an encoded text in overlapping windows: what the heads say of each wordpiece."""
    windows = cut_windows(find_breaks(text, encoded), len(encoded), overlap=overlap)
    outputs = [run_one(run, encoded.ids[a:b], encoded.shapes[a:b])[:4] for a, b in windows]
    return join_windows(len(encoded), windows, [tuple(part[:-1] for part in output) for output in outputs])
