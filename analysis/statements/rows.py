"""Rows of statements: from the reader's linked spans, and from quotations that stand alone."""

import bisect
import re
from collections.abc import Iterator, Mapping
from itertools import accumulate
from typing import Any

import pandas as pd

from analysis.statements.cues import class_cue
from analysis.statements.page import Page, Row
from analysis.statements.phrases import finish_clause, finish_phrase, widen_to_words

_DIRECT = 0.9  # share of the content's characters within quotation marks from which it counts as direct
_LEAST_ALONE = 4  # words of a quotation that is a statement by standing alone
_ROLES = ("source", "cue")
_NOWHERE: dict[str, tuple[int | None, int | None]] = dict.fromkeys(_ROLES, (None, None))
Parts = list[tuple[Any, ...]]  # role, start, end, probability, reason
Span = tuple[int, int]


def group_links(spans: pd.DataFrame) -> dict[str, list[Parts]]:
    """Spans of statements by document and link, in the order of the table."""
    linked = spans[spans["link"].notna()]
    found: dict[str, dict[str, Parts]] = {}
    columns = (linked[name] for name in ("doc_id", "link", "role", "start", "end", "probability", "reason"))
    for doc_id, link, *values in zip(*columns, strict=True):
        found.setdefault(doc_id, {}).setdefault(link, []).append(tuple(values))
    return {doc_id: list(links.values()) for doc_id, links in found.items()}


def make_statements(page: Page, parts: Parts) -> Iterator[Row]:
    """Rows of the statements of linked spans: one, and one more for each quotation begun after it in another paragraph."""
    places = dict(_NOWHERE)
    for role, start, end, *_ in reversed(parts):
        if role in places:
            places[role] = widen_to_words(page.words, start, end)
    start, end = places["source"]
    if start is not None and end is not None:
        limit = places["cue"][0]
        places["source"] = _finish_name(page, *finish_phrase(page.words, start, end, limit), limit)
    taken = [start for start, _ in places.values() if start is not None]
    content = [widen_to_words(page.words, start, end) for role, start, end, *_ in parts if role == "content"]
    content = [(start, finish_clause(page.words, start, end, taken)) for start, end in sorted(content)]
    content = [_cut_tail(page, part, places) for part in content]
    first = 0
    for at in range(1, len(content) + 1):
        if at == len(content) or (
            content[at][0] not in page.continued and "\n" in page.text[content[at - 1][1] : content[at][0]]
        ):
            yield make_row(page, content[first:at], places, probability=parts[0][3], reason=parts[0][4])
            places, first = _NOWHERE, at


def _finish_name(page: Page, start: int, end: int, limit: int | None) -> Span:
    """The characters of a source; one that ends within a person's name goes on to its end, but not into the cue."""
    ends = [m.end for m in page.list_mentions(end - 1) if m.form == "name" and m.kind == "person" and m.start >= start]
    past = max(ends, default=end)
    return start, end if limit is not None and end <= limit < past else max(end, past)


def _cut_tail(page: Page, part: Span, places: Mapping[str, tuple[int | None, int | None]]) -> Span:
    """A part of a content without the source and the cue where it ends with both."""
    starts = [start for start, _ in places.values() if start is not None]
    ends = [end for _, end in places.values() if end is not None]
    if len(starts) < len(_ROLES) or not part[0] < min(starts) < part[1] <= max(ends):
        return part
    end = part[0] + len(page.text[part[0] : min(starts)].rstrip(" ,"))
    return (part[0], end) if end > part[0] else part


def make_row(
    page: Page,
    content: list[Span],
    places: dict[str, tuple[int | None, int | None]],
    *,
    probability: float | None,
    reason: str,
) -> Row:
    """Row of a statement of some content, with the places of its source and its cue."""
    row: Row = {"doc_id": page.doc_id, "reason": reason, "probability": probability, "reporter": None}
    for role, (start, end) in places.items():
        row |= {f"{role}_start": start, f"{role}_end": end}
        row["speaker" if role == "source" else "cue"] = None if start is None else page.text[start:end]
    row["cue_class"] = None if row["cue"] is None else class_cue(page.words, row["cue_start"], row["cue_end"])
    set_content(row, page, content)
    return row


def set_content(row: Row, page: Page, content: list[Span]) -> None:
    """Give a row its content and what follows from it: start, end, form, and whether every quotation in it is closed.

    A content that begins with the dateline begins after it.
    """
    first = page.find_sentence(content[0][0])
    if first.zone == "dateline" and first.end < content[0][1]:
        start = first.end + len(page.text[first.end :]) - len(page.text[first.end :].lstrip())
        content = [(start, content[0][1]), *content[1:]]
    row |= {"start": content[0][0], "end": content[-1][1], "spans": [list(part) for part in content]}
    within = page.list_quotations(row["start"], row["end"])
    length = sum(end - start for start, end in content)
    covered = sum(max(0, min(end, mark.end) - max(start, mark.start)) for start, end in content for mark in within)
    row["form"] = "direct" if covered >= _DIRECT * length else "mixed" if covered else "indirect"
    row["closed"] = all(mark.closed for mark in within)


def find_alone(page: Page, found: list[Row]) -> Iterator[Row]:
    """Rows of the quotations that fill their paragraph and are no part of a statement found."""
    taken = sorted((start, end) for row in found for start, end in row["spans"])
    reach = list(accumulate((end for _, end in taken), max))
    for start, end, *_ in page.quotations:
        first, past = page.text.rfind("\n", 0, start) + 1, page.text.find("\n", end)
        beside = page.text[first:start] + page.text[end : past if past >= 0 else len(page.text)]
        n_words = page.find_word(end) - page.find_word(start)
        before = bisect.bisect_left(taken, (end, end))
        overlaps = before > 0 and reach[before - 1] > start
        if n_words >= _LEAST_ALONE and not overlaps and not re.search(r"\w", beside):
            yield make_row(page, [(start, end)], _NOWHERE, probability=None, reason="quotation alone")
