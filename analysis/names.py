"""Finds names by shape, tags and what the rest of the document tells; kinds.py then says of what kind each is."""

import calendar
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache

import pandas as pd
import simplemma

from analysis import schema
from analysis.kinds import index_first_names, index_heads, index_known, name_kinds
from analysis.titles import index_offices, match_office, names_field
from analysis.words import Words, list_words

_CALENDAR_NAMES = (*calendar.month_name, *calendar.month_abbr, *calendar.day_name, *calendar.day_abbr)
_CALENDAR = frozenset(name.lower() for name in _CALENDAR_NAMES if name)
_PARTICLES = frozenset(("de", "la", "le", "du", "da", "di", "do", "dos", "das", "del", "della", "van", "von", "der", "den", "ter",
                        "ten", "zu", "bin", "ibn", "al", "el", "ben", "y", "e"))  # fmt: skip
# "Russian-backed" is an adjective, "Jong-un" and "al-Qaeda" are names.
_COMPOUND = re.compile(
    r".+-(?:\w+ed|\w+ing|led|born|made|run|held|bound|style|wide|era|like|only|type|old|friendly|free|related)$"
)
_OPENS = frozenset(("``", "“", "‘", "`", '"', "'", ":", "–", "—", "--", "-", "(", "[", "*", "•", "...", "…", ";"))
_LONGEST = 15  # words of a name with the titles around it; what is longer is a list or a cry
_PREFIXES = frozenset(
    ("pro", "anti", "ex", "non", "post", "pre", "mid", "all", "un", "inter", "trans", "sino", "anglo", "franco", "russo")
)
_NAME_TAGS = frozenset(("NNP", "NNPS"))
_OTHER_POS = frozenset(("PROPN", "NOUN", "ADJ", "X", "VERB", "INTJ"))
_CONTENT = frozenset(("NOUN", "VERB", "ADJ", "ADV", "PROPN"))
_POSSESSED = frozenset(("people", "women", "men", "children", "workers", "citizens", "peoples", "veterans", "farmers"))
_UNJOINED = frozenset(("government", "police", "border", "coast", "army", "forces", "president"))
_JOINTS = {"of": ("organization", "place", "other"), "for": ("organization",), "on": ("organization",)}


@dataclass
class _Vocabulary:
    """What a document shows about its own words: seen in lower case, seen as a name within a sentence."""

    small: set[str] = field(default_factory=set)
    names: set[str] = field(default_factory=set)


def find_names(documents: pd.DataFrame, sentences: pd.DataFrame, tokens: pd.DataFrame) -> pd.DataFrame:
    """Find the names in documents and say of what kind each is.

    Parameters
    ----------
    documents, sentences, tokens : tables of these names (schema.py)
        Only `tokens` is read: `doc_id`, `sentence_id`, `start`, `end`, `text`, `lemma`, `pos`, `tag`.

    Returns
    -------
    table `spans`, role `name`, in order of the documents and of `start`; no two overlap
        kind: person, organization, state (names of countries), place, group or other; link and probability null;
        reason: the rule that decided the kind

    Notes
    -----
    A name leaves out the title before it ("Foreign Minister Sergei Lavrov" gives "Sergei Lavrov"), the article and the
    possessive. Demonyms used as adjectives ("Russian troops") are no names, those used as nouns ("Russians") are.
    Sentences in capitals, or with a capital on nearly every word, take only names seen elsewhere in their document, names
    of states, capitals and blocs, and words the dictionary does not know.
    """
    rows: list[tuple[str, int, int, str, str]] = []
    for words in list_words(tokens):
        runs = find_runs(words)
        for (first, past), (kind, reason) in zip(runs, name_kinds(words, runs), strict=True):
            if kind == "person" and past - first > 1 and words.lower[first] in index_known("adjective"):
                first += 1
            rows.append((words.doc_id, words.start[first], words.end[past - 1], kind, reason))
    table = pd.DataFrame(rows, columns=["doc_id", "start", "end", "kind", "reason"])
    return schema.cast("spans", table.assign(role="name", link=None, probability=float("nan"))[list(schema.TABLES["spans"])])


def find_runs(words: Words) -> list[tuple[int, int]]:
    """First word and one past the last of every name of a document, in reading order."""
    vocabulary = _Vocabulary()
    plain: list[tuple[int, int]] = []
    shouted: list[tuple[int, int]] = []
    for first, past in words.sentences:
        (shouted if _is_shouted(words, first, past) else plain).append((first, past))
    for first, past in plain:
        for at in range(first, past):
            if words.text[at] == words.lower[at]:
                vocabulary.small.add(words.lower[at])
            elif words.tag[at] in _NAME_TAGS and not _opens_sentence(words, first, at):
                vocabulary.names.add(words.lower[at])
    runs = [run for first, past in plain for run in _read_sentence(words, first, past, vocabulary)]
    known = _index_runs(words, runs)
    runs += [run for first, past in shouted for run in _read_shouted(words, first, past, known, vocabulary)]
    return sorted(runs)


def _is_shouted(words: Words, first: int, past: int) -> bool:
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
    return at == first or words.text[at - 1] in _OPENS or (at == first + 1 and not words.text[first][0].isalnum())


def _read_sentence(words: Words, first: int, past: int, vocabulary: _Vocabulary) -> Iterator[tuple[int, int]]:
    """The names of a sentence in ordinary spelling."""
    flags = [_is_name_word(words, first, at, vocabulary) for at in range(first, past)] + [False]
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
        if at < end <= at + _LONGEST:
            runs += _cut_run(words, at, end, offices)
        at = max(at + 1, end)
    yield from _join_runs(words, runs, past)


def _is_name_word(words: Words, first: int, at: int, vocabulary: _Vocabulary) -> bool:
    """Whether a word looks like part of a name where it stands."""
    text, lower, tag = words.text[at], words.lower[at], words.tag[at]
    if text == lower or not text[0].isalnum() or lower == "i" or _COMPOUND.match(lower) or not any(map(str.isalpha, text)):
        return False
    if "-" in lower and _relates_states(lower):
        return False
    if lower.rstrip(".") in _CALENDAR:
        return tag in _NAME_TAGS and at > first and words.tag[at - 1] in _NAME_TAGS and words.lower[at - 1] not in _CALENDAR
    if _opens_sentence(words, first, at):
        if tag in _NAME_TAGS:
            return lower not in vocabulary.small or lower in vocabulary.names
        return lower in vocabulary.names and lower not in vocabulary.small and words.pos[at] in _OTHER_POS
    if tag in _NAME_TAGS:
        return True
    return words.pos[at] in _OTHER_POS


def _relates_states(lower: str) -> bool:
    """Whether a word joins states or changes one, as an adjective: "U.S.-Russia", "pro-Russian"."""
    parts = lower.split("-")
    return lower not in index_known("name") and all(
        part in _PREFIXES or any(part in index_known(use) for use in ("name", "adjective", "capital")) for part in parts
    )


def _joins(words: Words, flags: list[bool], first: int, at: int) -> bool:
    """Whether a word that is no name word links two of one name: "Procter & Gamble", "van der Bellen", "People's Party"."""
    after = at + 1
    while after - first < len(flags) - 1 and words.lower[after] in _PARTICLES and words.lower[at] in _PARTICLES:
        after += 1
    if not flags[after - first]:
        return False
    possessed = words.tag[at] == "POS" and words.lower[at - 1] in _POSSESSED
    return words.lower[at] in _PARTICLES or words.text[at] == "&" or possessed


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
    while first < past and (words.lower[first] in _CALENDAR or words.text[first] in _PARTICLES):
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
    joint, kind = between[0], _head_kind(words.lower[left[1] - 1])
    if joint == "and" and len(between) == 1:
        if _is_two_fields(words, left, right):
            return True
        inner = set(words.lower[left[0] : left[1]])
        return (
            bool(inner & {"of", "for"}) and not _head_kind(words.lower[right[1] - 1]) and _match_known(words, *right) != right[1]
        )
    return words.lower[left[1] - 1] not in _UNJOINED and kind in _JOINTS.get(joint, ())


def _is_two_fields(words: Words, left: tuple[int, int], right: tuple[int, int]) -> bool:
    """Whether two runs with "and" between them are one body with two fields: "the Food and Drug Administration"."""
    word = words.lower[left[0]]
    known = any(word in index_known(use) for use in ("name", "capital")) or words.text[left[0]].isupper()
    body = right[1] - right[0] > 1 and _head_kind(words.lower[right[1] - 1]) == "organization"
    article = left[0] > 0 and words.lower[left[0] - 1] == "the"
    return left[1] - left[0] == 1 and body and article and not known and simplemma.is_known(word, lang="en")


def _head_kind(word: str) -> str:
    """The kind of the names that end with a word; empty where it tells none."""
    head = index_heads().get(word)
    return head.kind if head else ""


def _index_runs(words: Words, runs: list[tuple[int, int]]) -> dict[str, list[tuple[str, ...]]]:
    """Names already found, by their first word, the longest first."""
    phrases: dict[str, set[tuple[str, ...]]] = {}
    for first, past in runs:
        phrases.setdefault(words.lower[first], set()).add(tuple(words.lower[first:past]))
    return {first: sorted(found, key=lambda phrase: (-len(phrase), phrase)) for first, found in phrases.items()}


def _read_shouted(
    words: Words, first: int, past: int, known: dict[str, list[tuple[str, ...]]], vocabulary: _Vocabulary
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
        elif words.tag[at] in _NAME_TAGS and _is_strange(words, at, vocabulary):
            end = at + 1
            while (
                end < past
                and words.tag[end] in _NAME_TAGS
                and not (words.lower[end] in vocabulary.small or words.lower[end] in _CALENDAR)
            ):
                end += 1
            yield from _cut_run(words, at, end, offices)
        at = max(at + 1, end)


def _is_strange(words: Words, at: int, vocabulary: _Vocabulary) -> bool:
    """Whether a word of a headline is a word neither of the document's ordinary text nor of the dictionary."""
    lower = words.lower[at]
    if words.text[at] == lower or lower in vocabulary.small or lower in _CALENDAR or _COMPOUND.match(lower):
        return False
    given = lower in index_first_names() and words.text[at].istitle()
    return given or not simplemma.is_known(lower, lang="en")
