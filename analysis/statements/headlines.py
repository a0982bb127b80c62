"""Statements of headlines that do without a verb: "Lavrov: the talks have failed", "The talks have failed - Lavrov".

Only within the zones headline and subhead, and only where the words set off are an actor known by name, an office, or a noun for
a source. The name of a state or a place before a colon is what the article is about, after a dash it is a speaker.
"""

import bisect
import re
from collections.abc import Iterator
from functools import cache
from itertools import groupby

from analysis.lexicon import load_lexicon
from analysis.statements.page import Page, Row
from analysis.statements.rows import make_row
from analysis.statements.sources import find_head, index_sources

_COLON = re.compile(r"(?P<source>[^:\n]{2,80}): +(?P<content>\S.*)", re.DOTALL)
_DASH = re.compile(r"(?P<content>.*\S)(?: +[-–—]+ +|[—–] ?)(?P<source>[^-–—:\n]{2,60})", re.DOTALL)
_LAST = re.compile(r"(?P<content>[^\n]*[^:\s]): +(?P<source>[^:\n]{2,40})")
_QUOTED = re.compile(r"(?P<content>[\"“‘'][^\n]{3,}?[\"”’'])(?:: +|,? +[-–—] +)(?P<source>\S.*)", re.DOTALL)
_ABOUT = re.compile(r"\s(?:on|about|to|tells?|in|at|after|as|over|during|before|with)\s")
_PREFIX = re.compile(
    r"(?:(?:exclusive|watch|video|update\s?\d*|breaking|live|opinion|analysis|factbox|interview)\s*[:|-]\s*)+", re.IGNORECASE
)
_ZONES = ("headline", "subhead")
_LEAST = 2  # words of a content
_LONGEST = 9  # words of a source
_PAPERS = frozenset(
    ("audit", "data", "document", "draft", "letter", "memo", "paper", "poll", "report", "research", "statement", "study",
     "survey")
)  # fmt: skip
# Names of the parts of a site, which stand after a dash as a source does.
_SECTIONS = frozenset(
    ("business", "culture", "defence", "defense", "diplomacy", "economy", "entertainment", "health", "international", "life",
     "lifestyle", "military", "news", "opinion", "politics", "science", "society", "sport", "sports", "tech", "travel", "world")
)  # fmt: skip
_SUFFIX = re.compile(r" +(?:[-–—|]) +(?P<name>[^-–—|:\n]{2,50})\Z")
_NOT_WITHIN = frozenset(("VBD", "VBZ", "VBP", "MD", "WP", "WRB", "WDT", "TO", "CD"))
Span = tuple[int, int]


def find_headlines(page: Page, rows: list[Row]) -> list[Row]:
    """Return the rows with those of headlines without a verb; a row without a source gives way to one of the same words."""
    lines = [line for zone, line in _list_lines(page) if zone in _ZONES]
    if not lines:
        return rows
    in_order = sorted(rows, key=lambda row: row["start"])
    dropped: set[int] = set()
    added: list[Row] = []
    for start, end in lines:
        first, past = (bisect.bisect_left(in_order, place, key=lambda row: row["start"]) for place in (start, end))
        beside = in_order[first:past]
        named = [row for row in beside if row["source_start"] is not None]
        found = _read_line(page, start, end, beside=bool(named))
        if found and not any(_share_source(row, found) for row in named):
            dropped.update(id(row) for row in beside if row["source_start"] is None)
            added.append(found)
    return [row for row in rows if id(row) not in dropped] + added


def _share_source(row: Row, other: Row) -> bool:
    """Whether the sources of two statements share a character."""
    return row["source_start"] < other["source_end"] and other["source_start"] < row["source_end"]


def _list_lines(page: Page) -> Iterator[tuple[str, Span]]:
    """Zone, start and end of each paragraph, one for each zone of it."""
    for (_, zone), sentences in groupby(page.sentences, key=lambda sentence: (sentence.paragraph_id, sentence.zone)):
        line = list(sentences)
        yield zone, (line[0].start, line[-1].end)


def _is_site(page: Page, name: str) -> bool:
    """Whether words after a dash name the site or a part of it."""
    words = re.findall(r"[^\W\d_]+", name.lower())
    n_sections = sum(word in _SECTIONS for word in words)
    site, outlet = _squeeze(name), _squeeze(page.outlet)
    return 2 * n_sections >= len(words) or site in outlet or (outlet != "" and outlet in site)


def _read_line(page: Page, start: int, end: int, *, beside: bool) -> Row | None:
    """The statement of a line: of a quotation and a name, before a dash, or after a colon where no other is found (`beside`)."""
    prefix = _PREFIX.match(page.text, start, end)
    start = prefix.end() if prefix else start
    suffix = _SUFFIX.search(page.text[start:end])
    end = start + suffix.start() if suffix and _is_site(page, suffix["name"]) else end
    quoted = _QUOTED.fullmatch(page.text, start, end)
    if quoted:
        first, past = quoted.span("source")
        about = _ABOUT.search(page.text, first, past)
        if _speaks(page, first, about.start() if about else past, topic=False):
            return _make(page, quoted.span("content"), (first, about.start() if about else past))
    colon = _COLON.fullmatch(page.text, start, end)
    if colon and not beside and _speaks(page, *colon.span("source"), topic=True):
        return _make(page, colon.span("content"), colon.span("source"))
    for pattern in (_DASH, _LAST):
        after = pattern.fullmatch(page.text, start, end)
        if after and _speaks(page, *after.span("source"), topic=False):
            return _make(page, after.span("content"), after.span("source"))
    return None


def _make(page: Page, content: Span, source: Span) -> Row | None:
    """Row of a statement of a headline; None where the content is too short."""
    if page.find_word(content[1]) - page.find_word(content[0]) < _LEAST:
        return None
    places: dict[str, tuple[int | None, int | None]] = {"source": source, "cue": (None, None)}
    return make_row(page, [content], places, probability=None, reason="rule: headline")


def _speaks(page: Page, start: int, end: int, *, topic: bool) -> bool:
    """Whether some words are who speaks: a name or an office and nothing else; with `topic` neither a state nor a place."""
    words = page.words
    first, past = page.find_word(start), page.find_word(end)
    tags, end = words.tag[first:past], words.end[past - 1] if past > first else end
    if not 0 < past - first <= _LONGEST or _NOT_WITHIN.intersection(tags) or "PUNCT" in words.pos[first:past]:
        return False
    head = find_head(words, start, end)
    if head is None:
        return False
    whole = [mention for mention in page.list_mentions(words.start[past - 1]) if mention.form == "name" and mention.end == end]
    before = range(first, page.find_word(min((mention.start for mention in whole), default=end)))
    is_plain = all(words.pos[at] != "ADP" and words.tag[at] != "NNS" for at in before if at != head)
    if whole and is_plain:
        kinds = {mention.kind for mention in whole}
        return not topic or not kinds & {"state", "place"} or _is_seat(page, words.start[past - 1])
    lemma = words.lemma[head].lower()
    noun = index_sources().get(lemma)
    is_source = noun is not None and (lemma in _PAPERS or noun.kind == "unnamed" or noun.official == "always" or bool(whole))
    return is_source and all(words.tag[at] != "NNS" for at in range(first, head)) and (head == past - 1 or bool(whole))


def _is_seat(page: Page, place: int) -> bool:
    """Whether a place is the seat of a government, as the Kremlin is, and not a state or city that is spoken of."""
    names = (page.text[mention.start : mention.end].lower().removeprefix("the ") for mention in page.list_mentions(place))
    return any(name in _index_seats() for name in names)


@cache
def _index_seats() -> frozenset[str]:
    """Seats of governments in lower case."""
    return frozenset(load_lexicon("seats")["seat"].str.lower())


def _squeeze(text: str) -> str:
    """Letters and digits in lower case."""
    return re.sub(r"[\W_]+", "", text).casefold()
