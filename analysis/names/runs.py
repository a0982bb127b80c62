"""Finds where names begin and end: runs of name words, parted at titles, joined over "of" and "and"."""

from collections.abc import Iterator
from functools import cache

import numpy as np
import simplemma

from analysis.lookups import head_kind, index_heads, index_known
from analysis.names.shape import (
    CALENDAR,
    NAME_TAGS,
    Vocabulary,
    is_name_word,
    is_plain_word,
    is_shouted,
    is_strange,
    learn_vocabulary,
)
from analysis.titles import index_offices, match_office, names_field
from analysis.words import LEADING, PARTICLES, Words

_SURE, _DOUBTED = 0.5, 0.1  # above, below: what the network says of a word or a name counts against the rule
_LONGEST = 15  # words of a name with the titles around it; what is longer is a list or a cry
_POSSESSED = frozenset(("people", "women", "men", "children", "workers", "citizens", "peoples", "veterans", "farmers"))
_UNJOINED = frozenset(("government", "police", "border", "coast", "army", "forces", "president"))
_JOINTS = {"of": ("organization", "place", "other"), "for": ("organization",), "on": ("organization",)}


def find_runs(words: Words, seen: np.ndarray) -> list[tuple[int, int]]:
    """First word and one past the last of every name of a document, in reading order.

    `seen` is how sure the network is of each word that it is part of a name. It takes part in two questions: whether a
    capitalised word that opens a sentence is a name, and whether what looks like a name is none (a title, a heading, a thing).
    """
    plain: list[tuple[int, int]] = []
    shouted: list[tuple[int, int]] = []
    for first, past in words.sentences:
        (shouted if is_shouted(words, first, past) else plain).append((first, past))
    vocabulary = learn_vocabulary(words, plain)
    sure = seen > _SURE
    runs = [run for first, past in plain for run in _read_sentence(words, first, past, vocabulary, sure)]
    known = _index_runs(words, runs)
    runs += [run for first, past in shouted for run in _read_shouted(words, first, past, known, vocabulary)]
    return sorted(run for run in runs if _is_table_name(words, *run) or seen[slice(*run)].mean() >= _DOUBTED)


def _is_table_name(words: Words, first: int, past: int) -> bool:
    """Whether a table tells that words are a name."""
    text = " ".join(words.lower[first:past])
    return any(text in index_known(use) for use in ("name", "capital", "people"))


def _read_sentence(words: Words, first: int, past: int, vocabulary: Vocabulary, sure: np.ndarray) -> Iterator[tuple[int, int]]:
    """The names of a sentence in ordinary spelling."""
    flags = [is_name_word(words, first, at, vocabulary, sure[at]) for at in range(first, past)] + [False]
    offices = _mark_offices(words, first, past)
    runs: list[tuple[int, int]] = []
    at = first
    while at < past:
        end = _match_known(words, at, past)
        if end == at and flags[at - first]:
            end = at + 1
            while end < past and (flags[end - first] or _joins(words, flags, first, end)):
                end += 1
        elif end > at:
            while flags[end - first] and end < past:  # "United Nations" within "United Nations Development Programme"
                end += 1
        if end > at:
            while at > first and words.text[at - 1] in LEADING and (not runs or runs[-1][1] < at):
                at -= 1  # "von der Leyen"
        if at < end <= at + _LONGEST:
            runs += _cut_run(words, at, end, offices)
        at = max(at + 1, end)
    yield from (run for run in _join_runs(words, runs, past) if not is_plain_word(words, run, first, vocabulary, sure[run[0]]))


def _read_shouted(
    words: Words, first: int, past: int, known: dict[str, list[tuple[str, ...]]], vocabulary: Vocabulary
) -> Iterator[tuple[int, int]]:
    """The names of a sentence whose capitals tell nothing."""
    offices = _mark_offices(words, first, past)
    at = first
    while at < past:
        end = at
        for phrase in known.get(words.lower[at], ()):
            if tuple(words.lower[at : at + len(phrase)]) == phrase and at + len(phrase) <= past:
                end = at + len(phrase)
                break
        end = max(end, _match_known(words, at, past))
        if end == at and words.lower[at] in index_known("people"):
            end = at + 1
        if end > at:
            yield at, end
        elif words.tag[at] in NAME_TAGS and is_strange(words, at, vocabulary):
            end = at + 1
            while end < past and words.tag[end] in NAME_TAGS and not _is_inflected(words, end, vocabulary):
                end += 1
            yield from _cut_run(words, at, end, offices)
        at = max(at + 1, end)


def _is_inflected(words: Words, at: int, vocabulary: Vocabulary) -> bool:
    """Whether a word in capitals goes on the sentence rather than a name: a word of the document, or "RESPONDS"."""
    lower = words.lower[at]
    return lower in vocabulary.small or simplemma.lemmatize(lower, lang="en") not in (lower, words.text[at].title())


def _index_runs(words: Words, runs: list[tuple[int, int]]) -> dict[str, list[tuple[str, ...]]]:
    """Names already found, by their first word, the longest first."""
    phrases: dict[str, set[tuple[str, ...]]] = {}
    for first, past in runs:
        phrases.setdefault(words.lower[first], set()).add(tuple(words.lower[first:past]))
    return {first: sorted(found, key=lambda phrase: (-len(phrase), phrase)) for first, found in phrases.items()}


def _joins(words: Words, flags: list[bool], first: int, at: int) -> bool:
    """Whether a word that is no name word links two of one name: "Procter & Gamble", "van der Bellen", "People's Party"."""
    after = at + 1
    while after - first < len(flags) - 1 and words.lower[after] in PARTICLES and words.lower[at] in PARTICLES:
        after += 1
    if not flags[after - first]:
        return False
    possessed = words.tag[at] == "POS" and words.lower[at - 1] in _POSSESSED
    return words.lower[at] in PARTICLES or words.text[at] == "&" or possessed


@cache
def _known_phrases() -> dict[str, list[tuple[str, ...]]]:
    """Names of states and blocs of several words by their first, the longest first."""
    phrases: dict[str, list[tuple[str, ...]]] = {}
    for use in ("name", "capital"):
        for text in index_known(use):
            parts = tuple(text.replace(",", " ,").split())
            phrases.setdefault(parts[0], []).append(parts)
    return {first: sorted(found, key=len, reverse=True) for first, found in phrases.items()}


def _match_known(words: Words, at: int, past: int) -> int:
    """One past the name of a state, capital or bloc that starts at a word, or the word where none does."""
    if words.text[at] == words.lower[at]:
        return at
    for phrase in _known_phrases().get(words.lower[at], ()):
        end = at + len(phrase)
        if end <= past and tuple(words.lower[at:end]) == phrase and words.text[end - 1] != words.lower[end - 1]:
            return end
    return at


def _mark_offices(words: Words, first: int, past: int) -> dict[int, int]:
    """For each word of an office in a sentence, the index one past that office."""
    offices: dict[int, int] = {}
    at = first
    while at < past:
        end = match_office(words.lower, at, past)
        offices |= dict.fromkeys(range(at, end), end)
        at = max(end, at + 1)
    return offices


def _cut_run(words: Words, first: int, past: int, offices: dict[int, int]) -> Iterator[tuple[int, int]]:
    """Part a run of name words at the offices in it, and drop what is no name of its own."""
    last = words.lower[past - 1]
    start = first
    if last not in index_heads() or match_office(words.lower, past - 1, past) > past - 1:
        at = first
        while at < past:
            end = offices.get(at, at)
            if end > at and not _is_surname(words, first, at, end, past):
                known = at > start and (
                    words.lower[at - 1] in index_known("name") or words.lower[at - 1] in index_known("capital")
                )
                yield from _trim(words, start, at if known or at == start or not names_field(words, at - 1, end) else at - 1)
                start = at = max(end, at + 1)
            else:
                at += 1
    yield from _trim(words, start, past)


def _is_surname(words: Words, first: int, at: int, end: int, past: int) -> bool:
    """Whether a word that could be a rank ends a person's name instead: "Stephen King", "Martin Luther King Jr"."""
    if words.lower[at] not in index_offices("rank") or end - at > 1 or at == first:
        return False
    before = words.lower[at - 1]
    if before in index_known("adjective") or before in index_known("name"):
        return False
    return end >= past or words.lower[end] in ("jr", "jr.")


def _trim(words: Words, first: int, past: int) -> Iterator[tuple[int, int]]:
    """Take calendar words, narrowing words and bare adjectives off a piece; nothing where nothing remains."""
    while first < past and words.lower[first] in CALENDAR:
        first += 1
    while first < past and (
        words.tag[past - 1] == "POS" or words.lower[past - 1] in ("former", "ex", "then", "deputy", "acting")
    ):
        past -= 1
    if past - first == 1 and words.lower[first] in index_known("adjective") and words.lower[first] not in index_known("name"):
        return
    if first < past:
        yield first, past


def _join_runs(words: Words, runs: list[tuple[int, int]], past: int) -> Iterator[tuple[int, int]]:
    """Join runs that one name has in two: "Ministry" of "Defence", "Council" on "Foreign Relations"."""
    held: tuple[int, int] | None = None
    for run in runs:
        if held and _is_one_name(words, held, run):
            held = (held[0], run[1])
        else:
            if held:
                yield held
            held = run
    if held:
        yield held


def _is_one_name(words: Words, left: tuple[int, int], right: tuple[int, int]) -> bool:
    """Whether the words between two runs bind them, given the head of the left one."""
    between = words.lower[left[1] : right[0]]
    if not between or len(between) > 2 or (len(between) == 2 and between[1] != "the"):
        return False
    joint, kind = between[0], head_kind(words.lower[left[1] - 1])
    if joint == "and" and len(between) == 1:
        if _is_two_fields(words, left, right):
            return True
        inner = set(words.lower[left[0] : left[1]])
        return (
            bool(inner & {"of", "for"}) and not head_kind(words.lower[right[1] - 1]) and _match_known(words, *right) != right[1]
        )
    return words.lower[left[1] - 1] not in _UNJOINED and kind in _JOINTS.get(joint, ())


def _is_two_fields(words: Words, left: tuple[int, int], right: tuple[int, int]) -> bool:
    """Whether two runs with "and" between them are one body with two fields: "the Food and Drug Administration"."""
    word = words.lower[left[0]]
    known = any(word in index_known(use) for use in ("name", "capital")) or words.text[left[0]].isupper()
    body = right[1] - right[0] > 1 and head_kind(words.lower[right[1] - 1]) == "organization"
    article = left[0] > 0 and words.lower[left[0] - 1] == "the"
    return left[1] - left[0] == 1 and body and article and not known and simplemma.is_known(word, lang="en")
