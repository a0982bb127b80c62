"""Reads phrases for offices: "the foreign minister of Jordan", "NATO’s secretary-general", and whose office it is."""

from collections.abc import Iterator
from typing import NamedTuple

from analysis.actors.keys import find_actor, fold
from analysis.actors.references import Key, Reference
from analysis.lookups import head_kind, index_known
from analysis.titles import index_full_offices, index_offices, match_office, speaks_for_state
from analysis.words import Words

_PAST = frozenset(("former", "ex", "ex-", "late", "ousted", "deposed", "retired", "then"))
_TIMES = _PAST | frozenset(("current", "outgoing", "incoming", "new"))
JOINS = frozenset(("of", "for", "at", "with", "from", "on", "in"))  # what leads from an office to whose it is
_SENT = frozenset(("ambassador", "envoy", "representative", "delegate", "consul"))  # of one state, to another
_TOWARDS = frozenset(("adviser", "advisor", "aide", "counselor", "assistant", "counsel")) | _SENT
_OF_PLACES = frozenset(("mayor", "governor", "resident", "councillor"))
PHRASE = frozenset(("NOUN", "PROPN", "ADJ", "NUM", "X"))


class Phrase(NamedTuple):
    """A phrase for an office: "the foreign minister of Jordan"."""

    office: str
    former: bool
    owner: Key | None
    past: int


def read_phrase(words: Words, first: int, past: int, inside: dict[int, Reference]) -> Phrase | None:
    """The phrase for an office that begins at a word: article, owner and what narrows it, the office, and "of" whom."""
    at = first + 1 if words.pos[first] == "DET" or words.tag[first] == "PRP$" else first
    head: tuple[int, int] | None = None
    while at < past:
        if at in inside and inside[at].kind == "person" and not _possesses(words, inside[at].past, past):
            return None
        end = match_office(words.lower, at, past)
        if end > at:
            head, at = (at, end), end
        elif (
            words.pos[at] in PHRASE
            or words.tag[at] == "POS"
            or words.lower[at] in _TIMES
            or at in inside
            or words.text[at] == "-"
        ):
            at += 1
        else:
            break
    if not head or head[1] != at or words.tag[at - 1] in ("NNS", "NNPS") or words.lower[head[0]] in index_offices("honorific"):
        return None
    last = words.lower[at - 1].rstrip("s")
    if at < past and (words.lower[at] in JOINS or (words.lower[at] == "to" and last in _TOWARDS)):
        end = end_complement(words, at + 1, past, inside)
        at = end if end > at + 1 else at
    return Phrase(*describe_office(words, first, head, at, inside), at)


def _possesses(words: Words, at: int, past: int) -> bool:
    """Whether a possessive ending stands at a word."""
    return at < past and words.tag[at] == "POS"


def end_complement(words: Words, at: int, past: int, inside: dict[int, Reference]) -> int:
    """One past the words that say whose office it is: "the Committee on Foreign Affairs of the State Duma"."""
    end = at
    while at < past and (
        words.pos[at] in PHRASE
        or words.pos[at] == "DET"
        or words.tag[at] in ("POS", "PRP$")
        or words.lower[at] in ("of", "for", "on")
        or "-" in words.text[at]
    ):
        if at in inside and inside[at].kind == "person" and not _possesses(words, inside[at].past, past):
            break
        at += 1
        if words.pos[at - 1] not in ("ADP", "DET"):
            end = at
    return end


def describe_office(
    words: Words, start: int, head: tuple[int, int], past: int, inside: dict[int, Reference]
) -> tuple[str, bool, Key | None]:
    """Office, whether it is of the past, and owner, of a phrase whose office stands at `head`."""
    lower = words.lower[head[0] : head[1]]
    former = any(word in _PAST for word in words.lower[start : head[1]]) or lower[0].startswith("ex-")
    kept = [word.removeprefix("ex-") for word in lower if word not in _TIMES and word not in index_known("adjective")]
    kept = kept or lower[-1:]
    for at in range(len(kept)):  # "republican sen." is a republican senator
        if full := index_full_offices().get(" ".join(kept[at:])):
            kept = [*kept[:at], full]
            break
    kept[-1] = _singular(kept[-1])
    office = " ".join(kept)
    return office, former, _find_owner(words, office, start, head, past, inside)


def _singular(word: str) -> str:
    """The last word of an office as one person has it: "Presidents Joe Biden and Xi Jinping"."""
    single = word.removesuffix("s")
    known = [index_offices(use) for use in ("office", "rank")]
    return single if not any(word in offices for offices in known) and any(single in offices for offices in known) else word


def _find_owner(
    words: Words, office: str, start: int, head: tuple[int, int], past: int, inside: dict[int, Reference]
) -> Key | None:
    """Whose office a phrase is: an organization rather than a state; of who is sent somewhere, the first named."""
    last = office.rpartition(" ")[2]
    if last in _OF_PLACES:
        places = (inside[at] for at in range(start, past) if at in inside and inside[at].kind == "place")
        return next((("name", "", " ".join(map(fold, place.text))) for place in places), None)
    before = list(list_owners(words, start, head[0], inside))
    before += [(owner, place) for owner, place in list_owners(words, *head, inside) if owner[0] != "name"]
    after = list(list_owners(words, head[1], past, inside))
    if last in _SENT:
        after = after if words.lower[head[1] : head[1] + 1] == ["of"] else []
        return next((owner for owner, _ in [*before, *after] if owner[0] == "state"), None)
    bodies = [owner for owner, place in [*reversed(before), *after] if owner[0] == "name" and not place]
    if bodies:
        return bodies[0]
    states = [owner for owner, _ in [*reversed(before), *after]]
    return states[0] if states and speaks_for_state(office) else None


def list_owners(words: Words, first: int, past: int, inside: dict[int, Reference]) -> Iterator[tuple[Key, bool]]:
    """States, bodies and places named in a range of words, each with whether it is a place."""
    at = first
    while at < past:
        name = inside.get(at)
        if name is not None and name.kind != "person" and name.first == at:
            owned = name.key and name.key[1]
            key = name.key if owned else find_actor(" ".join(name.text)) or name.key
            if (
                key and key[0] == "name" and not owned and head_kind(name.text[-1]) != "organization"
            ):  # "EU Foreign Policy" is no body
                key = find_actor(name.text[0]) or key
            if key:
                yield key, name.kind == "place"
            at = max(name.past, at + 1)
            continue
        if name is None:
            pair, single = " ".join(words.lower[at : min(at + 2, past)]), words.lower[at]
            text = next((text for text in (pair, single) if text in index_known("adjective")), "")
            if text and (key := find_actor(text)):
                yield key, False
        at += 1
