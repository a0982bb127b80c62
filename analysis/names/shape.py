"""Tells which words are parts of names: by capitals, tags, and what the rest of the document shows."""

import calendar
import re
from dataclasses import dataclass, field

import simplemma

from analysis.lookups import index_first_names, index_known, is_body
from analysis.words import Words

_CALENDAR_NAMES = (*calendar.month_name, *calendar.month_abbr, *calendar.day_name, *calendar.day_abbr)
CALENDAR = frozenset(name.lower() for name in _CALENDAR_NAMES if name)
# "Russian-backed" is an adjective, "Jong-un" and "al-Qaeda" are names.
_COMPOUND = re.compile(
    r".+-(?:\w+ed|\w+ing|led|born|made|run|held|bound|style|wide|era|like|only|type|old|friendly|free|related)$"
)
_OPENS = frozenset(("``", "“", "‘", "`", '"', "'", ":", "–", "—", "--", "-", "(", "[", "*", "•", "...", "…", ";"))
_PREFIXES = frozenset(
    ("pro", "anti", "ex", "non", "post", "pre", "mid", "all", "un", "inter", "trans", "sino", "anglo", "franco", "russo")
)
NAME_TAGS = frozenset(("NNP", "NNPS"))
_OTHER_POS = frozenset(("PROPN", "NOUN", "ADJ", "X", "VERB", "INTJ"))
_CONTENT = frozenset(("NOUN", "VERB", "ADJ", "ADV", "PROPN"))


@dataclass
class Vocabulary:
    """What a document shows about its own words: seen in lower case, seen as a name within a sentence."""

    small: set[str] = field(default_factory=set)
    names: set[str] = field(default_factory=set)


def learn_vocabulary(words: Words, sentences: list[tuple[int, int]]) -> Vocabulary:
    """Return what sentences in ordinary spelling show about the words of their document."""
    vocabulary = Vocabulary()
    for first, past in sentences:
        for at in range(first, past):
            if words.text[at] == words.lower[at]:
                vocabulary.small.add(words.lower[at])
            elif words.tag[at] in NAME_TAGS and not _opens_sentence(words, first, at):
                vocabulary.names.add(words.lower[at])
    return vocabulary


def is_shouted(words: Words, first: int, past: int) -> bool:
    """Whether capitals tell nothing in a sentence: all letters are capitals, or it is a headline with a capital on every word."""
    letters = [text for text in words.text[first:past] if text.isalpha() and len(text) > 1]
    if letters and all(map(str.isupper, letters)):
        return True
    if words.text[past - 1] == ".":
        return False
    content = [at for at in range(first, past) if words.pos[at] in _CONTENT and words.text[at][0].isalpha()]
    return len(content) > 3 and sum(words.text[at][0].isupper() for at in content) > 0.85 * len(content)


def _opens_sentence(words: Words, first: int, at: int) -> bool:
    """Whether a word has its capital, or may have it, because a sentence or quotation begins with it."""
    if at == first or words.text[at - 1] in _OPENS:
        return True
    return at == first + 1 and (len(words.text[first]) == 1 or not words.text[first][0].isalnum())  # "Q Thank you", "- Thank you"


def is_name_word(words: Words, first: int, at: int, vocabulary: Vocabulary, sure: bool) -> bool:
    """Whether a word looks like part of a name where it stands; `sure`: the network takes it for one."""
    text, lower, tag = words.text[at], words.lower[at], words.tag[at]
    if text == lower or not text[0].isalnum() or lower == "i" or _COMPOUND.match(lower) or not any(map(str.isalpha, text)):
        return False
    if "-" in lower and _relates_states(lower):
        return False
    if lower.rstrip(".") in CALENDAR:
        return tag in NAME_TAGS and at > first and words.tag[at - 1] in NAME_TAGS and words.lower[at - 1] not in CALENDAR
    if _opens_sentence(words, first, at):
        if tag in NAME_TAGS:
            return sure or lower not in vocabulary.small or lower in vocabulary.names
        known = lower in vocabulary.names or (sure and not simplemma.is_known(lower, lang="en"))
        return words.pos[at] in _OTHER_POS and lower not in vocabulary.small and known
    if tag in NAME_TAGS:
        return True
    return words.pos[at] in _OTHER_POS


def _relates_states(lower: str) -> bool:
    """Whether a word joins states or changes one, as an adjective: "U.S.-Russia", "pro-Russian"."""
    parts = lower.split("-")
    return lower not in index_known("name") and all(
        part in _PREFIXES or any(part in index_known(use) for use in ("name", "adjective", "capital")) for part in parts
    )


def is_plain_word(words: Words, run: tuple[int, int], first: int, vocabulary: Vocabulary, sure: bool) -> bool:
    """Whether a run of one word is a word of the language after all: "Laughter" by itself, "the Administration"."""
    at, lower = run[0], words.lower[run[0]]
    if run[1] - at > 1 or lower in index_known("name") or lower in index_known("capital") or lower in index_known("people"):
        return False
    if len(lower) == 1 or lower in ("jr", "jr.", "sr", "sr."):
        return True
    if is_body(lower) and lower in vocabulary.small:
        return True
    acts = at + 1 < len(words) and words.tag[at + 1].startswith(("VB", "MD", "POS"))
    seen = sure or lower in vocabulary.names or lower in index_first_names() or acts
    return not seen and _opens_sentence(words, first, at) and simplemma.is_known(lower, lang="en")


def is_strange(words: Words, at: int, vocabulary: Vocabulary) -> bool:
    """Whether a word of a headline is a word neither of the document's ordinary text nor of the dictionary."""
    lower = words.lower[at]
    if words.text[at] == lower or lower in vocabulary.small or lower in CALENDAR or _COMPOUND.match(lower):
        return False
    given = lower in index_first_names() and words.text[at].istitle()
    return given or not simplemma.is_known(lower, lang="en")
