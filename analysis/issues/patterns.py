"""The words of a codebook's patterns, and when a word of a text is one of them."""

import re
from typing import NamedTuple

from analysis.errors import InputError

PUNCTUATION = re.compile(r"[^\w\s]|_")
_QUOTES = str.maketrans("“”„‟«»", '""""""')
_SEGMENT = re.compile(r'"([^"]*)"|([^"]+)')
# A word with the marks that may stand inside it (U.S., R&D, 1,000), the ending that texts are cut before ('s, n't), or a mark.
_WORD = re.compile(r"\*?\w(?:[\w*&]|[./](?=[\w*])|[,:](?=\d)|'|\.(?!\w))*|\*|[^\w\s]")
_ENDING = re.compile(r"(?<=\w)(?:n't|'(?:s|re|ve|ll|d|m)?)\Z")
_HYPHENS = re.compile(r"[-‐‑‒–—]+")


class Word(NamedTuple):
    """One word of a pattern: what is written, whether exactly so, and whether letters may come before or after it."""

    text: str
    exact: bool = False
    open_before: bool = False
    open_after: bool = False


def fold(word: str) -> str:
    """Return a word with straight apostrophes and without the full stop at its end, in lower case."""
    return trim(word).lower()


def trim(word: str) -> str:
    """Return a word with straight apostrophes and without the full stop at its end."""
    return word.replace("’", "'").rstrip(".") or word


def split_hyphens(word: str) -> list[str]:
    """Return the parts of a word between its hyphens; a word without one, or of hyphens alone, is its own only part."""
    return [part for part in _HYPHENS.split(word) if part] or [word]


def read_pattern(pattern: str, where: str) -> tuple[Word, ...]:
    """Read one pattern of a codebook.

    Parameters
    ----------
    pattern : str
        Words parted by spaces; they must follow one another in one sentence. A word matches itself and every form of which
        it is the dictionary form ("guarantee" matches "guarantees", "guarantees" only "guarantees"), in upper and lower
        case. `*` at the beginning or end of a word stands for any letters, or none. Words between quotation marks match only
        as written. A hyphen is a space, in the pattern and in the text: "cease-fire" and "cease fire" match both of these
        and not "ceasefire". Quotation marks in the text are passed over; any other mark must stand in the pattern too.
    where : str, the place in the codebook, for the message

    Returns
    -------
    the words, in order

    Raises
    ------
    InputError : nothing to match, a lone `*`, a `*` inside a word or within quotation marks, a quotation mark without its second
    """
    marked = pattern.translate(_QUOTES).replace("’", "'").replace("‘", "'")
    if marked.count('"') % 2:
        raise InputError(f"{where}: {pattern!r} has a quotation mark without a second one. Add it or take the first one out.")
    words: list[Word] = []
    for exact, free in _SEGMENT.findall(marked):
        words += [_read_word(word, bool(exact), pattern, where) for word in _cut_words(exact or free)]
    if not any(any(map(str.isalnum, word.text)) for word in words):
        raise InputError(f"{where}: {pattern!r} would match anything. Write at least one word of letters or digits.")
    return tuple(words)


def _cut_words(text: str) -> list[str]:
    """Cut a text into words and marks as the texts of a corpus are cut."""
    found = []
    for word in (word for part in _HYPHENS.split(text) for word in _WORD.findall(part)):
        ending = _ENDING.search(word)
        found += [word[: ending.start()], ending.group()] if ending and ending.start() else [word]
    return found


def _read_word(word: str, exact: bool, pattern: str, where: str) -> Word:
    """Read one word of a pattern."""
    core = word.strip("*")
    if "*" in word and (exact or not core or "*" in core):
        place = "between quotation marks" if exact else "alone or inside a word"
        raise InputError(
            f"{where}: {pattern!r} has a * that stands {place}. "
            "It stands for letters at the beginning or end of a word: guarantee*, *guarantee."
        )
    return Word(trim(core) if exact else fold(core), exact, word.startswith("*"), word.endswith("*"))
