"""Who speaks in a transcript, where each turn begins with a name in capitals: "SECRETARY HOLM: ..."."""

import re
from bisect import bisect_right

from analysis.statements.officials import is_official
from analysis.statements.page import Page, Row
from analysis.statements.sources import name_speaker

_LABEL = re.compile(r"^[ \t]*([A-Z][A-Z.’'-]+(?:[ \t][A-Z][A-Z.’'-]+){0,5}|[QA]):(?=\s)", re.MULTILINE)
_LEAST = 2  # turns of persons known by name that make a transcript
_OWN = frozenset(("i", "we"))


def keep_turns(rows: list[Row], page: Page) -> None:
    """Give what is said within a turn to whose turn it is, where "I" or "we" say it or a name before another turn was taken."""
    labels = [match.span(1) for match in _LABEL.finditer(page.text)]
    people = [_find_person(page, start, end) for start, end in labels]
    if sum(person is not None for person in people) < _LEAST:
        return
    starts = [start for start, _ in labels]
    for row in rows:
        turn = bisect_right(starts, row["start"]) - 1
        if turn < 0 or row["source_start"] is None:
            continue
        start, end = labels[turn]
        if row["source_start"] != start and any(first <= row["source_start"] < past for first, past in labels):
            row |= {"source_start": start, "source_end": end, "speaker": page.text[start:end]}
            name_speaker(row, page)
        elif row["actor_id"] is None and row["parent"] is None and row["speaker"].lower() in _OWN and people[turn]:
            row |= {"actor_id": people[turn], "source_kind": "named"}
        else:
            continue
        row["official"] = is_official(row, page)


def _find_person(page: Page, start: int, end: int) -> str | None:
    """The person whose name a label holds."""
    named = [mention.actor_id for mention in page.list_within(start, end) if mention.form == "name" and mention.actor_id]
    return next((actor_id for actor_id in named if page.actors[actor_id].kind == "person"), None)
