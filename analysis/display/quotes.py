"""Sentences as a notebook shows them: quoted, what they are evidence of marked in them, gathered under what they stand behind."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from analysis.anchors import make_anchor
from analysis.display.showing import check_column, check_limit, show, show_note, take
from analysis.errors import SchemaError, nearest
from analysis.markup import escape, mark_parts, mark_places, read_places, write_link, write_plain
from analysis.spreadsheets import save_table

EACH = 3
"""Sentences shown of each thing where there are more of all than a page may hold."""


class Thing(NamedTuple):
    """A kind of thing that figures and tables count and sentences stand behind, such as each speaker.

    `kind` and the values of the columns `keys` name it (`make_anchor`); where a column holds lists, a row stands behind each of
    their values. `label` is what it is called, with columns in braces: "{speaker}"; `heading` what they are called together.
    """

    heading: str
    kind: str
    keys: Sequence[str]
    label: str


def show_quotes(
    table: pd.DataFrame,
    *,
    name: str,
    caption: str,
    about: str,
    source: str,
    sentence: str = "sentence",
    mark: str = "",
    anchor: Sequence[str] = (),
    empty: str = "There is nothing to quote here.",
    tables: str = "",
    limit: int = 50,
) -> None:
    """Show rows as quoted sentences, each under a line that says what it is evidence of.

    Parameters
    ----------
    table : any table; it is not changed
    name, caption, anchor, empty, tables, limit : as for `show_table`
    about, source : lines above and below the sentence, with columns in braces: "{holder} on {target}"
    sentence : column with the sentence
    mark : column with the part of the sentence to be marked (parts joined by " … "), or with a list of marks such as "cue 3-9";
        "" marks none

    Raises
    ------
    SchemaError : a column is not there (names it and the nearest one); ParameterError : as for `show_table`
    """
    shown, caption = take(table, name=name, caption=caption, tables=tables, limit=limit)
    if shown.empty:
        show_note(empty)
        return
    rows = shown.to_dict("records")
    written = [_write_quote(row, name=name, about=about, source=source, sentence=sentence, mark=mark) for row in rows]
    names = [f' id="{make_anchor(anchor[0], *(row[key] for key in anchor[1:]))}"' if anchor else "" for row in rows]
    quotes = "".join(f"<li{named}>{quote}</li>" for named, (quote, _) in zip(names, written, strict=True))
    page = f'<p class="caption">{escape(caption)}</p><ol class="quotes">{quotes}</ol>'
    show({"text/html": page, "text/plain": "\n".join([caption, *(line for _, line in written)])})


def show_evidence(
    table: pd.DataFrame,
    *,
    name: str,
    caption: str,
    about: str,
    source: str,
    things: Sequence[Thing],
    sentence: str = "sentence",
    mark: str = "marks",
    empty: str = "There is nothing to quote here.",
    tables: str = "",
    limit: int = 50,
    each: int = EACH,
) -> None:
    """Show quoted sentences under the things they stand behind, so that each number of a page leads to its sentences.

    Parameters
    ----------
    table, name, caption, about, source, sentence, mark, empty, tables : as for `show_quotes`; the number of each sentence stands
        before its line `about`
    things : the sentences stand under the first of these, one after the other; of the others a list leads to the sentences
    limit : int >= 1; a table of no more rows is shown whole. Else the surest `each` (column `probability`; of equally sure ones
        the first) of the `limit` things with most rows are shown, of each kind, and it is said how many there are

    Raises
    ------
    SchemaError : a column is not there (names it and the nearest one); ParameterError : as for `show_table`
    """
    check_limit(limit)
    rows = table.reset_index(drop=True)
    behind = [_gather(rows, thing, name=name) for thing in things]
    if tables:
        save_table(table, name=name, folder=tables)
    if rows.empty:
        show_note(empty)
        return
    whole = len(rows) <= limit
    if not whole:
        chosen = pd.concat([_choose_surest(rows, gathered, limit=limit, each=each) for gathered in behind]).unique()
        caption = f"{caption} {len(chosen):,} of {len(rows):,} are shown" + (f"; all are in {name}.csv." if tables else ".")
        rows = rows.loc[np.sort(chosen)]
    first = behind[0][behind[0]["row"].isin(rows.index)].drop_duplicates("row")
    first = first.assign(number=range(1, len(first) + 1))
    numbers = first.set_index("row")["number"]
    page, lines = [f'<p class="caption">{escape(caption)}</p>'], [caption]
    for group in (group for _, group in first.groupby("anchor", sort=False)):
        anchor, label, n = group.iloc[0][["anchor", "label", "n"]]
        page.append(f'<h3 id="{anchor}" dir="auto">{escape(label)} <span class="count">{_tell_shown(n, len(group))}</span></h3>')
        page.append(f'<ol class="quotes" start="{group["number"].iloc[0]}">')
        for row, number in zip(group["row"], group["number"], strict=True):
            record = rows.loc[row].to_dict()
            quote, line = _write_quote(record, name=name, about=f"{number}. {about}", source=source, sentence=sentence, mark=mark)
            page.append(f'<li id="{name}-{number}">{quote}</li>')
            lines.append(line)
        page.append("</ol>")
    for thing, gathered in zip(things[1:], behind[1:], strict=True):
        known = gathered[gathered["row"].isin(rows.index)]
        shown = known[known["anchor"].isin(gathered["anchor"].unique()[:limit])]
        links = [write_link(str(numbers[row]), f"{name}-{numbers[row]}") for row in shown["row"]]
        page.append(_write_index(thing, shown.assign(item=links), each=len(rows) if whole else 2 * each))
    show({"text/html": "".join(page), "text/plain": "\n".join(lines)})


def show_index(
    table: pd.DataFrame,
    *,
    name: str,
    thing: Thing,
    item: str,
    to: Sequence[str],
    tables: str = "",
    limit: int = 50,
    each: int = EACH,
) -> None:
    """Show for each thing which rows stand behind it, in a line: for rows that are no sentences, such as documents.

    Parameters
    ----------
    table, name, tables : as for `show_table`
    thing : what the lines are of
    item : what a row is called, with columns in braces
    to : kind and columns that name where a row stands on the page, if it does (`make_anchor`)
    limit, each : things shown, those with most rows, and rows of each, the first
    """
    check_limit(limit)
    rows = table.reset_index(drop=True)
    gathered = _gather(rows, thing, name=name)
    if tables:
        save_table(table, name=name, folder=tables)
    if gathered.empty:
        return
    shown = gathered[gathered["anchor"].isin(gathered["anchor"].unique()[:limit])]
    shown = shown[shown.groupby("anchor").cumcount() < each]
    records = [rows.loc[row].to_dict() for row in shown["row"]]
    links = [write_link(escape(_fill(item, row, name=name)), make_anchor(to[0], *(row[key] for key in to[1:]))) for row in records]
    page = _write_index(thing, shown.assign(item=links), each=each)
    show({"text/html": page, "text/plain": thing.heading})


def _gather(rows: pd.DataFrame, thing: Thing, *, name: str) -> pd.DataFrame:
    """List which rows stand behind which things: anchor, label, n of the thing and row; things with most rows first."""
    for key in thing.keys:
        check_column(rows, key, name=name, use="gather by")
    lists = [key for key in thing.keys if rows[key].map(pd.api.types.is_list_like).any()]
    long = rows.assign(row=rows.index)
    for key in lists:
        long = long.explode(key)
    long = long.dropna(subset=lists).reset_index(drop=True)
    group = long.groupby(list(thing.keys), dropna=False, sort=False).ngroup()
    firsts = long[~group.duplicated()].to_dict("records")
    anchors = pd.Series([make_anchor(thing.kind, *(row[key] for key in thing.keys)) for row in firsts], dtype="str")
    labels = pd.Series([_fill(thing.label, row, name=name) for row in firsts], dtype="str")
    table = pd.DataFrame({"anchor": group.map(anchors), "label": group.map(labels), "row": long["row"]})
    table = table.drop_duplicates(["anchor", "row"])
    table["n"] = table.groupby("anchor")["row"].transform("size")
    table["folded"] = table["label"].str.casefold()
    order = table.sort_values(["n", "folded", "anchor", "row"], ascending=[False, True, True, True], ignore_index=True)
    return order[["anchor", "label", "row", "n"]]


def _choose_surest(rows: pd.DataFrame, gathered: pd.DataFrame, *, limit: int, each: int) -> pd.Series:
    """Return the rows that are the surest of each of the first things."""
    leading = gathered[gathered["anchor"].isin(gathered["anchor"].unique()[:limit])]
    if "probability" in rows.columns:
        sure = leading.assign(sure=leading["row"].map(rows["probability"].fillna(0)))
        leading = sure.sort_values("sure", ascending=False, kind="stable")
    return leading.loc[leading.groupby("anchor").cumcount() < each, "row"]


def _write_quote(
    row: Mapping[Any, Any], *, name: str, about: str, source: str, sentence: str, mark: str
) -> tuple[str, str]:
    """Write one row as HTML and as plain text."""
    above, below, text = (_fill(template, row, name=name) for template in (about, source, f"{{{sentence}}}"))
    marks = row[mark] if mark in row else _fill(f"{{{mark}}}", row, name=name) if mark else ""
    if pd.api.types.is_list_like(marks):
        marked = mark_places(text, read_places(marks))
    else:
        marked = mark_parts(text, parts=write_plain(marks, column=mark))
    page = (
        f'<p class="about" dir="auto"><strong>{escape(above)}</strong></p><blockquote dir="auto">{marked}</blockquote>'
        f'<p class="source" dir="auto">{escape(below)}</p>'
    )
    return page, f"{above}: {text} ({below})"


def _fill(template: str, row: Mapping[Any, Any], *, name: str) -> str:
    """Put the values of a row into the braces of a template."""
    words = {str(column): write_plain(value, column=str(column)) for column, value in row.items()}
    try:
        return template.format_map(words)
    except KeyError as error:
        column = str(error.args[0])
        raise SchemaError(f"Table {name!r} has no column {column!r} to quote.{nearest(column, words)}") from error


def _write_index(thing: Thing, rows: pd.DataFrame, *, each: int) -> str:
    """Write a list of things, each a line with what leads to its rows; nothing without things."""
    entries = []
    for anchor, group in rows.groupby("anchor", sort=False):
        items = ", ".join(group["item"].head(each))
        told = _tell_shown(group["n"].iloc[0], min(len(group), each))
        entries.append(f'<li id="{anchor}" dir="auto"><b>{escape(group["label"].iloc[0])}</b> ({told}): {items}</li>')
    return f'<h3>{escape(thing.heading)}</h3><ul class="index">{"".join(entries)}</ul>' if entries else ""


def _tell_shown(n: int, n_shown: int) -> str:
    """Say how many there are and, if not all are shown, how many are."""
    return f"{n:,}" if n == n_shown else f"{n:,}, {n_shown:,} shown"
