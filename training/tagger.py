"""Trains the tagger: writes analysis/models/tagger.npz and analysis/lexicons/verbs.csv.

    python -m training.tagger GOLD_FOLDER

GOLD_FOLDER holds ewt_train.jsonl, gum_train.jsonl and gum_dev.jsonl, made from the CoNLL-U files of the repositories
UniversalDependencies/UD_English-EWT and UniversalDependencies/UD_English-GUM on GitHub. One document a line:

    {"text": the running text, "genre": ..., "sent_spans": [[start, end], ...],
     "sents": [[[form, Penn tag, Universal tag], ...], ...], "tok_spans": [[[start, end], ...], ...]}

Words are cut as the package cuts them, so that the tagger learns the words it will see: a word that the corpora take apart
(well-known) has one tag made of theirs. A class is both tags, "VBZ|AUX"; words of names are PROPN throughout, where the corpora
have "White|ADJ House|PROPN". Some sentences are learned again in capitals, some as headlines are written, and those that name a
state or capital once more with another one: the corpora have few of these, news has many. The training itself is NLTK's.
"""

import csv
import hashlib
import json
import logging
import random
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import simplemma
from nltk.tag.perceptron import PerceptronTagger

from analysis.boundaries import split_words
from analysis.perceptron import Perceptron, Weights, pack_weights, save_weights
from analysis.places import index_places

PACKAGE = Path(__file__).parent.parent / "analysis"
SEED, ITERATIONS = 20250820, 8
NON_COMMERCIAL = {"essay", "fiction", "letter", "podcast", "whow"}  # genres of GUM whose texts may not serve trade; left out
RARE_CLASS = 20  # a pair of tags seen less often becomes the tag's usual pair
RECASED_SHARE = 1 / 20  # of the sentences, once in capitals and once as a headline
SCALE, SMALLEST = 16, 2  # weights are stored as whole sixteenths; those of one sixteenth do not matter
NOUNS = {"NN", "NNS", "NNP", "NNPS"}
POS_OF_MERGED = {"JJ": "ADJ", "NN": "NOUN", "NNS": "NOUN", "NNP": "PROPN", "NNPS": "PROPN", "CD": "NUM"}


class Word(NamedTuple):
    """A word as the package cuts it, with both gold tags; whole if the corpus cuts it in the same way."""

    form: str
    tag: str
    pos: str
    whole: bool


def load_sentences(path: Path) -> Iterator[tuple[str, list[Word]]]:
    """Yield genre and words of each sentence."""
    with path.open(encoding="utf-8") as lines:
        for document in map(json.loads, lines):
            found = split_words(document["text"], document["sent_spans"])
            for words, gold, spans in zip(found, document["sents"], document["tok_spans"], strict=True):
                yield document["genre"], list(align_words(words, gold, spans))


def align_words(words: list[tuple[int, int, str]], gold: list[list[str]], spans: list[list[int]]) -> Iterator[Word]:
    """Give each word the tags of the gold words it overlaps."""
    for start, end, form in words:
        inside = [number for number, (first, past) in enumerate(spans) if first < end and past > start]
        if not inside:
            continue
        _, tag, pos = gold[inside[-1]]
        if len(inside) > 1:
            following = gold[inside[-1] + 1][1] if inside[-1] + 1 < len(gold) else ""
            tag = merge_tags([gold[number][1] for number in inside], following)
            pos = POS_OF_MERGED.get(tag, pos)
        yield Word(form, tag, pos, len(inside) == 1 and spans[inside[0]] == [start, end])


def merge_tags(tags: list[str], following: str) -> str:
    """Return the tag of a word that the corpora take apart at its hyphens, as the Penn Treebank tags such words."""
    parts = [tag for tag in tags if tag != "HYPH"] or tags
    if set(parts) <= {"NNP", "NNPS"} or set(parts) == {"CD"} or parts[0] in ("AFX", "GW"):
        return parts[-1]
    if parts[-1] in ("VBN", "VBG", "VBD", "JJ") or following in NOUNS:
        return "JJ"
    return parts[-1] if parts[-1] in NOUNS or parts[-1] in ("VBZ", "VBP", "CD", "JJR", "JJS") else "NN"


def list_examples(sentences: list[list[Word]]) -> list[list[tuple[str, str]]]:
    """Return sentences of forms and classes in random order, rare classes folded, some sentences once more in other letters."""
    counts = Counter((word.tag, word.pos) for words in sentences for word in words)
    usual: dict[str, str] = {}
    for (tag, pos), _ in counts.most_common():
        usual.setdefault(tag, pos)
    places = sorted({word for use in ("name", "capital") for word in index_places(use) if word.isalpha()})
    named = {(place, "NNP|PROPN") for place in places}

    def name_class(word: Word) -> str:
        """Write both tags."""
        common = counts[word.tag, word.pos] >= RARE_CLASS and word.tag not in ("NNP", "NNPS")
        return f"{word.tag}|{word.pos if common else usual[word.tag]}"

    examples = [[(word.form, name_class(word)) for word in words] for words in sentences]
    n_recased = round(RECASED_SHARE * len(examples))
    capitals = [[(form.upper(), name) for form, name in words] for words in random.sample(examples, n_recased)]
    headlines = [
        [(form.capitalize() if len(form) > 3 and form.islower() else form, name) for form, name in words]
        for words in random.sample(examples, n_recased)
    ]
    elsewhere = [
        [(random.choice(places) if word in named else word[0], word[1]) for word in words]
        for words in examples
        if not named.isdisjoint(words)
    ]
    examples += capitals + headlines + elsewhere
    random.shuffle(examples)
    return examples


def train_tagger(examples: list[list[tuple[str, str]]]) -> Weights:
    """Train NLTK's tagger and return its weights as stored."""
    tagger = PerceptronTagger(load=False)
    tagger.train(examples, nr_iter=ITERATIONS)
    scaled = {
        feature: {name: whole for name, weight in weights.items() if abs(whole := round(weight * SCALE)) >= SMALLEST}
        for feature, weights in tagger.model.weights.items()
    }
    return pack_weights(scaled, classes=tagger.classes, tagdict=tagger.tagdict)


def score_tagger(weights: Weights, sentences: list[tuple[str, list[Word]]]) -> Iterator[tuple[str, int, float, float]]:
    """Yield genre, number of words, and shares of right Penn and Universal tags, of all words and of each genre's."""
    tagger = Perceptron(weights)
    words = [(genre, word) for genre, found in sentences for word in found]
    codes = tagger.tag([word.form for _, word in words], [len(found) for _, found in sentences])
    rows = [
        (genre, *(a == b for a, b in zip(tagger.classes[code].split("|"), (word.tag, word.pos), strict=True)))
        for (genre, word), code in zip(words, codes, strict=True)
        if word.whole
    ]
    for name in ("all", *sorted({genre for genre, _ in sentences})):
        chosen = [row for row in rows if name in ("all", row[0])]
        yield name, len(chosen), sum(row[1] for row in chosen) / len(chosen), sum(row[2] for row in chosen) / len(chosen)


def write_verbs(sentences: list[list[Word]], path: Path) -> None:
    """Write the verbs that stand in the corpora in their base form and that simplemma knows."""
    counts = Counter(word.form.lower() for words in sentences for word in words if word.tag in ("VB", "VBP"))
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["verb", "n", "source"])
        for verb, n in sorted(counts.items()):
            if verb.isalpha() and simplemma.is_known(verb, "en") and simplemma.lemmatize(verb, "en") == verb:
                writer.writerow([verb, n, "UD English EWT and GUM train: words tagged VB or VBP"])


def main(folder: Path) -> None:
    """Train, score and write."""
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    random.seed(SEED)
    sentences = [
        words
        for name in ("ewt_train", "gum_train")
        for genre, words in load_sentences(folder / f"{name}.jsonl")
        if genre not in NON_COMMERCIAL
    ]
    write_verbs(sentences, PACKAGE / "lexicons" / "verbs.csv")
    weights = train_tagger(list_examples([words for words in sentences if words]))
    model = PACKAGE / "models" / "tagger.npz"
    save_weights(weights, model)
    print(f"{len(weights.n_weights)} features, {len(weights.values)} weights, {model.stat().st_size} bytes")
    print("sha256", hashlib.sha256(model.read_bytes()).hexdigest())
    for row in score_tagger(weights, list(load_sentences(folder / "gum_dev.jsonl"))):
        print("{:14s} {:6d} words  Penn {:.4f}  Universal {:.4f}".format(*row))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
