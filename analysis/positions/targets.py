"""What a stance word is about: the actor or issue that stands beside it.

effects.csv says which verbs further or hinder their object, so that "wants to end the war" is against the war.
"""

from analysis.grammar import (
    REACH,
    Chunk,
    extend_phrase,
    find_hedge,
    find_phrase,
    is_negated,
    is_subjunctive,
    is_time,
    load_actor_verbs,
    load_effects,
    load_nouns,
)  # fmt: skip
from analysis.positions.anaphora import DEMONSTRATIVES, POINTERS
from analysis.positions.cues import Cue, match_cues, match_effect
from analysis.positions.scene import Scene, Target
from analysis.positions.things import (
    find_conduct,
    find_object,
    fits,
    is_empty,
    list_things,
    make_target,
    read_others,
    read_recognition,
)  # fmt: skip

DEPTH = 4  # cues within cues: "promised to continue to oppose calls for ..."
NOT_AGAINST = -0.3  # "did not rule out" is not yet in favour
_CLAUSES = {"someone", "party", "that", "will"}


def find_targets(scene: Scene, cue: Cue, i: int, stop: int, *, sign: float = 1.0, depth: int = 0) -> list[Target]:
    """Return what the cue that ends before word `i` is about: usually one target, more where actors are coordinated."""
    words, sign = scene.words, sign * cue.polarity
    while i < stop and words.code[i] == "R" and not words.chunk[i] and words.text[i : i + 2] != ["not", "to"]:
        i += 1
    weakened = find_hedge(words, i, i + 3)
    i = weakened[1] if weakened and weakened[0] == i and i + 1 < weakened[1] else i  # "agreed in principle to"
    when = find_phrase(words, i + (words.code[i : i + 1] == "I"), stop)
    i = when[1] if when and is_time(words, when) and words.code[when[1] : when[1] + 1] == "T" else i  # "agreed Monday to"
    if i >= stop or depth > DEPTH:
        return []
    if words.code[i] == "T" or words.text[i : i + 2] == ["not", "to"]:
        known_only = "to" not in cue.takes
        return read_goal(scene, i, stop, sign, known_only=known_only, depth=depth) if cue.takes & {"to", "aim"} else []
    if words.code[i] == "K" and words.text[i] == "that":
        if words.code[i + 1 : i + 2] in ("M", "A", "F"):
            return []  # "hope that would help"
        if cue.takes & _CLAUSES:
            return _read_wish(scene, i + 1, stop, sign, cue, depth) or []
        thing = find_phrase(words, i + 1, stop)  # taggers take "that" in "rejected that proposal" for a conjunction
        if "thing" not in cue.takes or thing is None or thing[1] != thing[0] + 1 or words.code[thing[0]] != "N":
            return []
        return [target for target in [Target(i, thing[1], thing[0], sign, points=True)] if fits(words, target, cue.target)]
    wish = _read_wish(scene, i, stop, sign, cue, depth) if cue.takes & _CLAUSES else None
    if wish is not None or "thing" not in cue.takes:
        return wish or []
    if words.code[i] == "G" and not words.chunk[i]:
        return read_goal(scene, i, stop, sign, depth=depth) if cue.target in ("any", "issue") else []
    things = [target for target in read_thing(scene, i, stop, sign, depth=depth) if fits(words, target, cue.target)]
    after = words.code[things[0].past : things[0].past + 1] if things and things[0].past > i else ""
    inverted = things and words.text[things[0].past : things[0].past + 1] == ["should"]  # "should NAME invade" is a condition
    goes_on = after in ("F", "M", "A") and not inverted  # "he accepted the deal was dead"
    return [] if goes_on or (after == "T" and "someone" in cue.takes) else things


def read_thing(scene: Scene, i: int, stop: int, sign: float, *, depth: int = 0) -> list[Target]:
    """Read the noun phrase at `i` as a target: an actor, an actor's conduct, an issue, or an earlier phrase it takes up."""
    words = scene.words
    chunk = find_phrase(words, i, stop)
    if chunk is None or is_time(words, chunk):
        return []
    first, past = chunk
    if words.text[first] in ("no", "less", "fewer") and past > first + 1:  # "seeks no conflict", "wants less scrutiny"
        sign, first = -sign, first + 1
    head, plain = past - 1, make_target(scene, (first, past), sign)
    if is_empty(words, (first, past)):
        return []
    if past == first + 1 and words.text[head] in POINTERS and (plain.actor is None or plain.actor.actor_id is None):
        return [Target(first, past, head, sign, points=True)]
    if words.code[head] in "P#":
        return [plain] if plain.actor else []
    if words.code[head] == "D":
        return []
    if plain.actor:
        named = [plain, *read_others(scene, past, stop, sign)]
        past = named[-1].past
        if words.code[past : past + 1] == "G":  # "worried about NATO sending weapons": not about NATO
            return [Target(first, extend_phrase(words, past, stop), past, sign)]
        return named
    after = find_phrase(words, past + 1, stop) if past < stop and words.code[past] in "IT" else None
    if after and depth <= DEPTH:
        effect = load_effects("noun").get((words.lemma[head], words.text[past]))
        if effect:
            return read_thing(scene, past + 1, stop, sign * effect, depth=depth + 1)
        for cue, at in match_cues(words, head):
            if "party" in cue.takes and at == past + 1:  # "rejected calls for X" is about X
                return find_targets(scene, cue, at, stop, sign=sign, depth=depth + 1)
    conduct = find_conduct(scene, first, past, after)
    if conduct:
        return [make_target(scene, conduct, sign)._replace(first=first, past=max(past, conduct[1]))]
    end = extend_phrase(words, past, stop)
    alone = not set(words.code[first + 1 : head]) & {"N", "J"}
    told = words.text[first] == "the" and end == past and any(words.lemma[head] in load_nouns(n) for n in ("proposal", "claim"))
    return [plain._replace(past=end, points=alone and (told or words.text[first] in DEMONSTRATIVES))]


def _read_wish(scene: Scene, i: int, stop: int, sign: float, cue: Cue, depth: int) -> list[Target] | None:
    """Read a wished-for clause: a subject, then "to", a base form, "should", "must" or a promised "will", and what is to be done.

    None if there is no such clause.
    """
    words = scene.words
    chunk = find_phrase(words, i, stop)
    if chunk is None or is_time(words, chunk) or words.text[chunk[0] : chunk[1]] in (["that"], ["this"]):
        return None
    at = chunk[1]
    for _ in range(3):
        if words.code[at : at + 1] == ",":  # an insertion: "the guarantors, if attacked, to provide"
            comma = words.code.find(",", at + 1, min(stop, at + REACH // 2))
            at = comma + 1 if comma > 0 else stop
        if at >= stop or words.code[at] in "TBRMA" or is_subjunctive(words, chunk, at):
            break
        at = extend_phrase(words, at, stop, verbs=False)
        when = find_phrase(words, at + (words.code[at : at + 1] == "I"), stop)
        at = when[1] if when and is_time(words, when) else at
    at += words.text[at : at + 1] in (["should"], ["must"], ["shall"])
    at += "will" in cue.takes and words.text[at : at + 1] in (["will"], ["would"])
    verb = at
    while verb < stop and words.code[verb] in "TR":
        verb += 1
    bare = verb < stop and (words.text[verb] == "be" or (words.code[verb] in "FB" and words.text[verb] == words.lemma[verb]))
    if not bare:
        return None
    head = chunk[1] - 1
    inert = words.lemma[head] in list_things() or ("party" in cue.takes and not scene.find_actor(head))
    if words.code[at] == "T" and inert and words.text[at + 1] != "be":  # "called for sanctions to deter it": for sanctions
        return None
    return read_goal(scene, at, stop, sign, subject=(i, chunk[1]), depth=depth)


def read_goal(
    scene: Scene,
    i: int,
    stop: int,
    sign: float,
    *,
    subject: Chunk | None = None,
    known_only: bool = False,
    depth: int = 0,
) -> list[Target]:
    """Read what is to be done from word `i` on: "to end the war", "sending troops", "be lifted" with its subject.

    A verb that is a cue itself, or that furthers or hinders its object, makes that object the target; any other verb is the
    target together with its object, and with its subject where one is given, unless `known_only`.
    """
    words, verb = scene.words, i
    while verb < stop and words.code[verb] in "TR":
        verb += 1
    if verb >= stop or depth > DEPTH:
        return []
    negated = is_negated(words, i, verb)
    sign = -sign if negated else sign
    if words.code[verb] == "A":
        return _read_passive_goal(scene, verb, stop, sign, subject, known_only)
    if words.code[verb] not in "BGEF":
        return []
    named = read_recognition(words, verb, stop, sign)
    if named:
        return [named]
    for cue, past in match_cues(words, verb):
        weight = -NOT_AGAINST if sign < 0 and cue.polarity < 0 else 1.0  # "refused to condemn"
        inner = find_targets(scene, cue, past, stop, sign=sign * weight, depth=depth + 1) if cue.part == "verb" else []
        if inner:
            return inner
    bridge = load_effects("bridge").get((words.lemma[verb],))
    if bridge and words.code[verb + 1 : verb + 2] in ("T", "B", "G"):
        return read_goal(scene, verb + 1, stop, sign * bridge, subject=subject, known_only=known_only, depth=depth + 1)
    effect, past = match_effect(words, verb)
    if effect and words.code[past : past + 1] == "G" and not words.chunk[past]:  # "avoid flying over", "stop conducting"
        return read_goal(scene, past, stop, sign * effect, known_only=known_only, depth=depth + 1)
    leaves = load_effects("leave").get((words.lemma[verb], *words.text[verb + 1 : past]))
    if leaves and subject and not negated:  # "called on NAME to resign": against NAME
        return [make_target(scene, find_phrase(words, subject[0], subject[1]) or subject, sign * leaves)._replace(proof=past)]
    past += effect is None and words.code[past : past + 1] == "I"  # "respond to", "take part in"
    thing = find_object(scene, verb, past, stop) if effect != 0 else None
    if thing is None:
        return []
    if is_empty(words, thing):
        return []
    particle = words.text[thing[1] : thing[1] + 1]
    parted = load_effects("verb").get((words.lemma[verb], *particle)) if particle and not words.chunk[thing[1]] else None
    if parted is not None and scene.find_actor(thing[1] - 1):  # "cut NAME off from": about the deed
        return [Target(verb, extend_phrase(words, thing[1] + 1, stop), thing[1] - 1, sign)]
    if words.lemma[verb] == "fight" and words.lemma[thing[1] - 1] in load_nouns("contest"):
        effect = 1.0  # "fight a war" is to wage it
    effect = effect if parted is None else parted
    role = find_phrase(words, thing[1] + 1, stop) if words.text[thing[1] : thing[1] + 1] == ["as"] else None
    if effect and role and words.text[role[0]] != "part":  # "use X as Y": about the deed
        return [Target(verb, extend_phrase(words, role[1], stop), thing[1] - 1, sign)]
    moved = (
        scene.find_actor(thing[1] - 1) and " ".join([words.lemma[verb], *words.text[verb + 1 : past]]) not in load_actor_verbs()
    )
    if effect and not moved:
        return read_thing(scene, thing[0], stop, sign * effect, depth=depth + 1)
    if effect:  # "sending troops", "leaving NATO": about the deed, not about the actor
        return [Target(verb, extend_phrase(words, thing[1], stop), thing[1] - 1, sign)]
    vague = words.code[thing[1] - 1] == "D" or (subject is None and words.code[thing[1] - 1] != "N")
    if known_only or vague:
        return []
    first = subject[0] if subject and not negated else verb  # against "attend the talks", not against "Kyiv not to attend"
    return [Target(first, extend_phrase(words, thing[1], stop), thing[1] - 1, sign)]


def _read_passive_goal(scene: Scene, i: int, stop: int, sign: float, subject: Chunk | None, known_only: bool) -> list[Target]:
    """Read "be lifted" at word `i`: about its subject if the verb furthers or hinders it, else about the whole clause."""
    words, verb = scene.words, i + 1
    while verb < stop and words.code[verb] == "R":
        verb += 1
    if words.lemma[i] != "be" or subject is None or verb >= stop or words.tag[verb] not in ("VBN", "VBD"):
        return []
    if words.code[subject[1] - 1] != "N":
        return []
    effect, end = match_effect(words, verb)
    after = words.code[end : end + 1]
    if effect and after not in ("T", "J", "N", "G"):
        target = make_target(scene, subject, sign * effect)._replace(proof=end)
        return [target if target.actor else target._replace(past=extend_phrase(words, subject[1], i, verbs=False))]
    if known_only and not effect:
        return []
    if not is_negated(words, subject[1], i):
        past = end + (after == "J")  # "be held accountable"
        return [Target(subject[0], extend_phrase(words, past, stop), subject[1] - 1, sign * (effect or 1))]
    if after == "T":  # "its neighbour should not be allowed to join NATO": against joining
        return read_goal(scene, end, stop, sign * (effect or 1), depth=DEPTH)
    past = extend_phrase(words, subject[1], i, verbs=False)
    return [Target(subject[0], past, subject[1] - 1, sign * (effect or 1), proof=end)]
