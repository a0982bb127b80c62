"""Calibrate a model on the development data: python -m training.reader.calibrate GOLD PRETRAINED MODEL.onnx OUT.json

One temperature for each head (Guo et al. 2017, On Calibration of Modern Neural Networks), and a logistic regression from the
sureness of its parts to the probability that a statement is right: content overlapping gold by half or more, and nothing wrong
with its cue and its source. The reliability tables come from halves of the data, each read with the values of the other half.
"""

import argparse
import itertools
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from tokenizers import Tokenizer

from benchmarks.statement_scores import mask_spans, match_masks, share_masks, trim_span
from training.reader import data
from training.reader.decode import Statement, decode_statements, give_probability
from training.reader.encoding import load_tokenizer
from training.reader.reading import Run, judge_pairs, open_model, read_encoded, read_text

BINS = (0.0, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 1.0)


def fit_temperature(scores: np.ndarray, labels: np.ndarray) -> float:
    """Find the temperature of the least negative log likelihood; scores n x classes before softmax."""
    best = (np.inf, 1.0)
    for temperature in np.exp(np.linspace(np.log(0.4), np.log(4), 60)):
        x = scores / temperature
        x = x - x.max(1, keepdims=True)
        loss = (np.log(np.exp(x).sum(1)) - x[np.arange(len(x)), labels]).mean()
        best = min(best, (float(loss), float(temperature)))
    return round(best[1], 3)


def fit_logistic(features: np.ndarray, right: np.ndarray, *, ridge: float = 1.0, rounds: int = 50) -> np.ndarray:
    """Fit a logistic regression by Newton's method; the last weight is the constant."""
    x = np.c_[features, np.ones(len(features))]
    weights = np.zeros(x.shape[1])
    for _ in range(rounds):
        p = 1 / (1 + np.exp(-x @ weights))
        hessian = (x * (p * (1 - p))[:, None]).T @ x + ridge * np.eye(x.shape[1])
        weights += np.linalg.solve(hessian, x.T @ (right - p) - ridge * weights)
    return weights


def judge_statements(row: dict[str, Any], statements: Sequence[Statement]) -> list[bool]:
    """Tell which statements are right."""
    text, gold = row["text"], row["quotes"]
    covered = [
        [mask_spans(trim_span(text, *s) for s in spans) for spans in side]
        for side in ([q["content"] for q in gold], [s.content for s in statements])
    ]
    right = [False] * len(statements)
    for i, j in match_masks(*covered, 0.5):
        parts = [(gold[i][name], getattr(statements[j], name)) for name in ("source", "cue")]
        right[j] = all(
            (not a and not b) or bool(a and b and share_masks(mask_spans([a]), mask_spans([b])) >= 0.5) for a, b in parts
        )
    return right


def tabulate(probabilities: np.ndarray, right: np.ndarray) -> list[dict[str, float]]:
    """Count, by bins of probability, how many there are, what was said on average, and what was true."""
    table = []
    for low, high in itertools.pairwise(BINS):
        inside = (probabilities >= low) & ((probabilities < high) | (high == 1.0))
        if inside.any():
            table.append(
                {
                    "from": low,
                    "to": high,
                    "n": int(inside.sum()),
                    "said": round(float(probabilities[inside].mean()), 3),
                    "true": round(float(right[inside].mean()), 3),
                }
            )
    return table


def calibrate_statements(run: Run, tokenizer: Tokenizer, gold: Path) -> tuple[list[float], list[dict[str, float]]]:
    """Fit the probability of statements, and tabulate how far it can be trusted."""
    features, right, half = [], [], []
    for i, row in enumerate(data.read_rows(gold, "attribution", "dev")):
        encoded, scores = read_text(run, tokenizer, row["text"])
        statements = decode_statements(row["text"], encoded, scores)
        features += [statement.features for statement in statements]
        right += judge_statements(row, statements)
        half += [i % 2] * len(statements)
    x, y, side = np.array(features), np.array(right, dtype=float), np.array(half)
    crossed = np.zeros(len(y))
    for k in (0, 1):
        crossed[side == k] = give_probability(x[side == k], fit_logistic(_logits(x[side != k]), y[side != k]).tolist())
    return [round(float(w), 4) for w in fit_logistic(_logits(x), y)], tabulate(crossed, y)


def _logits(features: np.ndarray) -> np.ndarray:
    """Stretch shares to the whole line, as give_probability does."""
    p = np.clip(features, 1e-3, 1 - 1e-3)
    return np.log(p / (1 - p))


def calibrate_positions(run: Run, tokenizer: Tokenizer, gold: Path) -> tuple[float, list[dict[str, float]]]:
    """Fit the temperature of positions on all three development sets, and tabulate."""
    rows = data.read_rows(gold, "newsmtsc", "dev_rw") + data.read_rows(gold, "newsmtsc", "dev_mt") + data.read_unseen_pairs(gold)
    pairs = [data.label_pair(tokenizer, row) for row in rows]
    scores, labels = judge_pairs(run, [p.pair for p in pairs]), np.array([p.label for p in pairs])
    odd = np.arange(len(labels)) % 2 == 1
    said, right = np.zeros(len(labels)), scores.argmax(1) == labels
    for side in (odd, ~odd):
        x = scores[side] / fit_temperature(scores[~side], labels[~side])
        said[side] = 1 / np.exp(x - x.max(1, keepdims=True)).sum(1)
    return fit_temperature(scores, labels), tabulate(said, right)


def calibrate_places(
    run: Run, tokenizer: Tokenizer, gold: Path, *, fold: int, folds: int
) -> tuple[float, list[dict[str, float]]]:
    """Fit the temperature of the places that act on the fold that was kept from training, and tabulate."""
    places = data.load_places(tokenizer, gold, "train")[fold::folds]
    scores = np.array([read_encoded(run, p.encoded, p.breaks).acts[slice(*p.place)].mean() for p in places if p.place])
    labels = np.array([p.acts for p in places])
    temperature = fit_temperature(np.c_[np.zeros(len(scores)), scores], labels)
    said = 1 / (1 + np.exp(-np.abs(scores) / temperature))
    return temperature, tabulate(said, (scores > 0) == labels)


def main() -> None:
    """Calibrate, write the values, print the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path)
    parser.add_argument("pretrained", type=Path)
    parser.add_argument("model", type=Path)
    parser.add_argument("out", type=Path)
    arguments = parser.parse_args()
    tokenizer = load_tokenizer(str(arguments.pretrained / "tokenizer.json"))
    run = open_model(arguments.model)
    statement, statements_table = calibrate_statements(run, tokenizer, arguments.gold)
    position, positions_table = calibrate_positions(run, tokenizer, arguments.gold)
    acts, places_table = calibrate_places(run, tokenizer, arguments.gold, fold=0, folds=5)
    values = {"statement": statement, "temperatures": {"position": position, "acts": acts}}
    tables = {"statements": statements_table, "positions": positions_table, "places": places_table}
    arguments.out.write_text(json.dumps(values | {"reliability": tables}, indent=1) + "\n", encoding="utf-8")
    for name, table in tables.items():
        print(name, *table, sep="\n  ")


if __name__ == "__main__":
    main()
