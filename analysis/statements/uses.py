"""What quotation marks are for: somebody's words, the title of a work, or a term kept at a distance."""

import bisect
from functools import cache
from typing import NamedTuple

import pandas as pd

from analysis.lexicon import load_lexicon
from analysis.words import Words, list_words

_LEAST_COVERED = 0.6  # share of a quotation's characters that a statement says, from which it is that statement's
_MOST_OF_OUTER = 0.8  # share of the outer quotation from which what is said is the outer quotation itself
_LONGEST_TERM = 4  # words
_NEAR = 12  # parts of contents that may begin before a quotation and still hold it
_TITLED = frozenset(("titled", "entitled", "headlined", "subtitled", "captioned"))
_NAMED = frozenset(("called", "named", "known", "christened", "codenamed", "code-named"))
_DUBBED = frozenset(("so-called", "dubbed", "nicknamed", "termed", "labelled", "labeled", "self-styled", "alias", "codenamed"))
_SMALL = frozenset(
    ("a", "an", "the", "of", "and", "or", "in", "on", "at", "to", "for", "by", "with", "from", "as", "is", "but", "nor", "vs",
     "over", "under", "about", "not", "no")
)  # fmt: skip
_LINKS = frozenset(("the", "a", "an", "as", ",", ":", "-", "–", "—", "(", "of"))
_MARKS = frozenset(("``", "''", '"', "“", "”", "‘", "’", "'", "`", "«", "»", ","))
Span = tuple[int, int]


class _Said(NamedTuple):
    """The parts of the contents of a document, in order, and the stretches they cover together."""

    parts: list[Span]
    covered: list[Span]


def tag_quotations(
    documents: pd.DataFrame, tokens: pd.DataFrame, quotations: pd.DataFrame, statements: pd.DataFrame
) -> pd.DataFrame:
    """Return `quotations` with `use`: what the marks are for.

    Parameters
    ----------
    documents, tokens, quotations, statements : tables (schema.py)

    Returns
    -------
    table `quotations`, the same rows in the same order; the input is not changed
        `use` is the first that holds of

        - title: Title Case after or before a noun for a work or something else that bears a name (works.csv: the film “...”, the
          “...” exhibition), after a possessive (the channel's “...”) or after called or named; any words after titled,
          entitled, headlined; two or more words in Title Case within the narrator's sentence
        - term: after so-called, dubbed, nicknamed and the like
        - statement: statements say at least 60 % of its characters; within another quotation, statements found there
        - term: up to four words

        and null where none does.

    Notes
    -----
    Words quoted within a mixed statement are part of what it says, and so `statement`.
    """
    said = _group_said(statements)
    words_of = {words.doc_id: words for words in list_words(tokens)}
    uses: list[str | None] = []
    outer = ("", 0, 0)
    for doc_id, start, end, depth in zip(*(quotations[name] for name in ("doc_id", "start", "end", "depth")), strict=True):
        if depth == 0:
            outer = (doc_id, start, end)
        words = words_of.get(doc_id)
        is_said = doc_id in said and _is_said(said[doc_id], start, end, outer[1:] if depth else None)
        uses.append(_find_use(words, start, end, is_said=is_said, in_narration=not is_said and depth == 0) if words else None)
    return quotations.assign(use=pd.array(uses, dtype="str"))


@cache
def _index_works() -> frozenset[str]:
    """Lemmas of nouns for works and other things that bear a name."""
    return frozenset(load_lexicon("works")["lemma"])


def _group_said(statements: pd.DataFrame) -> dict[str, _Said]:
    """What is said in each document."""
    found: dict[str, set[Span]] = {}
    for doc_id, spans in zip(statements["doc_id"], statements["spans"], strict=True):
        found.setdefault(doc_id, set()).update((int(start), int(end)) for start, end in spans)
    said = {}
    for doc_id, spans in found.items():
        parts, covered = sorted(spans), list[Span]()
        for start, end in parts:
            if covered and start <= covered[-1][1]:
                covered[-1] = (covered[-1][0], max(end, covered[-1][1]))
            else:
                covered.append((start, end))
        said[doc_id] = _Said(parts, covered)
    return said


def _is_said(said: _Said, start: int, end: int, outer: Span | None) -> bool:
    """Whether statements say most of a quotation; of one within another, whether a statement within that one does."""
    if outer:
        before = bisect.bisect_left(said.parts, (end, end))
        near = said.parts[max(0, before - _NEAR) : before]
        parts = [part for part in near if outer[0] < part[0] and part[1] - part[0] < _MOST_OF_OUTER * (outer[1] - outer[0])]
    else:
        first = bisect.bisect_right(said.covered, start, key=lambda part: part[1])
        parts = said.covered[first : bisect.bisect_left(said.covered, end, key=lambda part: part[0])]
    shared = (min(end, past) - max(start, since) for since, past in parts)
    least = _LEAST_COVERED * (end - start)
    return max(shared, default=0) >= least if outer else sum(shared) >= least


def _find_use(words: Words, start: int, end: int, *, is_said: bool, in_narration: bool) -> str | None:
    """Use of the quotation of some characters."""
    first, past = bisect.bisect_left(words.start, start), bisect.bisect_left(words.start, end)
    inside = [at for at in range(first, past) if words.text[at][0].isalnum()]
    if not inside:
        return None
    before = _find_hint(words, first)
    hint = words.lower[before] if before is not None else ""
    if hint in _TITLED or (_is_title_case(words, inside) and _bears_name(words, before, inside, past, alone=in_narration)):
        return "title"
    if hint in _DUBBED:
        return "term"
    if is_said:
        return "statement"
    return "term" if len(inside) <= _LONGEST_TERM else None


def _find_hint(words: Words, first: int) -> int | None:
    """Index of the last word before a quotation, in its sentence, that is no mark and no article."""
    at = first - 1
    while at >= max(0, first - 4):
        if words.sentence_id[at] != words.sentence_id[first]:
            return None
        if words.lower[at] not in _MARKS and words.lower[at] not in _LINKS:
            return at
        at -= 1
    return None


def _is_title_case(words: Words, inside: list[int]) -> bool:
    """Whether the words are capitalised as those of a title are: the first, and all but small ones."""
    large = [at for at in inside if words.lower[at] not in _SMALL]
    return (
        bool(large)
        and not words.text[inside[0]][0].islower()
        and sum(words.text[at][0].islower() for at in large) * 4 <= len(large) - 1
    )


def _bears_name(words: Words, before: int | None, inside: list[int], past: int, *, alone: bool) -> bool:
    """Whether the words around a quotation in Title Case make it a name; `alone`: two such words in narration are one."""
    after = past
    while after < len(words) and words.lower[after] in _MARKS:
        after += 1
    in_sentence = after < len(words) and words.sentence_id[after] == words.sentence_id[inside[0]]
    if in_sentence and words.lemma[after].lower() in _index_works():
        return True
    if before is not None:
        is_owned = words.tag[before] == "POS" and before == inside[0] - 2
        if words.lower[before] in _NAMED or words.lemma[before].lower() in _index_works() or (is_owned and len(inside) > 1):
            return True
    asks = any(words.lower[at] in ("?", "!") for at in range(inside[-1] + 1, past))
    return alone and len(inside) > 1 and not asks and not (before is None and len(inside) > _LONGEST_TERM)
