"""Decodes an averaged perceptron for all sentences of a batch at once, with the tags that NLTK's PerceptronTagger gives.

NLTK walks through one sentence after another and looks every feature up by name. Here step t takes the t-th word of every
sentence together: what a word contributes to its own tag and to those of its neighbours is summed once per distinct word, and
only the two tags before are left to each step. Weights are whole numbers, so sums are exact in any order and ties fall as
NLTK's do.
"""

import hashlib
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from analysis.errors import InputError

# Feature families of nltk.tag.perceptron.PerceptronTagger, named as there.
WORD_FAMILIES = (
    "bias", "i suffix", "i pref1", "i word", "i-1 word", "i-1 suffix", "i-2 word", "i+1 word", "i+1 suffix", "i+2 word",
)  # fmt: skip
TAG_FAMILIES = ("i-1 tag", "i-2 tag", "i tag+i-2 tag", "i-1 tag+i word")
FAMILIES = (*WORD_FAMILIES, *TAG_FAMILIES)
START, END = ("-START-", "-START2-"), ("-END-", "-END2-")


class Weights(NamedTuple):
    """A trained tagger as stored: every feature with the classes it speaks for or against, and the words with one class only."""

    classes: list[str]
    features: list[list[str]]  # names within each of FAMILIES, without the family's own name
    n_weights: NDArray[np.uint8]  # how many weights each feature has
    columns: NDArray[np.uint8]  # the class of each weight
    values: NDArray[np.int16]  # each weight, a whole number
    tagdict: dict[str, str]


def pack_weights(weights: Mapping[str, Mapping[str, int]], *, classes: Iterable[str], tagdict: Mapping[str, str]) -> Weights:
    """Turn weights as NLTK's AveragedPerceptron holds them, name of feature -> class -> weight, into the stored form.

    Weights are whole numbers; those of 0 are left out. Raises ValueError if sums of them could pass the 16 bits of the decoder.
    """
    names = sorted(classes)
    code_of = {name: code for code, name in enumerate(names)}
    families: dict[str, dict[str, list[tuple[int, int]]]] = {family: {} for family in FAMILIES}
    for feature, given in weights.items():
        family = max((family for family in FAMILIES if f"{feature} ".startswith(f"{family} ")), key=len)
        if kept := sorted((code_of[name], weight) for name, weight in given.items() if weight):
            families[family][feature[len(family) + 1 :]] = kept
    features = [sorted(found) for found in families.values()]
    kept_weights = [found[name] for found in families.values() for name in sorted(found)]
    flat = [pair for kept in kept_weights for pair in kept]
    largest = sum(max((abs(weight) for kept in found.values() for _, weight in kept), default=0) for found in families.values())
    if largest > np.iinfo(np.int16).max:
        raise ValueError(f"The largest weights of all families add up to {largest}, more than 16 bits hold: scale them down.")
    return Weights(
        names,
        features,
        np.array([len(kept) for kept in kept_weights], dtype=np.uint8),
        np.array([code for code, _ in flat], dtype=np.uint8),
        np.array([weight for _, weight in flat], dtype=np.int16),
        dict(tagdict),
    )


def expand_weights(weights: Weights) -> dict[str, dict[str, float]]:
    """Return stored weights as NLTK's AveragedPerceptron holds them: name of feature -> class -> weight."""
    names = (f"{family} {name}".strip() for family, found in zip(FAMILIES, weights.features, strict=True) for name in found)
    ends = np.cumsum(weights.n_weights, dtype=np.int64)
    pairs = [(weights.classes[code], float(value)) for code, value in zip(weights.columns, weights.values, strict=True)]
    return {name: dict(pairs[end - n : end]) for name, n, end in zip(names, weights.n_weights, ends, strict=True)}


def load_weights(path: Path, *, sha256: str | None = None) -> Weights:
    """Read a tagger from the file `training/tagger.py` wrote.

    Raises
    ------
    InputError : the file is missing, or is not the one whose `sha256` is given
    """
    mend = "Take it again from the project's sources, or rebuild it with `python -m training.tagger`."
    try:
        content = path.read_bytes()
    except OSError as error:
        raise InputError(f"The tagger's weights cannot be read from {path}: {error.strerror}. {mend}") from error
    if sha256 is not None and hashlib.sha256(content).hexdigest() != sha256:
        raise InputError(f"The tagger's weights in {path} are damaged: their sha256 is not {sha256}. {mend}")
    try:
        with np.load(path, allow_pickle=False) as stored:
            names = _read_strings(stored["names"])
            cuts = np.cumsum(stored["family_sizes"])[:-1]
            families = [list(part) for part in np.split(np.array(names, dtype=object), cuts)]
            classes = [str(name) for name in stored["classes"]]
            words = _read_strings(stored["tagdict_words"])
            tagdict = {word: classes[code] for word, code in zip(words, stored["tagdict_classes"], strict=True)}
            return Weights(classes, families, stored["n_weights"], stored["columns"], stored["values"], tagdict)
    except (ValueError, KeyError, EOFError, zipfile.BadZipFile) as error:
        raise InputError(f"The tagger's weights in {path} are damaged: {error}. {mend}") from error


def save_weights(weights: Weights, path: Path) -> None:
    """Write a tagger so that `load_weights` reads it back: numbers and text in an npz archive, nothing that could run."""
    with path.open("wb") as file:
        np.savez_compressed(
            file,
            classes=np.array(weights.classes),
            family_sizes=np.array([len(names) for names in weights.features], dtype=np.int32),
            names=_write_strings([name for names in weights.features for name in names]),
            n_weights=weights.n_weights,
            columns=weights.columns,
            values=weights.values,
            tagdict_words=_write_strings(list(weights.tagdict)),
            tagdict_classes=np.array([weights.classes.index(tag) for tag in weights.tagdict.values()], dtype=np.uint8),
        )


def _write_strings(strings: list[str]) -> NDArray[np.uint8]:
    """Put strings without newlines into one array of bytes."""
    return np.frombuffer("\n".join(strings).encode(), dtype=np.uint8)


def _read_strings(stored: NDArray[np.uint8]) -> list[str]:
    """Take the strings out of what `_write_strings` made."""
    return stored.tobytes().decode().split("\n") if len(stored) else []


def normalise(word: str) -> str:
    """Return the form under which the features know a word, as PerceptronTagger.normalize does."""
    if "-" in word and word[0] != "-":
        return "!HYPHEN"
    if word.isdigit() and len(word) == 4:
        return "!YEAR"
    if word and word[0].isdigit():
        return "!DIGITS"
    return word.lower()


class Perceptron:
    """A tagger ready to decode batches of sentences."""

    def __init__(self, weights: Weights) -> None:
        # NLTK gives ties to the class that comes last in the alphabet, argmax to the one that comes first in the row.
        order = sorted(range(len(weights.classes)), key=weights.classes.__getitem__, reverse=True)
        rank = np.argsort(order)
        self.classes = [weights.classes[code] for code in order]
        n_classes, n_features = len(order), len(weights.n_weights)
        self._table = np.zeros((n_features + 1, n_classes), dtype=np.int16)  # row 0: a feature never seen
        rows = np.repeat(np.arange(1, n_features + 1), weights.n_weights)
        self._table[rows, rank[weights.columns]] = weights.values
        first, self._row = 1, dict[str, dict[str, int]]()
        for family, names in zip(FAMILIES, weights.features, strict=True):
            self._row[family] = dict(zip(names, range(first, first + len(names)), strict=True))
            first += len(names)
        class_of = {name: code for code, name in enumerate(self.classes)}
        self._fixed = {word: class_of[tag] for word, tag in weights.tagdict.items()}
        tag_of = class_of | {START[0]: n_classes, START[1]: n_classes + 1}
        self._pair_scores = self._sum_tag_pairs(tag_of)
        self._word_id, self._tag_word_row = self._index_tag_words(tag_of)

    def _sum_tag_pairs(self, tag_of: dict[str, int]) -> NDArray[np.int16]:
        """Sum what each pair of the tag before and the tag before that contributes."""
        n = len(tag_of)
        scores = np.zeros((n, n, len(self.classes)), dtype=np.int16)
        for name, row in self._row["i-1 tag"].items():
            scores[tag_of[name], :] += self._table[row]
        for name, row in self._row["i-2 tag"].items():
            scores[:, tag_of[name]] += self._table[row]
        for name, row in self._row["i tag+i-2 tag"].items():
            previous, before = name.split(" ")
            scores[tag_of[previous], tag_of[before]] += self._table[row]
        return scores.reshape(n * n, -1)

    def _index_tag_words(self, tag_of: dict[str, int]) -> tuple[dict[str, int], NDArray[np.int32]]:
        """Give each word of the family `i-1 tag+i word` a number, and each pair of number and tag before its row."""
        pairs = [name.split(" ", 1) for name in self._row["i-1 tag+i word"]]
        word_id: dict[str, int] = {}
        ids = [word_id.setdefault(word, len(word_id) + 1) for _, word in pairs]
        rows = np.zeros((len(word_id) + 1, len(tag_of)), dtype=np.int32)
        rows[ids, [tag_of[tag] for tag, _ in pairs]] = list(self._row["i-1 tag+i word"].values())
        return word_id, rows

    def _sum_words(self, words: list[str]) -> tuple[list[NDArray[np.int16]], NDArray[np.int64], NDArray[np.int64]]:
        """Sum what the four marks and then each distinct word contribute to the tags from two after to two before them.

        Returns the five tables of scores, the number of each word in the index of tag and word, and its only tag or -1.
        """
        normal = [*START, *END, *map(normalise, words)]
        words = [*START, *END, *words]
        end3, normal_end3, first = [w[-3:] for w in words], [w[-3:] for w in normal], [w[:1] for w in words]

        def sum_rows(*parts: tuple[str, Sequence[str]]) -> NDArray[np.int16]:
            """Add up the rows of several families, each looked up by its own names."""
            total = np.zeros((len(words), len(self.classes)), dtype=np.int16)
            for family, names in parts:
                row = self._row[family]
                total += self._table[[row.get(name, 0) for name in names]]
            return total

        own = sum_rows(("i word", normal), ("i suffix", end3), ("i pref1", first))
        own += self._table[self._row["bias"].get("", 0)]
        scores = [
            sum_rows(("i-2 word", normal)),
            sum_rows(("i-1 word", normal), ("i-1 suffix", normal_end3)),
            own,
            sum_rows(("i+1 word", normal), ("i+1 suffix", normal_end3)),
            sum_rows(("i+2 word", normal)),
        ]
        return scores, np.array([self._word_id.get(w, 0) for w in normal]), np.array([self._fixed.get(w, -1) for w in words])

    def tag(self, words: Sequence[str], lengths: Sequence[int] | NDArray[np.int64]) -> NDArray[np.int64]:
        """Tag sentences given as one run of words and the number of words in each sentence (none may be 0).

        Returns the number of each word's class in `self.classes`, in the order of `words`.
        """
        sizes = np.asarray(lengths, dtype=np.int64)
        if not len(words):
            return np.zeros(0, dtype=np.int64)
        code_of: dict[str, int] = {}
        codes = np.array([code_of.setdefault(word, len(code_of) + 4) for word in words], dtype=np.int64)
        scores, word_ids, fixed = self._sum_words(list(code_of))
        n_classes, n_tags = len(self.classes), len(self.classes) + 2

        # Each sentence stands between its two marks on either side, the longest first, so that step t is a run from the front.
        order = np.argsort(-sizes, kind="stable")
        begins = np.cumsum(sizes) - sizes
        padded_begins = begins + 4 * np.arange(len(sizes))
        padded = np.empty(len(words) + 4 * len(sizes), dtype=np.int64)
        padded[np.arange(len(words)) + np.repeat(4 * np.arange(len(sizes)) + 2, sizes)] = codes
        for place, code in ((0, 0), (1, 1)):
            padded[padded_begins + place] = code
            padded[padded_begins + sizes + 2 + place] = code + 2

        tags = np.empty(len(words), dtype=np.int64)
        previous = np.full(len(sizes), n_classes)
        before = np.full(len(sizes), n_classes + 1)
        n_active = len(sizes) - np.searchsorted(sizes[order][::-1], np.arange(sizes.max()), side="right")
        for step, n in enumerate(n_active):
            at = padded_begins[order[:n]] + step
            word = padded[at + 2]
            previous, before = previous[:n], before[:n]
            total = self._pair_scores[previous * n_tags + before]
            for place, table in enumerate(scores):
                total += table[padded[at + place]]
            total += self._table[self._tag_word_row[word_ids[word], previous]]
            best = total.argmax(axis=1)
            only = fixed[word]
            best = np.where(only >= 0, only, best)
            tags[begins[order[:n]] + step] = best
            previous, before = best, previous
        return tags
