"""Days named in running text, exactly or seen from the day of publication: "Aug. 18", "on Wednesday", "yesterday"."""

import datetime
import re
from typing import NamedTuple

_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_NUMBERS = {"two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10}
_AHEAD = datetime.timedelta(days=90)  # a day without a year is looked for this far after publication, else before it

_MONTH = (
    r"(?:Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)?|Apr(?:il|\.)?|May|June?|July?|Aug(?:ust|\.)?|Sept?(?:ember|\.)?"
    r"|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?)"
)
_YEAR = r"(?:,? (?P<{0}>(?:19|20)\d\d)\b)?"
_DAY = re.compile(
    rf"\b(?:(?P<turn>[Ll]ast|[Nn]ext|[Tt]his|[Cc]oming) )?(?P<weekday>{'|'.join(day.title() for day in _WEEKDAYS)})(?!s\b)\b"
    rf"|\b(?P<month>{_MONTH}) (?P<day>[0-3]?\d)(?:st|nd|rd|th)?\b(?! ?[-–—/] ?\d){_YEAR.format('year')}"
    rf"|\b(?<![-–—/])(?P<day2>[0-3]?\d)(?:st|nd|rd|th)?(?: of)? (?P<month2>{_MONTH})(?!\w){_YEAR.format('year2')}"
    r"|\b(?P<iso>(?:19|20)\d\d-[01]\d-[0-3]\d)\b"
    rf"|\b(?P<back>\d{{1,2}}|(?i:{'|'.join(_NUMBERS)})) days ago\b"
    r"|\b(?P<word>(?i:the day before yesterday|yesterday|last night|today|tonight|tomorrow"
    r"|this (?:morning|afternoon|evening)))\b",
)
_SHIFTS = {"the day before yesterday": -2, "yesterday": -1, "last night": -1, "tomorrow": 1}


class Day(NamedTuple):
    """A day named in a text: where its words stand, and which day it is."""

    start: int
    end: int
    date: datetime.date


def find_days(text: str, *, published: datetime.date | None) -> list[Day]:
    """Find the words of a text that name a single day.

    Parameters
    ----------
    text : str
    published : day the text was published, from which "Monday", "yesterday" or "Aug. 18" are reckoned; None if not known

    Returns
    -------
    list of Day, in reading order
        A weekday is the nearest one not after `published`; with "last" before it the one before `published`, with "next" or
        "coming" the one after. A day without a year is the last such day up to three months after `published`. Words that
        need `published` name no day without it. Weeks, months, spans of days ("Aug. 18-20") and days that do not exist
        (30 February) are left out, and so are days in figures only (8/10/2025), which two habits read differently.
    """
    days = []
    for match in _DAY.finditer(text):
        date = _read_exact(match, published) or (_reckon(match, published) if published else None)
        if date:
            days.append(Day(match.start(), match.end(), date))
    return days


def _read_exact(match: re.Match[str], published: datetime.date | None) -> datetime.date | None:
    """Read a calendar day; without a year, the last such day that is not far after publication."""
    if match["iso"]:
        return _make_date(*map(int, match["iso"].split("-")))
    name, day = match["month"] or match["month2"], match["day"] or match["day2"]
    if not name:
        return None
    month = _MONTHS.index(name[:3].lower()) + 1
    year = match["year"] or match["year2"]
    if year:
        return _make_date(int(year), month, int(day))
    if published is None:
        return None
    years = range(published.year + 1, published.year - 8, -1)  # 29 February may lie up to eight years back
    dates = (_make_date(each, month, int(day)) for each in years)
    return next((date for date in dates if date and date - published <= _AHEAD), None)


def _make_date(year: int, month: int, day: int) -> datetime.date | None:
    """Return the day, or None if there is none of that name."""
    try:
        return datetime.date(year, month, day)
    except ValueError:
        return None


def _reckon(match: re.Match[str], published: datetime.date) -> datetime.date | None:
    """Reckon a weekday, "yesterday" or "two days ago" from the day of publication."""
    if match["weekday"]:
        back = (published.weekday() - _WEEKDAYS.index(match["weekday"].lower())) % 7
        turn = (match["turn"] or "").lower()
        shift = -back + 7 if turn in ("next", "coming") else -(back or 7) if turn == "last" else -back
    elif match["back"]:
        shift = -int(_NUMBERS.get(match["back"].lower(), match["back"]))
    elif match["word"]:
        shift = _SHIFTS.get(match["word"].lower(), 0)
    else:
        return None
    try:
        return published + datetime.timedelta(days=shift)
    except OverflowError:
        return None
