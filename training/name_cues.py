"""Fits the weights of analysis/lexicons/name_cues.csv: which cue of a name corrects the network towards which kind.

    python training/name_cues.py GUM_TRAIN.jsonl [--out FILE]

Each line of a file: {"id", "text", "entities": [{"span": [start, end], "label": kind, "head_upos" or "form"}]}. The names that
analysis/names finds are given the kind of the smallest gold name around them; a multinomial logistic regression with an L2
penalty is fitted by accelerated gradient descent, with the logarithms of the network's probabilities added to its scores, and
weights below 0.05 are left out. Fit again when the network is trained again.
"""

import argparse
import csv
import json
from collections import Counter
from pathlib import Path
from typing import NamedTuple

import numpy as np

from analysis import schema
from analysis.lookups import index_known
from analysis.names.kinds import KINDS, average_looks, describe_names
from analysis.names.runs import find_runs
from analysis.reader.encoding import encode_text
from analysis.reader.naming import look_at_words
from analysis.reader.network import load_network, load_vocabulary, read_encoded
from analysis.tokens import tag_documents
from analysis.words import Words, list_words
from analysis.zones import find_zones

OUT = Path(__file__).parent.parent / "analysis" / "lexicons" / "name_cues.csv"
PREFIXES = {"per": "person", "org": "organization", "loc": "place", "place": "place"}
RARE = 3  # a cue of fewer names is left out
STEPS, PENALTY, SMALLEST = 500, 3e-3, 0.05
# None: not said, as in MEANTIME
GENRES = ("news", "interview", "bio", "speech", "court", "voyage", "textbook", None)
OTHER = 0.4  # an actor taken for a thing is lost, a thing taken for an actor only adds to the others


class Example(NamedTuple):
    """A name of a document: its cues, what the network says of it, and its kind."""

    cues: dict[str, float]
    seen: np.ndarray
    kind: str


def load_examples(path: str) -> list[Example]:
    """Return every name of a gold file whose kind no table tells."""
    lines = Path(path).read_text(encoding="utf-8").splitlines()
    gold = {row["id"]: row for row in map(json.loads, lines) if row.get("genre") in GENRES}
    rows = [
        {
            "doc_id": key,
            "path": key,
            "language": "en",
            "text": row["text"],
            "header_end": 0,
            "sha256": key,
            "n_words": 0,
            "notes": [],
        }
        for key, row in gold.items()
    ]
    documents = schema.build("documents", rows)
    _, tokens = tag_documents(documents, find_zones(documents))
    examples = []
    for words in list_words(tokens):
        row = gold[words.doc_id]
        looks = look_at_kinds(row["text"], words)
        runs = find_runs(words, looks.sum(1))
        described = describe_names(words, runs)
        texts = [" ".join(words.lower[first:past]) for first, past in runs]
        seen = average_looks(texts, runs, looks)
        votes: dict[str, list[str]] = {}
        for text, (first, past) in zip(texts, runs, strict=True):
            label = find_label(row["entities"], words.start[first], words.end[past - 1])
            if label:
                votes.setdefault(text, []).append(label)
        for text, found in votes.items():
            if not any(text in index_known(use) for use in ("name", "capital", "people")):
                examples.append(Example(described[text], seen[text], max(set(found), key=found.count)))
    return examples


def look_at_kinds(text: str, words: Words) -> np.ndarray:
    """Return what the network says of each word of a text: words x KINDS."""
    encoded = encode_text(load_vocabulary(), text)
    scores = read_encoded(load_network(), text, encoded)
    return look_at_words(encoded, scores, np.array(words.start), np.array(words.end), temperature=1.0)[:, : len(KINDS)]


def find_label(entities: list[dict], start: int, end: int) -> str:
    """Return the kind of the smallest gold name around a found one; empty if none is around it."""
    around = [e for e in entities if e["span"][0] <= start and end <= e["span"][1] + 2]
    around = [e for e in around if e.get("head_upos") == "PROPN" or e.get("form") == "name"]
    if not around:
        return ""
    label = min(around, key=lambda e: e["span"][1] - e["span"][0])["label"].lower()
    return next((kind for prefix, kind in PREFIXES.items() if label.startswith(prefix)), "other")


def fit(examples: list[Example]) -> dict[tuple[str, str], float]:
    """Return the weights of a multinomial logistic regression of what the network leaves open."""
    counts = Counter(cue for example in examples for cue in example.cues)
    names = ["", *sorted(cue for cue, n in counts.items() if n >= RARE)]
    columns = {name: n for n, name in enumerate(names)}
    features = np.zeros((len(examples), len(names)))
    features[:, 0] = 1
    for row, example in enumerate(examples):
        for cue, value in example.cues.items():
            if cue in columns:
                features[row, columns[cue]] = value
    seen = np.array([example.seen for example in examples])
    truth = np.array([[example.kind == kind for kind in KINDS] for example in examples], dtype=float)
    share = np.where(truth[:, KINDS.index("other")] == 1, OTHER, 1.0)[:, None] / len(examples)
    rate = 1 / (np.linalg.norm(features * np.sqrt(share), 2) ** 2 / 2 + PENALTY)
    weights = last = np.zeros((len(names), len(KINDS)))
    for step in range(STEPS):
        ahead = weights + step / (step + 3) * (weights - last)
        scores = np.exp(features @ ahead + seen)
        gradient = features.T @ ((scores / scores.sum(1, keepdims=True) - truth) * share) + PENALTY * ahead
        weights, last = ahead - rate * gradient, weights
    return {(name, kind): weights[columns[name], n] for name in names for n, kind in enumerate(KINDS)}


def main() -> None:
    """Fit and write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", nargs="+")
    parser.add_argument("--out", type=Path, default=OUT)
    arguments = parser.parse_args()
    examples = [example for path in arguments.gold for example in load_examples(path)]
    weights = fit(examples)
    with arguments.out.open("w", newline="", encoding="utf-8") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(["cue", "kind", "weight", "source"])
        for (cue, kind), weight in weights.items():
            if abs(weight) >= SMALLEST:
                writer.writerow([cue, kind, f"{weight:.2f}", "fitted on GUM"])
    print(len(examples), "names,", len(weights) // len(KINDS), "cues")


if __name__ == "__main__":
    main()
