"""Which statement each statement is reported by."""

from analysis.statements.page import Row


def order_statements(rows: list[Row]) -> list[Row]:
    """Sort statements by start, outer before inner, reporting before reported, and give each its id."""
    rows = sorted(rows, key=lambda row: (row["start"], -row["end"], len(_list_reporters(row))))
    seen: dict[str, int] = {}
    for row in rows:
        name = f"{row['doc_id']}:q{row['start']}-{row['end']}"
        seen[name] = seen.get(name, 0) + 1
        row["statement_id"] = name if seen[name] == 1 else f"{name}-{seen[name]}"
    return rows


def find_parents(rows: list[Row]) -> None:
    """Link each statement to its reporter, else to the innermost other one whose content holds it; rows are in order."""
    around: list[Row] = []
    for row in rows:
        while around and around[-1]["end"] <= row["start"]:
            around.pop()
        holding = (other for other in reversed(around) if _holds(other, row) and not _reports(row, other))
        row["parent"] = row["reporter"] or next(holding, None)
        row["parent_id"] = row["parent"] and row["parent"]["statement_id"]
        around.append(row)


def _list_reporters(row: Row) -> list[Row]:
    """The statements that report one, the nearest first."""
    found: list[Row] = []
    while row["reporter"] and not any(row["reporter"] is other for other in found):
        row = row["reporter"]
        found.append(row)
    return found


def _reports(row: Row, other: Row) -> bool:
    """Whether a statement reports another one, at first or at second hand."""
    return any(reporter is row for reporter in _list_reporters(other))


def _holds(outer: Row, inner: Row) -> bool:
    """Whether one part of the outer content holds all of the inner statement, its cue included, and more."""
    start = min(place for place in (inner["start"], inner["cue_start"]) if place is not None)
    end = max(place for place in (inner["end"], inner["cue_end"]) if place is not None)
    return any(
        first <= start and end <= past and (first, past) != (inner["start"], inner["end"]) for first, past in outer["spans"]
    )
