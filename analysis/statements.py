"""Makes statements of spans: which form, who speaks and of what kind, what the cue does, on which day, who reports it.

The rules hold for any reader of spans: a cue without content is no statement; a quotation of its own belongs to the speaker who
ran before it; a statement inside the content of another is reported by it.
"""

import bisect
import re
from collections.abc import Mapping
from functools import cache
from typing import Any

import pandas as pd

from analysis import schema
from analysis.dates import find_days
from analysis.lexicon import load_lexicon
from analysis.words import Words, list_words

_DIRECT = 0.9  # share of the content's characters within quotation marks from which it counts as direct
_NEGATIONS = frozenset(("not", "n't", "never", "no", "neither", "nor", "hardly"))
_OPPOSITES = {
    "agree": "reject",
    "praise": "criticise",
    "reject": "agree",
    "assert": "deny",
    "deny": "assert",
    "promise": "reject",
}
_NESTED = 12  # mentions that may begin before a word and still hold it
_OTHER_EVENT = re.compile(r"\b(?:after|before|ahead|since|until|by|following|who|which|held|scheduled|planned)\b", re.IGNORECASE)
_DAY_REACH = 60  # characters between the cue and a day that says when it was said
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
        actor of the quotation before it. `said_on` is the day named between the source and the cue or right after it.
        `parent_id` is the innermost statement whose content holds this one's.
    """
    texts = dict(zip(documents["doc_id"], documents["text"], strict=True))
    published = dict(zip(documents["doc_id"], documents["published"], strict=True))
    words_of = {words.doc_id: words for words in list_words(tokens)}
    quoted_in = _group(quotations[quotations["depth"] == 0], ["start", "end", "closed"])
    mentions_in = _group(mentions, ["start", "end", "form", "kind", "actor_id"])
    sentences_in = _group(sentences, ["start", "end", "sentence_id"])
    kinds = dict(zip(actors["actor_id"], actors["kind"], strict=True))
    rows: list[_Row] = []
    for doc_id, links in _group_links(spans).items():
        words, text = words_of[doc_id], texts[doc_id]
        day = published[doc_id]
        days = find_days(text, published=None if pd.isna(day) else day.date())
        days = [each for each in days if pd.isna(day) or each.date <= day.date()]  # what is to come has not been said yet
        made = (_make_statement(doc_id, parts, text, words, quoted_in.get(doc_id, [])) for parts in links)
        found = sorted((row for row in made if row), key=lambda row: (row["start"], -row["end"]))
        for row in found:
            _name_speaker(row, words, mentions_in.get(doc_id, []), kinds)
            row["said_on"] = _find_day(row, days, text, sentences_in[doc_id])
            row["sentence_id"] = _find_sentence(row["start"], sentences_in[doc_id])[2]
        _continue_speakers(found)
        _number_ids(found)
        _find_parents(found)
        rows += found
    return schema.build("statements", rows)


def tag_voices(tokens: pd.DataFrame, statements: pd.DataFrame) -> pd.DataFrame:
    """Return `tokens` with `statement_id` of the innermost statement whose content holds the word; null: the narrator.

    Where two contents of equal length hold it, the later one has it. The input is not changed.
    """
    parts = [
        (doc_id, start, end, statement_id)
        for doc_id, spans, statement_id in zip(statements["doc_id"], statements["spans"], statements["statement_id"], strict=True)
        for start, end in spans
    ]
    first_row = {
        doc_id: (int(rows[0]), int(rows[-1]) + 1) for doc_id, rows in tokens.groupby("doc_id", sort=False).indices.items()
    }
    starts, ends = tokens["start"].tolist(), tokens["end"].tolist()
    voices: list[str | None] = [None] * len(tokens)
    for doc_id, start, end, statement_id in sorted(parts, key=lambda part: part[1] - part[2]):
        first, past = first_row.get(doc_id, (0, 0))
        at = bisect.bisect_left(starts, start, first, past)
        while at < past and ends[at] <= end:
            voices[at] = statement_id
            at += 1
    return tokens.assign(statement_id=pd.array(voices, dtype="str"))


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


def _make_statement(
    doc_id: str, parts: list[tuple[Any, ...]], text: str, words: Words, quotations: list[tuple[Any, ...]]
) -> _Row | None:
    """Row of a statement from its linked spans; None without content."""
    content = sorted((start, end) for role, start, end, *_ in parts if role == "content")
    if not content:
        return None
    row: _Row = {"doc_id": doc_id, "start": content[0][0], "end": content[-1][1], "spans": [list(part) for part in content]}
    for role in ("source", "cue"):
        start, end = next(((start, end) for name, start, end, *_ in parts if name == role), (None, None))
        row |= {f"{role}_start": start, f"{role}_end": end}
        row["speaker" if role == "source" else "cue"] = None if start is None else text[start:end]
    row |= {"probability": parts[0][3], "reason": parts[0][4], "cue_class": _class_cue(row, words)}
    first = bisect.bisect_right(quotations, row["start"], key=lambda quotation: quotation[1])
    within = quotations[first : bisect.bisect_left(quotations, row["end"], key=lambda quotation: quotation[0])]
    length = sum(end - start for start, end in content)
    covered = sum(max(0, min(end, past) - max(start, since)) for start, end in content for since, past, _ in within)
    row["form"] = "direct" if covered >= _DIRECT * length else "mixed" if covered else "indirect"
    row["closed"] = all(closed for *_, closed in within)
    return row


@cache
def _index_classes() -> Mapping[str, str]:
    """Class of a cue by its words in lemmas."""
    table = load_lexicon("cues")
    return dict(zip(table["lemma"], table["class"], strict=True))


@cache
def _index_sources() -> Mapping[str, str]:
    """Kind of a source by the lemma of its head."""
    table = load_lexicon("sources")
    return dict(zip(table["lemma"], table["kind"], strict=True))


def _class_cue(row: _Row, words: Words) -> str | None:
    """Class of the cue: of its longest run of lemmas in the lexicon, the last first; a negation turns it around."""
    if row["cue"] is None:
        return None
    first = bisect.bisect_left(words.start, row["cue_start"])
    past = bisect.bisect_left(words.start, row["cue_end"])
    lemmas = [words.lemma[at].lower() for at in range(first, past)]
    classes = _index_classes()
    runs = (" ".join(lemmas[i:j]) for size in (3, 2, 1) for j in range(len(lemmas), size - 1, -1) for i in (j - size,))
    found = next((classes[run] for run in runs if run in classes), "neutral")
    negated = any(words.lower[at] in _NEGATIONS for at in range(max(0, first - 2), past))
    return _OPPOSITES.get(found, found) if negated else found


def _find_head(words: Words, start: int, end: int) -> int | None:
    """Index of the head of a source: the last noun or pronoun before the first comma, preposition or relative clause."""
    head = None
    for at in range(bisect.bisect_left(words.start, start), len(words)):
        if words.start[at] >= end or (
            head is not None and (words.pos[at] in ("ADP", "PUNCT", "VERB", "SCONJ", "CCONJ") or words.tag[at][0] == "W")
        ):
            break
        if words.pos[at] in ("NOUN", "PROPN", "PRON", "NUM", "ADJ") and not (head is not None and words.pos[at] == "ADJ"):
            head = at
        elif words.tag[at] == "POS":
            head = None
    return head


def _name_speaker(row: _Row, words: Words, mentions: list[tuple[Any, ...]], kinds: Mapping[str, str]) -> None:
    """Fill actor and kind of the source from its head."""
    row |= {"actor_id": None, "source_kind": None}
    if row["speaker"] is None:
        return
    head = _find_head(words, row["source_start"], row["source_end"])
    if head is None:
        row["source_kind"] = "unnamed"
        return
    at = words.start[head]
    before = bisect.bisect_right(mentions, at, key=lambda mention: mention[0])
    holding = [mention for mention in mentions[max(0, before - _NESTED) : before] if at < mention[1]]
    linked = [mention for mention in holding if isinstance(mention[4], str)]
    if linked:
        row["actor_id"] = max(linked, key=lambda mention: (mention[2] == "name", mention[1] - mention[0]))[4]
    lemma = words.lemma[head].lower()
    if linked:
        row["source_kind"] = "collective" if kinds.get(row["actor_id"]) == "group" else "named"
    elif any(mention[2] == "name" for mention in holding) or words.pos[head] == "PROPN":
        row["source_kind"] = "named"
    else:
        plural = words.tag[head] in ("NNS", "NNPS")
        row["source_kind"] = _index_sources().get(lemma, "collective" if plural else "unnamed")


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


def _continue_speakers(rows: list[_Row]) -> None:
    """Give a quotation of its own the speaker of the quotation before it."""
    running: _Row | None = None
    for row in rows:
        if row["speaker"] is None and row["cue"] is None:
            if running:
                row |= {name: running[name] for name in ("actor_id", "source_kind")}
        elif row["form"] != "indirect":
            running = row


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
