"""Where paragraphs begin and end, and which one is the headline: shared by those who read a text's layout."""

import re
from itertools import pairwise

_WIDEST_WRAP = 110  # characters; longer lines were not broken by hand or by a mail program
_BLANK_LINE = re.compile(r"\n[^\S\n]*\n\s*")
_LINE = re.compile(r"[^\n]*\S[^\n]*")
_LONGEST_HEADLINE = 200  # characters
_FINAL = re.compile(r"[.!…:;,]['\"’”»)\]]*$")


def split_paragraphs(text: str, start: int = 0) -> list[tuple[int, int]]:
    """Return [start, end) of each paragraph of `text` from `start` on, without outer white space, in reading order.

    Blank lines part paragraphs. A text without any has one on each line, unless its lines are broken at a column: then
    a paragraph ends with the line that had room for the next line's first word.
    """
    body = text[start:].rstrip()
    if _BLANK_LINE.search(body.lstrip()):
        edges = [(match.start(), match.end()) for match in _BLANK_LINE.finditer(body)]
        spans = list(zip([0, *(end for _, end in edges)], [*(begin for begin, _ in edges), len(body)], strict=True))
    else:
        spans = _join_wrapped(body, [match.span() for match in _LINE.finditer(body)])
    return [(start + begin, start + end) for begin, end in (_trim(body, *span) for span in spans) if begin < end]


def find_headline(text: str, paragraphs: list[tuple[int, int]]) -> tuple[int, int] | None:
    """Return the span of the first of `paragraphs` if it looks like a headline: short, no final stop, longer text after it."""
    if len(paragraphs) < 2:
        return None
    (start, end), (following, last) = paragraphs[:2]
    if end - start > _LONGEST_HEADLINE or last - following <= end - start:
        return None
    return None if _FINAL.search(text[start:end]) else (start, end)


def _join_wrapped(text: str, lines: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Join lines broken at a column; return other lines as they are."""
    width = max((end - start for start, end in lines), default=0)
    if width > _WIDEST_WRAP or len(lines) < 2:
        return lines
    full = [end - start + 1 + _first_word(text, *following) > 0.85 * width for (start, end), following in pairwise(lines)]
    if 2 * sum(full) < len(full):
        return lines
    begins = [0, *(number for number, is_full in enumerate(full, 1) if not is_full)]
    return [(lines[first][0], lines[last - 1][1]) for first, last in pairwise([*begins, len(lines)])]


def _first_word(text: str, start: int, end: int) -> int:
    """Length of the first word of a line."""
    return len(text[start:end].split(maxsplit=1)[0])


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    """Move both ends inward over white space."""
    part = text[start:end]
    return start + len(part) - len(part.lstrip()), end - len(part) + len(part.rstrip())
