"""Values, sentences and tables as HTML in which a document's text is only text."""

import html
import re
from collections.abc import Collection, Mapping
from typing import Any

import numpy as np
import pandas as pd

NOT_KNOWN = "–"
"""Shown for null."""

_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


def write_table(table: pd.DataFrame, *, headings: Mapping[str, str], caption: str, to_right: Collection[str] = ()) -> str:
    """Write an HTML table with caption, column and row headings; the first column is the row heading."""
    bounded = {column for column in headings if {f"{column}_low", f"{column}_high"} <= {*table.columns} - {*headings}}
    kinds = {column: _choose_class(table[column].dtype, column in to_right, column in bounded) for column in headings}
    head = "".join(f'<th scope="col"{kinds[column]}>{escape(heading)}</th>' for column, heading in headings.items())
    first, *others = headings
    rows = []
    for row in table.to_dict("records"):
        cells = {column: _write_cell(row, column, bounded=column in bounded) for column in headings}
        rows.append(
            f'<tr><th scope="row"{kinds[first]}>{cells[first]}</th>'
            + "".join(f"<td{kinds[column]}>{cells[column]}</td>" for column in others)
            + "</tr>"
        )
    return (
        f'<div class="table" role="region" tabindex="0" aria-label="{escape(caption)}"><table>'
        f"<caption><span>{escape(caption)}</span></caption><thead><tr>{head}</tr></thead><tbody>{''.join(rows)}</tbody></table></div>"
    )


def _write_cell(row: Mapping[Any, Any], column: str, *, bounded: bool) -> str:
    """Write one value; behind it the bounds of its 95 % interval, and whether it rests on too little, where the row has them."""
    text = escape(write_plain(row[column], column=column))
    if not bounded or pd.isna(row[f"{column}_low"]):
        return text
    bounds = " to ".join(write_plain(row[f"{column}_{side}"], column=column).removesuffix("%") for side in ("low", "high"))
    few = row.get(f"{column.removesuffix('share')}small", row.get("small", False))
    return f'{text} <span class="bounds">({bounds}){", few" if few else ""}</span>'


def _choose_class(dtype: Any, to_right: bool, bounded: bool) -> str:
    """Return the attributes of a column's cells: numbers and days as such, text in its own direction of writing."""
    if pd.api.types.is_numeric_dtype(dtype):
        return f' class="number{" bounded" if bounded else ""}"'
    if pd.api.types.is_datetime64_any_dtype(dtype):
        return ' class="day"'
    return ' class="right" dir="auto"' if to_right else ' dir="auto"'


def write_plain(value: Any, *, column: str) -> str:
    """Write one value as a reader wants to see it."""
    if pd.api.types.is_list_like(value):
        return "; ".join(map(str, value)) or NOT_KNOWN
    if pd.isna(value):
        return NOT_KNOWN
    if isinstance(value, bool | np.bool_):
        return "yes" if value else "no"
    if isinstance(value, pd.Timestamp):
        return f"{value:%Y-%m-%d}"
    if isinstance(value, int | np.integer):
        return f"{value:,}"
    if isinstance(value, float):
        return (f"{value:.1%}" if column.endswith("share") else f"{value:,.2f}").replace("-", "−")
    return str(value)


def mark_parts(text: str, *, parts: str) -> str:
    """Escape the text and mark parts of it, given in their order and joined by " … "; a part that is not in it is left out."""
    written, rest = "", text
    for piece in parts.split(" … ") if parts else ():
        before, found, after = rest.partition(piece)
        if found:
            written, rest = f"{written}{escape(before)}<mark>{escape(found)}</mark>", after
    return written + escape(rest)


def escape(value: str) -> str:
    """Return text that is only text in HTML, without characters HTML has no place for."""
    return html.escape(replace_controls(value))


def replace_controls(text: str) -> str:
    """Return the text with characters that neither HTML nor XML allows as replacement characters."""
    return _CONTROLS.sub("\ufffd", text)
