"""Reads the offices of named persons off the text: titles before the name, phrases beside it, and "who heads ..."."""

from bisect import bisect_left
from collections.abc import Iterator

from analysis.actors.clauses import speaks
from analysis.actors.keys import find_actor
from analysis.actors.phrases import JOINS, PHRASE, Phrase, describe_office, end_complement, list_owners, read_phrase
from analysis.actors.references import Key, Office, Reference
from analysis.titles import (
    index_offices,
    index_ranks,
    is_office,
    is_sole_office,
    match_office,
    office_gender,
    speaks_for_state,
)
from analysis.words import Words

_VERBS = {"head": "head", "lead": "leader", "chair": "chair", "run": "head", "direct": "director", "command": "commander"}
_BECOMES = frozenset(("be", "become", "serve"))
_CLOSES = frozenset(("PUNCT", "ADP", "SCONJ", "CCONJ"))
_LONGEST = 14  # words of a phrase beside a name


def read_offices(names: list[Reference]) -> None:
    """Read the offices beside each person's name; the first gives the person's office, owner and gender for linking."""
    inside = index_names(names)
    for name in names:
        if name.kind != "person":
            continue
        name.offices = [office for office in dict.fromkeys(_list_offices(name, inside)) if is_office(office.office)]
        if name.offices and not any(office.owner or office.former for office in name.offices):
            implied = _find_speaker_before(name, inside)
            name.offices = [
                office._replace(implied=implied if is_sole_office(office.office) else None) for office in name.offices
            ]
        current = [office for office in name.offices if office.owner] or name.offices
        if current:
            name.office, name.owner = current[0].office, current[0].owner
            name.gender = name.gender or office_gender(name.office)


def _find_speaker_before(name: Reference, inside: dict[int, Reference]) -> Key | None:
    """The state that speaks in the sentence before, if a name opens its own: "Chad said ... . Minister Karl Holm ..."."""
    words = name.words
    number = bisect_left(words.firsts, name.first)
    if not 0 < number < len(words.firsts) or words.firsts[number] != name.first:
        return None
    first = words.firsts[number - 1]
    state = inside.get(first + (words.lower[first] == "the"))
    if state is None or state.kind == "person" or not speaks(words, state.past - 1):
        return None
    key = find_actor(" ".join(state.text))
    return key if key and key[0] == "state" else None


def index_names(names: list[Reference]) -> dict[int, Reference]:
    """Return the names by the words they are made of, titles of persons aside."""
    return {at: name for name in names for at in range(name.name if name.kind == "person" else name.first, name.past)}


def _list_offices(name: Reference, inside: dict[int, Reference]) -> Iterator[Office]:
    """Every office that stands beside a name."""
    words = name.words
    first, past = _sentence_bounds(words, name)
    title = _read_title(words, name, inside, first)
    if title:
        yield title if title.owner else _read_state_after(title, name, inside, past)
    start = name.first if title else name.name
    before = _read_before(words, start, name, inside, first) if start > first else None
    if before:
        yield before
    if name.past + 1 < past:
        after = _read_after(words, name, inside, past)
        if after:
            yield Office(after.office, after.former, after.owner, name.name, after.past)


def _sentence_bounds(words: Words, name: Reference) -> tuple[int, int]:
    """First word of the sentence of a name, as far as it matters, and one past its last."""
    first, past = name.first, name.past
    while first and name.first - first < _LONGEST and words.sentence_id[first - 1] == words.sentence_id[name.first]:
        first -= 1
    while past < len(words) and past - name.past < 2 * _LONGEST and words.sentence_id[past] == words.sentence_id[name.first]:
        past += 1
    return first, past


def _read_title(words: Words, name: Reference, inside: dict[int, Reference], first: int) -> Office | None:
    """The office in the title before a name, with the owner before it: "Russia’s Foreign Minister Sergei Lavrov"."""
    head = _find_head(words, name.first, name.name)
    if not head:
        return None
    start = name.first
    if start - first > 1 and words.tag[start - 1] == "POS":
        start = inside[start - 2].first if start - 2 in inside else start - 2
    return Office(*describe_office(words, start, head, head[1], inside), start, name.past)


def _read_state_after(title: Office, name: Reference, inside: dict[int, Reference], past: int) -> Office:
    """An office with the state after the name: "President Karl Holm of Chad"."""
    words, at = name.words, name.past
    if at + 1 >= past or words.lower[at] != "of" or not speaks_for_state(title.office):
        return title
    state = inside.get(at + 1 + (words.lower[at + 1] == "the"))
    key = find_actor(" ".join(state.text)) if state and state.kind != "person" else None
    return title._replace(owner=key, past=state.past) if key and state else title


def _find_head(words: Words, first: int, past: int) -> tuple[int, int] | None:
    """The words of the office in a title: the last that is no military rank, else the last."""
    found: list[tuple[int, int]] = []
    at = first
    while at < past:
        end = match_office(words.lower, at, past)
        if end > at and words.lower[at] not in index_offices("honorific"):
            found.append((at, end))
        at = max(end, at + 1)
    civil = [(start, end) for start, end in found if words.lower[end - 1] not in index_ranks()]
    return (civil or found)[-1] if found else None


def _read_before(words: Words, start: int, name: Reference, inside: dict[int, Reference], first: int) -> Office | None:
    """The phrase for an office right before a name: "the head of the agency, Karl Holm," or "Ambassador to Spain Karl Holm"."""
    comma = words.text[start - 1] == ","
    end = start - 1 if comma else start
    if comma and not (name.past >= len(words) or words.pos[name.past] in ("PUNCT", "VERB")):
        return None
    at = end
    while at > first and (
        words.pos[at - 1] in PHRASE
        or words.pos[at - 1] == "DET"
        or words.tag[at - 1] in ("POS", "PRP$")
        or words.lower[at - 1] in JOINS
        or words.lower[at - 1] == "to"
        or match_office(words.lower, at - 1, end) > at - 1  # "Under Secretary"
    ):
        at -= 1
    while at < end:
        phrase = read_phrase(words, at, end, inside) if words.pos[at] != "ADP" else None
        if phrase and phrase.past == end and (comma or _follows_join(words, at, end)):
            return Office(phrase.office, phrase.former, phrase.owner, at, name.past)
        at += 1
    return None


def _follows_join(words: Words, first: int, past: int) -> bool:
    """Whether a phrase says by a preposition whose office it is; without one the title before a name has been read."""
    return any(words.lower[at] in JOINS or words.lower[at] == "to" for at in range(first, past))


def _read_after(words: Words, name: Reference, inside: dict[int, Reference], past: int) -> Phrase | None:
    """The office after a name: ", the foreign minister of Jordan,", ", who heads the agency", "is the president of Chad"."""
    at = name.past
    if words.text[at] in (",", "(", "—", "–") and words.lower[at + 1] != "who":
        phrase = read_phrase(words, at + 1, past, inside)
        if phrase and (
            phrase.past >= past or words.pos[phrase.past] in _CLOSES or words.tag[phrase.past] in ("WP", "WDT", "VBG")
        ):
            return phrase
        return None
    if words.text[at] == ",":
        at += 1
    relative = words.lower[at] == "who"
    at += relative
    while at < past and words.pos[at] in ("ADV", "AUX") and words.lemma[at] != "be":
        at += 1
    if at + 1 >= past:
        return None
    if relative and words.pos[at] == "VERB" and words.lemma[at] in _VERBS:
        end = end_complement(words, at + 1, past, inside)
        owners = [owner for owner, _ in list_owners(words, at + 1, end, inside)]
        return Phrase(_VERBS[words.lemma[at]], words.tag[at] == "VBD", owners[0], end) if owners else None
    if words.lemma[at] in _BECOMES and words.tag[at] in ("VBD", "VBZ"):
        at += 2 if words.lower[at + 1] == "as" else 1
        phrase = read_phrase(words, at, past, inside) if at < past and words.pos[at] == "DET" else None
        return phrase._replace(former=phrase.former or words.tag[at - 1] == "VBD") if phrase and phrase.owner else None
    return None
