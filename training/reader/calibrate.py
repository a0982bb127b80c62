"""Calibrate an exported model: python -m training.reader.calibrate GOLD MODEL.onnx [--out reader.json] [--fold 0]

One temperature for each head (Guo et al. 2017, On Calibration of Modern Neural Networks), and a logistic regression from the
sureness of its parts to the probability that a statement is right: content overlapping gold by half or more, and nothing wrong
with its cue and its source. The regression is fitted on the training documents that the network did not see, its reliability
table comes from the development documents; positions and places have no data to spare, so the tables come from halves of
the development data, each read with the temperature of the other half.
"""

import argparse
import itertools
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from tokenizers import Tokenizer

from analysis.reader.encoding import load_tokenizer
from analysis.reader.links import Statement, give_probability, stretch_shares
from analysis.reader.network import VALUES, VOCABULARY, Run, open_model, read_encoded
from analysis.reader.pairs import judge_pairs
from benchmarks.statement_scores import mask_spans, match_masks, share_masks, trim_span
from training.reader import data
from training.reader.evaluate import Row, find_statements, read_text

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


def judge_documents(run: Run, tokenizer: Tokenizer, rows: Sequence[Row]) -> tuple[np.ndarray, np.ndarray]:
    """Give the features of all statements found, n x features, and whether they are right."""
    features, right = [], []
    for row in rows:
        statements = find_statements(row["text"], *read_text(run, tokenizer, row["text"]))
        features += [statement.features for statement in statements]
        right += judge_statements(row, statements)
    return np.array(features), np.array(right)


def calibrate_statements(run: Run, tokenizer: Tokenizer, gold: Path) -> tuple[list[float], list[dict[str, float]]]:
    """Fit the probability of statements, and tabulate on other documents how far it can be trusted."""
    features, right = judge_documents(run, tokenizer, data.read_tuning_rows(gold))
    weights = [round(float(weight), 4) for weight in fit_logistic(stretch_shares(features), right)]
    features, right = judge_documents(run, tokenizer, data.read_rows(gold, "attribution", "dev"))
    return weights, tabulate(np.array([give_probability(row, weights) for row in features]), right)


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
    rows = data.read_rows(gold, "places", "train")[fold::folds]
    places = [data.label_place(tokenizer, row) for row in rows]
    scores = np.array(
        [
            read_encoded(run, row["text"], place.encoded).acts[slice(*place.place or (0, 1))].mean()
            for row, place in zip(rows, places, strict=True)
        ]
    )
    labels = np.array([place.acts for place in places])
    said, right = np.zeros(len(labels)), (scores > 0) == labels
    both = np.c_[np.zeros(len(scores)), scores]
    odd = np.arange(len(labels)) % 2 == 1
    for side in (odd, ~odd):
        said[side] = 1 / (1 + np.exp(-np.abs(scores[side]) / fit_temperature(both[~side], labels[~side])))
    return fit_temperature(both, labels), tabulate(said, right)


def main() -> None:
    """Calibrate, write the values, print the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path)
    parser.add_argument("model", type=Path)
    parser.add_argument("--out", type=Path, default=VALUES)
    parser.add_argument("--fold", type=int, default=0, help="fold of the places corpus that was kept from training (seed %% 5)")
    arguments = parser.parse_args()
    tokenizer, run = load_tokenizer(VOCABULARY), open_model(arguments.model)
    statement, statements_table = calibrate_statements(run, tokenizer, arguments.gold)
    position, positions_table = calibrate_positions(run, tokenizer, arguments.gold)
    acts, places_table = calibrate_places(run, tokenizer, arguments.gold, fold=arguments.fold, folds=5)
    values = {"statement": statement, "temperatures": {"position": position, "acts": acts}}
    arguments.out.write_text(json.dumps(values, indent=1) + "\n", encoding="utf-8")
    for name, table in {"statements": statements_table, "positions": positions_table, "places": places_table}.items():
        print(name, *table, sep="\n  ")


if __name__ == "__main__":
    main()
