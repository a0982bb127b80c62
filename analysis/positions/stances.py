"""Positions that a stance word tells: who holds them, and towards what."""

import math
from collections.abc import Iterator

from analysis.grammar import (
    REACH,
    extend_phrase,
    find_group,
    find_hedge,
    find_phrase,
    find_subject,
    is_negated,
    is_passive,
    is_time,
)
from analysis.lookups import index_cue_classes
from analysis.positions.bearers import Bearers, find_owners, find_states, find_subjects
from analysis.positions.cues import Cue, match_cues
from analysis.positions.judgements import HEDGE, OBLIGATIONS
from analysis.positions.scene import Found, Holder, Scene, Target
from analysis.positions.targets import NOT_AGAINST, find_targets, read_goal
from analysis.positions.things import fits, make_target

_DESIRES = frozenset({"want", "wish", "intend", "plan", "seek", "mean", "aim", "hope", "intention", "desire"})
_NEAR = 3  # words from a target to "in principle"
_ANY = frozenset({"thing", "party", "that", "aim"})
_CLASS_CUES = {  # for cues of statements that stances.csv does not list
    "reject": Cue((), "verb", frozenset({"thing"}), "any", -1.0),
    "criticise": Cue((), "verb", frozenset({"thing"}), "any", -1.0),
    "praise": Cue((), "verb", frozenset({"thing"}), "any", 1.0),
    "demand": Cue((), "verb", _ANY, "issue", 1.0),
    "propose": Cue((), "verb", _ANY, "issue", 1.0),
    "promise": Cue((), "verb", frozenset({"thing", "aim"}), "issue", 1.0),
}


def find_stances(scene: Scene, i: int, low: int, high: int) -> Iterator[Found]:
    """Yield the positions of the first cue at word `i` that tells one, or else of what its statement's cue does."""
    cues = match_cues(scene.words, i)
    if not cues and i in scene.cues and scene.words.code[i] in "FG":
        told = scene.voices[scene.cues[i][0]].cue_class or ""
        cue = _CLASS_CUES.get(told) if index_cue_classes().get(scene.words.lemma[i]) == told else None  # not that of a noun in it
        cues = [(cue, i + 1)] if cue else []
    for cue, past in cues:
        found = list(_read_cue(scene, i, past, cue, low, high))
        if found:
            yield from found
            return


def _read_cue(scene: Scene, i: int, past: int, cue: Cue, low: int, high: int) -> Iterator[Found]:
    """Yield the positions of the cue from word `i` to `past`: who holds it, and what stands beside it."""
    words, stop = scene.words, scene.find_stop(i, high)
    name = f"stance {cue.part}: {' '.join(cue.words) or words.lemma[i]}"
    if cue.part == "verb" and is_passive(words, find_group(words, i, low), i):
        yield from _find_passive(scene, i, past, cue, low, stop)
        return
    bearers = _find_bearers(scene, i, low, cue)
    if bearers is None or not bearers.holders or scene.is_supposed(bearers.first, low):
        return
    if OBLIGATIONS & set(words.text[bearers.first : i]):
        return  # what somebody should support he does not yet
    sign = bearers.weight
    if is_negated(words, bearers.first, i):
        sign *= -1 if cue.polarity > 0 else NOT_AGAINST
    hedge = bearers.hedge
    weakened = find_hedge(words, hedge[1] if hedge else bearers.first, past + 2)
    if weakened:
        hedge, sign = hedge or weakened, sign * HEDGE
    targets = find_targets(scene, cue, past, stop, sign=sign)
    if sign < 0 < cue.polarity and words.lemma[i] in _DESIRES:  # "does not want to harm" is not yet in favour
        targets = [target._replace(polarity=min(target.polarity, -NOT_AGAINST)) for target in targets]
    after = find_hedge(words, targets[0].past, min(stop, targets[0].past + _NEAR)) if targets else None
    if after and after[1] - after[0] > 1 and not hedge:  # "supports the plan in principle"
        hedge, targets = after, [target._replace(polarity=target.polarity * HEDGE) for target in targets]
    for target in targets:
        end = max(past, target.past, target.proof)
        for holder in bearers.holders:
            yield Found(holder, target, min(i, holder.first), end, name, hedge)
    if targets:
        yield from _find_grounds(scene, targets[0], bearers.holders, i, name, high)
        if cue.target == "issue" and targets[0].polarity > 0:
            yield from _find_gains(scene, targets[0], bearers.holders, i, name, high)


def _find_bearers(scene: Scene, i: int, low: int, cue: Cue) -> Bearers | None:
    """Find who holds what the cue at word `i` tells."""
    if cue.part == "noun":
        return find_owners(scene, i, low, cue)
    return find_subjects(scene, i, low) if cue.part == "verb" else find_states(scene, i, low)


def _find_passive(scene: Scene, i: int, past: int, cue: Cue, low: int, stop: int) -> Iterator[Found]:
    """Yield the positions of "X was condemned by Y"."""
    words, first = scene.words, find_group(scene.words, i, low)
    by = next((at for at in range(past, min(past + 3, stop)) if words.text[at] == "by"), stop)
    agent, subject = find_phrase(words, by + 1, stop), find_subject(words, first, low)
    reduced = "A" not in words.code[first:i]
    if reduced:  # "the plan, backed by X": the noun right before
        subject = words.chunk[max(low, first - 1 - (words.code[first - 1] == ","))] if first > low else None
    if (reduced or words.code[first - 1] == "W") and subject and words.code[max(low, subject[0] - 1)] == "I":
        return  # "the plan of the bank, backed by NAME": the plan or the bank
    if agent is None or subject is None or "thing" not in cue.takes or scene.is_supposed(first, low):
        return
    if OBLIGATIONS & set(words.text[first:i]):
        return  # what must be approved by somebody is not yet
    given = find_phrase(words, past, by)
    subject = given if given and not is_time(words, given) else subject  # "NAME was promised help by ..."
    target = make_target(scene, subject, cue.polarity * (-1 if is_negated(words, first, i) else 1))
    if target.actor is None:
        target = target._replace(past=extend_phrase(words, target.past, first, clauses=False))
    if words.code[target.head] == "N" and fits(words, target, cue.target):
        for holder in scene.name_holders(agent, words.voice[i]):
            yield Found(holder, target, target.first, agent[1], f"stance verb, passive: {' '.join(cue.words)}")


def _find_grounds(scene: Scene, target: Target, holders: list[Holder], i: int, name: str, high: int) -> Iterator[Found]:
    """Yield what "on the grounds that Y" adds: who rejects for that reason is against Y too, or what it furthers."""
    words = scene.words
    texts = words.text[i : min(high, i + REACH)]
    at = next((n for n, text in enumerate(texts) if text in ("ground", "grounds") and texts[n + 1 : n + 2] == ["that"]), None)
    if at is None:
        return
    clause = i + at + 2
    verb = next((n for n in range(clause, min(high, clause + 20)) if words.code[n] in "FEB" and not words.chunk[n]), high)
    subject = find_phrase(words, clause, verb)
    grounds = read_goal(scene, verb, high, 1.0 if target.polarity > 0 else -1.0)
    if grounds and subject and words.code[subject[1] - 1] == "N":
        grounds = [Target(clause, grounds[0].past, subject[1] - 1, math.copysign(1.0, target.polarity))]
    for ground in grounds:
        for holder in holders:
            yield Found(holder, ground, min(i, holder.first), ground.past, f"{name}, on the grounds that")


def _find_gains(scene: Scene, target: Target, holders: list[Holder], i: int, name: str, high: int) -> Iterator[Found]:
    """Yield what a demand brings him who makes it: "insisted on ..., meaning it would have a veto": he wants the veto too."""
    words, stop = scene.words, min(high, i + REACH)
    at = next((n + 1 for n in range(i + 1, stop) if words.text[n] == "meaning" and words.code[n - 1] in ",;"), stop)
    at += words.text[at : at + 1] == ["that"]
    subject = find_phrase(words, at, stop)
    actor = scene.find_actor(subject[1] - 1) if subject else None
    verb = next((n for n in range(subject[1], stop) if words.code[n] not in "RM"), stop) if subject else stop
    gain = (
        find_phrase(words, verb + 1, stop)
        if verb < stop and words.lemma[verb] in ("have", "get", "gain", "keep", "retain")
        else None
    )
    if gain is None or actor is None or actor.actor_id is None or words.code[gain[1] - 1] != "N":
        return
    gained = Target(at, extend_phrase(words, gain[1], stop), gain[1] - 1, math.copysign(1.0, target.polarity))
    for holder in holders:
        if holder.actor_id == actor.actor_id:
            yield Found(holder, gained, min(i, holder.first), gained.past, f"{name}, meaning")
