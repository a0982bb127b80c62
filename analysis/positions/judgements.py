"""Positions without a stance word: a speaker's verdict on something, and what he says must or will be done."""

from collections.abc import Iterator, Mapping
from functools import cache
from typing import NamedTuple

from analysis.grammar import (
    REACH,
    extend_phrase,
    find_group,
    find_hedge,
    find_phrase,
    find_subject,
    is_negated,
    load_nouns,
    load_words,
)  # fmt: skip
from analysis.lexicon import load_lexicon
from analysis.positions.anaphora import DEMONSTRATIVES
from analysis.positions.bearers import find_subjects
from analysis.positions.cues import match_words
from analysis.positions.scene import Found, Holder, Scene, Target
from analysis.positions.targets import read_goal, read_thing
from analysis.positions.things import make_target

HEDGE = 0.5  # what "might" leaves of a polarity
_LINKS = frozenset({"be", "become", "remain", "represent", "constitute"})
_NO_SUBJECTS = DEMONSTRATIVES | {"no", "nobody", "nothing", "none", "neither"}
_ASKING = frozenset({"whose", "which", "what"})
OBLIGATIONS = frozenset({"must", "should"})
_COMMITMENTS = frozenset({"will", "would", "'ll", "wo", "might", "may", "shall"})


@cache
def _load_judgements() -> Mapping[str, list[tuple[tuple[str, ...], str, float]]]:
    """Return evaluative words by their first word, longest first: words, part, polarity."""
    found: dict[str, list[tuple[tuple[str, ...], str, float]]] = {}
    table = load_lexicon("evaluations")
    for words, part, polarity in zip(table["words"], table["part"], table["polarity"], strict=True):
        parts = tuple(words.split())
        found.setdefault(parts[0], []).append((parts, part, float(polarity)))
    return {word: sorted(group, key=lambda row: -len(row[0])) for word, group in found.items()}


def _match_judgement(scene: Scene, i: int, stop: int, part: str) -> tuple[float, int, str]:
    """Return worth, end and wording of the evaluative words of a part at word `i`; worth 0 if there are none."""
    words = scene.words
    for key in (words.text[i], words.lemma[i]) if i < stop else ():
        for parts, kind, worth in _load_judgements().get(key, ()):
            past = match_words(words, i + 1, parts[1:]) if kind == part else None
            if kind == "noun" and words.code[i] == "E":
                continue  # "were abused"
            compound = kind == "noun" and past is not None and words.code[past : past + 1] == "N"  # "danger areas"
            if past is not None and past <= stop and not compound:
                return worth, past, " ".join(parts)
    return 0.0, i, ""


def _judge(scene: Scene, i: int, stop: int) -> tuple[float, int, str]:
    """Return the worth that the predicate at `i` gives, where it ends and its wording: a noun's before an adjective's."""
    words, best = scene.words, (0.0, i, "")
    while i < stop and words.code[i] == "R":
        i += 1
    for at in range(i, min(stop, i + 10)):
        verdict = _match_judgement(scene, at, stop, "noun")
        if verdict[1] > at:  # one of worth 0 tells neither way with what praises before it: "a crucial test"
            return verdict if verdict[0] or best[0] >= 0 else best
        compared = words.tag[at] in ("JJR", "JJS") or words.text[at - 1] in ("more", "most", "less", "least")
        if words.code[at] in "JEG" and not best[0] and not compared:
            best = _match_judgement(scene, at, stop, "adjective")
            is_verb = words.code[at] == "G" and words.chunk[at + 1 : at + 2] != [None]  # "is encouraging people"
            if at == i and (is_verb or (words.code[at] in "GE" and not best[0])):
                return 0.0, i, ""
        ends = words.code[at] == "N" and words.code[at + 1 : at + 2] not in ("N", "S")
        if ends or words.code[at] not in "DJ#NRCSEG" or (words.code[at] == "C" and words.code[at + 1 : at + 2] not in ("J", "R")):
            break
    return best


class _Verdict(NamedTuple):
    """What a speaker says of something: the predicate's words, where its clause begins (None: not plain), and its worth."""

    voice_id: str
    start: int | None
    first: int
    past: int
    worth: float


def find_verdicts(scene: Scene, i: int, low: int, high: int, earlier: Found | None) -> Iterator[Found]:
    """Yield what a speaker says of something with the verb `i`: "X is unacceptable", "X will not work", "it is wrong to".

    `earlier` is the last position on an issue, which "this" and "it" may take up. Outside statements nobody is known to
    pass the verdict, so there is none; nor for what is said by the way ("countries which are important").
    """
    words = scene.words
    if words.code[i] not in "FAB":
        return
    voice_id, stop, first = scene.find_voice(i, low), scene.find_stop(i, high), find_group(words, i, low)
    before = words.code[first - 1] if first > low else ""
    if voice_id is None or before == "W" or (before and words.text[first - 1] == "there"):
        return
    if words.lemma[i] in _LINKS:
        worth, past, wording = _judge(scene, i + 1, stop)
    elif words.code[i] == "B" and set(words.code[first:i]) & {"M", "A"}:
        worth, past, wording = _match_judgement(scene, i, stop, "verb")
    else:
        return
    start = _find_clause_start(scene, first, low)
    by_the_way = start is not None and start > low and words.text[start - 1] in ("when", "where")
    if not worth or by_the_way or scene.is_supposed(first, low) or not scene.is_own_view(i, low, voice_id):
        return
    worth *= -1 if is_negated(words, first, i + 2) or words.text[i + 1 : i + 2] == ["no"] else 1
    hedge = find_hedge(words, first, i + 1)
    worth *= HEDGE if hedge else 1
    holder = Holder(scene.voices[voice_id].actor_id, voice_id, first)
    for target in _find_judged(scene, _Verdict(voice_id, start, first, past, worth), low, stop, earlier):
        begin = min(first, target.first if start is None else min(start, target.first)) if low <= target.first else first
        end = max(past, target.past if low <= target.first else past)
        yield Found(holder, target, begin, end, f"judgement: {wording}", hedge)


def _find_judged(scene: Scene, verdict: _Verdict, low: int, stop: int, earlier: Found | None) -> list[Target]:
    """Find what a verdict is about: what follows "it is wrong to", what "this" takes up, or the subject."""
    words, (voice_id, start, first, past, worth) = scene.words, verdict
    pronoun = words.text[first - 1] if first > low else ""
    opens = first - 1 == low or words.code[first - 2] in ",;CK" or words.voice[first - 2] != words.voice[first - 1]
    if pronoun in ("it", "this", "that"):
        if not opens:
            return []
        thing = find_phrase(words, past + 1, stop) if words.text[past : past + 1] == ["for"] else None
        after = thing[1] if thing else past
        if pronoun == "it" and words.code[after : after + 1] == "T":
            return read_goal(scene, after, stop, worth)
        if earlier is None or earlier.holder.actor_id != scene.voices[voice_id].actor_id or first - earlier.past > REACH:
            return []
        return [earlier.target._replace(polarity=worth)] if earlier.target.polarity * worth > 0 else []
    if start is not None and words.code[start] in "GTR" and not words.chunk[start]:
        return read_goal(scene, start, first, worth)
    subject = find_phrase(words, start, first) if start is not None else find_subject(words, first, low)
    if subject is None or words.code[subject[1] - 1] != "N" or words.text[subject[0]] in _NO_SUBJECTS:
        return []
    if start is None and words.code[subject[0] - 1] == "C":
        return []  # the last of several, or the end of a longer phrase
    fears = words.lemma[subject[1] - 1] in load_words("view") and words.code[subject[1] - 2 : subject[1] - 1] == "N"
    if words.lemma[subject[1] - 1] in load_nouns("vague") or fears or scene.is_own_side(subject[1] - 1, voice_id):
        return []
    target = make_target(scene, subject, worth)
    past = extend_phrase(words, subject[1], first) if words.code[first - 1] == "C" else first  # "X was good but is not now"
    return [target if target.actor else target._replace(past=past)]


def _find_clause_start(scene: Scene, first: int, low: int) -> int | None:
    """Return where the clause begins whose verb group is at `first`, if all before it can be its subject."""
    words, at = scene.words, first
    voice = words.voice[first]
    while at > max(low, first - REACH // 2) and words.code[at - 1] not in "K;," and words.voice[at - 1] == voice:
        if words.code[at - 1] == "C" and not (words.chunk[at] and at - 2 >= low and words.code[at - 2] in "NJ"):
            break
        at -= 1
        if words.code[at] in "AMW" or (words.code[at] == "F" and words.code[at + 1] not in "IT"):
            return None
    return at if at < first and (words.chunk[at] or words.code[at] in "GTR") else None


def find_namings(scene: Scene, i: int, low: int, high: int) -> Iterator[Found]:
    """Yield verdicts by naming with the verb `i`: "called X a lie", "described X as dangerous"."""
    words = scene.words
    if words.code[i] not in "FBG" or words.lemma[i] not in load_words("naming"):
        return
    stop = scene.find_stop(i, high)
    thing, bearers = find_phrase(words, i + 1, stop), find_subjects(scene, i, low)
    if thing is None or bearers is None or is_negated(words, bearers.first, i):
        return
    direct = words.code[thing[1] : thing[1] + 1] in ("J", "R", "D")  # "called the plans dangerous, ..."
    past = thing[1] if direct else extend_phrase(words, thing[1], stop, clauses=False)
    at = next((n + 1 for n in range(thing[1], min(stop, past + 2)) if words.text[n] == "as"), past)
    worth, end, wording = _judge(scene, at, stop)
    for target in read_thing(scene, thing[0], at, worth) if worth else ():
        for holder in bearers.holders:
            yield Found(holder, target, min(i, holder.first), end, f"judgement: {words.lemma[i]} {wording}")


def find_intentions(scene: Scene, i: int, low: int, high: int) -> Iterator[Found]:
    """Yield what a speaker says must be done, and what he says he or his side will do, with the modal `i`."""
    words, text = scene.words, scene.words.text[i]
    voice_id = scene.find_voice(i, low) if words.code[i] in "MAFB" else None
    if voice_id is None or scene.is_supposed(i, low):
        return
    past = i + 1 + (words.text[i + 1 : i + 2] in (["not"], ["n't"], ["never"]))
    needs = words.lemma[i] in ("need", "have", "ought") and words.tag[i] in ("VBP", "VBZ", "MD")
    demands = text in OBLIGATIONS or (needs and words.code[past : past + 1] == "T")
    if not (demands or text in _COMMITMENTS) or not scene.is_own_view(i, low, voice_id):
        return
    subject = find_subject(words, find_group(words, i, low), low)
    if subject is None or not (demands or scene.is_own_side(subject[1] - 1, voice_id)):
        return
    if words.text[subject[0]] in _ASKING:
        return
    hedge = find_hedge(words, i, past)
    holder = Holder(scene.voices[voice_id].actor_id, voice_id, subject[0])
    stop, reason = scene.find_stop(i, high), f"{'demand' if demands else 'commitment'}: {words.lemma[i]}"
    alone = words.code[subject[1] : i].strip("R") == "" and words.code[subject[0] - 1 : subject[0]] != "C"
    beside = alone and scene.find_actor(subject[1] - 1) is not None
    others = demands and beside and words.code[past : past + 1] != "A"  # what another actor must do, whatever it is
    wanted = subject if demands else None
    for target in read_goal(scene, i + 1, stop, HEDGE if hedge else 1.0, subject=wanted, known_only=not others):
        if target.head > i or demands:
            yield Found(holder, target, min(subject[0], target.first), max(i + 1, target.past, target.proof), reason, hedge)
