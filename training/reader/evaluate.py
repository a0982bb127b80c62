"""Measure a checkpoint or an exported model: python -m training.reader.evaluate GOLD PRETRAINED MODEL"""

import argparse
import json
from pathlib import Path
from typing import Any

import numpy as np
import torch
from tokenizers import Tokenizer

from benchmarks.scores import score_mentions
from benchmarks.statement_scores import score_statements
from training.reader import data
from training.reader.data import KINDS
from training.reader.decode import decode_names, decode_statements
from training.reader.encoding import load_tokenizer
from training.reader.model import Reader
from training.reader.reading import OVERLAP, Run, judge_pairs, open_model, read_encoded, read_text


def run_network(reader: Reader) -> Run:
    """Run a network of torch."""

    def run(ids: np.ndarray, shapes: np.ndarray, marks: np.ndarray) -> list[np.ndarray]:
        reader.eval()
        with torch.inference_mode():
            return [output.float().numpy() for output in reader(*map(torch.from_numpy, (ids, shapes, marks)))]

    return run


def score_macro_f1(gold: np.ndarray, found: np.ndarray) -> float:
    """Give the mean F1 of the labels 0, 1, 2."""
    f1 = [2 * ((gold == k) & (found == k)).sum() / max(1, (gold == k).sum() + (found == k).sum()) for k in range(3)]
    return float(np.mean(f1))


def measure_attribution(
    run: Run,
    tokenizer: Tokenizer,
    gold: Path,
    *,
    documents: int | None = None,
    overlap: int = OVERLAP,
    **settings: Any,
) -> dict[str, Any]:
    """Measure statements on the development documents of PolNeAR."""
    rows = data.read_rows(gold, "attribution", "dev")[:documents]
    found = []
    for row in rows:
        encoded, scores = read_text(run, tokenizer, row["text"], overlap=overlap)
        statements = decode_statements(row["text"], encoded, scores, **settings)
        quotes = [{"source": s.source, "cue": s.cue, "content": s.content} for s in statements]
        found.append({"id": row["id"], "quotes": quotes})
    return score_statements(rows, found)


def measure_names(run: Run, tokenizer: Tokenizer, path: Path, *, documents: int | None = None) -> dict[str, Any]:
    """Measure names on a file of documents that were not trained on."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()][:documents]
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
    places = data.load_places(tokenizer, gold, "train")[fold::folds]
    scores = [read_encoded(run, p.encoded, p.breaks) for p in places]
    right = [(s.acts[slice(*p.place)].mean() > 0) == bool(p.acts) for s, p in zip(scores, places, strict=True) if p.place]
    return round(float(np.mean(right)), 4)


def measure_all(run: Run, tokenizer: Tokenizer, gold: Path, *, documents: int | None = None) -> dict[str, Any]:
    """Measure every head; `documents` limits how many are read."""
    return {
        "statements": measure_attribution(run, tokenizer, gold, documents=documents),
        "names": measure_names(run, tokenizer, gold / "entities/meantime.jsonl", documents=documents),
        "positions": measure_positions(run, tokenizer, gold, sentences=documents and 10 * documents),
        "places": measure_places(run, tokenizer, gold, fold=0, folds=5),
    }


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("gold", type=Path)
    parser.add_argument("pretrained", type=Path)
    parser.add_argument("model", type=Path, help="a checkpoint (.pt) or an exported model (.onnx)")
    parser.add_argument("--documents", type=int)
    parser.add_argument("--threads", type=int, default=2)
    arguments = parser.parse_args()
    torch.set_num_threads(arguments.threads)
    if arguments.model.suffix == ".onnx":
        run = open_model(arguments.model, threads=arguments.threads)
    else:
        reader = Reader()
        reader.load_state_dict(torch.load(arguments.model, weights_only=True))
        run = run_network(reader)
    tokenizer = load_tokenizer(str(arguments.pretrained / "tokenizer.json"))
    for task, result in measure_all(run, tokenizer, arguments.gold, documents=arguments.documents).items():
        print(task, json.dumps(result), flush=True)


if __name__ == "__main__":
    main()
