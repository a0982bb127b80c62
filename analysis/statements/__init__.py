"""Makes statements of spans: which form, who speaks and of what kind, what the cue does, on which day, who reports it.

The rules hold for any reader of spans: a cue without content is no statement; a quotation opened anew goes on with the running
statement; one begun in another paragraph, after the quotation before it was closed, is a statement of its own by the same
speaker, found by the reader or not; a statement inside the content of another is reported by it.
"""

import bisect
import re
from collections.abc import Iterator
from itertools import accumulate
from typing import Any

import pandas as pd

from analysis import schema
from analysis.dates import find_days
from analysis.statements.cues import class_cue
from analysis.statements.sources import continue_speakers, name_speaker
from analysis.statements.voices import tag_voices
from analysis.words import Words, list_words

__all__ = ["find_statements", "tag_voices"]

_DIRECT = 0.9  # share of the content's characters within quotation marks from which it counts as direct
_OTHER_EVENT = re.compile(r"\b(?:after|before|ahead|since|until|by|following|who|which|held|scheduled|planned)\b", re.IGNORECASE)
_LEAST_ALONE = 4  # words of a quotation that is a statement by standing alone
_DAY_REACH = 60  # characters between the cue and a day that says when it was said
_ROLES = ("source", "cue")
_Row = dict[str, Any]


def find_statements(
    documents: pd.DataFrame,
    sentences: pd.DataFrame,
    tokens: pd.DataFrame,
    quotations: pd.DataFrame,
    spans: pd.DataFrame,
    mentions: pd.DataFrame,
    actors: pd.DataFrame,
) -> pd.DataFrame:
    """Join the spans of sources, cues and contents into statements.

    Returns
    -------
    table `statements`, one row per statement, by document in the order of `documents`, then by start, outer before inner
        `form` by the share of the content within quotation marks: direct from 90 %, indirect at 0, else mixed. `cue_class` from
        cues.csv, turned around by a negation beside the cue. `source_kind` by the head of the source: document (by
        sources.csv), collective (several people or a body without a name), unnamed (a person without a name), else named.
        `actor_id` is that of the mention that holds the head. A quotation of its own, without source and cue, has speaker and
        actor of the quotation before it; where the reader did not find it, its probability is null. `said_on` is the day
        named between the source and the cue or right after it.
        `parent_id` is the innermost statement whose content holds this one's.
    """
    texts = dict(zip(documents["doc_id"], documents["text"], strict=True))
    published = dict(zip(documents["doc_id"], documents["published"], strict=True))
    words_of = {words.doc_id: words for words in list_words(tokens)}
    quoted_in = _group(quotations[quotations["depth"] == 0], ["start", "end", "closed", "continues"])
    mentions_in = _group(mentions, ["start", "end", "form", "kind", "actor_id"])
    sentences_in = _group(sentences, ["start", "end", "sentence_id"])
    kinds = dict(zip(actors["actor_id"], actors["kind"], strict=True))
    rows: list[_Row] = []
    links_in = _group_links(spans)
    for doc_id, words in words_of.items():
        text, links = texts[doc_id], links_in.get(doc_id, [])
        day = published[doc_id]
        days = find_days(text, published=None if pd.isna(day) else day.date())
        days = [each for each in days if pd.isna(day) or each.date <= day.date()]  # what is to come has not been said yet
        found = [row for parts in links for row in _make_statements(doc_id, parts, text, words, quoted_in.get(doc_id, []))]
        found += _find_alone(doc_id, text, words, quoted_in.get(doc_id, []), found)
        found.sort(key=lambda row: (row["start"], -row["end"]))
        for row in found:
            name_speaker(row, words, mentions_in.get(doc_id, []), kinds)
            row["said_on"] = _find_day(row, days, text, sentences_in[doc_id])
            row["sentence_id"] = _find_sentence(row["start"], sentences_in[doc_id])[2]
        continue_speakers(found)
        _number_ids(found)
        _find_parents(found)
        rows += found
    return schema.build("statements", rows)


def _group(table: pd.DataFrame, columns: list[str]) -> dict[str, list[tuple[Any, ...]]]:
    """Rows of a table as tuples by document."""
    found: dict[str, list[tuple[Any, ...]]] = {}
    for doc_id, *values in zip(table["doc_id"], *(table[column] for column in columns), strict=True):
        found.setdefault(doc_id, []).append(tuple(values))
    return found


def _group_links(spans: pd.DataFrame) -> dict[str, list[list[tuple[Any, ...]]]]:
    """Spans of statements as tuples by document and link, in the order of the table."""
    linked = spans[spans["link"].notna()]
    found: dict[str, dict[str, list[tuple[Any, ...]]]] = {}
    columns = (linked[name] for name in ("doc_id", "link", "role", "start", "end", "probability", "reason"))
    for doc_id, link, *values in zip(*columns, strict=True):
        found.setdefault(doc_id, {}).setdefault(link, []).append(tuple(values))
    return {doc_id: list(links.values()) for doc_id, links in found.items()}


def _make_statements(
    doc_id: str, parts: list[tuple[Any, ...]], text: str, words: Words, quotations: list[tuple[Any, ...]]
) -> Iterator[_Row]:
    """Rows of the statements of linked spans: one, and one more for each quotation begun after it in another paragraph."""
    content = sorted((start, end) for role, start, end, *_ in parts if role == "content")
    places = {role: next(((start, end) for name, start, end, *_ in parts if name == role), (None, None)) for role in _ROLES}
    anew = {start for start, *_, continues in quotations if continues}
    first = 0
    for at in range(1, len(content) + 1):
        if at == len(content) or (content[at][0] not in anew and "\n" in text[content[at - 1][1] : content[at][0]]):
            yield _make_row(doc_id, content[first:at], places, text, words, quotations, *parts[0][3:])
            places, first = dict.fromkeys(_ROLES, (None, None)), at


def _make_row(
    doc_id: str,
    content: list[tuple[int, int]],
    places: dict[str, tuple[int | None, int | None]],
    text: str,
    words: Words,
    quotations: list[tuple[Any, ...]],
    probability: float,
    reason: str,
) -> _Row:
    """Row of a statement of some content, with the places of its source and its cue."""
    row: _Row = {"doc_id": doc_id, "start": content[0][0], "end": content[-1][1], "spans": [list(part) for part in content]}
    for role, (start, end) in places.items():
        row |= {f"{role}_start": start, f"{role}_end": end}
        row["speaker" if role == "source" else "cue"] = None if start is None else text[start:end]
    row |= {"probability": probability, "reason": reason}
    row["cue_class"] = None if row["cue"] is None else class_cue(words, row["cue_start"], row["cue_end"])
    first = bisect.bisect_right(quotations, row["start"], key=lambda quotation: quotation[1])
    within = quotations[first : bisect.bisect_left(quotations, row["end"], key=lambda quotation: quotation[0])]
    length = sum(end - start for start, end in content)
    covered = sum(max(0, min(end, past) - max(start, since)) for start, end in content for since, past, *_ in within)
    row["form"] = "direct" if covered >= _DIRECT * length else "mixed" if covered else "indirect"
    row["closed"] = all(closed for *_, closed, _ in within)
    return row


def _find_alone(doc_id: str, text: str, words: Words, quotations: list[tuple[Any, ...]], found: list[_Row]) -> Iterator[_Row]:
    """Rows of the quotations that fill their paragraph and are no part of a statement found."""
    taken = sorted((start, end) for row in found for start, end in row["spans"])
    reach = list(accumulate((end for _, end in taken), max))
    for start, end, closed, _ in quotations:
        first, past = text.rfind("\n", 0, start) + 1, text.find("\n", end)
        beside = text[first:start] + text[end : past if past >= 0 else len(text)]
        n_words = bisect.bisect_left(words.start, end) - bisect.bisect_left(words.start, start)
        before = bisect.bisect_left(taken, (end, end))
        overlaps = before > 0 and reach[before - 1] > start
        if n_words >= _LEAST_ALONE and not overlaps and not re.search(r"\w", beside):
            row: _Row = {
                "doc_id": doc_id,
                "start": start,
                "end": end,
                "spans": [[start, end]],
                "form": "direct",
                "closed": closed,
            }
            empty = ("source_start", "source_end", "speaker", "cue_start", "cue_end", "cue", "cue_class", "probability")
            yield {**row, **dict.fromkeys(empty), "reason": "quotation alone"}


def _find_sentence(place: int, sentences: list[tuple[Any, ...]]) -> tuple[Any, ...]:
    """Start, end and id of the sentence that holds a place."""
    at = bisect.bisect_right(sentences, place, key=lambda sentence: sentence[0]) - 1
    return sentences[max(0, at)]


def _find_day(row: _Row, days: list[Any], text: str, sentences: list[tuple[Any, ...]]) -> Any:
    """Day named beside the cue, in its sentence, outside the content, and not of another event ("after the vote on Monday")."""
    if row["cue_start"] is None:
        return None
    first, past, _ = _find_sentence(row["cue_start"], sentences)
    near = bisect.bisect_left(days, row["cue_end"] - _DAY_REACH, key=lambda day: day.start)
    far = bisect.bisect_right(days, row["cue_end"] + _DAY_REACH, key=lambda day: day.start)
    outside = [
        day
        for day in days[near:far]
        if first <= day.start < past and not any(start <= day.start < end for start, end in row["spans"])
        if not _OTHER_EVENT.search(text, row["cue_end"] if day.start > row["cue_end"] else first, day.start)
    ]
    return min(outside, key=lambda day: abs(day.start - row["cue_end"])).date if outside else None


def _number_ids(rows: list[_Row]) -> None:
    """Give each statement its id; a second one of the same content gets a number."""
    seen: dict[str, int] = {}
    for row in rows:
        name = f"{row['doc_id']}:q{row['start']}-{row['end']}"
        seen[name] = seen.get(name, 0) + 1
        row["statement_id"] = name if seen[name] == 1 else f"{name}-{seen[name]}"


def _find_parents(rows: list[_Row]) -> None:
    """Link each statement to the innermost other one whose content holds it; rows are in order, outer before inner."""
    around: list[_Row] = []
    for row in rows:
        while around and around[-1]["end"] <= row["start"]:
            around.pop()
        holding = (other for other in reversed(around) if _holds(other, row))
        row["parent_id"] = next((other["statement_id"] for other in holding), None)
        around.append(row)


def _holds(outer: _Row, inner: _Row) -> bool:
    """Whether one part of the outer content holds all of the inner statement, its cue included, and more."""
    start = min(place for place in (inner["start"], inner["cue_start"]) if place is not None)
    end = max(place for place in (inner["end"], inner["cue_end"]) if place is not None)
    return any(
        first <= start and end <= past and (first, past) != (inner["start"], inner["end"]) for first, past in outer["spans"]
    )
