"""What stands before an article's first word, or in its file name: date, title, outlet, address.

Nothing is guessed: a date that cannot be becomes a note and no date, and so does one that can be read in two ways (03/04/2025),
unless the order of day and month is known.
"""

import re
from collections.abc import Iterable
from datetime import date
from functools import cache
from typing import NamedTuple

# usual names of each column, the first present wins; compared in lower case, letters only
FIELDS = {
    "text": (
        "text", "fulltext", "articletext", "articlebody", "bodytext", "maintext", "body", "content", "contents",
        "articlecontent", "article", "story",
    ),
    "title": ("title", "headline", "articletitle", "heading"),
    "published": (
        "publicationdate", "publisheddate", "publishdate", "pubdate", "datepublished", "datepublish", "publishedat",
        "publishedon", "date", "published", "datetime", "timestamp", "day",
    ),
    "outlet": (
        "outlet", "outletname", "newsoutlet", "newspaper", "publisher", "publication", "source", "sourcename", "newssource",
        "medium", "site", "website", "sourcedomain", "domain",
    ),
    "url": ("url", "link", "weburl", "articleurl", "sourceurl", "href"),
}  # fmt: skip
# names of header lines: fewer, since an article may begin "Source: ..." or "Medium: ..." as well
_LINES = {
    "title": "title", "headline": "title",
    "published": "published", "date": "published", "pubdate": "published", "publicationdate": "published",
    "outlet": "outlet", "source": "outlet", "publisher": "outlet", "publication": "outlet", "newspaper": "outlet",
    "url": "url", "link": "url",
}  # fmt: skip
# lines that belong to a header without being a column of `documents`
_OTHER_LINES = {"author", "authors", "byline", "section", "category", "language", "keywords", "tags", "copyright", "id"}
_MOST_OUTLET_WORDS = 6
_MISSING = {"", "-", "none", "null", "nan", "nat", "n/a", "na", "unknown"}

_MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december",
)  # fmt: skip
ORDERS = ("day-first", "month-first")
_WEEKDAY = r"(?:[a-z]{3,9}\.?,?\s+)?"
_WEEKDAY_AFTER = r"(?:,?\s+(?:mon|tues?|wed(?:nes)?|thur?s?|fri|satur|sat|sun)(?:day)?\b)?"
_CLOCK = r"(?:T\d{1,2}[:.h]?\d{2}.*|[\s,:-]+(?:at\s+)?\d{1,2}[:.h]\d{2}.*|[\s,]+(?:at\s+)?\d{1,2}\s*[ap]\.?m.*)?"
_DATE_FORMS = tuple(
    re.compile(_WEEKDAY + form + _WEEKDAY_AFTER + _CLOCK, re.IGNORECASE | re.DOTALL)
    for form in (
        r"(?P<year>\d{4})(?P<sep>[-/.])(?P<month>\d{1,2})(?P=sep)(?P<day>\d{1,2})",
        r"(?P<year>\d{4})(?P<month>\d{2})(?P<day>\d{2})",
        r"(?P<day>\d{1,2})(?:st|nd|rd|th)?[\s-]+(?:of\s+)?(?P<name>[a-z]{3,9})[.,]*[\s-]+(?P<year>\d{4})",
        r"(?P<name>[a-z]{3,9})\.?\s+(?P<day>\d{1,2})(?:st|nd|rd|th)?,?\s+(?P<year>\d{4})",
        r"(?P<first>\d{1,2})(?P<sep>[-/.])(?P<second>\d{1,2})(?P=sep)(?P<year>\d{4})",
    )
)

_HEADER_LINE = re.compile(r"[^\S\n]*([A-Za-z][A-Za-z _-]{0,19}?)[^\S\n]*:[^\S\n]*([^\n]*)(?:\n|\Z)")
_TIME = r"[T ]\d{1,2}:\d{2}[\d:.]*(?:Z|[+-]\d{2}:?\d{2})?"
_SEED_DATE = re.compile(
    rf"\s*date[ \t]+(\d{{4}}[-/.]\d{{1,2}}[-/.]\d{{1,2}}(?:{_TIME})?|none|null|nan|nat)\s+(?=\S)", re.IGNORECASE
)
_NAME_DATE = re.compile(r"(?<!\d)(?:\d{4}-\d{2}-\d{2}|\d{8})(?!\d)")
_OUTLET_NAME = re.compile(r"[^\W\d_]+(?:[ -][^\W\d_]+)*")


class Header(NamedTuple):
    """What the header says by field, and where the article begins."""

    fields: dict[str, str]
    end: int


def name_fields(columns: Iterable[str]) -> dict[str, str]:
    """Return field -> column for the columns that carry a usual name of a field; the more usual name wins."""
    squeezed = {_squeeze(column): column for column in reversed(list(columns))}
    return {
        field: next(squeezed[name] for name in names if name in squeezed)
        for field, names in FIELDS.items()
        if not squeezed.keys().isdisjoint(names)
    }


def read_header(text: str) -> Header:
    """Return the header at the top of `text`: a leading ``date 2025-08-20 ``, lines like ``title: ...``, or both.

    Header lines stand in any order, blank lines may come first; the first line that is none ends them. A line
    ``text: ...`` ends them too, and the article begins after its colon. Values are as written, without outer space.
    """
    fields: dict[str, str] = {}
    seed = _SEED_DATE.match(text)
    if seed and is_given(seed[1]):
        fields["published"] = seed[1]
    end = seed.end() if seed else 0
    position = end or len(text) - len(text.lstrip())
    while line := _HEADER_LINE.match(text, position):
        key, value = _squeeze(line[1]), line[2].strip()
        field = _LINES.get(key)
        if end and key in FIELDS["text"]:
            end = line.start(2)
            break
        if not (field or key in _OTHER_LINES) or (field == "outlet" and not _may_be_outlet(value)):
            break
        if field and is_given(value):
            fields.setdefault(field, value)
        end = position = line.end()
    return Header(fields, end)


def read_name(stem: str) -> dict[str, str]:
    """Return what a file name says beyond doubt: one date, and around it an outlet and a longer title.

    ``2025-08-20_reuters_some-title`` and ``reuters_2025-08-20_some-title`` give all three; with any other number of
    parts, or when the title has no more words than the outlet, only the date is sure.
    """
    dates = [found for found in _NAME_DATE.findall(stem) if parse_date(found)[0]]
    if len(dates) != 1:
        return {}
    fields = {"published": dates[0]}
    rest = [part for part in stem.split("_") if part != dates[0]]
    if len(rest) == 2 and stem.split("_")[-1] != dates[0]:
        outlet, title = (part.strip() for part in rest)
        if _OUTLET_NAME.fullmatch(outlet) and len(re.findall(r"\w+", outlet)) < len(re.findall(r"\w+", title)):
            fields |= {"outlet": outlet, "title": title.replace("-", " ")}
    return fields


def parse_date(written: str, order: str = "") -> tuple[date | None, str]:
    """Return the day that `written` names, or None and the reason why it names none.

    Understood are year-first numbers, day and month in words in either order (weekday and time of day are passed over)
    and numbers in which only one reading is possible (20/08/2025), or which are read in a given order.

    Parameters
    ----------
    written : the date
    order : day-first or month-first, for figures that can be read in two ways; "" leaves them without a day
    """
    written = written.strip()
    parts = _match_date(written)
    if not parts:
        return None, f"Date {_shorten(written)!r} is not understood: write it as YYYY-MM-DD."
    year = int(parts["year"])
    if "first" in parts:
        first, second = int(parts["first"]), int(parts["second"])
        order = tell_order(written) or order
        if first == second:
            order = "day-first"
        if not order:
            readings = f"{year}-{second:02}-{first:02} or {year}-{first:02}-{second:02}"
            told = f"Date {_shorten(written)!r} can be read in two ways: write {readings}"
            return None, f"{told}, or say whether dates are day-first or month-first."
        day, month = (first, second) if order == "day-first" else (second, first)
    else:
        day = int(parts["day"])
        month = _number_month(parts["name"]) if "name" in parts else int(parts["month"])
    try:
        return date(year, month, day), ""
    except ValueError:
        return None, f"Date {_shorten(written)!r} is no day of the calendar: write it as YYYY-MM-DD."


def tell_order(written: str) -> str:
    """Return the order in which a date in figures must be read, as one of `ORDERS`; "" if it can be read in both, or in words."""
    parts = _match_date(written.strip())
    if not parts or "first" not in parts:
        return ""
    first, second = int(parts["first"]), int(parts["second"])
    return "day-first" if first > 12 else "month-first" if second > 12 else ""


def is_ambiguous(written: str) -> bool:
    """Return whether a date in figures names two different days, by which of the first two figures is the month."""
    parts = _match_date(written.strip())
    return "first" in parts and int(parts["first"]) != int(parts["second"]) and not tell_order(written)


def _match_date(written: str) -> dict[str, str]:
    """The parts of a date by the form it has; none if it has no known form."""
    found = next((match for form in _DATE_FORMS if (match := form.fullmatch(written))), None)
    return found.groupdict() if found else {}


def is_given(value: str) -> bool:
    """Whether a cell or header line holds a value, not one of the usual marks of a missing one."""
    return value.strip().lower() not in _MISSING


def _may_be_outlet(value: str) -> bool:
    """Whether a value is short as a name, not a sentence (a headline may begin "Newspaper: ...")."""
    return len(value.split()) <= _MOST_OUTLET_WORDS and not value.endswith((".", "!", "?"))


def _number_month(name: str) -> int:
    """Number of the month that `name` names or shortens, 0 if none."""
    name = name.lower()
    return next((number for number, month in enumerate(_MONTHS, 1) if month.startswith(name)), 0)


@cache
def _squeeze(name: str) -> str:
    """Lower-case letters of a column's or header line's name."""
    return re.sub(r"[^a-z]", "", name.lower())


def _shorten(value: str) -> str:
    """First 40 characters, so that a note stays a line."""
    return value if len(value) <= 40 else value[:39] + "…"
