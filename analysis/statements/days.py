"""The day a statement was made, where the text names it."""

import bisect
import datetime
import re
from collections.abc import Sequence

from analysis.dates import Day
from analysis.statements.page import Page, Row

_OTHER_EVENT = re.compile(r"\b(?:after|before|ahead|since|until|by|following|who|which|held|scheduled|planned)\b", re.IGNORECASE)
_STOP = re.compile(r"[a-z\d)][.!?] ")
_REACH = 60  # characters between the cue and a day that says when it was said


def find_day(row: Row, days: Sequence[Day], page: Page) -> datetime.date | None:
    """Day named beside the cue, in its sentence, outside the content and other quotations, and not of another event.

    Another event is one in words such as "after the vote on Monday".
    """
    if row["cue_start"] is None:
        return None
    sentence = page.find_sentence(row["cue_start"])
    near = bisect.bisect_left(days, row["cue_end"] - _REACH, key=lambda day: day.start)
    far = bisect.bisect_right(days, row["cue_end"] + _REACH, key=lambda day: day.start)
    beside = [day for day in days[near:far] if sentence.start <= day.start < sentence.end and _is_beside(row, day, page)]
    since = [row["cue_end"] if day.start > row["cue_end"] else sentence.start for day in beside]
    told = [day for day, start in zip(beside, since, strict=True) if not _OTHER_EVENT.search(page.text, start, day.start)]
    return min(told, key=lambda day: abs(day.start - row["cue_end"])).date if told else None


def _is_beside(row: Row, day: Day, page: Page) -> bool:
    """Whether a day stands outside what is said, with neither a stop nor a quotation mark of its own between it and the cue."""
    if any(start <= day.start < end for start, end in row["spans"]):
        return False
    between = page.text[day.end : row["cue_start"]] if day.start < row["cue_start"] else page.text[row["cue_end"] : day.start]
    quoted = page.list_quotations(day.start, day.end)
    return not _STOP.search(between) and all(mark.start <= row["cue_start"] < mark.end for mark in quoted)
