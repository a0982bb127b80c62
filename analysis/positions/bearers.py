"""Who holds the position that a word tells."""

from typing import NamedTuple

from analysis.grammar import (
    Chunk,
    find_group,
    find_phrase,
    find_subject,
    is_passive,
    is_subjunctive,
    load_effects,
    load_nouns,
    opens_adverbial,
)  # fmt: skip
from analysis.positions.cues import Cue, match_cues
from analysis.positions.scene import Holder, Scene


class Bearers(NamedTuple):
    """Who holds a position, the first word of the verb group that says so, its weight (-1 turns it round), what weakens it."""

    holders: list[Holder]
    first: int
    weight: float
    hedge: Chunk | None = None


def find_subjects(scene: Scene, i: int, low: int) -> Bearers | None:
    """Find who does what the verb `i` says: the speaker if it is a cue of a statement and he is known, else its subject.

    A source behind the verb is the speaker only where no subject that is known stands before it.
    """
    words = scene.words
    statement_id, source = scene.cues.get(i, ("", i))
    if not statement_id or scene.voices[statement_id].actor_id is None:
        return _find_doers(scene, i, low)
    first = find_group(words, i, low)
    doers = _find_doers(scene, i, low) if source > i else None
    if doers and doers.holders:
        return doers
    if words.code[i] == "G" and words.text[max(low, first - 1)] in ("from", "without", "of"):
        return None  # "without condemning", "instead of supporting"
    if first - 1 > low and words.code[first - 1] == "T" and match_cues(words, first - 2):
        return None  # "refuses to condemn" is read at "refuses"
    begin = min(source, first) if source >= low else first
    return Bearers([Holder(scene.voices[statement_id].actor_id, statement_id, begin)], first, 1.0)


def _find_doers(scene: Scene, i: int, low: int) -> Bearers | None:
    """Find the grammatical subject of the verb `i`, for infinitives and -ing forms that of "decided to", "continued to"."""
    words = scene.words
    first = find_group(words, i, low)
    alone = words.code[i] == "E" and "A" not in words.code[first:i]
    if alone and (words.code[i + 1 : i + 2] not in ("D", "N", "J", "P", "#", "I") or (i > low and words.code[i - 1] in "DSJ")):
        return None  # a participle without auxiliary and object modifies a noun; with an object the tagger mistook a past form
    weight, hedge = 1.0, None
    before = words.code[first - 1 : first] if first > low else ""
    is_bare = words.code[i] in "BG" and not set(words.code[first:i]) & {"A", "M"}
    if before == "T" or (is_bare and first > low and not opens_adverbial(words, first)):
        governor = first - 1 - (before == "T")
        bridge = load_effects("bridge").get((words.lemma[governor],)) if governor >= low else None
        if bridge is None:
            return _find_signers(scene, first, low) if before == "N" and words.code[i] == "G" else None
        hedge = (governor, first) if bridge < 1 else None
        first, weight = find_group(words, governor, low), bridge
    subject = find_subject(words, first, low)
    if subject is None or (first == i and is_subjunctive(words, subject, i)):
        return None
    relative = words.code[first - 1] == "W" or words.text[first - 1] == "that"
    if relative and subject[1] == first - 1 and words.tag[subject[1] - 1] in ("NNS", "NNPS"):
        return None  # "the members who reject it" are not the members
    return Bearers(scene.name_holders(subject, words.voice[i]), first, weight, hedge)


def _find_signers(scene: Scene, first: int, low: int) -> Bearers | None:
    """Find who "issued a statement calling for ...", "signed a letter urging ...", whose participle begins at `first`."""
    words, chunk = scene.words, scene.words.chunk[first - 1]
    verb = chunk[0] - 1 if chunk else low - 1
    if chunk is None or verb < low or words.lemma[first - 1] not in load_nouns("message") or words.code[verb] not in "FEBG":
        return None
    return None if is_passive(words, find_group(words, verb, low), verb) else find_subjects(scene, verb, low)


def find_states(scene: Scene, i: int, low: int) -> Bearers | None:
    """Find who is in favour, ready or opposed: the subject of the verb before, or the noun that the adjective follows.

    Nobody where that is said of him as a fault or made of him: "too ready to", "left the state open to".
    """
    words, at = scene.words, i - 1
    while at >= low and words.code[at] == "R":
        at -= 1
    if at < low or words.text[i - 1] == "too":
        return None
    if (words.lemma[at],) in load_effects("state") and words.code[at] in "AFBG":
        return find_subjects(scene, at, low)
    chunk = words.chunk[at]
    if chunk is None or words.code[i] != "J" or (chunk[0] > low and words.lemma[chunk[0] - 1] in ("leave", "make", "keep")):
        return None
    return Bearers(scene.name_holders(chunk, words.voice[i]), chunk[0], 1.0)


def find_owners(scene: Scene, i: int, low: int, cue: Cue) -> Bearers | None:
    """Find whose support or rejection it is: the possessor's, or that of the subject of "voiced", "reaffirmed"."""
    words, chunk = scene.words, scene.words.chunk[i]
    if chunk is None:
        return None
    first, verb = chunk[0], chunk[0] - 1
    sign = -1.0 if set(words.text[first:i]) & {"no", "little", "scant"} else 1.0
    is_owned = words.text[i + 1 : i + 2] == ["of"] and "of" not in cue.words
    named = find_phrase(words, i + 2, len(words.code)) if is_owned else None
    if named:  # "the commitment of NAME to the treaty"
        return Bearers(scene.name_holders(named, words.voice[i]), first, sign)
    owner = words.code.rfind("S", first, i)
    possessor = (first, owner) if owner > first else (first, first + 1) if words.tag[first] == "PRP$" else None
    holders = scene.name_holders(possessor, words.voice[i]) if possessor else []
    if holders or owner > first:
        return Bearers(holders, first, sign)
    light = load_effects("light").get((words.lemma[verb],)) if verb >= low and words.code[verb] in "FBGEA" else None
    if light is None or is_passive(words, find_group(words, verb, low), verb):
        return None
    bearers = find_subjects(scene, verb, low)
    return bearers._replace(weight=bearers.weight * sign * light) if bearers else None
