"""Who may stand for or against whom in a sentence: the pairs that the network is asked about."""

from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import islice
from typing import NamedTuple

from analysis.grammar import REACH, Words, find_group, find_subject
from analysis.reader.scores import Span

MOST = 12  # pairs asked about in one sentence; speakers' come first, then those of who acts
REPEATS = 3  # sentences of a document in which one holder is judged on one target: more cost time and tell little more


class Actor(NamedTuple):
    """An actor where a sentence mentions it: its id, its characters, its words, whose voice mentions it."""

    actor_id: str
    span: Span
    first: int
    head: int
    voice: str | None


class Question(NamedTuple):
    """A pair to be judged; `holder` is where the holder stands in the sentence.

    `speaker`: the name of a speaker who does not stand in the sentence of his words, and has no `holder`.
    """

    sentence_id: str
    statement_id: str | None
    holder_id: str
    holder: Span | None
    target: Actor
    speaker: str | None = None


class Said(NamedTuple):
    """What questions need of a statement; `speaker` is the name of a known actor who is quoted word for word."""

    actor_id: str | None
    speaker: str | None
    source: Span | None
    cue: Span | None


class Document(NamedTuple):
    """What questions need of a document, and of the corpus: `sides` by actor."""

    words: Words
    mentions: Mapping[str, list[tuple]]
    statements: Mapping[str, Said]
    sides: Mapping[str, str]


def find_questions(document: Document) -> Iterator[Question]:
    """Yield the pairs to be judged, sentence by sentence, each holder and target once in a sentence."""
    words = document.words
    asked_before: Counter[tuple] = Counter()
    for low, high in words.sentences:
        actors = list(islice(_list_actors(document, words.sentence_id[low]), 2 * MOST))
        asked = _find_in_sentence(document, low, high, actors) if len(actors) else iter(())
        fresh = {(question.holder_id, question.target.actor_id): question for question in asked}
        for pair, question in islice(fresh.items(), MOST):
            asked_before[pair] += 1
            if asked_before[pair] <= REPEATS and not _is_own_side(*pair, document.sides):
                yield question


def _is_own_side(one: str, other: str, sides: Mapping[str, str]) -> bool:
    """Tell whether the holder is the target, speaks for it, or has it speak for him."""
    side = sides.get(one, one)
    return one == other or (side == sides.get(other, other) and side in (one, other))


def _list_actors(document: Document, sentence_id: str) -> Iterator[Actor]:
    """Yield the known actors that a sentence mentions; not places where things merely happen, nor names within names."""
    words, reached = document.words, 0
    for start, end, actor_id, kind, acts in document.mentions.get(sentence_id, ()):
        if end <= reached:
            continue
        reached = end
        first, past = words.find_range(start, end)
        if first < past and isinstance(actor_id, str) and (acts or kind not in ("place", "state")):
            chunk = words.chunk[first]
            head = min(past, chunk[1] if chunk else past) - 1
            yield Actor(actor_id, (start, end), first, head, words.voice[head])


def _find_in_sentence(document: Document, low: int, high: int, actors: list[Actor]) -> Iterator[Question]:
    """Yield what is to be asked about a sentence: its speakers, then who does something."""
    words, sentence_id = document.words, document.words.sentence_id[low]
    start, end = words.start[low], words.end[high - 1]
    hanging = {actor.actor_id for actor in actors if actor.voice is not None and _hangs(words, low, actor)}
    for actor in actors:
        said = document.statements.get(actor.voice or "") if actor.actor_id not in hanging else None
        if said is None or said.actor_id is None:
            continue
        if said.source and start <= said.source[0] and said.source[1] <= end:
            holder = next((other.span for other in actors if _holds(said.source, other, said.actor_id)), said.source)
            yield Question(sentence_id, actor.voice, said.actor_id, holder, actor)
        elif said.speaker:
            yield Question(sentence_id, actor.voice, said.actor_id, None, actor, said.speaker)
    narrated = [actor for actor in actors if actor.voice is None]
    lists = _find_lists(words, narrated)
    for doer in _find_doers(words, low, high, narrated):
        for actor in narrated:
            first, last = sorted((doer, actor), key=lambda one: one.head)
            if lists[actor.head] is not lists[doer.head] and not set(words.code[first.head : last.first]) & set("WK;"):
                yield Question(sentence_id, None, doer.actor_id, doer.span, actor)


def _hangs(words: Words, low: int, actor: Actor) -> bool:
    """Tell whether an actor stands in a relative clause that tells who or what is meant: "the leaders who met NAME"."""
    for i in range(actor.first - 1, max(low, actor.first - REACH), -1):
        if words.code[i] in ",;.":
            return False
        if words.code[i] == "W":
            return words.code[i - 1] == "N"
    return False


def _holds(source: Span, actor: Actor, actor_id: str | None) -> bool:
    """Tell whether a source holds the mention of its actor."""
    return actor.actor_id == actor_id and source[0] <= actor.span[0] and actor.span[1] <= source[1]


def _find_lists(words: Words, actors: list[Actor]) -> dict[int, list[int]]:
    """Return for the head of each actor the heads of the list it stands in: "A, B and the C"."""
    lists: dict[int, list[int]] = {}
    before: Actor | None = None
    for actor in actors:
        between = words.code[before.head + 1 : actor.first] if before else ""
        joined = before is not None and between in (",", "C", ",C", ",D", "CD", ",CD")
        members = lists[before.head] if before and joined else []
        members.append(actor.head)
        lists[actor.head] = members
        before = actor
    return lists


def _find_doers(words: Words, low: int, high: int, actors: list[Actor]) -> Iterator[Actor]:
    """Yield the actors that are the subject of a verb, or the agent of a passive one, in the narrator's words."""
    heads = {actor.head: actor for actor in actors}
    for i in range(low, high if len(heads) > 1 else low):
        chunk = None
        if words.voice[i] is None and words.code[i] in "FMA":
            chunk = find_subject(words, find_group(words, i, low), low)
        elif words.text[i] == "by" and low < i < high - 1 and words.code[i - 1] in "EF":
            chunk = words.chunk[i + 1]
        if chunk and chunk[1] - 1 in heads:
            yield heads[chunk[1] - 1]
