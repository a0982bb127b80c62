"""What a stance word is about: the actor or issue that stands beside it.

effects.csv says which verbs further or hinder their object, so that "wants to end the war" is against the war;
target_nouns.csv says which nouns are plans, conduct or claims.
"""

from functools import cache

from analysis.grammar import (
    REACH,
    Chunk,
    Words,
    extend_phrase,
    find_phrase,
    is_negated,
    is_subjunctive,
    is_time,
    load_actor_verbs,
    load_effects,
    load_nouns,
)  # fmt: skip
from analysis.positions.cues import Cue, match_cues, match_effect
from analysis.positions.scene import Scene, Target

DEPTH = 4  # cues within cues: "promised to continue to oppose calls for ..."
NOT_AGAINST = -0.3  # "did not rule out" is not yet in favour
LOOK_BACK = 80  # words between "that proposal" and what it takes up
_CLAUSES = {"someone", "party", "that", "will"}
DEMONSTRATIVES = frozenset({"this", "that", "these", "those", "such"})


@cache
def _list_things() -> frozenset[str]:
    """Return the nouns that do nothing themselves: "to end" in "a plan to end" says what the plan is for."""
    return frozenset[str]().union(*(load_nouns(name) for name in ("plan", "conduct", "claim", "shell", "vague")))


def find_targets(scene: Scene, cue: Cue, i: int, stop: int, *, sign: float = 1.0, depth: int = 0) -> list[Target]:
    """Return what the cue that ends before word `i` is about: usually one target, more where actors are coordinated."""
    words, sign = scene.words, sign * cue.polarity
    while i < stop and words.code[i] == "R" and not words.chunk[i]:
        i += 1
    if i >= stop or depth > DEPTH:
        return []
    if words.code[i] == "T":
        known_only = "to" not in cue.takes
        return read_goal(scene, i, stop, sign, known_only=known_only, depth=depth) if cue.takes & {"to", "aim"} else []
    if words.code[i] == "K" and words.text[i] == "that":
        if cue.takes & _CLAUSES:
            return _read_wish(scene, i + 1, stop, sign, cue, depth) or []
        thing = find_phrase(words, i + 1, stop)  # taggers take "that" in "rejected that proposal" for a conjunction
        return _take_up(scene, thing[0], sign) if thing and thing[1] == thing[0] + 1 else []
    wish = _read_wish(scene, i, stop, sign, cue, depth) if cue.takes & _CLAUSES else None
    if wish is not None or "thing" not in cue.takes:
        return wish or []
    if words.code[i] == "G" and not words.chunk[i]:
        return read_goal(scene, i, stop, sign, depth=depth) if cue.target in ("any", "issue") else []
    things = [target for target in read_thing(scene, i, stop, sign, depth=depth) if _fits(words, target, cue.target)]
    after = words.code[things[0].past : things[0].past + 1] if things and things[0].past > i else ""
    is_clause = after in ("F", "M", "A") or (after == "T" and "someone" in cue.takes)  # "he accepted the deal was dead"
    return [] if is_clause else things


def _fits(words: Words, target: Target, kind: str) -> bool:
    """Tell whether a target is what a cue may be about: any, actor, issue, plan, claim."""
    if kind in ("plan", "claim"):
        classes = ("claim",) if kind == "claim" else ("plan", "conduct", "claim")
        return target.actor is None and any(words.lemma[target.head] in load_nouns(name) for name in classes)
    return kind == "any" or (target.actor is not None) == (kind == "actor")


def read_thing(scene: Scene, i: int, stop: int, sign: float, *, depth: int = 0) -> list[Target]:
    """Read the noun phrase at `i` as a target: an actor, an actor's conduct, an issue, or an earlier phrase it takes up."""
    words = scene.words
    chunk = find_phrase(words, i, stop)
    if chunk is None or is_time(words, chunk):
        return []
    first, past = chunk
    head, plain = past - 1, make_target(scene, chunk, sign)
    if words.code[head] in "P#":
        return [plain] if plain.actor else []
    if words.code[head] == "D":
        return []
    if plain.actor and words.code[past : past + 1] == "G":  # "worried about NATO sending weapons": not about NATO
        return [Target(first, extend_phrase(words, past, stop), past, sign)]
    if plain.actor:
        return [plain, *_read_others(scene, past, stop, sign)]
    after = find_phrase(words, past + 1, stop) if past < stop and words.code[past] in "IT" else None
    if after and depth <= DEPTH:
        effect = load_effects("noun").get((words.lemma[head], words.text[past]))
        if effect:
            return read_thing(scene, past + 1, stop, sign * effect, depth=depth + 1)
        for cue, at in match_cues(words, head):
            if "party" in cue.takes and at == past + 1:  # "rejected calls for X" is about X
                return find_targets(scene, cue, at, stop, sign=sign, depth=depth + 1)
    conduct = _find_conduct(scene, first, past, after)
    if conduct:
        return [make_target(scene, conduct, sign)._replace(first=first, past=max(past, conduct[1]))]
    if words.text[first] in DEMONSTRATIVES and past == first + 2:
        return _take_up(scene, head, sign)
    return [plain._replace(past=extend_phrase(words, past, stop))]


def make_target(scene: Scene, chunk: Chunk, sign: float) -> Target:
    """Make a target of a noun phrase as it stands."""
    return Target(chunk[0], chunk[1], chunk[1] - 1, sign, scene.find_actor(chunk[1] - 1))


def _find_conduct(scene: Scene, first: int, past: int, after: Chunk | None) -> Chunk | None:
    """Return the phrase of the actor whose conduct a noun phrase is: "the role of European leaders", "Kyiv's actions"."""
    words = scene.words
    if words.lemma[past - 1] not in load_nouns("conduct"):
        return None
    owner = words.code.rfind("S", first, past)
    if owner > first and scene.find_actor(owner - 1):
        return first, owner
    return after if after and words.text[past] in ("of", "by") and scene.find_actor(after[1] - 1) else None


def _read_others(scene: Scene, i: int, stop: int, sign: float) -> list[Target]:
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


def _take_up(scene: Scene, noun: int, sign: float) -> list[Target]:
    """Find what "that proposal", its noun being word `noun`, takes up: the nearest earlier phrase with that head or the like."""
    words, proposals = scene.words, load_nouns("proposal")
    lemma = words.lemma[noun]
    alike = proposals if lemma in proposals else {lemma} & load_nouns("plan")
    at = noun - 2
    while at >= max(0, noun - LOOK_BACK):
        first, past = words.chunk[at] or (at, at)
        is_one = past > first and words.code[past - 1] == "N" and words.lemma[past - 1] in alike
        if is_one and words.text[first] not in DEMONSTRATIVES:
            end = min(noun - 1, words.find_sentence(at)[1])
            return [Target(first, extend_phrase(words, past, end), past - 1, sign)]
        at = first - 1
    return []


def _read_wish(scene: Scene, i: int, stop: int, sign: float, cue: Cue, depth: int) -> list[Target] | None:
    """Read a wished-for clause: a subject, then "to", a base form, "should", "must" or a promised "will", and what is to be done.

    None if there is no such clause.
    """
    words = scene.words
    chunk = find_phrase(words, i, stop)
    if chunk is None or is_time(words, chunk):
        return None
    at = chunk[1]
    for _ in range(3):
        if words.code[at : at + 1] == ",":  # an insertion: "the guarantors, if attacked, to provide"
            comma = words.code.find(",", at + 1, min(stop, at + REACH // 2))
            at = comma + 1 if comma > 0 else stop
        if at >= stop or words.code[at] in "TBRMA" or is_subjunctive(words, chunk, at):
            break
        at = extend_phrase(words, at, stop, verbs=False)
    at += words.text[at : at + 1] in (["should"], ["must"], ["shall"])
    at += "will" in cue.takes and words.text[at : at + 1] in (["will"], ["would"])
    verb = at
    while verb < stop and words.code[verb] in "TR":
        verb += 1
    bare = verb < stop and (words.text[verb] == "be" or (words.code[verb] in "FB" and words.text[verb] == words.lemma[verb]))
    if not bare:
        return None
    head = chunk[1] - 1
    inert = words.lemma[head] in _list_things() or ("party" in cue.takes and not scene.find_actor(head))
    if words.code[at] == "T" and inert:  # "called for sanctions to deter it": for sanctions
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
    for cue, past in match_cues(words, verb):
        weight = -NOT_AGAINST if sign < 0 and cue.polarity < 0 else 1.0  # "refused to condemn"
        inner = find_targets(scene, cue, past, stop, sign=sign * weight, depth=depth + 1) if cue.part == "verb" else []
        if inner:
            return inner
    bridge = load_effects("bridge").get((words.lemma[verb],))
    if bridge and words.code[verb + 1 : verb + 2] in ("T", "B", "G"):
        return read_goal(scene, verb + 1, stop, sign * bridge, subject=subject, known_only=known_only, depth=depth + 1)
    effect, past = match_effect(words, verb)
    past += effect is None and words.code[past : past + 1] == "I"  # "respond to", "take part in"
    thing = _find_object(scene, verb, past, stop) if effect != 0 else None
    if thing is None:
        return []
    role = find_phrase(words, thing[1] + 1, stop) if words.text[thing[1] : thing[1] + 1] == ["as"] else None
    if effect and role and words.lemma[verb] in ("accept", "recognise", "recognize"):  # "recognise X as Y": about all of it
        return [Target(thing[0], extend_phrase(words, role[1], stop), thing[1] - 1, sign * effect)]
    moved = (
        scene.find_actor(thing[1] - 1) and " ".join([words.lemma[verb], *words.text[verb + 1 : past]]) not in load_actor_verbs()
    )
    if effect and not moved:
        return read_thing(scene, thing[0], stop, sign * effect, depth=depth + 1)
    if effect:  # "sending troops", "leaving NATO": about the deed, not about the actor
        return [Target(verb, extend_phrase(words, thing[1], stop), thing[1] - 1, sign)]
    if known_only or (subject is None and words.code[thing[1] - 1] != "N"):
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
    effect, after = load_effects("verb").get((words.lemma[verb],)), words.code[verb + 1 : verb + 2]
    if effect and after not in ("T", "J", "N", "G"):
        target = make_target(scene, subject, sign * effect)._replace(proof=verb + 1)
        return [target if target.actor else target._replace(past=extend_phrase(words, subject[1], i, verbs=False))]
    if known_only and not effect:
        return []
    if not is_negated(words, subject[1], i):
        return [Target(subject[0], extend_phrase(words, verb + 1, stop), subject[1] - 1, sign * (effect or 1))]
    if after == "T":  # "its neighbour should not be allowed to join NATO": against joining
        return read_goal(scene, verb + 1, stop, sign * (effect or 1), depth=DEPTH)
    past = extend_phrase(words, subject[1], i, verbs=False)
    return [Target(subject[0], past, subject[1] - 1, sign * (effect or 1), proof=verb + 1)]


def _find_object(scene: Scene, verb: int, i: int, stop: int) -> Chunk | None:
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
