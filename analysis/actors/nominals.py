"""Finds what refers to an actor without naming it ("the Russian president", "the ministry"), and the titles of names."""

from collections.abc import Iterator
from functools import cache

from analysis.lexicon import load_lexicon
from analysis.lookups import index_known, is_body
from analysis.titles import index_offices, match_office, names_field
from analysis.words import Words

_MAY_STAND_BEFORE = frozenset(("ADJ", "NOUN", "PROPN", "NUM"))
_DEFINITE = frozenset(("the", "this", "that", "these", "those"))
_SITTING = frozenset(  # those of a state who may be called by where they sit: "the authorities in Kyiv"
    ("administration", "authorities", "government", "governments", "lawmakers", "leaders", "leadership", "legislators",
     "officials", "parliament", "politicians", "regime")
)  # fmt: skip
_LONGEST = 8  # words between the beginning of such a phrase and its head


@cache
def index_collectives() -> dict[str, bool]:
    """Return nouns for several people or bodies, and whether with a state they stand for it ("officials", not "analysts")."""
    nouns = load_lexicon("collectives")
    return dict(zip(nouns["noun"], nouns["stands"] == "yes", strict=True))


def find_title(words: Words, name: int, ends: dict[int, int], first: int) -> int:
    """Return the index of the first word of the title before a person's name, or the name's own index where there is none.

    Parameters
    ----------
    name : first word of the name
    ends : first word of each name of the document by the index one past its last
    first : first word of the sentence
    """
    if name > first and words.lower[name - 1] in index_offices("honorific"):
        name -= 1
    start = name
    for at in range(name - 1, max(first, name - 6) - 1, -1):
        if match_office(words.lower, at, name) == name:
            start = at
    if start == name:
        return start
    while start > first:
        before = start - 1
        if (
            words.lower[before] in index_known("adjective")
            or words.lower[before] in index_offices("modifier")
            or (start not in ends and names_field(words, before, start + 1))
        ):
            start = before
        elif start in ends and ends[start] >= first and words.tag[before] != "POS":
            start = ends[start]
        else:
            break
    return start


def find_nominals(words: Words, names: list[tuple[int, int]], titled: set[int]) -> Iterator[tuple[int, int, str]]:
    """Yield first word, one past the last and kind of each phrase that refers to an actor by what it is.

    Parameters
    ----------
    names : the names of the document as word ranges, in reading order
    titled : words that are part of a title before a name
    """
    inside = {at: first for first, past in names for at in range(first, past)}
    starts = dict(names)
    for first, past in words.sentences:
        taken = before = first
        at = first
        while at < past:
            end, kind = (at, "") if at in titled or at in inside else _match_head(words, at, past)
            if end > at:
                is_owned = kind == "organization" and at == taken + 1 and words.tag[taken] == "POS"  # "the president's office"
                start = before if is_owned else _extend_left(words, at, max(taken, first), inside)
                end = _extend_right(words, start, end, past, starts)
                if _refers(words, start, at, end, kind):
                    yield start, end, kind
                    before, taken = start, end
            at = max(end, at + 1)


def _match_head(words: Words, at: int, past: int) -> tuple[int, str]:
    """One past the head that starts at a word, and its kind; the word itself and an empty string where none does."""
    end = match_office(words.lower, at, past)
    last = words.lower[max(at, end - 1)]
    if end > at and (words.pos[end - 1] in ("NOUN", "PROPN", "X") or _ends_phrase(words, end, past)):
        return end, "group" if last.endswith("s") and words.tag[end - 1] in ("NNS", "NNPS") else "person"
    closes = _ends_phrase(words, at + 1, past)
    if closes and words.lower[at] in index_known("adjective") and words.lower[at - 1 : at] == ["the"]:  # "the British said"
        return at + 1, "group"
    if not (closes or words.pos[at] in ("NOUN", "PROPN")) or (at + 1 < past and words.pos[at + 1] in ("NOUN", "PROPN")):
        return at, ""
    if is_body(words.lower[at]) and words.tag[at] in ("NN", "NNP", "JJ"):
        return at + 1, "organization"
    if words.lower[at] in index_collectives() and words.tag[at] in ("NNS", "NN"):
        return at + 1, "group"
    return at, ""


def _ends_phrase(words: Words, end: int, past: int) -> bool:
    """Whether a word taken for an adjective, before `end`, ends its phrase all the same: "the official said", "the military"."""
    return words.pos[end - 1] in ("ADJ", "PROPN") and end < past and words.pos[end] in ("VERB", "AUX", "ADV", "PUNCT")


def _extend_left(words: Words, at: int, first: int, inside: dict[int, int]) -> int:
    """First word of the phrase whose head begins at a word."""
    start = at
    while start > max(first, at - _LONGEST):
        before = start - 1
        if before in inside and inside[before] >= first:
            start = inside[before]
        elif words.pos[before] in _MAY_STAND_BEFORE and words.text[before] != ",":
            start = before
        elif words.tag[before] == "POS" and before > first and words.pos[before - 1] in ("PROPN", "NOUN"):
            start = before - 1
        elif words.pos[before] == "DET" or words.tag[before] == "PRP$":
            return before
        else:
            break
    return start


def _extend_right(words: Words, start: int, end: int, past: int, starts: dict[int, int]) -> int:
    """One past the phrase, with the name after "of" or "for": "the foreign minister of Jordan", "the government in Oslo"."""
    sits = end + 1 < past and words.lower[end] == "in" and words.lower[end - 1] in _SITTING
    sits = sits and any(words.lower[end + 1] in index_known(use) for use in ("capital", "name"))
    if end < past and (words.lower[end] in ("of", "for") or (sits and find_owner(words, start, end) is None)):
        name = end + 2 if end + 1 < past and words.lower[end + 1] == "the" else end + 1
        end = starts.get(name, end)
        while end > name and end < past and words.tag[end] == "POS":  # "the head of Ukraine's Naftogaz"
            end += 1
            while end < past and words.pos[end] in _MAY_STAND_BEFORE:
                end += 1
    return end


def _refers(words: Words, start: int, head: int, end: int, kind: str) -> bool:
    """Whether a phrase refers to somebody in particular: by an article, a possessor, a state or a name in it."""
    definite = words.lower[start] in _DEFINITE or words.tag[start] == "PRP$"
    if words.pos[start] == "DET" and not definite:
        return False
    owned = find_owner(words, start, end) is not None
    if kind == "group" and not owned:
        return False
    return owned or definite


def find_owner(words: Words, first: int, past: int) -> tuple[int, int] | None:
    """Return the words of a phrase that say whose office or body it is: an adjective of a state, or a name; None without any."""
    for at in range(first, past):
        for end in range(min(past, at + 3), at, -1):
            text = " ".join(words.lower[at:end])
            if text in index_known("adjective") or text in index_known("name") or text in index_known("capital"):
                return at, end
    office = first
    for at in range(first, past):
        office = max(office, match_office(words.lower, at, past))
        if at >= office and words.tag[at] in ("NNP", "NNPS"):
            end = at
            while end < past and words.tag[end] in ("NNP", "NNPS") and match_office(words.lower, end, past) == end:
                end += 1
            return at, end
    return None
