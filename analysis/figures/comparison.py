"""Figures that set groups of documents side by side: shares, and positions towards the same targets."""

from collections.abc import Sequence

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.ticker import PercentFormatter

from analysis.errors import check_least
from analysis.figures.links import aim, link_boxes
from analysis.figures.style import (
    BLACK,
    BLUE,
    FAINT,
    GREEN,
    INK,
    ORANGE,
    PURPLE,
    SKY,
    VERMILION,
    add_legend,
    draw_nothing,
    finish,
    fit,
    label_rows,
    list_names,
    list_rows,
    number,
    percent,
    signed,
    start_axes,
)

MARKS = (
    ("o", BLUE), ("s", VERMILION), ("^", GREEN), ("D", PURPLE), ("v", ORANGE), ("P", SKY), ("X", BLACK), ("*", INK),
)  # fmt: skip
"""Marker and colour of the first, second, ... group: told apart by shape alone."""


def plot_group_shares(
    share_counts: pd.DataFrame,
    *,
    title: str = "Shares by group",
    noun: str = "row",
    groups: Sequence[str] | None = None,
    top: int = 12,
    ax: Axes | None = None,
) -> Axes:
    """Draw the shares of items in each group (`count_shares`, counts.py): a row per item, a marker per group, 95 % intervals if
    any.

    Parameters
    ----------
    title, noun : what is counted, for the head ("Who is spoken of") and the note ("mention")
    groups : the groups drawn and their order, at most eight; None takes those of the table in its order
    top : int >= 1, items drawn: those with the largest mean of the groups' shares, so that a large group does not choose alone

    A hollow grey marker rests on too little (`small`); an item that a group does not have is a hollow marker at 0.
    """
    check_least("top", top, 1)
    names = _list_groups(share_counts, groups)
    rows = share_counts[share_counts["group"].isin(names)]
    if rows.empty or rows["n"].sum() == 0:
        return draw_nothing(ax, f"no {noun} was found in any group, or there are no groups")
    together = rows.groupby("item")["share"].sum().sort_index().sort_values(ascending=False, kind="stable")
    items = list(together.index[:top])
    grid = pd.MultiIndex.from_product([names, items], names=["group", "item"])
    drawn = rows.set_index(["group", "item"]).reindex(grid).reset_index().fillna({"share": 0.0, "small": True, "n": 0})
    values = drawn.assign(
        value=100 * drawn["share"],
        low=100 * drawn["share_low"],
        high=100 * drawn["share_high"],
        small=drawn["small"].astype(bool),
    )
    ax = _draw_dots(ax, values, names, items)
    ax.set_xlim(left=min(0, ax.get_xlim()[0]))
    known = values[values["n"] > 0]
    _link_dots(ax, known, names, items, kind=noun)
    ax.xaxis.set_major_formatter(PercentFormatter(decimals=None, symbol=" %"))
    sizes = rows.groupby("group")["n"].sum()
    told = [_tell_item(values[values["item"] == item], "share") for item in items[:3]]
    return finish(
        ax,
        title=title,
        unit=f"share of the group's {noun}s",
        note=f"N = {list_names([f'{number(sizes[name], noun)} in {_shorten(name)}' for name in names if name in sizes])}; "
        f"{len(items)} of {rows['item'].nunique():,} shown.{_tell_left(share_counts, names)}{_explain(values)}",
        alternative=f"{'; '.join(told)}.",
        drawn=_list_drawn(known, ["item", "group", "n", "share", "share_low", "share_high"], kind=noun),
    )


def plot_group_positions(
    group_position_counts: pd.DataFrame, *, groups: Sequence[str] | None = None, top: int = 12, ax: Axes | None = None
) -> Axes:
    """Draw how the same holder stands towards the same target in each group (`count_group_positions`, counts.py).

    The first `top` pairs that at least two groups tell are drawn, from -1 (against) to 1 (for), 95 % intervals if any; n at the
    right. `groups` is as for `plot_group_shares`. A hollow grey marker rests on too little.
    """
    check_least("top", top, 1)
    names = _list_groups(group_position_counts, groups)
    rows = group_position_counts[group_position_counts["group"].isin(names)].dropna(subset="mean_polarity")
    shared = rows[rows.groupby("item")["group"].transform("nunique") > 1]
    if shared.empty:
        return draw_nothing(ax, "no holder and target stand in two groups")
    items = list(shared["item"].unique()[:top])
    drawn = shared[shared["item"].isin(items)]
    values = drawn.assign(
        value=drawn["mean_polarity"], low=drawn["mean_polarity_low"], high=drawn["mean_polarity_high"], small=drawn["small"]
    )
    ax = _draw_dots(ax, values, names, items)
    ax.axvline(0, color=INK, linewidth=0.8, zorder=1)
    ax.set_xlim(-1.08, 1.3)
    _link_dots(ax, values, names, items, kind="stance")
    ax.set_xticks([-1, -0.5, 0, 0.5, 1], ["−1\nagainst", "−0.5", "0", "0.5", "1\nfor"])
    for place, item in enumerate(items):
        ax.annotate(f"n = {drawn.loc[drawn['item'] == item, 'n'].sum():,}", (1.1, place), va="center", fontsize=8, color=INK)
    told = [_tell_item(values[values["item"] == item], "mean") for item in items[:3]]
    return finish(
        ax,
        title="The same holder and target, group by group",
        unit="mean of the positions",
        note=f"N = {number(drawn['n'].sum(), 'position')}; {len(items)} of {number(shared['item'].nunique(), 'pair')} that two "
        f"groups or more tell. At the right: n of all groups.{_tell_left(group_position_counts, names)}{_explain(values)}",
        alternative=f"{'; '.join(told)}.",
        drawn=_list_drawn(
            values, ["item", "group", "n", "mean_polarity", "mean_polarity_low", "mean_polarity_high"], kind="stance"
        ),
    )


def _list_groups(table: pd.DataFrame, groups: Sequence[str] | None) -> list[str]:
    """Return the groups to be drawn, at most as many as there are marks."""
    return list(table["group"].unique() if groups is None else groups)[: len(MARKS)]


def _shorten(name: str) -> str:
    """Return the name of a group in one line."""
    return fit(name, width=24, lines=1)


def _draw_dots(ax: Axes | None, values: pd.DataFrame, names: Sequence[str], items: Sequence[str]) -> Axes:
    """Draw value, low and high of each item (row) and group (marker, shifted within the row)."""
    ax = start_axes(ax, rows=len(items), row=0.16 + 0.095 * len(names))
    for band in range(0, len(items), 2):
        ax.axhspan(band - 0.5, band + 0.5, color="#F5F5F5", linewidth=0, zorder=0)
    for (name, shift), (marker, colour) in zip(_shift(names).items(), MARKS, strict=False):
        rows = values[values["group"] == name]
        places = np.array([items.index(item) for item in rows["item"]], dtype="float64") + shift
        small = rows["small"].to_numpy(dtype=bool)
        ax.hlines(
            places, rows["low"].to_numpy("float64"), rows["high"].to_numpy("float64"), linewidth=1,
            colors=[FAINT if faint else colour for faint in small],
        )  # fmt: skip
        value = rows["value"].to_numpy("float64")
        ax.plot(value[~small], places[~small], marker, color=colour, markersize=6, linestyle="none", label=_shorten(name))
        ax.plot(value[small], places[small], marker, color=FAINT, markerfacecolor="white", markersize=5.5, linestyle="none")
    label_rows(ax, [fit(item, width=34) for item in items])
    add_legend(ax)
    return ax


def _shift(names: Sequence[str]) -> dict[str, float]:
    """Return how far the mark of each group stands from the middle of its row."""
    return dict(zip(names, np.linspace(-0.34, 0.34, len(names)) if len(names) > 1 else [0.0], strict=True))


def _link_dots(ax: Axes, values: pd.DataFrame, names: Sequence[str], items: Sequence[str], *, kind: str) -> None:
    """Let each marker lead to what stands behind it: the item in the group."""
    left, right = ax.get_xlim()
    shifts, half = _shift(names), 0.34 / max(len(names) - 1, 1) if len(names) > 1 else 0.48
    rows = list_rows(values[["item", "group", "n"]])
    places = [items.index(row.item) + shifts[row.group] for row in rows]
    boxes = [(left, right, place - half, place + half) for place in places]
    link_boxes(
        ax, boxes, [aim(f"{row.item}, {row.group}: {number(row.n, kind)}", kind, row.group, row.item) for row in rows], zorder=5
    )


def _list_drawn(values: pd.DataFrame, columns: list[str], *, kind: str) -> pd.DataFrame:
    """List what is drawn and what each row leads to."""
    anchors = [aim("", kind, *pair).anchor for pair in zip(values["group"], values["item"], strict=True)]
    return values[columns].assign(anchor=anchors)


def _tell_left(table: pd.DataFrame, names: Sequence[str]) -> str:
    """Say how many groups are drawn, if not all."""
    n_groups = table["group"].nunique()
    return f" {len(names)} of {n_groups:,} groups." if n_groups > len(names) else ""


def _explain(values: pd.DataFrame) -> str:
    """Say what hollow markers and lines mean, if there are any."""
    small = int(values["small"].sum())
    intervals = " Lines: 95 % intervals." if values["low"].notna().any() else ""
    return (
        f"{intervals} Hollow and grey: fewer than 10 rows or 5 documents ({small} of {len(values)} marks)."
        if small
        else intervals
    )


def _tell_item(rows: pd.DataFrame, measure: str) -> str:
    """Say the values of one item in words."""
    told = [f"{row.group} {percent(row.value / 100) if measure == 'share' else signed(row.value)}" for row in list_rows(rows)]
    return f"{rows['item'].iloc[0]}: {list_names(told)}"
