"""Who reports whom: one report of another, "..., the ministry told the agency, the paper reported", as two statements.

The reader links a content with one cue. Where a second one stands beside it ("Lavrov said, according to TASS"), the reporting one
becomes a statement of its own with that content, and the other one's `reporter`.
"""

import re
from collections.abc import Iterator

from analysis.statements.page import Page, Row
from analysis.statements.phrases import AUXILIARY, TELLING, read_verb, take_source, take_subject
from analysis.statements.rows import make_row, set_content
from analysis.statements.sources import find_head, is_source

_ACCORDING = re.compile(r"(?:(?! (?:as|who|which|that) )[^.;:\"“”()\n]){0,60}?(?P<cue>\baccording to) ")
_COMMA = re.compile(r"[^,.;:\"“”()\n]{0,50},[\"”’']{0,2} (?:as )?")
_BY = re.compile(r"\b(?P<cue>(?:quoted|cited)(?: as (?:saying|stating|telling))?)(?: (?:on \w+|earlier|late \w+))? by ")
_BEFORE_CLAUSE = frozenset((",", "''", "”", '"'))  # what stands between a content and the clause of who said it
_AFTER = frozenset((".", ",", ";", "on", "earlier", "late"))  # what may follow a verb of telling that has no content after it
_MARKS = " ,\"“”’'"
_REACH = 80  # characters after a source or cue within which "cited by" belongs to it
Span = tuple[int, int]


def find_reporters(page: Page, rows: list[Row]) -> list[Row]:
    """Return statements that report those of `rows` or are reported by them, one content with two cues; link each `reporter`."""
    cues = {at for row in rows if row["cue_start"] is not None for at in _list_words(page, row["cue_start"], row["cue_end"])}
    found: list[Row] = []
    for row in rows:
        if row["cue_start"] is None or row["reporter"]:
            continue
        reported = list(_find_reported(page, row, cues))
        found += reported
        if reported or re.search(r"\baccording to", row["cue"], re.IGNORECASE):
            continue
        reporter = _find_passive(page, row)
        if not reporter and page.find_sentence(_find_end(row) - 1) == page.find_sentence(row["cue_start"]):
            reporter = _find_according(page, row, cues) or _find_telling(page, row, cues)
        if reporter and not _is_same(page, row, reporter[0]):
            found.append(repeat_row(page, row, *reporter, spans=_widen(row)))
            row["reporter"] = found[-1]
    _link_equal(page, rows)
    return [*rows, *found]


def repeat_row(page: Page, row: Row, source: Span, cue: Span, *, spans: list[Span] | None = None) -> Row:
    """A statement of the content of another one, or of `spans`, with a source and a cue of its own."""
    content = spans or [(start, end) for start, end in row["spans"]]
    places: dict[str, tuple[int | None, int | None]] = {"source": source, "cue": cue}
    return make_row(page, content, places, probability=row["probability"], reason="rule: chain")


def _widen(row: Row) -> list[Span]:
    """What a report of a statement says: its content, and its source and cue where they stand before it."""
    before = [place for place in (row["source_start"], row["cue_start"]) if place is not None]
    (start, end), *rest = [(start, end) for start, end in row["spans"]]
    is_before = all(place is None or place <= start for place in (row["source_end"], row["cue_end"]))
    return [(min(start, *before) if is_before else start, end), *rest]


def _is_same(page: Page, row: Row, source: Span) -> bool:
    """Whether a source is that of the statement once more: the same last word, or a person whom "he" may stand for."""
    if row["source_start"] is None:
        return False
    heads = [find_head(page.words, *span) for span in ((row["source_start"], row["source_end"]), source)]
    one, other = (page.words.lower[head] if head is not None else "" for head in heads)
    is_person = any(mention.kind == "person" for mention in page.list_mentions(source[1] - 1))
    return one == other or (one in ("he", "she") and (is_person or other in ("he", "she")))


def _list_words(page: Page, start: int, end: int) -> range:
    """Indices of the words within some characters."""
    return range(page.find_word(start), page.find_word(end))


def _is_quoted(page: Page, place: int) -> bool:
    """Whether a character lies within a quotation."""
    return bool(page.list_quotations(place, place + 1))


def _find_end(row: Row) -> int:
    """Where the last of content, source and cue of a statement ends."""
    return max(place for place in (row["end"], row["cue_end"], row["source_end"]) if place is not None)


def _take(page: Page, place: int) -> Span | None:
    """The source that begins at a character, if one does."""
    first = page.words.by_start.get(place)
    past = first if first is None else take_source(page.words, first)
    if first is None or past is None or past <= first or not is_source(page, first, past):
        return None
    return page.words.start[first], page.words.end[past - 1]


def _find_passive(page: Page, row: Row) -> tuple[Span, Span] | None:
    """Source and cue of "an official cited by the channel", "he was quoted as saying by the agency"."""
    if row["source_start"] is None:
        return None
    starts = [place for place in (row["source_start"], row["cue_start"]) if place is not None]
    ends = [place for place in (row["source_end"], row["cue_end"]) if place is not None]
    for match in _BY.finditer(page.text, min(starts), min(max(ends) + _REACH, page.find_sentence(min(starts)).end)):
        source = _take(page, match.end())
        if source and not _is_quoted(page, match.start()) and not _lies_in(row, match.start()):
            return source, (match.start("cue"), match.end("cue"))
    return None


def _lies_in(row: Row, place: int) -> bool:
    """Whether a character lies in the content of a statement."""
    return any(start <= place < end for start, end in row["spans"])


def _find_according(page: Page, row: Row, cues: set[int]) -> tuple[Span, Span] | None:
    """Source and cue of ", according to the agency" right after a statement."""
    end = _find_end(row)
    closing = len(page.text[end : end + 4]) - len(page.text[end : end + 4].lstrip(_MARKS + "."))
    start = end if "." in page.text[end : end + closing] else end + closing
    match = _ACCORDING.match(page.text, start)
    if not match or page.find_word(match.start("cue")) in cues or _is_quoted(page, match.start("cue")):
        return None
    source = _take(page, match.end())
    return (source, (match.start("cue"), match.end("cue"))) if source else None


def _find_telling(page: Page, row: Row, cues: set[int]) -> tuple[Span, Span] | None:
    """Source and cue of ", the agency reported" right after a statement, at the end of a sentence or before a comma."""
    words, end = page.words, _find_end(row)
    comma = _COMMA.match(page.text, end - (page.text[end - 2 : end + 1].count(",") > 0))
    first = page.find_word(comma.end() if comma else end)
    passed = range(page.find_word(end), first)
    if not comma or first >= len(words) or any(words.tag[at] in ("VBD", "VBZ", "VBP", "MD") for at in passed):
        return None
    if _is_quoted(page, words.start[first]) or words.sentence_id[first] != words.sentence_id[first - 1]:
        return None
    past = take_source(words, first)
    past -= _ends_with_verb(page, first, past)
    clause = read_verb(words, past)
    if clause is None or past == first or any(at in cues for at in range(past, clause + 1)) or not is_source(page, first, past):
        return None
    ends = clause + 1 >= len(words) or words.lower[clause + 1] in _AFTER or words.lower[clause + 1].endswith("day")
    return ((words.start[first], words.end[past - 1]), (words.start[past], words.end[clause])) if ends else None


def _ends_with_verb(page: Page, first: int, past: int) -> bool:
    """Whether a phrase ends with a verb that was read as a noun: "the agency reports"."""
    words = page.words
    is_plural = past - first > 1 and words.tag[past - 1] == "NNS" and words.lemma[past - 1].lower() in TELLING
    return is_plural and (words.tag[past - 2] in ("NNP", "NNPS") or words.lower[first] == "the")


def _find_reported(page: Page, row: Row, cues: set[int]) -> Iterator[Row]:
    """The statement of "..., the envoy said, according to the embassy" that the reader gave to the embassy alone."""
    words, start = page.words, row["start"]
    past = page.find_word(min(place for place in (row["cue_start"], row["source_start"]) if place is not None))
    comma = past - 1
    if comma <= 0 or words.lower[comma] != "," or words.start[comma] <= start:
        return
    after = take_subject(words, comma)
    verb = after - 1
    if verb < 0 or words.start[verb] <= start or read_verb(words, verb) is None or verb in cues:
        return
    since = verb
    while since > 0 and words.lemma[since - 1].lower() in AUXILIARY:
        since -= 1
    first = take_subject(words, since)
    first, last = (first, since) if first < since else (after, comma)
    begin = min(first, since)
    if first == last or words.lower[begin - 1] not in _BEFORE_CLAUSE or not is_source(page, first, last):
        return
    limit = words.start[begin]
    spans = [(a, min(b, a + len(page.text[a:limit].rstrip(" ,")))) for a, b in row["spans"] if a < limit]
    if spans:
        source, cue = (words.start[first], words.end[last - 1]), (words.start[since], words.end[verb])
        if limit < row["end"] < words.end[verb]:
            set_content(row, page, spans)  # it broke off within the clause
        yield repeat_row(page, row, source, cue, spans=spans) | {"reporter": row}


def _link_equal(page: Page, rows: list[Row]) -> None:
    """Of two statements of one content with a cue each, the one whose cue comes later reports the other."""
    by_place: dict[Span, Row] = {}
    for row in rows:
        place = (row["start"], row["end"])
        other = by_place.setdefault(place, row)
        if other is not row and row["cue_start"] is not None and other["cue_start"] is not None and not other["reporter"]:
            first, second = sorted((row, other), key=lambda each: each["cue_start"])
            places = second["source_start"], second["source_end"]
            if places[0] is not None and not second["reporter"] and not _is_same(page, first, places):
                first["reporter"] = second
