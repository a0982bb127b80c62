"""Word classes that grammar and positions need, from the lexicons."""

from collections.abc import Mapping
from functools import cache

from analysis.lexicon import load_lexicon


@cache
def load_words(name: str) -> frozenset[str]:
    """Return the words of a class of phrase_words.csv: time, occasion, adjunct, negative, hedge, opener, view, naming."""
    table = load_lexicon("phrase_words")
    return frozenset(table.loc[table["class"] == name, "lemma"])


@cache
def load_verbs() -> frozenset[str]:
    """Return the verbs of verbs.csv, in dictionary form."""
    return frozenset(load_lexicon("verbs")["verb"])


@cache
def load_nouns(name: str) -> frozenset[str]:
    """Return the target nouns of a class: plan, proposal, conduct, claim, shell, vague."""
    table = load_lexicon("target_nouns")
    return frozenset(table.loc[table["class"] == name, "lemma"])


@cache
def load_effects(part: str) -> Mapping[tuple[str, ...], float]:
    """Return the effects of one part (verb, noun, bridge, light, state) by their words."""
    table = load_lexicon("effects")
    table = table[table["part"] == part]
    return {tuple(words.split()): float(effect) for words, effect in zip(table["words"], table["polarity"], strict=True)}


@cache
def load_actor_verbs() -> frozenset[str]:
    """Return the verbs that further or hinder the actor who is their object; others only move or use him."""
    table = load_lexicon("effects")
    return frozenset(table.loc[table["object"] == "actor", "words"])
