"""The decoder gives the tags of NLTK's own class, and its file keeps what was trained."""

import random
from pathlib import Path

import numpy as np
import pytest
from nltk.tag.perceptron import PerceptronTagger

from analysis.errors import InputError
from analysis.perceptron import Perceptron, Weights, expand_weights, load_weights, normalise, pack_weights, save_weights
from analysis.tokens import MODEL

SENTENCES = [
    text.split()
    for text in (
        "Lavrov said Russia was in favour of `` truly reliable '' guarantees for Ukraine and suggested these could be modelled .",
        "Prices rose 1.5 % in 1999 , the 20th time since 1984 - the well-known three-and-a-half-year-old way -- to $ 3 m .",
        "- -START- -START2- -END- !HYPHEN !YEAR !DIGITS 007 x-",
        "Yes",
        "GO HOME NOW",
        "Qwxz zzyzx ' 's n't ... … Ünïcödé 我们 ٣٤ ²³ 👍",
    )
]


def tag_with_nltk(weights: Weights, sentences: list[list[str]]) -> list[str]:
    """Tag with NLTK's class holding the same weights."""
    tagger = PerceptronTagger(load=False)
    tagger.decode_json_params((expand_weights(weights), weights.tagdict, weights.classes))
    return [tag for words in sentences for _, tag in tagger.tag(words)]


def tag_with_decoder(weights: Weights, sentences: list[list[str]]) -> list[str]:
    """Tag all sentences as one batch."""
    decoder = Perceptron(weights)
    codes = decoder.tag([word for words in sentences for word in words], [len(words) for words in sentences])
    return [decoder.classes[code] for code in codes]


def make_weights(seed: int) -> Weights:
    """Train NLTK's tagger on a few sentences with tags drawn by lot, so that it is unsure everywhere."""
    random.seed(seed)
    tagger = PerceptronTagger(load=False)
    lot = [[(word, random.choice("ABC")) for word in words] for words in SENTENCES * 5]
    tagger.train([*lot, *([[("fixed", "D")]] * 20)], nr_iter=2)
    # Coarse weights make ties: many classes with the same score.
    coarse = {feature: {tag: round(weight) for tag, weight in tags.items()} for feature, tags in tagger.model.weights.items()}
    return pack_weights(coarse, classes=tagger.classes, tagdict=tagger.tagdict)


@pytest.mark.parametrize("seed", range(5))
def test_tags_are_those_of_nltk_even_where_scores_tie(seed: int) -> None:
    """With coarse weights of a tagger trained on noise, every tag is the one NLTK gives."""
    weights = make_weights(seed)
    sentences = [*SENTENCES, ["fixed", "Yes", "fixed"], ["fixed"], *(words[::-1] for words in SENTENCES)]
    expected = tag_with_nltk(weights, sentences)
    assert len(set(expected)) == 4
    assert tag_with_decoder(weights, sentences) == expected


def test_tags_of_the_kept_weights_are_those_of_nltk() -> None:
    """With the weights the package ships, every tag is the one NLTK gives, whatever the order of the sentences."""
    weights = load_weights(MODEL)
    sentences = SENTENCES + [words[n:] for words in SENTENCES for n in range(1, len(words))]
    assert tag_with_decoder(weights, sentences) == tag_with_nltk(weights, sentences)
    assert tag_with_decoder(weights, sentences[::-1]) == tag_with_nltk(weights, sentences[::-1])


def test_normalisation_is_that_of_nltk() -> None:
    """Words are known to the features under the form NLTK gives them."""
    tagger = PerceptronTagger(load=False)
    words = [word for words in SENTENCES for word in words]
    assert list(map(normalise, words)) == list(map(tagger.normalize, words))


def test_no_words_no_tags() -> None:
    """An empty batch gives an empty answer."""
    assert Perceptron(make_weights(0)).tag([], []).tolist() == []


def test_weights_outlast_the_file(tmp_path: Path) -> None:
    """What is saved is what is loaded, and saving it twice gives the same bytes."""
    weights = make_weights(1)
    for name in ("one.npz", "two.npz"):
        save_weights(weights, tmp_path / name)
    loaded = load_weights(tmp_path / "one.npz")
    assert expand_weights(loaded) == expand_weights(weights)
    assert (loaded.classes, loaded.tagdict) == (weights.classes, weights.tagdict)
    assert (tmp_path / "one.npz").read_bytes() == (tmp_path / "two.npz").read_bytes()


def test_weights_pass_through_packing_unchanged() -> None:
    """Names of features and whole weights come back as NLTK holds them; weights of 0 are left out."""
    given = {"bias": {"A": 3, "B": -2}, "i-1 tag+i word A the": {"B": 7}, "i suffix +x": {"A": 0}, "i-1 tag -START-": {"A": 1}}
    packed = pack_weights(given, classes={"A", "B"}, tagdict={})
    assert expand_weights(packed) == {name: tags for name, tags in given.items() if name != "i suffix +x"}


def test_weights_too_large_for_the_decoder_are_refused() -> None:
    """Sums that could leave 16 bits are an error when weights are packed, not a wrong tag later."""
    with pytest.raises(ValueError, match="scale them down"):
        pack_weights({"bias": {"A": 20_000}, "i word x": {"A": -20_000}}, classes={"A"}, tagdict={})


@pytest.mark.parametrize("content", [b"", b"no archive", b"PK\x03\x04 cut off"])
def test_damaged_file_is_told(tmp_path: Path, content: bytes) -> None:
    """A file that holds no weights, or others than expected, gives a message that says how to mend it."""
    path = tmp_path / "tagger.npz"
    path.write_bytes(content)
    with pytest.raises(InputError, match="damaged"):
        load_weights(path)
    save_weights(make_weights(0), path)
    with pytest.raises(InputError, match="sha256"):
        load_weights(path, sha256="0" * 64)
    np.savez(path, names=np.zeros(3))
    with pytest.raises(InputError, match="damaged"):
        load_weights(path)


def test_missing_file_is_told(tmp_path: Path) -> None:
    """A missing file gives a message that says how to mend it."""
    with pytest.raises(InputError, match=r"training\.tagger"):
        load_weights(tmp_path / "none.npz")
