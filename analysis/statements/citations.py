"""Whom a report cites: "..., the agency reported, citing a source", "the paper quoted her as saying ...".

The reader takes what stands after such words for what is said; it is who says it.
"""

import bisect
import re

from analysis.statements.chains import repeat_row
from analysis.statements.page import Page, Row
from analysis.statements.phrases import take_source, take_subject
from analysis.statements.rows import make_row, set_content
from analysis.statements.sources import is_source

_CITING = re.compile(r"\b(?P<cue>citing|quoting) (?=\S)", re.IGNORECASE)
_QUOTED = re.compile(r"\b(?:quote[sd]?|cite[sd]?)\b", re.IGNORECASE)
_SAYING = re.compile(r",?(?: as)? (?P<cue>saying|stating|telling|claiming|reporting|confirming|writing)\b(?: that\b)?:? ?")
_LINK = re.compile(r"(?:\s*[,:–—]\s*(?:that\s+)?|\s+that\s+)")
_LEAST = 3  # words of a content
_FAR = 600  # characters from "citing" beyond which no statement of its sentence is looked at
_NEAR = 160  # characters between the words of a report and those of whom it cites
Span = tuple[int, int]


def split_citations(page: Page, rows: list[Row]) -> list[Row]:
    """Return the rows with those of who is cited, linked to their `reporter`; contents that hold who is cited are mended."""
    in_order = sorted(rows, key=_find_place)
    dropped: set[int] = set()
    found: list[Row] = []
    for match in _CITING.finditer(page.text):
        if page.list_quotations(match.start(), match.end()) or match.start() not in page.words.by_start:
            continue
        sentence = page.find_sentence(match.start())
        limits = max(sentence.start, match.start() - _FAR), min(sentence.end, match.end() + _FAR)
        first, past = (bisect.bisect_left(in_order, place, key=_find_place) for place in limits)
        near = [row for row in in_order[first:past] if id(row) not in dropped]
        found += _split_citing(page, match, near, dropped)
    for row in rows:
        if row["cue"] is not None and _QUOTED.search(row["cue"]) and id(row) not in dropped:
            found += [] if _mend_passive(page, row) else _split_quoting(page, row)
    kept = [row for row in [*rows, *found] if id(row) not in dropped]
    for row in kept:
        while row["reporter"] and id(row["reporter"]) in dropped:
            row["reporter"] = row["reporter"]["reporter"]
    return kept


def _find_place(row: Row) -> int:
    """Where the cue of a statement stands, else where it begins."""
    return row["start"] if row["cue_start"] is None else row["cue_start"]


def _split_citing(page: Page, match: re.Match[str], near: list[Row], dropped: set[int]) -> list[Row]:
    """The statement of who is cited after "citing"; the report's own is mended, wrong ones go to `dropped`."""
    words = page.words
    first = words.by_start[match.start()] + 1
    past = take_source(words, first)
    if past == first or not is_source(page, first, past):
        return []
    source = (words.start[first], words.end[past - 1])
    taken = (match.start(), source[1])
    own = [row for row in near if row["cue_start"] is not None and row["cue_start"] <= match.start() < row["cue_end"]]
    others = [row for row in near if not any(row is other for other in own)]
    others = [row for row in others if row["cue_start"] is not None and row["speaker"] is not None]
    others = [row for row in others if abs(row["cue_start"] - match.start()) <= _NEAR and not _encloses(row, taken)]
    report = min(others, key=lambda row: abs(row["cue_start"] - match.start()), default=None) or _restore_report(page, own, match)
    if report is None:
        return []
    content = _cut(page, report["spans"], taken)
    if not content and own:
        content = _cut(page, own[0]["spans"], taken)
    content = content or _find_before(page, report)
    if not content:
        return []
    set_content(report, page, content)
    dropped.update(id(row) for row in own if row is not report)
    dropped.update(id(row) for row in near if row is not report and all(taken[0] <= a and b <= taken[1] for a, b in row["spans"]))
    return [repeat_row(page, report, source, match.span("cue")) | {"reporter": report}]


def _encloses(row: Row, taken: Span) -> bool:
    """Whether a part of a content after its cue holds a stretch with more on both sides: who cites it is who speaks."""
    return any(start < taken[0] and taken[1] + 1 < end and row["cue_start"] < start for start, end in row["spans"])


def _restore_report(page: Page, own: list[Row], match: re.Match[str]) -> Row | None:
    """The row of "citing" itself with the verb of telling beside its source as its cue: "the agency reported, citing ..."."""
    words = page.words
    for row in own:
        if row["source_end"] is None:
            continue
        at = page.find_word(row["source_end"])
        while at < len(words) and words.start[at] < row["source_end"] + 20 and words.pos[at] in ("AUX", "ADV", "PUNCT"):
            at += 1
        is_verb = at < len(words) and words.pos[at] == "VERB" and words.start[at] < row["source_end"] + 20
        if is_verb and words.start[at] != match.start():
            first = page.find_word(row["source_end"])
            first += words.pos[first] == "PUNCT"
            places = {"source": (row["source_start"], row["source_end"]), "cue": (words.start[first], words.end[at])}
            spans = [(start, end) for start, end in row["spans"]]
            row |= make_row(page, spans, places, probability=row["probability"], reason=row["reason"])
        return row
    return None


def _cut(page: Page, spans: list[list[int]], taken: Span) -> list[Span]:
    """The parts of a content without a stretch, those of a few words left out."""
    parts: list[Span] = []
    for start, end in spans:
        if end <= taken[0] or start >= taken[1]:
            parts.append((start, end))
            continue
        if start < taken[0]:
            parts.append((start, start + len(page.text[start : taken[0]].rstrip(" ,"))))
        link = _LINK.match(page.text, taken[1], end)
        if link and link.end() < end:
            parts.append((link.end(), end))
    return [(start, end) for start, end in parts if page.find_word(end) - page.find_word(start) >= _LEAST]


def _find_before(page: Page, report: Row) -> list[Span]:
    """What stands in the sentence before the source of a report: "The talks have failed, the agency reported"."""
    sentence = page.find_sentence(_find_place(report))
    first = min(place for place in (report["source_start"], report["cue_start"]) if place is not None)
    end = sentence.start + len(page.text[sentence.start : first].rstrip(" ,"))
    is_clause = page.text[end:first].startswith(",") and page.find_word(end) - page.find_word(sentence.start) > _LEAST
    return [(sentence.start, end)] if is_clause else []


def _split_quoting(page: Page, row: Row) -> list[Row]:
    """The statement of who is quoted in "the agency quoted her as saying ..."."""
    words = page.words
    first = page.find_word(row["cue_end"])
    past = take_source(words, first)
    if past == first or past >= len(words) or words.lower[first] == "by":
        return []
    saying = _SAYING.match(page.text, words.end[past - 1])
    if not saying or not is_source(page, first, past):
        return []
    content = _cut(page, row["spans"], (words.start[first], saying.end())) or _find_beside(page, row, saying.end())
    if not content:
        return []
    set_content(row, page, content)
    return [repeat_row(page, row, (words.start[first], words.end[past - 1]), saying.span("cue")) | {"reporter": row}]


def _mend_passive(page: Page, row: Row) -> bool:
    """Whether the cue is "was quoted"; who was quoted, before it, becomes the source and is cut off from the content."""
    words = page.words
    verb = page.find_word(row["cue_start"])
    while verb > 0 and words.lemma[verb].lower() != "be" and words.pos[verb - 1] in ("AUX", "ADV"):
        verb -= 1
    first = take_subject(words, verb)
    if words.lemma[verb].lower() != "be" or first == verb or not is_source(page, first, verb):
        return False
    start = words.start[first]
    spans = [(a, a + len(page.text[a : min(b, start)].rstrip(" ,"))) for a, b in row["spans"] if a < start]
    spans += [(a, b) for a, b in row["spans"] if a >= row["cue_end"]]
    if spans:
        source = (start, words.end[verb - 1])
        row |= {"source_start": source[0], "source_end": source[1], "speaker": page.text[slice(*source)]}
        set_content(row, page, spans)
    return True


def _find_beside(page: Page, row: Row, end: int) -> list[Span]:
    """The quotation right after "as saying", or right before the source."""
    before = row["start"] if row["source_start"] is None else min(row["source_start"], row["start"])
    for quotation in page.list_quotations(before - 3, end + 4):
        if quotation.end <= before or quotation.start >= end:
            return [(quotation.start, quotation.end)]
    return []
