"""Finding quotation marks and pairing them: double and single, straight and curly, nested, opened anew, never closed.

Marks are paired within a paragraph, so that a stray mark spoils no more than its paragraph. Two habits run on across
paragraphs: a quotation opened anew in each and closed only in the last, and one that the next paragraph closes.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import pandas as pd

from analysis import schema

# Everything that may be a mark; an apostrophe between two letters or digits is none. Of ''' the first is single where it closes.
_MARKS = re.compile(r"``|(?<=\S)'(?=''(?!'))|''|‘‘|’’|[\"“”„‟«»‹›‘‚‛`]|(?<!\w)['’]|['’](?!\w)")
_DOUBLE = frozenset(["``", "''", "‘‘", "’’", '"', "“", "”", "„", "‟", "«", "»"])
_OPENING = frozenset(["``", "‘‘", "“", "‟", "«", "‹", "‘", "‛", "`", "„", "‚"])
_CLOSING = frozenset(["’’", "”", "»", "›", "’"])
# Marks that close what a low or reversed mark opened: „…“, ‚…‘, »…«, ›…‹.
_REVERSED = {"“": "„", "‘": "‚", "«": "»", "‹": "›"}
_BEFORE_OPENING = frozenset(" \t\n\xa0([{—–-/\u2002\u2003\u2009\u200a\u202f\u3000")
_AFTER_CLOSING = frozenset(" \t\n\xa0)]}—–-/.,;:!?…\u2002\u2003\u2009\u200a\u202f\u3000")
# Clipped words written with an apostrophe in front: ’90s, ’tis, rock ’n’ roll.
_CLIPPED = re.compile(r"['’‘](?:\d\ds?|tis|twas|twere|twill|em|til|till|cause|bout|round|n|cuz|neath|gainst)\b", re.IGNORECASE)
_FEET = re.compile(r"\d['’′] ?\d{1,2}\Z")
# Before and after a mark that may as well be a possessive (the allies’ plan), a clipped -ing or a measure (a 12" pipe).
_DOUBTFUL_BEFORE = re.compile(r"(?:s|z|in|\d)\Z", re.IGNORECASE)
_DOUBTFUL_AFTER = re.compile(r"[\s-][^\W\d_]")
_SENTENCE_END = re.compile(r"[.!?…][\"”’')\]]*(?=\s)")


@dataclass
class _Mark:
    """A mark in the text: `lean` is 1 where it looks like an opening one, -1 like a closing one, 0 where either may be."""

    start: int
    end: int
    sign: str
    kind: str
    lean: int
    doubtful: bool = False


@dataclass
class _Quotation:
    """A quotation on its way to a row; `end` moves once it is closed."""

    start: int
    end: int
    mark: str
    sign: str
    closed: bool = False
    continues: bool = False


def find_quotations(documents: pd.DataFrame, zones: pd.DataFrame) -> pd.DataFrame:
    """Find every quotation and where it opens and closes.

    Parameters
    ----------
    documents : table `documents` (doc_id, text are read)
    zones : table `zones`; marks in the zone `header` are passed over

    Returns
    -------
    table `quotations`, one row per quotation, by document in the order of `documents`, then by start, outer before inner
        `start` is the opening mark, `end` one past the closing one. Without a closing mark (`closed` False) it ends with
        its paragraph, or with the last sentence before the next quotation of its kind opens there. A single mark that is
        never closed is an apostrophe and gives no row, unless the next paragraph opens with such a mark again.
        Two quotations of a document lie one inside the other or apart.

    Notes
    -----
    Possessives (’s, s’), clipped words (’90s, ’tis), feet and inches are no quotations. The time taken is in proportion
    to the length of the text.
    """
    body = zones[zones["zone"] != "header"]
    paragraphs = body.groupby(["doc_id", "paragraph_id"], sort=False).agg(start=("start", "min"), end=("end", "max"))
    within: dict[str, list[tuple[int, int]]] = {}
    for (doc_id, _), start, end in zip(paragraphs.index, paragraphs["start"], paragraphs["end"], strict=True):
        within.setdefault(doc_id, []).append((start, end))
    rows: list[dict[str, Any]] = []
    for doc_id, text in zip(documents["doc_id"], documents["text"], strict=True):
        rows += [{"doc_id": doc_id, **row} for row in _make_rows(_pair_document(text, sorted(within.get(doc_id, []))))]
    return schema.build("quotations", rows)


def _make_rows(quotations: Iterable[_Quotation]) -> Iterable[dict[str, Any]]:
    """Order the quotations of a document and give each the number of quotations around it."""
    around: list[int] = []
    for each in sorted(quotations, key=lambda each: (each.start, -each.end)):
        while around and around[-1] <= each.start:
            around.pop()
        if around and each.end > around[-1]:
            continue  # two apostrophes on either side of where an unclosed quotation was made to end
        names = ("start", "end", "mark", "closed", "continues")
        yield {**{name: getattr(each, name) for name in names}, "depth": len(around)}
        around.append(each.end)


def _pair_document(text: str, paragraphs: Iterable[tuple[int, int]]) -> list[_Quotation]:
    """Pair the marks paragraph by paragraph, going on with what the paragraph before left open."""
    found: list[_Quotation] = []
    pending: _Quotation | None = None
    for start, end in paragraphs:
        quotations, open_at_end, stray = _pair_paragraph(text, start, end)
        if pending:
            opener = next((each for each in quotations if not text[start : each.start].strip()), None)
            if opener is None and open_at_end and not text[start : open_at_end.start].strip():
                opener = open_at_end
            if opener and opener.mark == pending.mark:
                opener.continues = True
            elif stray and pending.mark == "double":
                pending.end, pending.closed = stray, True
            if pending.mark == "double" or (opener and opener.continues):
                found.append(pending)
        found += quotations
        pending = open_at_end
    return [*found, pending] if pending and pending.mark == "double" else found


def _pair_paragraph(text: str, start: int, end: int) -> tuple[list[_Quotation], _Quotation | None, int | None]:
    """Pair the marks of a paragraph.

    Returns the quotations that end in it, the one still open at its end, and the end of a closing double mark that
    comes before anything was opened.
    """
    stack: list[_Quotation] = []
    closed: list[_Quotation] = []
    stray = None
    n_open = {"double": 0, "single": 0}
    for mark in _read_marks(text, start, end):
        turn = _decide_turn(mark, stack[-1] if stack else None, n_open[mark.kind])
        if turn == 1:
            stack.append(_Quotation(mark.start, end, mark.kind, mark.sign))
            n_open[mark.kind] += 1
        elif turn == -1 and n_open[mark.kind]:
            while stack[-1].mark != mark.kind:  # single marks not closed before the double one were apostrophes
                n_open[stack.pop().mark] -= 1
            quotation = stack.pop()
            n_open[mark.kind] -= 1
            quotation.end, quotation.closed = mark.end, True
            closed.append(quotation)
        elif turn == -1 and mark.kind == "double" and stray is None and not any(each.mark == "double" for each in closed):
            stray = mark.end
            n_open["single"] = 0
            stack.clear()
    doubles = [each for each in stack if each.mark == "double"]
    _cut_unclosed(text, doubles, closed)
    last = doubles[-1] if doubles else stack[-1] if stack else None
    pending = last if last and last.end == end else None
    return [*closed, *(each for each in doubles if each is not pending)], pending, stray


def _cut_unclosed(text: str, unclosed: list[_Quotation], closed: list[_Quotation]) -> None:
    """End each unclosed double quotation with the last sentence before the next double quotation opens.

    Where nothing stands between the two, the next goes on from it: a new paragraph whose line break was lost.
    """
    later: _Quotation | None = None
    for quotation in sorted([*unclosed, *(each for each in closed if each.mark == "double")], key=lambda each: -each.start):
        if not quotation.closed and later:
            inside = quotation.start + len(quotation.sign)
            ends = [match.end() for match in _SENTENCE_END.finditer(text, inside, later.start)]
            quotation.end = ends[-1] if ends else inside + len(text[inside : later.start].rstrip())
            later.continues = not text[quotation.end : later.start].strip()
        later = quotation


def _read_marks(text: str, start: int, end: int) -> list[_Mark]:
    """List the marks between two places with what their neighbours say of them."""
    marks = []
    for match in _MARKS.finditer(text, start, end):
        sign = match.group()
        kind = "double" if sign in _DOUBLE else "single"
        before = text[match.start() - 1] if match.start() > start else " "
        after = text[match.end()] if match.end() < end else " "
        opening = before in _BEFORE_OPENING or (kind == "single" and before in '"“«„')
        closing = after in _AFTER_CLOSING or (kind == "single" and after in "”»")
        if kind == "single" and opening and _CLIPPED.match(text, match.start(), end):
            continue
        if kind == "double" and _FEET.search(text, max(start, match.start() - 6), match.start()):
            continue
        marks.append(_Mark(match.start(), match.end(), sign, kind, opening - closing))
    _note_doubtful(text, marks)
    return marks


def _note_doubtful(text: str, marks: list[_Mark]) -> None:
    """Note which closing marks may be a possessive or a measure, while a surer one closes later."""
    closes_later = {"double": False, "single": False}
    for mark in reversed(marks):
        if mark.sign in _OPENING or mark.lean > 0:
            closes_later[mark.kind] = False
            continue
        before, after = text[max(0, mark.start - 2) : mark.start], text[mark.end : mark.end + 2]
        like_a_letter = mark.kind == "single" or before[-1:].isdigit()
        if like_a_letter and _DOUBTFUL_BEFORE.search(before) and _DOUBTFUL_AFTER.match(after):
            mark.doubtful = closes_later[mark.kind]
        else:
            closes_later[mark.kind] = True


def _decide_turn(mark: _Mark, inner: _Quotation | None, n_open: int) -> int:
    """Tell whether a mark opens (1), closes (-1) or does nothing (0); `inner` is the innermost quotation open before it."""
    if mark.doubtful:
        return 0
    if inner and inner.sign == _REVERSED.get(mark.sign):
        return -1
    if mark.sign in _OPENING:
        turn = -1 if mark.lean < 0 and n_open else 1 if mark.kind == "double" else max(mark.lean, 0)
    elif mark.sign in _CLOSING:
        turn = 1 if mark.lean > 0 and not n_open and mark.sign != "’" else -1
    else:
        turn = mark.lean or (-1 if n_open else int(mark.kind == "double"))
    if turn == -1 and mark.kind == "single" and inner and inner.mark == "double":
        return 0  # an apostrophe: the double quotation inside is still open
    return turn
