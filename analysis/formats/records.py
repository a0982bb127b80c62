"""Rows of tables as texts: which column is what, and what becomes of the other cells."""

import dataclasses
import hashlib
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from typing import Any

from analysis.errors import nearest
from analysis.formats.found import Found, Items, Source, Unread
from analysis.headers import FIELDS, is_given, name_fields

_COLUMNS_SHOWN = 8


@dataclasses.dataclass(frozen=True)
class Row:
    """One row of a table: its path, its cells by column or the reason why there are none, notes, and the file's encoding."""

    path: str
    cells: Mapping[str, Any] | str
    notes: list[str] = dataclasses.field(default_factory=list)
    encoding: str | None = None


def match_columns(columns: Iterable[str], wanted: Mapping[str, str]) -> dict[str, str]:
    """Return field -> column of a table: the column that `wanted` names for the field, else the one with a usual name."""
    names = [str(column) for column in columns]
    plain = {name.strip().casefold(): name for name in reversed(names)}
    chosen = {field: plain[column.strip().casefold()] for field, column in wanted.items() if column.strip().casefold() in plain}
    chosen |= {field: column for field, column in wanted.items() if column in names}
    usual = name_fields(name for name in names if name not in chosen.values())
    return usual | chosen


def read_rows(source: Source, rows: Iterator[Row]) -> Items:
    """The texts of the rows of a table; a column that is wanted and is in no row of it is told at its end."""
    absent = dict(source.columns)
    names: list[str] = []
    for row in rows:
        if isinstance(row.cells, str):
            yield Unread(row.path, row.cells)
            continue
        present = match_columns(row.cells, absent)
        absent = {field: column for field, column in absent.items() if not _is_same(present.get(field), column)}
        names = names or list(map(str, row.cells))
        yield _read_row(row, source.columns)
    for field, column in absent.items():
        if names:
            yield Unread(source.name, f"There is no column {column!r}, which is named for {field}.{nearest(column, names)}")


def iter_dates(source: Source, rows: Iterator[Row]) -> Iterator[str]:
    """The dates of the rows of a table as they are written."""
    for row in rows:
        if not isinstance(row.cells, str):
            column = match_columns(row.cells, source.columns).get("published")
            if column and isinstance(row.cells[column], str):
                yield row.cells[column]


def tell_columns(columns: Iterable[str]) -> str:
    """Reason for a table or row without a text."""
    names = list(map(str, columns))
    close = next((hint for name in names if (hint := nearest(name.lower(), FIELDS["text"]))), "")
    shown = ", ".join(map(repr, names[:_COLUMNS_SHOWN])) + (", ..." if len(names) > _COLUMNS_SHOWN else "")
    return (
        f"No column of texts among {shown}: name the one that holds them text, body, content or article, "
        f"or say which it is in columns.toml.{close}"
    )


def _read_row(row: Row, wanted: Mapping[str, str]) -> Found | Unread:
    """The text of one row and the cells beside it."""
    cells = row.cells
    assert not isinstance(cells, str)
    columns = match_columns(cells, wanted)
    if "text" not in columns:
        return Unread(row.path, tell_columns(cells))
    column_of_text = columns.pop("text")
    text = cells[column_of_text]
    if not isinstance(text, str):
        return Unread(row.path, "The text is empty." if text is None else "The text is no string.")
    if not text.strip():
        return Unread(row.path, "The text is empty.")
    given = {field: cells[column] for field, column in columns.items() if cells[column] is not None}
    odd = [f"{columns[field]!r} holds no plain value and is left out." for field, cell in given.items() if _is_nested(cell)]
    plain = {field: _write(cell) for field, cell in given.items() if not _is_nested(cell) and is_given(_write(cell))}
    used = {*columns.values(), column_of_text}
    others = {
        str(name): _write(cell)
        for name, cell in cells.items()
        if name not in used and not _is_nested(cell) and cell is not None and is_given(_write(cell))
    }
    sha256 = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    return Found(row.path, text, sha256, plain, others, {}, [*row.notes, *odd], row.encoding)


def _is_same(column: str | None, wanted: str) -> bool:
    """Whether a column is the wanted one, case and outer space aside."""
    return column is not None and column.strip().casefold() == wanted.strip().casefold()


def _is_nested(cell: object) -> bool:
    """Whether a cell is a list, an object or bytes, and so no plain value."""
    return isinstance(cell, list | dict | bytes)


def _write(cell: object) -> str:
    """A plain value as text; a day or time as year-month-day."""
    return cell.isoformat() if isinstance(cell, date | datetime) else str(cell)
