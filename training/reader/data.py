"""Corpora -> examples for the heads of the reader.

Each corpus is a file of JSON lines below one folder, named in `FILES`; character offsets, end exclusive. Where the originals are:
PolNeAR (networkdynamics/PolNeAR), GUM (amir-zeldes/gum), ReLocaR (milangritta/Minimalist-Location-Metonymy-Resolution),
NewsMTSC (fhamborg/NewsMTSC), DSE (bywords/directed_sentiment_analysis), all on GitHub. README.md tells the fields.
"""

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from tokenizers import Tokenizer

from analysis.reader.encoding import Encoded, encode_text, find_breaks
from analysis.reader.links import CONTENT, CUE, SOURCE
from analysis.reader.pairs import Pair, mark_pair

FILES = {
    "attribution": "quotes/polnear_{split}.jsonl",
    "names": "entities/gum_{split}.jsonl",
    "places": "entities/relocar_{split}.jsonl",
    "newsmtsc": "stance/newsmtsc_{split}.jsonl",
    "dse": "stance/dse_{split}.jsonl",
}
TUNED = 20  # one in so many training documents of PolNeAR is kept from the network: decoding is tuned and calibrated on them
KINDS = ("person", "organization", "place", "other")
IGNORED = -100

_NOT_NAMES = {"time"}
_NON_COMMERCIAL = {"essay", "fiction", "letter", "podcast", "whow"}  # genres of GUM whose texts may not serve trade; left out
_SMALL_WORDS = {"of", "the", "and", "for", "in", "on", "at", "de", "la", "s"}
_AFTERTHOUGHT = re.compile(r"\s*(?:[,;:(\[]|\s(?:who|whom|whose|which|that|where|when|[-–—])\s)")
_POSSESSIVE = re.compile(r"['’]s?$")


@dataclass(frozen=True)
class Document:
    """A text with labels for each wordpiece; a layer that the corpus does not have is None."""

    encoded: Encoded
    breaks: np.ndarray
    tags: np.ndarray | None = None  # 3 x n: source, cue, content; 0 outside, 1 begins, 2 goes on
    links: np.ndarray | None = None  # 4 x n: own source, own cue, the cue's source, the content's cue; counted from 1
    names: np.ndarray | None = None  # 2 x n: outer and inner names; 0 outside, 1 + kind begins, 5 + kind goes on
    place: tuple[int, int] | None = None
    acts: int = 0


@dataclass(frozen=True)
class Sentence:
    """A sentence with a target, and what its holder, or the narrator, thinks of it."""

    pair: Pair
    label: int  # 0 oppose, 1 neutral, 2 support
    row: dict[str, Any] = field(repr=False)


def read_rows(folder: Path, corpus: str, split: str) -> list[dict[str, Any]]:
    """Read the rows of one split of a corpus."""
    with open(folder / FILES[corpus].format(split=split), encoding="utf-8") as lines:
        return [json.loads(line) for line in lines if line.strip()]


def find_pieces(encoded: Encoded, start: int, end: int) -> slice:
    """Find the wordpieces that lie within a span of characters."""
    first = int(np.searchsorted(encoded.starts, start))
    return slice(first, max(first, int(np.searchsorted(encoded.ends, end, side="right"))))


def label_attributions(tokenizer: Tokenizer, row: dict[str, Any]) -> Document:
    """Label the wordpieces of a document with sources, cues, contents and the links between them."""
    encoded = encode_text(tokenizer, row["text"])
    tags = np.zeros((3, len(encoded)), dtype=np.int64)
    links = np.full((4, len(encoded)), IGNORED, dtype=np.int64)
    sources: dict[tuple[int, int], int] = {}
    for cue_id, quote in enumerate(row["quotes"], start=1):
        source_id = sources.setdefault(tuple(quote["source"]), len(sources) + 1) if quote["source"] else 0
        parts = {
            SOURCE: quote.get("source_parts") or [quote["source"]],
            CUE: quote.get("cue_parts") or [quote["cue"]],
            CONTENT: quote["content"],
        }
        for layer, spans in parts.items():
            for span in filter(None, spans):
                pieces = find_pieces(encoded, *span)
                if pieces.start == pieces.stop:
                    continue
                if layer != SOURCE and tags[layer, pieces].any():
                    continue  # an outer span of the same layer was there first: nested ones are rare
                tags[layer, pieces] = 2
                tags[layer, pieces.start] = 1
                if layer == SOURCE:
                    links[0, pieces] = source_id
                elif layer == CUE:
                    links[1, pieces] = cue_id
                    links[2, pieces] = source_id
                else:
                    links[3, pieces] = cue_id
    return Document(encoded, find_breaks(row["text"], encoded), tags=tags, links=links)


def trim_name(text: str, start: int, end: int) -> tuple[int, int]:
    """Leave out what follows a name within a longer mention: appositions, relative clauses, brackets, the possessive."""
    cut = _AFTERTHOUGHT.search(text, start, end)
    if cut and any(letter.isupper() for letter in text[start : cut.start()]):
        end = cut.start()
    possessive = _POSSESSIVE.search(text[start:end])
    if possessive and possessive.start():
        end = start + possessive.start()
    while end > start and text[end - 1] in " \n.,!?" and not re.search(r"\b\w\.$", text[start:end]):
        end -= 1
    return start, end


def _is_name(text: str, entity: dict[str, Any]) -> bool:
    """Tell names: headed by a proper noun, or an actor written in capitals throughout, such as a news agency."""
    if entity.get("head_upos") == "PROPN":
        return True
    start, end = trim_name(text, *entity["span"])
    words = [word for word in re.findall(r"[^\W\d_]+", text[start:end]) if word.lower() not in _SMALL_WORDS]
    return entity["label"] in KINDS[:3] and len(words) > 1 and all(word[0].isupper() for word in words)


def label_names(tokenizer: Tokenizer, row: dict[str, Any]) -> Document:
    """Label the wordpieces of a document with named mentions and their kind: outer ones, and those within them."""
    encoded = encode_text(tokenizer, row["text"])
    names = np.zeros((2, len(encoded)), dtype=np.int64)
    spans = {
        trim_name(row["text"], *entity["span"]): entity["label"] if entity["label"] in KINDS else "other"
        for entity in row["entities"]
        if entity["label"] not in _NOT_NAMES and _is_name(row["text"], entity)
    }
    for (start, end), kind in sorted(spans.items(), key=lambda item: (item[0][0] - item[0][1], item[0])):
        pieces = find_pieces(encoded, start, end)
        if pieces.start == pieces.stop:
            continue
        layer = next((i for i in (0, 1) if not names[i, pieces].any()), None)
        if layer is not None:
            names[layer, pieces] = 1 + len(KINDS) + KINDS.index(kind)
            names[layer, pieces.start] = 1 + KINDS.index(kind)
    return Document(encoded, find_breaks(row["text"], encoded), names=names)


def label_place(tokenizer: Tokenizer, row: dict[str, Any]) -> Document:
    """Mark the one place name of a sentence that is literal, or stands for those who act there."""
    encoded = encode_text(tokenizer, row["text"])
    entity = row["entities"][0]
    pieces = find_pieces(encoded, *entity["span"])
    place = (pieces.start, max(pieces.stop, pieces.start + 1))
    return Document(encoded, find_breaks(row["text"], encoded), place=place, acts=int(entity["label"] == "metonymic"))


def label_pair(tokenizer: Tokenizer, row: dict[str, Any], *, swap: bool = False) -> Sentence:
    """Mark target and holder of a sentence; `swap` exchanges the two."""
    target, holder = row["target"], row.get("holder") or {}
    if swap and holder:
        target, holder = holder, target
    pair = mark_pair(tokenizer, row["text"], target=target["span"], holder=holder.get("span"))
    return Sentence(pair, int(row.get("label", 0)) + 1, row)


def read_tuning_rows(folder: Path) -> list[dict[str, Any]]:
    """Read the training documents of PolNeAR that the network does not see."""
    return read_rows(folder, "attribution", "train")[::TUNED]


def load_attributions(tokenizer: Tokenizer, folder: Path) -> list[Document]:
    """Load the training documents of PolNeAR, without those kept for tuning."""
    rows = read_rows(folder, "attribution", "train")
    return [label_attributions(tokenizer, row) for i, row in enumerate(rows) if i % TUNED]


def load_names(tokenizer: Tokenizer, folder: Path, split: str) -> list[Document]:
    """Load the named mentions of GUM, but for genres whose texts are not free for every use."""
    rows = read_rows(folder, "names", split)
    return [label_names(tokenizer, row) for row in rows if row["genre"] not in _NON_COMMERCIAL]


def load_places(tokenizer: Tokenizer, folder: Path, split: str) -> list[Document]:
    """Load ReLocaR."""
    return [label_place(tokenizer, row) for row in read_rows(folder, "places", split)]


def load_sentences(tokenizer: Tokenizer, folder: Path, sets: Iterable[tuple[str, str]]) -> list[Sentence]:
    """Load the sentences of (corpus, split) pairs of NewsMTSC and DSE that have a target."""
    rows = [row for corpus, split in sets for row in read_rows(folder, corpus, split)]
    return [label_pair(tokenizer, row) for row in rows if row["target"].get("span") and row["target"] != row.get("holder")]


def read_unseen_pairs(folder: Path) -> list[dict[str, Any]]:
    """Read the DSE development rows whose sentence is not in the training data as well."""
    seen = {row["text"] for row in read_rows(folder, "dse", "train")}
    return [row for row in read_rows(folder, "dse", "dev") if row["text"] not in seen]
