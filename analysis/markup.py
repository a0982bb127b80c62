"""Values, sentences and tables as HTML in which a document's text is only text."""

import html
import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import pairwise
from typing import Any

import numpy as np
import pandas as pd

from analysis.anchors import make_anchor

NOT_KNOWN = "–"
"""Shown for null."""

_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_BIDI = re.compile(r"[\u202a-\u202e\u2066-\u2069]")


def write_table(
    table: pd.DataFrame,
    *,
    headings: Mapping[str, str],
    caption: str,
    to_right: Collection[str] = (),
    links: Mapping[str, Sequence[str]] | None = None,
    anchor: Sequence[str] = (),
) -> str:
    """Write an HTML table with caption, column and row headings; the first column is the row heading.

    `links` makes values of a column lead to what they count: column -> kind of thing and the columns that name it
    (`make_anchor`), or "" and a column that holds such names; a 0 or null leads nowhere. `anchor` gives each row
    such a name itself.
    """
    bounded = {column for column in headings if {f"{column}_low", f"{column}_high"} <= {*table.columns} - {*headings}}
    kinds = {column: _choose_class(table[column].dtype, column in to_right, column in bounded) for column in headings}
    head = "".join(f'<th scope="col"{kinds[column]}>{escape(heading)}</th>' for column, heading in headings.items())
    first, *others = headings
    rows = []
    for row in table.to_dict("records"):
        cells = {column: _write_cell(row, column, bounded=column in bounded) for column in headings}
        for column, (kind, *keys) in (links or {}).items():
            target = make_anchor(kind, *(row[key] for key in keys)) if kind else row[keys[0]]
            if not _is_nothing(row[column]) and not pd.isna(target):
                label = f"{write_plain(row[column], column=column)}: {headings[column]}, {write_plain(row[first], column=first)}"
                cells[column] = write_link(cells[column], target, label=label if column != first else "")
        name = f' id="{make_anchor(anchor[0], *(row[key] for key in anchor[1:]))}"' if anchor else ""
        rows.append(
            f'<tr{name}><th scope="row"{kinds[first]}>{cells[first]}</th>'
            + "".join(f"<td{kinds[column]}>{cells[column]}</td>" for column in others)
            + "</tr>"
        )
    return (
        f'<div class="table" role="region" tabindex="0" aria-label="{escape(caption)}"><table>'
        f"<caption><span>{escape(caption)}</span></caption><thead><tr>{head}</tr></thead><tbody>{''.join(rows)}</tbody></table></div>"
    )


def write_link(inside: str, anchor: str, *, label: str = "") -> str:
    """Write a link to a thing on the page around HTML; `label` is its name for those who hear it out of its place."""
    named = f' aria-label="{escape(label)}"' if label else ""
    return f'<a href="#{anchor}"{named}>{inside}</a>'


def _is_nothing(value: Any) -> bool:
    """Whether there is nothing behind a value: null, 0 or no list."""
    return not len(value) if pd.api.types.is_list_like(value) else bool(pd.isna(value)) or value == 0


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


def mark_places(text: str, places: Iterable[tuple[int, int, str, str]]) -> str:
    """Escape the text and mark places in it.

    Parameters
    ----------
    places : start, end, role and label of each, in any order, within one another or across; the role says how it looks
        (`style.css`), the label stands in small letters at its end, "" for none; an empty place is left out
    """
    marks = [mark for mark in places if 0 <= mark[0] < mark[1] <= len(text)]
    cuts = sorted({0, len(text), *(edge for mark in marks for edge in mark[:2])})
    written = []
    for start, end in pairwise(cuts):
        here = [mark for mark in marks if mark[0] <= start and end <= mark[1]]
        if not here:
            written.append(escape(text[start:end]))
            continue
        roles = " ".join(dict.fromkeys(mark[2] for mark in here))
        label = " · ".join(dict.fromkeys(mark[3] for mark in here if mark[1] == end and mark[3]))
        told = f' data-label="{escape(label)}"' if label else ""
        written.append(f'<mark class="{roles}"{told}>{escape(text[start:end])}</mark>')
    return "".join(written)


def read_places(marks: Iterable[str]) -> list[tuple[int, int, str, str]]:
    """Read marks as tables keep them, "cue 3-9", as places whose label is their role."""
    found = [re.fullmatch(r"(\w+) (\d+)-(\d+)", mark) for mark in marks]
    return [(int(mark[2]), int(mark[3]), mark[1], mark[1]) for mark in found if mark]


def escape(value: str) -> str:
    """Return text that is only text in HTML and cannot turn around the writing of what follows it."""
    return html.escape(replace_controls(value))


def replace_controls(text: str) -> str:
    """Return the text with replacement characters for those that HTML or XML does not allow, or that turn the writing around."""
    return _BIDI.sub("\ufffd", _CONTROLS.sub("\ufffd", text))
