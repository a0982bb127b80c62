"""Suspected damage in an English text: a missing space (`oldwar`), a broken word (`st ates`). Told, never repaired."""

import re
from collections.abc import Iterator
from functools import cache

from analysis.languages import is_english

_MOST_NOTES = 5  # of one text; the others are counted
_LONGEST_WORD = 40  # letters; longer runs are no two words

# Words of grammar that begin and end no compound. Others would part sound words that the dictionary lacks: in `carmaker`,
# `matchup`, `writeoff` or `overbanked` both parts are words too.
_GRAMMAR = {
    "about", "against", "also", "and", "are", "because", "been", "but", "can", "could", "did", "during", "for", "from", "had",
    "has", "have", "her", "his", "its", "may", "might", "must", "not", "said", "says", "should", "since", "such", "than", "that",
    "the", "their", "there", "these", "they", "this", "those", "until", "upon", "was", "were", "what", "when", "where", "which",
    "while", "whom", "will", "with", "would", "you",
}  # fmt: skip
_SHORT_GRAMMAR = {
    "an", "as", "at", "be", "by", "he", "i", "if", "in", "is", "it", "of", "on", "or", "she", "so", "to", "we", "who",
}  # fmt: skip
_BEFORE_LONGER = {"of", "to"}
# an adverb, a participle or an adjective of this form does not begin a compound either
_NO_BEGINNING = re.compile(r"\w{4,}(?:ed|ly|ing|al|ous)")

_RUN = re.compile(r"(?<![\w'’.@/#&-])[a-z]++(?:-[a-z]++)*+(?![\w'’@/&-])")


def find_damage(text: str, start: int = 0) -> list[str]:
    """Return a note for each place of `text`, from `start` on, that looks damaged, in reading order, at most six.

    Only words in lower case are looked at, so that no name is suspected. A missing space is suspected in a word that the
    dictionary lacks and that falls into two it has: one of them a word of grammar (saidthat), or the first an adverb or the
    like (totallynew), or both the last of three or more words joined by hyphens (three-year-oldwar). A broken word is one
    that two neighbours make, of which the dictionary lacks one at least and neither is a word of grammar.

    Each note gives the offset in `text`, the words as they stand and the suggested reading.
    """
    unknown = {run for run in set(_RUN.findall(text, start)) if not all(map(is_english, run.split("-")))}
    if not unknown:
        return []
    found = list(_suspect(text, start, unknown))
    notes = [f"{kind} at {offset}: “{written}”, perhaps “{reading}”." for offset, kind, written, reading in found[:_MOST_NOTES]]
    more = len(found) - _MOST_NOTES
    return [*notes, f"{more} more places look damaged."] if more > 0 else notes


def _suspect(text: str, start: int, unknown: set[str]) -> Iterator[tuple[int, str, str, str]]:
    """Offset, kind, words as written and suggested reading of each suspicion."""
    before, begin, end = "", start, start
    for run in _RUN.finditer(text, start):
        word = run[0]
        if (word in unknown or before in unknown) and text[end : run.start()] == " " and _are_one(before, word):
            yield begin, "Broken word", f"{before} {word}", before + word
        elif word in unknown and (reading := _part(word)):
            yield run.start(), "Missing space", word, reading
        before, begin, end = word, *run.span()


def _are_one(left: str, right: str) -> bool:
    """Whether two neighbours, one of them unknown, are a known word together."""
    return (_GRAMMAR | _SHORT_GRAMMAR).isdisjoint((left, right)) and is_english(left + right)


@cache
def _part(word: str) -> str:
    """The word with the missing space put in, empty if none is suspected."""
    parts = word.split("-")
    for number, part in enumerate(parts):
        last_of_many = number == len(parts) - 1 >= 2
        if is_english(part) or len(part) > _LONGEST_WORD:
            continue
        for position in range(2, len(part) - 1):
            left, right = part[:position], part[position:]
            if is_english(left) and is_english(right) and _are_two(left, right, last_of_many):
                return "-".join([*parts[:number], f"{left} {right}", *parts[number + 1 :]])
    return ""


def _are_two(left: str, right: str, last_of_many: bool) -> bool:
    """Whether two words, written as one, are more likely two words than a compound."""
    grammar = _GRAMMAR.intersection((left, right))
    if len(grammar) == 2 or (grammar and not _SHORT_GRAMMAR.isdisjoint((left, right))):
        return True
    if grammar:
        return len(left) + len(right) - len(min(grammar)) >= 4
    if left in _BEFORE_LONGER:
        return len(right) >= 5
    if last_of_many:
        return min(len(left), len(right)) >= 3
    return len(right) >= 4 and bool(_NO_BEGINNING.fullmatch(left))
