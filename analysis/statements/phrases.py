"""Noun phrases beside a word, walked by the tags of the words."""

import bisect

from analysis.words import Words

Span = tuple[int, int]
TELLING = frozenset(("say", "report", "write", "tell", "claim", "announce", "state", "reveal", "note", "confirm", "learn"))
AUXILIARY = frozenset(("have", "be", "do"))
_SMALL = frozenset(("IN", "DT", "PRP$", "POS", "TO", "WDT", "WP", "WRB"))  # words that no clause ends with
_STOPS_CLAUSE = frozenset((",", ".", ";", ":", "-", "–", "—", "--", "(", ")", "``", "''", '"', "“", "”", "!", "?", "…", "..."))
_GOING_ON = frozenset(("that", "of"))  # what joins the words after it to those before
_LONGEST_REST = 15  # words that a content goes on for

_ARTICLES = frozenset(("the", "a", "an", "another"))
_WITHIN = frozenset(("JJ", "JJR", "JJS", "CD", "NN", "NNS", "NNP", "NNPS", "POS", "HYPH"))
_NOUNS = frozenset(("NN", "NNS", "NNP", "NNPS"))
_LONGEST = 8  # words that a phrase goes on for after its article
_LONGEST_SOURCE = 25  # words
_FINITE = frozenset(("VBD", "VBZ", "VBP", "MD"))
_RELATIVE = frozenset(("WP", "WDT", "WRB", "WP$"))
_DAYS = frozenset(
    ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "yesterday", "today", "late", "earlier")
)
_STOPS = _STOPS_CLAUSE | frozenset(("that", "as", "on", "after", "before", "while", "when", "because", "but", "if"))


def widen_to_words(words: Words, start: int, end: int) -> Span:
    """The characters of a span with the whole of a word that it begins or ends within; a broken "'s" is left out."""
    first = bisect.bisect_right(words.start, start) - 1
    last = bisect.bisect_left(words.start, end) - 1
    if first >= 0 and start < words.end[first] and words.text[first].isalnum():
        start = words.start[first]
    if last >= 0 and end < words.end[last] and words.text[last].isalnum():
        end = words.end[last]
    elif last > first and end < words.end[last] and words.tag[last] == "POS":
        end = words.end[last - 1]
    return start, end


def finish_phrase(words: Words, start: int, end: int, limit: int | None) -> Span:
    """The span of a source; one that is an article, or ends with an adjective, goes on to its noun, but not into the cue."""
    first, at = words.by_start.get(start), bisect.bisect_left(words.start, end) - 1
    if first is None or at < first or not (words.lower[at] in _ARTICLES or (at > first and words.tag[at] == "JJ")):
        return start, end
    last = at
    limit = words.end[-1] if limit is None or limit < end else limit
    while at - last < _LONGEST and at + 1 < len(words) and words.tag[at + 1] in _WITHIN and words.end[at + 1] <= limit:
        at += 1
    while at > last and words.tag[at] not in _NOUNS:
        at -= 1
    return start, words.end[at] if words.sentence_id[at] == words.sentence_id[first] and at > last else end


def finish_clause(words: Words, start: int, end: int, taken: list[int]) -> int:
    """End of a content; one that breaks off at a small word goes on to the next stop, or to where source or cue begin.

    A content that ends with "and" ends before it. One that is "that" alone, before an aside, goes on to the end of its sentence,
    and one that ends before its noun ("some possible") goes on to that.
    """
    at = bisect.bisect_left(words.start, end) - 1
    if at > 0 and words.tag[at] == "CC" and words.start[at - 1] > start and words.end[at] == end:
        return words.end[at - 1 - (words.pos[at - 1] == "PUNCT")]
    breaks_off = at >= 0 and words.end[at] <= end and words.start[at] >= start and words.tag[at] in _SMALL
    goes_on = 0 <= at < len(words) - 1 and words.end[at] == end and words.lower[at + 1] in _GOING_ON
    limit = min((place for place in taken if place >= end), default=words.end[-1])
    last = at
    is_alone = words.start[at] == start and words.lower[at : at + 2] == ["that", ","]
    if is_alone and (words.lower[at + 2] == "according" or words.pos[at + 2] in ("ADP", "SCONJ", "ADV")):
        return _end_sentence(words, at, limit) or end
    if words.tag[at] == "JJ" and words.end[at] == end and words.tag[at + 1 : at + 2] in (["NN"], ["NNS"]):
        return words.end[at + 1] if words.end[at + 1] <= limit else end
    if not breaks_off and not goes_on:
        return end
    while at + 1 < len(words) and at - last < _LONGEST_REST and words.end[at + 1] <= limit:
        if words.lower[at + 1] in _STOPS_CLAUSE or words.sentence_id[at + 1] != words.sentence_id[last]:
            break
        at += 1
    else:
        return end
    return words.end[at]


def _end_sentence(words: Words, at: int, limit: int) -> int | None:
    """End of the last word, no stop, of the sentence of a word; None where source or cue stand within it."""
    last = at
    while last + 1 < len(words) and words.sentence_id[last + 1] == words.sentence_id[at]:
        last += 1
    while last > at and words.lower[last] in _STOPS_CLAUSE:
        last -= 1
    return words.end[last] if last > at and words.end[last] <= limit else None


def take_source(words: Words, first: int) -> int:
    """Index past the phrase that begins with a word, as a source does: up to a stop, a finite verb, "that", "as" or a time."""
    at = first
    while at < min(len(words), first + _LONGEST_SOURCE) and words.sentence_id[at] == words.sentence_id[first]:
        if words.lower[at] in _STOPS or words.tag[at] in _FINITE or words.tag[at] in _RELATIVE or words.lower[at] in _DAYS:
            break
        at += 1
    while at > first and words.tag[at - 1] not in _NOUNS | {"PRP", "CD"}:
        at -= 1
    return first if at < len(words) and words.tag[at] == "POS" else at


def take_subject(words: Words, past: int) -> int:
    """Index of the first word of the phrase that ends before a word, as a subject does: back to a stop or a finite verb."""
    at = past
    while at > 0 and past - at < _LONGEST_SOURCE and words.sentence_id[at - 1] == words.sentence_id[past - 1]:
        if words.lower[at - 1] in _STOPS or words.tag[at - 1] in _FINITE or words.tag[at - 1] in _RELATIVE:
            break
        at -= 1
    return at


def read_verb(words: Words, at: int) -> int | None:
    """Index of the verb of telling of the verb group that begins with a word; None if it tells nothing."""
    while at < len(words) and (words.lemma[at].lower() in AUXILIARY or words.pos[at] == "ADV"):
        at += 1
    is_verb = at < len(words) and words.lemma[at].lower() in TELLING and words.tag[at] in ("VBD", "VBZ", "VBP", "VBN", "NNS")
    return at if is_verb else None
