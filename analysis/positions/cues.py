"""The words that take a side, further or hinder, and where they stand in a text."""

from collections.abc import Mapping
from functools import cache
from typing import NamedTuple

from analysis.grammar import Words, find_phrase, is_time, load_effects
from analysis.lexicon import load_lexicon

_PARTICLES = frozenset({"out", "off", "up", "down", "back", "away"})


class Cue(NamedTuple):
    """A row of stances.csv: its words, its part (verb, noun, phrase), what may follow it, what it may be about, its polarity.

    `takes`: thing (a noun phrase or -ing form), to (any infinitive), aim (the infinitive of a verb that furthers or hinders),
    someone (whoever is to do something), party (an actor who is to), that (a clause with a bare verb, "must" or "should"),
    will (a promised clause), nothing (no position, whatever the class of the cue as one of statements). `target`: any,
    actor, issue, plan (a proposal, conduct or claim), measure (a plan only), claim, deed (what is done, or comes of it).
    """

    words: tuple[str, ...]
    part: str
    takes: frozenset[str]
    target: str
    polarity: float


@cache
def load_cues() -> Mapping[str, list[Cue]]:
    """Return the cues by their first word, those of more words first, then those about some nouns only."""
    cues: dict[str, list[Cue]] = {}
    table = load_lexicon("stances")
    for words, part, takes, target, polarity in zip(*(table[name] for name in table.columns[:5]), strict=True):
        cue = Cue(tuple(words.split()), part, frozenset(takes.split()), target, float(polarity))
        cues.setdefault(cue.words[0], []).append(cue)
    return {
        word: sorted(group, key=lambda cue: (-len(cue.words), cue.target in ("any", "issue"))) for word, group in cues.items()
    }


def match_words(words: Words, i: int, rest: tuple[str, ...]) -> int | None:
    """Return the index after the words `rest` from `i`, one adverb or time before them passed over, or None."""
    starts = [i]
    if rest and words.code[i : i + 1] == "R":
        starts.append(i + 1)
    elif rest and words.code[i : i + 1] in ("I", "N", "D"):
        chunk = words.chunk[i] or (words.chunk[i + 1] if i + 1 < len(words.code) else None)
        starts += [chunk[1]] if chunk and is_time(words, chunk) else []
    return next((at + len(rest) for at in starts if tuple(words.text[at : at + len(rest)]) == rest), None)


def _match_cue(words: Words, i: int, cue: Cue) -> int | None:
    """Return the index after the cue that begins at word `i`, or None.

    "*" in a cue stands for a noun phrase ("warn * against"). A verb may be parted from its preposition by phrases with other
    ones ("insisted in the talks on"), a noun by whose it is ("the commitment of NAME to").
    """
    at, rest = i + 1, cue.words[1:]
    if rest[:1] == ("*",):
        chunk = find_phrase(words, at, len(words.code))
        return match_words(words, chunk[1], rest[1:]) if chunk else None
    past = match_words(words, at, rest)
    belongs = cue.part == "noun" and words.text[at : at + 1] == ["of"]
    is_parted = (belongs and not rest) or (past is None and len(rest) <= 1 and (belongs or cue.part == "verb"))
    if not is_parted:
        return past
    for _ in range(2):
        chunk = words.chunk[at + 1] if words.code[at : at + 1] == "I" and at + 1 < len(words.code) else None
        if chunk is None or words.tag[at] == "RP" or words.text[at] in _PARTICLES or (belongs and words.text[at] != "of"):
            break
        at = chunk[1]
        past = match_words(words, at, rest)
        if past is not None and (rest or words.code[at : at + 1] == "T"):
            return past
    return None


def match_cues(words: Words, i: int) -> list[tuple[Cue, int]]:
    """Return the cues that begin at word `i`, each with the index after its last word, longest first."""
    part = {"F": "verb", "B": "verb", "G": "verb", "E": "verb", "N": "noun"}.get(words.code[i], "phrase")
    candidates = [cue for cue in load_cues().get(words.lemma[i], ()) if cue.part == part != "phrase"]
    if words.code[i] in "EJIR":
        candidates += [cue for cue in load_cues().get(words.text[i], ()) if cue.part == "phrase"]
    ends = [(cue, _match_cue(words, i, cue)) for cue in candidates]
    return [(cue, past) for cue, past in ends if past is not None]


def match_effect(words: Words, verb: int) -> tuple[float | None, int]:
    """Return what a verb does to its object (1 furthers, -1 hinders, 0 nothing to tell, None unknown) and where it ends."""
    effects = load_effects("verb")
    for n in (4, 3, 2, 1):
        key = (words.lemma[verb], *words.text[verb + 1 : verb + n])
        if len(key) == n and key in effects:
            return effects[key], verb + n
    return None, verb + 1
