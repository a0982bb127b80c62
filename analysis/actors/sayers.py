"""Follows who spoke last, for phrases and pronouns that go on from there: "the official said"."""

import re
from bisect import bisect_left

from analysis.actors.acquaintance import Acquaintance
from analysis.actors.clauses import is_said_by
from analysis.actors.references import Key, Reference
from analysis.titles import match_office, speaks_for_state
from analysis.words import Words

REACH = 3  # sentences back
_PHRASE = 14  # words of a source looked at for what its person is
_GENERAL = frozenset(
    ("official", "diplomat", "politician", "expert", "analyst", "specialist", "observer", "commentator", "scholar")
)


def goes_on(words: Words, reference: Reference, sources: set[int]) -> bool:
    """Whether a phrase stands for a person by what he is, and speaks: "the official said", "the Russian diplomat said"."""
    plain = reference.form == "nominal" and reference.kind == "person" and not reference.key
    if not plain or words.lower[reference.first] != "the" or not reference.office:
        return False
    return reference.first in sources or is_said_by(words, reference)


def find_sayer(
    reference: Reference, sayers: list[int], covering: dict[int, Reference], sentence_of: list[int], known: Acquaintance
) -> Key | None:
    """Who spoke last before a phrase, if he may be what it tells: an official, a diplomat; or an expert, a journalist."""
    last = _find_last(reference, sayers, sentence_of)
    sayer = covering.get(last) if last is not None else None
    if sayer is None or not sayer.key or sayer.kind != "person":
        return None
    offices = known.list_offices(sayer.key)
    if offices is None:
        return None
    if reference.owner and known.find_root(known.find_owner(sayer.key)) != known.find_root(reference.owner):
        return None
    noun = _plain_noun(reference.office)
    fits = noun in map(_plain_noun, offices)
    if noun in _GENERAL and any(map(speaks_for_state, offices)) == speaks_for_state(noun):
        fits = True
    return sayer.key if fits else None


def _plain_noun(office: str) -> str:
    """The last word of an office, the same for men and women."""
    return re.sub(r"(?:wo)?man$", "person", office.rpartition(" ")[2])


def follows_stranger(
    words: Words, reference: Reference, sayers: list[int], covering: dict[int, Reference], sentence_of: list[int]
) -> bool:
    """Whether who spoke last, in this sentence or the one before, is a person not known: "a senior official said"."""
    last = _find_last(reference, sayers, sentence_of)
    if last is None or sentence_of[reference.first] - sentence_of[last] > 1:
        return False
    if last in covering and covering[last].key:
        return False
    stranger = False
    for at in range(last, min(last + _PHRASE, reference.first)):
        named = covering.get(at)
        if named and named.form == "name" and named.kind == "person":
            return False
        if words.pos[at] in ("VERB", "AUX", "PUNCT"):
            break
        end = match_office(words.lower, at, reference.first)
        stranger = stranger or (end > at and words.tag[end - 1] == "NN")
    return stranger


def _find_last(reference: Reference, sayers: list[int], sentence_of: list[int]) -> int | None:
    """The first word of the last source before a reference, at most some sentences back."""
    before = bisect_left(sayers, reference.first)
    if not before or sentence_of[reference.first] - sentence_of[sayers[before - 1]] > REACH:
        return None
    return sayers[before - 1]
