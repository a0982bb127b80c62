"""Sentences as a notebook shows them: quoted, with what they are evidence of marked in them."""

from collections.abc import Mapping, Sequence
from string import Formatter
from typing import Any

import pandas as pd

from analysis.anchors import make_anchor
from analysis.display.showing import show, show_note, take
from analysis.errors import SchemaError, nearest
from analysis.markup import NOT_KNOWN, escape, mark_parts, mark_places, read_places, write_plain
from analysis.views import View, choose_view


def show_quotes(
    table: pd.DataFrame,
    *,
    name: str,
    caption: str | None = None,
    about: str | None = None,
    source: str | None = None,
    sentence: str | None = None,
    mark: str | None = None,
    anchor: Sequence[str] | None = None,
    unknown: Mapping[str, str] | None = None,
    empty: str | None = None,
    tables: str = "",
    limit: int = 50,
) -> None:
    """Show rows as quoted sentences, each under a line that says what it is evidence of.

    Parameters
    ----------
    table : any table; it is not changed
    name, tables, limit : as for `show_table`
    caption, about, source, sentence, mark, anchor, unknown, empty : how they are shown, where it is not as views.toml says for
        this name

    Raises
    ------
    SchemaError : a column is not there (names it and the nearest one); ParameterError : as for `show_table`
    """
    view = choose_view(
        name, caption=caption, about=about, source=source, sentence=sentence, mark=mark, anchor=anchor, unknown=unknown,
        empty=empty,
    )  # fmt: skip
    shown, told = take(table, name=name, caption=view.caption, tables=tables, limit=limit)
    if shown.empty:
        show_note(view.empty)
        return
    rows = shown.to_dict("records")
    written = [write_quote(row, view, name=name) for row in rows]
    names = [
        f' id="{make_anchor(view.anchor[0], *(row[key] for key in view.anchor[1:]))}"' if view.anchor else "" for row in rows
    ]
    quotes = "".join(f"<li{named}>{quote}</li>" for named, (quote, _) in zip(names, written, strict=True))
    page = f'<p class="caption">{escape(told)}</p><ol class="quotes">{quotes}</ol>'
    show({"text/html": page, "text/plain": "\n".join([told, *(line for _, line in written)])})


def write_quote(row: Mapping[Any, Any], view: View, *, name: str, labelled: bool = True) -> tuple[str, str]:
    """Write one row as HTML and as plain text; the marks in it with small labels that say what they are, or without."""
    above, below, text = (fill(line, row, view, name=name) for line in (view.about, view.source, f"{{{view.sentence}}}"))
    marks: Any = row.get(view.mark) if view.mark else None
    if pd.api.types.is_list_like(marks):
        places = read_places(marks)
        marked = mark_places(text, places if labelled else [(start, end, role, "") for start, end, role, _ in places])
    else:
        marked = mark_parts(text, parts=fill(f"{{{view.mark}}}", row, view, name=name) if view.mark else "")
    head = f'<p class="about" dir="auto"><strong>{escape(above)}</strong></p>' if above else ""
    page = f'{head}<blockquote dir="auto">{marked}</blockquote><p class="source" dir="auto">{escape(below)}</p>'
    return page, f"{above}: {text} ({below})"


def fill(template: str, row: Mapping[Any, Any], view: View, *, name: str) -> str:
    """Put the values of a row into the braces of a template."""
    columns = [column for _, column, _, _ in Formatter().parse(template) if column]
    for column in columns:
        if column not in row:
            raise SchemaError(f"Table {name!r} has no column {column!r} to quote.{nearest(column, map(str, row))}")
    return template.format_map({column: _tell(row[column], column, view.unknown) for column in columns})


def _tell(value: Any, column: str, unknown: Mapping[str, str]) -> str:
    """Write a value in words; null by what the column says of it."""
    written = write_plain(value, column=column)
    return unknown.get(column, written) if written == NOT_KNOWN else written
