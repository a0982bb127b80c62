"""Offices and forms of address as they stand beside names: "Foreign Minister", "former U.S. president", "Mr"."""

import re
from collections.abc import Sequence
from functools import cache, lru_cache

from analysis.lexicon import load_lexicon
from analysis.words import Words

_LONGEST = 6  # words that narrow one office
_MEN = re.compile(r"men$")


BESIDE = frozenset(("deputy", "assistant", "shadow"))
"""Words before an office for who stands beside its holder, or against him."""


@cache
def _phrases() -> dict[str, list[tuple[str, ...]]]:
    """Offices by their first word, the longest first."""
    phrases: dict[str, list[tuple[str, ...]]] = {}
    offices = load_lexicon("offices")
    for office in offices.loc[offices["use"] != "modifier", "office"]:
        words = tuple(office.split())
        phrases.setdefault(words[0], []).append(words)
    return {first: sorted(found, key=len, reverse=True) for first, found in phrases.items()}


@cache
def index_offices(use: str) -> dict[str, str]:
    """Return the offices of one use (honorific, office, rank, modifier) with their gender (m, f or empty); treat as read-only."""
    offices = load_lexicon("offices")
    offices = offices[offices["use"] == use]
    return dict(zip(offices["office"], offices["gender"], strict=True))


@cache
def index_full_offices() -> dict[str, str]:
    """Return offices that are written in several ways with the way to show them: "sen." and "senator"; treat as read-only."""
    offices = load_lexicon("offices")
    offices = offices[offices["full"] != ""]
    return dict(zip(offices["office"], offices["full"], strict=True))


@cache
def speaks_for_state(office: str) -> bool:
    """Return whether who holds an office speaks for the state it is of: a minister, a spokesman, a general, but no writer."""
    speaking = _index_speaking()
    words = office.split()
    return "shadow" not in words and any(speaking.get(" ".join(words[at:])) in ("yes", "sole") for at in range(len(words)))


@cache
def is_sole_office(office: str) -> bool:
    """Return whether a state has one office of the kind at a time: a president, a foreign minister, but no envoy or deputy."""
    speaking = _index_speaking()
    words = office.split()
    if not BESIDE.isdisjoint(words):
        return False
    return speaking.get(office) == "sole" or (len(words) > 1 and words[-1] == "minister")


@cache
def is_office(office: str) -> bool:
    """Return whether an office is one, and not merely what somebody is to others: "mother", "man"."""
    return _index_speaking().get(office.rpartition(" ")[2]) != "none"


@cache
def index_office_owners() -> dict[str, str]:
    """Return offices that only one state or body has, with its name: "pope", "taoiseach"; treat as read-only."""
    offices = load_lexicon("offices")
    offices = offices[offices["of"] != ""]
    return dict(zip(offices["office"], offices["of"], strict=True))


@cache
def _index_speaking() -> dict[str, str]:
    """What offices.csv tells of who holds an office: yes, sole (yes, and one at a time), none (no office) or nothing."""
    offices = load_lexicon("offices")
    return dict(zip(offices["office"], offices["speaks"], strict=True))


@cache
def index_ranks() -> frozenset[str]:
    """Return the military ranks among the offices; treat as read-only."""
    offices = load_lexicon("offices")
    return frozenset(offices.loc[offices["source"].str.startswith("military rank"), "office"])


@cache
def office_gender(office: str) -> str:
    """Return m or f where the last word of an office tells it ("spokeswoman"), else an empty string."""
    for use in ("honorific", "office", "rank"):
        for words in (office, office.rpartition(" ")[2]):
            if gender := index_offices(use).get(words):
                return gender
    return ""


def match_office(lower: Sequence[str], at: int, past: int) -> int:
    """Return the index one past the office that starts at word `at`, or `at` where none does.

    Parameters
    ----------
    lower : words in lower case, straight apostrophes
    at, past : the office must lie within lower[at:past]

    Notes
    -----
    An office is any number of words that narrow it ("former", "deputy", "foreign"), then its head from offices.csv, singular or
    plural; a second one may be joined by "and" ("chairman and chief executive"). "Former" alone is no office.
    """
    modifiers = index_offices("modifier")
    head = at
    while head < min(past, at + _LONGEST) and lower[head] in modifiers:
        head += 1
    # "Chief" and "general" narrow an office and are one: try the longest stretch of narrowing words first.
    for start in range(head, at - 1, -1):
        end = _match_head(lower, start, past)
        if end > start:
            if end + 1 < past and lower[end] in ("and", "&"):
                second = _match_head(lower, end + 1, past)
                if second > end + 1:
                    return second
            return end
    return at


def _match_head(lower: Sequence[str], at: int, past: int) -> int:
    """One past the head of an office that starts at `at`, or `at`."""
    if at >= past:
        return at
    for phrase in _list_phrases(lower[at]):
        end = at + len(phrase)
        if end <= past and all(lower[at + n] in (part, part + "s") for n, part in enumerate(phrase[1:], start=1)):
            return end
    return at


@lru_cache(maxsize=100_000)  # nearly every word of a text is asked for, nearly none begins one
def _list_phrases(word: str) -> tuple[tuple[str, ...], ...]:
    """The heads of offices that a word may begin."""
    word = word.removeprefix("ex-")
    forms = dict.fromkeys((word, word.removesuffix("s"), word.removesuffix("es"), _MEN.sub("man", word)))
    return tuple(phrase for form in forms for phrase in _phrases().get(form, ()))


def names_field(words: Words, at: int, past: int) -> bool:
    """Return whether a word is the field of the office after it ("Forestry" of "Forestry Minister"), and no name."""
    return (
        words.lower[past - 1] in _WITH_FIELD
        and words.text[at].istitle()
        and not words.text[at].isupper()
        and words.tag[at] != "POS"
    )


_WITH_FIELD = frozenset(("minister", "secretary", "commissioner"))
