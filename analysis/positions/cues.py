"""The words that take a side, further or hinder, and where they stand in a text."""

from collections.abc import Mapping
from functools import cache
from typing import NamedTuple

from analysis.grammar import Words, is_time, load_effects
from analysis.lexicon import load_lexicon


class Cue(NamedTuple):
    """A row of stances.csv: its words, its part (verb, noun, phrase), what may follow it, what it may be about, its polarity.

    `takes`: thing (a noun phrase or -ing form), to (any infinitive), aim (the infinitive of a verb that furthers or hinders),
    someone (whoever is to do something), party (an actor who is to), that (a clause with a bare verb, "must" or "should"),
    will (a promised clause). `target`: any, actor, issue, plan (a proposal or conduct), claim.
    """

    words: tuple[str, ...]
    part: str
    takes: frozenset[str]
    target: str
    polarity: float


@cache
def load_cues() -> Mapping[str, list[Cue]]:
    """Return the cues by their first word, those of more words first."""
    cues: dict[str, list[Cue]] = {}
    table = load_lexicon("stances")
    for words, part, takes, target, polarity in zip(*(table[name] for name in table.columns[:5]), strict=True):
        cue = Cue(tuple(words.split()), part, frozenset(takes.split()), target, float(polarity))
        cues.setdefault(cue.words[0], []).append(cue)
    return {word: sorted(group, key=lambda cue: -len(cue.words)) for word, group in cues.items()}


def match_words(words: Words, i: int, rest: tuple[str, ...]) -> int | None:
    """Return the index after the words `rest` from `i`, one adverb or time before them passed over, or None."""
    starts = [i]
    if rest and words.code[i : i + 1] == "R":
        starts.append(i + 1)
    elif rest and words.code[i : i + 1] in ("I", "N", "D"):
        chunk = words.chunk[i] or (words.chunk[i + 1] if i + 1 < len(words.code) else None)
        starts += [chunk[1]] if chunk and is_time(words, chunk) else []
    return next((at + len(rest) for at in starts if tuple(words.text[at : at + len(rest)]) == rest), None)


def match_cues(words: Words, i: int) -> list[tuple[Cue, int]]:
    """Return the cues that begin at word `i`, each with the index after its last word, longest first."""
    part = {"F": "verb", "B": "verb", "G": "verb", "E": "verb", "N": "noun"}.get(words.code[i], "phrase")
    candidates = [cue for cue in load_cues().get(words.lemma[i], ()) if cue.part == part != "phrase"]
    if words.code[i] in "EJIR":
        candidates += [cue for cue in load_cues().get(words.text[i], ()) if cue.part == "phrase"]
    ends = [(cue, match_words(words, i + 1, cue.words[1:])) for cue in candidates]
    return [(cue, past) for cue, past in ends if past is not None]


def match_effect(words: Words, verb: int) -> tuple[float | None, int]:
    """Return what a verb does to its object (1 furthers, -1 hinders, 0 nothing to tell, None unknown) and where it ends."""
    effects = load_effects("verb")
    for n in (4, 3, 2, 1):
        key = (words.lemma[verb], *words.text[verb + 1 : verb + n])
        if len(key) == n and key in effects:
            return effects[key], verb + n
    return None, verb + 1
