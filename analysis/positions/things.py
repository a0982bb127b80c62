"""Noun phrases as targets: what they name, whose conduct they are, which of them a verb is about.

target_nouns.csv says which nouns are plans, conduct or claims.
"""

from functools import cache

from analysis.grammar import Chunk, Words, extend_phrase, find_phrase, is_time, load_nouns
from analysis.positions.anaphora import POINTERS
from analysis.positions.scene import Scene, Target

_CLASSES = {"claim": ("claim",), "measure": ("plan",), "plan": ("plan", "conduct", "claim")}


@cache
def list_things() -> frozenset[str]:
    """Return the nouns that do nothing themselves: "to end" in "a plan to end" says what the plan is for."""
    return frozenset[str]().union(*(load_nouns(name) for name in ("plan", "conduct", "claim", "shell", "vague")))


def fits(words: Words, target: Target, kind: str) -> bool:
    """Tell whether a target is what a cue may be about: any, actor, issue, or nouns of some classes."""
    if target.points and words.text[target.head] in POINTERS:
        return kind != "actor"
    if kind == "deed":
        return any(words.lemma[i] in load_nouns("deed") for i in range(target.first, min(target.past, target.head + 4)))
    if kind in _CLASSES:
        return target.actor is None and any(words.lemma[target.head] in load_nouns(name) for name in _CLASSES[kind])
    return kind == "any" or (target.actor is not None) == (kind == "actor")


def is_empty(words: Words, chunk: Chunk) -> bool:
    """Tell whether a noun phrase says too little to be for or against: "anything or anyone", "his country", "our lives"."""
    first, past = chunk
    own = past - first == 2 and words.tag[first] == "PRP$" and words.lemma[past - 1] in load_nouns("own")
    return own or words.lemma[past - 1] in load_nouns("anybody")


def make_target(scene: Scene, chunk: Chunk, sign: float) -> Target:
    """Make a target of a noun phrase as it stands."""
    words, actor = scene.words, scene.find_actor(chunk[1] - 1)
    named = words.chunk[chunk[1] + 1] if actor is None and words.code[chunk[1] : chunk[1] + 2] == ",N" else None
    if named and words.code[named[1] : named[1] + 1] == ",":  # "his successor, NAME,"
        actor = scene.find_actor(named[1] - 1)
    return Target(chunk[0], chunk[1], chunk[1] - 1, sign, actor)


def find_conduct(scene: Scene, first: int, past: int, after: Chunk | None) -> Chunk | None:
    """Return the phrase of the actor whose conduct a noun phrase is: "the role of European leaders", "Kyiv's actions"."""
    words = scene.words
    if words.lemma[past - 1] not in load_nouns("conduct"):
        return None
    owner = words.code.rfind("S", first, past)
    if owner > first and scene.find_actor(owner - 1):
        return first, owner
    return after if after and words.text[past] in ("of", "by") and scene.find_actor(after[1] - 1) else None


def read_others(scene: Scene, i: int, stop: int, sign: float) -> list[Target]:
    """Read further actors after the first, up to the one behind "and": "Poland, Hungary and Austria"."""
    words, others = scene.words, []
    while i + 1 < stop and words.code[i] in ",C":
        is_last = "C" in words.code[i : i + 2]
        chunk = find_phrase(words, i + 1 + (words.code[i + 1] == "C"), stop)
        if chunk is None or not scene.find_actor(chunk[1] - 1) or words.code[chunk[1] : chunk[1] + 1] in ("F", "M", "A"):
            break
        others.append(make_target(scene, chunk, sign))
        if is_last:
            return others
        i = chunk[1]
    return []


def find_object(scene: Scene, verb: int, i: int, stop: int) -> Chunk | None:
    """Return the object of a verb, whose words end before `i`: the thing given, where a receiver stands first."""
    words = scene.words
    first = find_phrase(words, i, stop)
    if first is None or is_time(words, first):
        return None
    past = first[1]
    second = find_phrase(words, past, stop)
    if second and words.code[past - 1] in "NP" and words.code[second[1] - 1] == "N" and not is_time(words, second):
        return second if words.chunk[past] else first
    gives = words.lemma[verb] in ("provide", "supply", "present", "equip") and words.text[past : past + 1] == ["with"]
    return (find_phrase(words, past + 1, stop) if gives else None) or first


def read_recognition(words: Words, verb: int, stop: int, sign: float) -> Target | None:
    """Read "recognise X as Y" or "accept X as Y" at word `verb`: about all of it."""
    thing = find_phrase(words, verb + 1, stop) if words.lemma[verb] in ("accept", "recognise", "recognize") else None
    role = find_phrase(words, thing[1] + 1, stop) if thing and words.text[thing[1] : thing[1] + 1] == ["as"] else None
    return Target(thing[0], extend_phrase(words, role[1], stop), thing[1] - 1, sign) if thing and role else None
