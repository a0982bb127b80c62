"""Who holds the position that a word tells."""

from typing import NamedTuple

from analysis.grammar import find_group, find_subject, is_passive, is_subjunctive, load_effects
from analysis.positions.scene import Holder, Scene


class Bearers(NamedTuple):
    """Who holds a position, the first word of the verb group that says so, and its weight (-1 turns it round)."""

    holders: list[Holder]
    first: int
    weight: float


def find_subjects(scene: Scene, i: int, low: int) -> Bearers | None:
    """Find who does what the verb `i` says: the speaker if it is a cue of a statement and he is known, else its subject."""
    statement_id, source = scene.cues.get(i, ("", i))
    if not statement_id or scene.voices[statement_id].actor_id is None:
        return _find_doers(scene, i, low)
    first = find_group(scene.words, i, low)
    return Bearers(
        [Holder(scene.voices[statement_id].actor_id, statement_id, min(source, first) if source >= low else first)], first, 1.0
    )


def _find_doers(scene: Scene, i: int, low: int) -> Bearers | None:
    """Find the grammatical subject of the verb `i`, for infinitives and -ing forms that of "decided to", "continued to"."""
    words = scene.words
    first = find_group(words, i, low)
    if (
        words.code[i] == "E"
        and "A" not in words.code[first:i]
        and words.code[i + 1 : i + 2] not in ("D", "N", "J", "P", "#", "I")
    ):
        return None  # a participle without auxiliary and object modifies a noun; with an object the tagger mistook a past form
    weight = 1.0
    before = words.code[first - 1 : first] if first > low else ""
    if before == "T" or (words.code[i] in "BG" and not set(words.code[first:i]) & {"A", "M"} and before != ","):
        governor = first - 1 - (before == "T")
        bridge = load_effects("bridge").get((words.lemma[governor],)) if governor >= low else None
        if bridge is None:
            return None
        first, weight = find_group(words, governor, low), bridge
    subject = find_subject(words, first, low)
    if subject is None or (first == i and is_subjunctive(words, subject, i)):
        return None
    return Bearers(scene.name_holders(subject, words.voice[i]), first, weight)


def find_states(scene: Scene, i: int, low: int) -> Bearers | None:
    """Find who is in favour, ready or opposed: the subject of the verb before, or the noun that the adjective follows."""
    words, at = scene.words, i - 1
    while at >= low and words.code[at] == "R":
        at -= 1
    if at < low:
        return None
    if (words.lemma[at],) in load_effects("state") and words.code[at] in "AFBG":
        return find_subjects(scene, at, low)
    chunk = words.chunk[at]
    return Bearers(scene.name_holders(chunk, words.voice[i]), chunk[0], 1.0) if chunk and words.code[i] == "J" else None


def find_owners(scene: Scene, i: int, low: int) -> Bearers | None:
    """Find whose support or rejection it is: the possessor's, or that of the subject of "voiced", "reaffirmed"."""
    words, chunk = scene.words, scene.words.chunk[i]
    if chunk is None:
        return None
    first, verb = chunk[0], chunk[0] - 1
    sign = -1.0 if set(words.text[first:i]) & {"no", "little", "scant"} else 1.0
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
