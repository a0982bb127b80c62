"""Fits the weights of analysis/lexicons/name_cues.csv: which cue of a name speaks for which kind.

    python training/name_cues.py GUM_TRAIN.jsonl MEANTIME.jsonl ...

Each line of a file: {"id", "text", "entities": [{"span": [start, end], "label": kind, "head_upos" or "form"}]}. The names that
analysis/names finds are given the kind of the smallest gold name around them; a multinomial logistic regression with an L2
penalty is fitted by gradient descent, and weights below 0.05 are left out.
"""

import csv
import hashlib
import json
import sys
from collections import Counter
from pathlib import Path

import numpy as np

from analysis import schema
from analysis.lookups import index_known
from analysis.names.kinds import describe_names
from analysis.names.runs import find_runs
from analysis.tokens import tag_documents
from analysis.words import list_words
from analysis.zones import find_zones

KINDS = ("person", "organization", "place", "other")
OUT = Path(__file__).parent.parent / "analysis" / "lexicons" / "name_cues.csv"
PREFIXES = {"per": "person", "org": "organization", "loc": "place", "place": "place"}
RARE = 3  # a cue of fewer names is left out
STEPS, RATE, PENALTY, SMALLEST = 3000, 1.0, 2e-4, 0.05
GENRES = (
    "news",
    "interview",
    "bio",
    "speech",
    "court",
    "letter",
    "essay",
    "voyage",
    "textbook",
    None,
)  # None: not said, as in MEANTIME
OTHER = 0.4  # an actor taken for a thing is lost, a thing taken for an actor only adds to the others


def load_examples(path: str, half: str) -> tuple[list[dict[str, float]], list[str]]:
    """Return the cues and the kind of every name of a gold file; `half` keeps the documents of one half by hash, or all."""
    lines = Path(path).read_text(encoding="utf-8").splitlines()
    gold = {row["id"]: row for row in map(json.loads, lines) if in_half(row["id"], half) and row.get("genre") in GENRES}
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
    cues, kinds = [], []
    for words in list_words(tokens):
        runs = find_runs(words)
        described = describe_names(words, runs)
        votes: dict[str, list[str]] = {}
        for first, past in runs:
            label = find_label(gold[words.doc_id]["entities"], words.start[first], words.end[past - 1])
            if label:
                votes.setdefault(" ".join(words.lower[first:past]), []).append(label)
        for text, found in votes.items():
            if not any(text in index_known(use) for use in ("name", "capital", "people")):
                cues.append(described[text])
                kinds.append(max(set(found), key=found.count))
    return cues, kinds


def in_half(key: str, half: str) -> bool:
    """Whether a document belongs to the half asked for."""
    return half == "all" or (int(hashlib.sha256(key.encode()).hexdigest(), 16) % 2 == 0) == (half == "dev")


def find_label(entities: list[dict], start: int, end: int) -> str:
    """Return the kind of the smallest gold name around a found one; empty if none is around it."""
    around = [e for e in entities if e["span"][0] <= start and end <= e["span"][1] + 2]
    around = [e for e in around if e.get("head_upos") == "PROPN" or e.get("form") == "name"]
    if not around:
        return ""
    label = min(around, key=lambda e: e["span"][1] - e["span"][0])["label"].lower()
    return next((kind for prefix, kind in PREFIXES.items() if label.startswith(prefix)), "other")


def fit(cues: list[dict[str, float]], kinds: list[str]) -> dict[tuple[str, str], float]:
    """Return the weights of a multinomial logistic regression."""
    counts = Counter(cue for found in cues for cue in found)
    names = ["", *sorted(cue for cue, n in counts.items() if n >= RARE)]
    columns = {name: n for n, name in enumerate(names)}
    features = np.zeros((len(cues), len(names)))
    features[:, 0] = 1
    for row, found in enumerate(cues):
        for cue, value in found.items():
            if cue in columns:
                features[row, columns[cue]] = value
    truth = np.array([[kind == label for label in KINDS] for kind in kinds], dtype=float)
    share = np.where(truth[:, KINDS.index("other")] == 1, OTHER, 1.0)[:, None] / len(cues)
    weights = np.zeros((len(names), len(KINDS)))
    for _ in range(STEPS):
        scores = features @ weights
        scores = np.exp(scores - scores.max(1, keepdims=True))
        gradient = features.T @ ((scores / scores.sum(1, keepdims=True) - truth) * share) + PENALTY * weights
        weights -= RATE * gradient
    return {(name, kind): weights[columns[name], n] for name in names for n, kind in enumerate(KINDS)}


def main() -> None:
    """Fit and write."""
    half = sys.argv[sys.argv.index("--half") + 1] if "--half" in sys.argv else "all"
    paths = [path for path in sys.argv[1:] if path.endswith(".jsonl")]
    cues, kinds = [], []
    for path in paths:
        found = load_examples(path, half)
        cues += found[0]
        kinds += found[1]
    weights = fit(cues, kinds)
    with OUT.open("w", newline="", encoding="utf-8") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(["cue", "kind", "weight", "source"])
        for (cue, kind), weight in weights.items():
            if abs(weight) >= SMALLEST:
                writer.writerow([cue, kind, f"{weight:.2f}", "fitted on GUM, MEANTIME"])
    print(len(cues), "names,", len(weights) // len(KINDS), "cues")


if __name__ == "__main__":
    main()
