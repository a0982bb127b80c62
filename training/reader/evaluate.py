"""Measure a checkpoint or an exported model on the development sets: python -m training.reader.evaluate GOLD MODEL

These are the heads by themselves, and positions of given pairs; `python -m benchmarks.quality` measures the whole chain.
"""

import argparse
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch
from tokenizers import Tokenizer

from analysis.reader.encoding import QUOTATION, Encoded, encode_text, load_tokenizer
from analysis.reader.links import Statement, decode_statements
from analysis.reader.network import VOCABULARY, Run, open_model, read_encoded
from analysis.reader.pairs import judge_pairs
from analysis.reader.scores import Scores
from analysis.reader.spans import decode_spans
from benchmarks.scores import score_mentions
from benchmarks.statement_scores import score_statements
from training.reader import data
from training.reader.data import KINDS
from training.reader.model import Reader, load_reader

Row = dict[str, Any]


def run_network(reader: Reader) -> Run:
    """Run a network of torch."""

    def run(ids: np.ndarray, shapes: np.ndarray, marks: np.ndarray) -> list[np.ndarray]:
        reader.eval()
        with torch.inference_mode():
            return [output.float().numpy() for output in reader(*map(torch.from_numpy, (ids, shapes, marks)))]

    return run


def open_any(path: Path) -> Run:
    """Open a checkpoint (.pt) or an exported model (.onnx)."""
    if path.suffix == ".onnx":
        return open_model(path)
    return run_network(load_reader(path))


def read_text(run: Run, tokenizer: Tokenizer, text: str) -> tuple[Encoded, Scores]:
    """Read a text: its wordpieces and what the heads say of each."""
    encoded = encode_text(tokenizer, text)
    return encoded, read_encoded(run, text, encoded)


def find_statements(text: str, encoded: Encoded, scores: Scores, **settings: Any) -> list[Statement]:
    """Decode the statements of a text; its quotations are found by their marks alone."""
    quotations = np.array([match.span() for match in QUOTATION.finditer(text)], dtype=np.int64).reshape(-1, 2)
    return decode_statements(text, encoded, scores, quotations, **settings)


def score_macro_f1(gold: np.ndarray, found: np.ndarray) -> float:
    """Give the mean F1 of the labels 0, 1, 2."""
    f1 = [2 * ((gold == k) & (found == k)).sum() / max(1, (gold == k).sum() + (found == k).sum()) for k in range(3)]
    return float(np.mean(f1))


def measure_statements(run: Run, tokenizer: Tokenizer, rows: Sequence[Row], **settings: Any) -> dict[str, float]:
    """Measure statements on documents of PolNeAR."""
    found = []
    for row in rows:
        statements = find_statements(row["text"], *read_text(run, tokenizer, row["text"]), **settings)
        quotes = [{"source": s.source, "cue": s.cue, "content": s.content} for s in statements]
        found.append({"id": row["id"], "quotes": quotes})
    return score_statements(rows, found)


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


def measure_names(run: Run, tokenizer: Tokenizer, rows: Sequence[Row]) -> dict[str, float]:
    """Measure names on documents that were not trained on."""
    found = []
    for row in rows:
        encoded, scores = read_text(run, tokenizer, row["text"])
        names = [
            {"span": [int(encoded.starts[a]), int(encoded.ends[b - 1])], "label": KINDS[kind], "form": "name"}
            for a, b, kind, _ in decode_names(scores.names)
        ]
        found.append({"id": row["id"], "entities": names})
    return score_mentions(rows, found, names=True)


def measure_positions(run: Run, tokenizer: Tokenizer, gold: Path, *, sentences: int | None = None) -> dict[str, float]:
    """Measure macro F1 of positions on three development sets."""
    sets = {
        "newsmtsc rw": data.read_rows(gold, "newsmtsc", "dev_rw"),
        "newsmtsc mt": data.read_rows(gold, "newsmtsc", "dev_mt"),
        "dse": data.read_unseen_pairs(gold),
    }
    result = {}
    for name, rows in sets.items():
        pairs = [data.label_pair(tokenizer, row) for row in rows[:sentences]]
        found = judge_pairs(run, [pair.pair for pair in pairs]).argmax(1)
        result[name] = round(score_macro_f1(np.array([pair.label for pair in pairs]), found), 4)
    return result


def measure_places(run: Run, tokenizer: Tokenizer, gold: Path, *, fold: int, folds: int) -> float:
    """Measure the accuracy of literal against acting on one fold of the places corpus."""
    right = []
    for row in data.read_rows(gold, "places", "train")[fold::folds]:
        place = data.label_place(tokenizer, row)
        scores = read_encoded(run, row["text"], place.encoded)
        right.append((scores.acts[slice(*place.place or (0, 1))].mean() > 0) == bool(place.acts))
    return round(float(np.mean(right)), 4)


def measure_all(
    run: Run, tokenizer: Tokenizer, gold: Path, *, fold: int = 0, documents: int | None = None
) -> dict[str, dict[str, float] | float]:
    """Measure every head; `documents` limits how many are read, `fold` of the places was kept from training."""
    meantime = [json.loads(line) for line in (gold / "entities/meantime.jsonl").read_text(encoding="utf-8").splitlines()]
    return {
        "statements": measure_statements(run, tokenizer, data.read_rows(gold, "attribution", "dev")[:documents]),
        "names": measure_names(run, tokenizer, meantime[:documents]),
        "positions": measure_positions(run, tokenizer, gold, sentences=documents and 10 * documents),
        "places": measure_places(run, tokenizer, gold, fold=fold, folds=5),
    }


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path)
    parser.add_argument("model", type=Path, help="a checkpoint (.pt) or an exported model (.onnx)")
    parser.add_argument("--documents", type=int)
    parser.add_argument("--fold", type=int, default=0, help="fold of the places corpus that was kept from training (seed %% 5)")
    parser.add_argument("--threads", type=int, default=2)
    arguments = parser.parse_args()
    torch.set_num_threads(arguments.threads)
    run, tokenizer = open_any(arguments.model), load_tokenizer(VOCABULARY)
    results = measure_all(run, tokenizer, arguments.gold, fold=arguments.fold, documents=arguments.documents)
    for task, result in results.items():
        print(task, json.dumps(result), flush=True)


if __name__ == "__main__":
    main()
