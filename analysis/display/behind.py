"""What stands behind numbers: sentences and documents gathered under the things that figures and tables count."""

from collections.abc import Mapping, Sequence

import pandas as pd
from matplotlib.axes import Axes

from analysis.anchors import make_anchor
from analysis.display.legend import write_legend
from analysis.display.quotes import fill, write_quote
from analysis.display.showing import check_column, check_limit, show, show_note
from analysis.markup import escape, write_link
from analysis.spreadsheets import save_table
from analysis.views import Thing, View, choose_view

WHOLE, MOST, EACH = 300, 40, 3
"""Sentences that a page shows all of; else: things of each kind that have sentences on it, and sentences of each thing."""


def show_evidence(
    table: pd.DataFrame,
    *,
    name: str,
    things: Sequence[Thing] | None = None,
    drawn: Sequence[Axes] = (),
    listed: Mapping[str, pd.DataFrame] | None = None,
    empty: str | None = None,
    tables: str = "",
    limit: int = WHOLE,
    most: int = MOST,
    each: int = EACH,
) -> None:
    """Show quoted sentences under the things they stand behind, so that each number of a page leads to its sentences.

    Parameters
    ----------
    table : any table; it is not changed. Where it holds only some rows of each of the first things, its column `n` says how many
        there are (`evidence.list_places`)
    name, empty, tables : as for `show_table`; views.toml says how its rows are quoted, of what things, and which column lists
        the marks in the sentence ("cue 3-9")
    things : the sentences stand under the first of these, numbered through; of each other a line leads to its sentences; None
        takes those of views.toml
    drawn, listed : figures, and tables by the names they were shown under, that lead here: what they lead to comes before all
        other things of its kind, so that no link is left without its sentences
    limit : int >= 1; a table of no more rows is shown whole
    most, each : of a longer one at least `each` are shown of each of the `most` things with most rows, of further kinds one: the
        surest (column `probability`), of equally sure ones the first; and it is said how many there are

    Raises
    ------
    SchemaError : a column is not there (names it and the nearest one); ParameterError : as for `show_table`
    """
    check_limit(limit)
    view = choose_view(name, things=things, empty=empty)
    rows = table.reset_index(drop=True)
    wanted = _list_wanted(drawn, listed or {})
    behind = [_put_first(_gather(rows, thing, view, name=name), wanted, most=most) for thing in view.things]
    if tables:
        save_table(table, name=name, folder=tables)
    if rows.empty:
        show_note(view.empty)
        return
    whole, told = len(rows) <= limit, view.caption
    if not whole:
        chosen = _choose_surest(rows, behind, each=each)
        told = f"{told} {len(chosen):,} of {len(rows):,} are shown" + (f"; more are in {name}.csv." if tables else ".")
        rows = rows.loc[chosen]
    first = behind[0][behind[0]["row"].isin(rows.index)].drop_duplicates("row")
    first = first.assign(number=range(1, len(first) + 1), n=first["row"].map(rows["n"]) if "n" in rows.columns else first["n"])
    roles = {mark.split(" ")[0] for marks in rows[view.mark] for mark in marks}
    legend = write_legend(roles) if len(roles) > 1 else ""
    page, lines = [f'<p class="caption">{escape(told)}</p>', legend], [told]
    for _, group in first.groupby("anchor", sort=False):
        anchor, label, n, number = group.iloc[0][["anchor", "label", "n", "number"]]
        page.append(f'<h3 id="{anchor}" dir="auto">{escape(label)} <span class="count">{_tell_shown(n, len(group))}</span></h3>')
        page.append(f'<ol class="quotes{"" if view.about else " plain"}" start="{number}">')
        for place, row in zip(group["number"], rows.loc[group["row"]].to_dict("records"), strict=True):
            numbered = view._replace(about=f"{place}. {view.about}" if view.about else "")
            quote, line = write_quote(row, numbered, name=name, labelled=len(roles) > 1)
            page.append(f'<li id="{name}-{place}">{quote}</li>')
            lines.append(line)
        page.append("</ol>")
    numbers = first.set_index("row")["number"]
    for thing, gathered in zip(view.things[1:], behind[1:], strict=True):
        known = gathered[gathered["leads"] & gathered["row"].isin(numbers.index)]
        places = known["row"].map(numbers)
        items = [write_link(f"{place}", f"{name}-{place}") for place in places]
        entries = known.assign(item=items, place=places).sort_values("place", kind="stable")
        n_links = len(rows) if whole else 3 * each
        page.append(_write_index(thing, entries, order=list(known["anchor"].unique()), each=n_links, between=" "))
    show({"text/html": "".join(page), "text/plain": "\n".join(lines)})


def show_index(
    table: pd.DataFrame, *, name: str, things: Sequence[Thing] | None = None, tables: str = "", most: int = MOST, each: int = EACH
) -> None:
    """Show for each thing which rows stand behind it, in a line: for rows that are no sentences, such as documents.

    Parameters
    ----------
    table, name, things, tables : as for `show_evidence`; views.toml says in `about` what a row is called, in `anchor` what names
        its place on the page, if it has one
    most, each : things shown, those with most rows, and rows of each, the first
    """
    check_limit(most)
    view = choose_view(name, things=things)
    rows = table.reset_index(drop=True)
    if tables:
        save_table(table, name=name, folder=tables)
    page = []
    for thing in view.things:
        gathered = _gather(rows, thing, view, name=name)
        order = list(gathered["anchor"].unique()[:most])
        shown = gathered[gathered["anchor"].isin(order)]
        shown = shown[shown.groupby("anchor").cumcount() < each]
        kind, *keys = view.anchor
        items = [
            write_link(escape(fill(view.about, row, view, name=name)), make_anchor(kind, *(row[key] for key in keys)))
            for row in rows.loc[shown["row"]].to_dict("records")
        ]
        page.append(_write_index(thing, shown.assign(item=items), order=order, each=each, between="; "))
    if any(page):
        show({"text/html": "".join(page), "text/plain": view.caption})


def _gather(rows: pd.DataFrame, thing: Thing, view: View, *, name: str) -> pd.DataFrame:
    """List which rows stand behind which things: anchor, label, n of the thing and row; things with most rows first."""
    for key in thing.keys:
        check_column(rows, key, name=name, use="gather by")
    lists = [key for key in thing.keys if rows[key].map(pd.api.types.is_list_like).any()]
    long = rows.assign(row=rows.index)
    for key in lists:
        long = long.explode(key)
    long = long.dropna(subset=list(thing.keys) if thing.known else lists).reset_index(drop=True)
    group = long.groupby(list(thing.keys), dropna=False, sort=False).ngroup()
    firsts = long[~group.duplicated()].to_dict("records")
    anchors = pd.Series([make_anchor(thing.kind, *(row[key] for key in thing.keys)) for row in firsts], dtype="str")
    labels = pd.Series([fill(thing.label, row, view, name=name) for row in firsts], dtype="str")
    table = pd.DataFrame({"anchor": group.map(anchors), "label": group.map(labels).astype("str"), "row": long["row"]})
    table = table.drop_duplicates(["anchor", "row"])
    table = table.assign(n=table.groupby("anchor")["row"].transform("size"), folded=table["label"].str.casefold())
    table = table.sort_values(["n", "folded", "anchor", "row"], ascending=[False, True, True, True], ignore_index=True)
    return table[["anchor", "label", "row", "n"]]


def _list_wanted(drawn: Sequence[Axes], listed: Mapping[str, pd.DataFrame]) -> set[str]:
    """Return what figures and tables lead to."""
    wanted = {anchor for ax in drawn for table in getattr(ax.figure, "drawn", []) for anchor in table.get("anchor", [])}
    for name, table in listed.items():
        for kind, *keys in choose_view(name).links.values():
            wanted |= {make_anchor(kind, *values) for values in table[keys].itertuples(index=False)}
    return wanted


def _put_first(gathered: pd.DataFrame, wanted: set[str], *, most: int) -> pd.DataFrame:
    """Put the things that are wanted first, and say which things are to have sentences: these, and others up to `most`."""
    asked = gathered["anchor"].isin(wanted)
    ordered = pd.concat([gathered[asked], gathered[~asked]], ignore_index=True)
    n_leading = max(most, gathered.loc[asked, "anchor"].nunique())
    return ordered.assign(leads=ordered["anchor"].isin(ordered["anchor"].unique()[:n_leading]))


def _choose_surest(rows: pd.DataFrame, behind: Sequence[pd.DataFrame], *, each: int) -> list[int]:
    """Return rows so that each thing that leads has some, the surest; one that stands behind several things serves all."""
    sure = rows["probability"].fillna(0.0) if "probability" in rows.columns else pd.Series(0.0, index=rows.index)
    chosen: set[int] = set()
    for place, gathered in enumerate(behind):
        leading = gathered[gathered["leads"]]
        leading = leading.assign(sure=leading["row"].map(sure), had=leading["row"].isin(chosen))
        leading = leading.sort_values(["had", "sure"], ascending=False, kind="stable")
        chosen |= set(leading.loc[leading.groupby("anchor").cumcount() < (1 if place else each), "row"])
    return sorted(chosen)


def _write_index(thing: Thing, rows: pd.DataFrame, *, order: Sequence[str], each: int, between: str) -> str:
    """Write a list of things in their order, each a line with what leads to its rows; nothing without things."""
    groups = dict(list(rows.groupby("anchor")))
    entries = []
    for anchor in order:
        group = groups[anchor]
        told = _tell_shown(group["n"].iloc[0], min(len(group), each))
        items = between.join(group["item"].head(each))
        entries.append(f'<li id="{anchor}"><b dir="auto">{escape(group["label"].iloc[0])}</b> ({told}): {items}</li>')
    return f'<h3>{escape(thing.heading)}</h3><ul class="index">{"".join(entries)}</ul>' if entries else ""


def _tell_shown(n: int, n_shown: int) -> str:
    """Say how many there are and, if not all are shown, how many are."""
    return f"{n:,}" if n == n_shown else f"{n:,}, {n_shown:,} shown"
