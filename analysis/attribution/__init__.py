"""Finding who says what by rules: the source, the cue and the content of each statement, as linked spans."""

import re
from collections.abc import Iterable, Iterator
from typing import Any

import pandas as pd

from analysis import schema
from analysis.attribution.found import Found
from analysis.attribution.frames import Frame, read_frames
from analysis.attribution.reports import attribute_frame

_ALONE = frozenset("Z.,")


def find_attributions(
    documents: pd.DataFrame, sentences: pd.DataFrame, tokens: pd.DataFrame, quotations: pd.DataFrame
) -> pd.DataFrame:
    """Find the source, the cue and the content of every statement.

    Parameters
    ----------
    documents, sentences, tokens, quotations : tables (schema.py)

    Returns
    -------
    table `spans`, rows of role source, cue and content, those of one statement together and under one `link`, statements by
    document, then in the order of their cues
        Content comes with the quotation marks that enclose it and with a "that" that opens it (the habit of PolNeAR); one in
        parts has several rows. A source comes with its apposition, not with a relative clause before the verb; a cue with its
        auxiliaries and the adverbs before them. `reason` is the rule, in the order of the text: S source, cue, what is said.
        `probability` is the share of statements among the verb's uses of that kind in PolNeAR train (smoothed); null for other
        rules and for verbs with fewer than three such uses there.
        A quotation that is a paragraph of its own after a quoted one is a statement without source and cue.
    """
    rows: list[dict[str, Any]] = []
    for doc_id, text, frames in read_frames(documents, sentences, tokens, quotations):
        for number, found in enumerate(_attribute_document(text, frames)):
            common = {
                "doc_id": doc_id, "link": f"{doc_id}:a{number}", "probability": found.probability, "reason": found.reason,
            }  # fmt: skip
            rows += [{**common, "role": role, "start": start, "end": end} for role, start, end in _make_spans(text, found)]
    return schema.build("spans", rows)


def _make_spans(text: str, found: Found) -> Iterator[tuple[str, int, int]]:
    """Turn the places of a statement into character offsets, content to the quotation marks it begins or ends within."""
    frame = found.frame
    for role, places in (("source", found.source), ("cue", found.cue)):
        if places:
            yield role, frame.start[places[0]], frame.end[places[1] - 1]
    parts = [_fit_quotations(text, frame, frame.start[first], frame.end[past - 1]) for first, past in found.content]
    for quotation in found.further:
        if parts and quotation.continues and not text[parts[-1][1] : quotation.start].strip():
            parts[-1] = (parts[-1][0], quotation.end)
        else:
            parts.append((quotation.start, quotation.end))
    for start, end in parts:
        yield "content", start, end


def _fit_quotations(text: str, frame: Frame, start: int, end: int) -> tuple[int, int]:
    """Let a part of the content begin and end with the quotation marks that it begins or ends just inside of."""
    for quotation in frame.quotations:
        if quotation.start < start < quotation.end and not re.search(r"\w", text[quotation.start : start]):
            start = quotation.start
        if quotation.start < end < quotation.end and not re.search(r"\w", text[end : quotation.end]):
            end = quotation.end
    return start, end


def _attribute_document(text: str, frames: Iterable[Frame]) -> list[Found]:
    """Attribute frame by frame; a quotation without a speaker goes on from the one before it in its paragraph."""
    every: list[Found] = []
    last: Found | None = None
    paragraph = ""
    for frame in frames:
        found = attribute_frame(text, frame)
        first = frame.blocks.get(0)
        loose = first is not None and not any(places[0] == 0 for each in found for places in each.content)
        if loose and first and last and not found and (first.continues or paragraph == frame.paragraph_id):
            last.further += frame.blocks.values()
        elif loose and _ALONE.issuperset(frame.code):
            last = Found(frame, [(place, place + 1) for place in frame.blocks], None, None, "quote alone")
            every.append(last)
        else:
            last = _find_last_quoting(frame, found)
        every += found
        paragraph = frame.paragraph_id
    return every


def _find_last_quoting(frame: Frame, found: list[Found]) -> Found | None:
    """Return the last statement of a frame whose content ends with a quotation."""
    for each in reversed(found):
        past = each.content[-1][1]
        if past - 1 in frame.blocks or any(first < past <= end for first, end in frame.within):
            return each
    return None
