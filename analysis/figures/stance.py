"""Figures of positions: who stands against and for what."""

from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd
import seaborn as sns
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle
from matplotlib.ticker import FuncFormatter, MaxNLocator

from analysis.errors import check_least
from analysis.figures.links import Target, aim, link_bars, link_boxes, link_labels, link_rows
from analysis.figures.style import (
    AGAINST,
    FAINT,
    FOR,
    GREY,
    INK,
    TOO_FEW,
    WIDTH,
    add_legend,
    draw_nothing,
    finish,
    fit,
    label_rows,
    list_names,
    list_rows,
    number,
    signed,
    start_axes,
)

SMALL, PALE = "#B5B5B5", "#EFEFEF"
"""Bars and cells that rest on too little."""


def plot_positions(position_counts: pd.DataFrame, *, top: int = 15, ax: Axes | None = None) -> Axes:
    """Draw positions of the first pairs of `position_counts` (counts) as bars, against to the left, for to the right.

    At each end of a bar stand its numbers; neutral positions have no length and are told at the right. Where several
    documents hold positions, pairs that rest on too little are grey, the others have their mean polarity and its 95 % interval.
    """
    check_least("top", top, 1)
    rows = position_counts.head(top)
    if rows.empty:
        return draw_nothing(ax, "no position was found")
    ax = start_axes(ax, rows=len(rows), row=0.46)
    small = _find_small(position_counts).to_numpy()[: len(rows)]
    targets = [_aim_at_pair(row) for row in list_rows(rows)]
    for column, name, colour, hatch, side in (
        ("n_oppose", "against", AGAINST, "\\\\\\", -1),
        ("n_support", "for", FOR, "///", 1),
    ):
        bars = ax.barh(
            range(len(rows)), side * rows[column], hatch=hatch, edgecolor="white", linewidth=0, height=0.6,
            color=[SMALL if few else colour for few in small],
        )  # fmt: skip
        ax.bar_label(bars, [f"{n:,}" if n else "" for n in rows[column]], padding=3, fontsize=8)
        link_bars(bars, targets)
        ax.scatter([], [], marker="s", s=60, color=colour, hatch=hatch, edgecolor="white", linewidth=0, label=name)
    if small.any():
        ax.scatter([], [], marker="s", s=60, color=SMALL, label=TOO_FEW)
    reach = max(rows["n_oppose"].max(), rows["n_support"].max(), 1)
    ax.set_xlim(-1.15 * reach, 1.15 * reach)
    for place, row in enumerate(list_rows(rows)):
        ax.annotate(_tell_numbers(row, few=small[place]), (1, place), xycoords=("axes fraction", "data"), va="center", fontsize=8,
                    xytext=(6, 0), textcoords="offset points", color=FAINT if small[place] else "black",
                    annotation_clip=False)  # fmt: skip
    ax.axvline(0, color="black", linewidth=0.8)
    label_rows(ax, [f"{fit(row.holder, width=36, lines=1)} →\n{fit(row.target, width=36, lines=1)}" for row in list_rows(rows)])
    link_rows(ax, targets)
    ax.xaxis.set_major_locator(MaxNLocator(integer=True))
    ax.xaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{abs(value):,.0f}"))
    add_legend(ax)
    shown, total = rows["n"].sum(), position_counts["n"].sum()
    told = [
        f"{row.holder} on {row.target}: {row.n_oppose} against, {row.n_neutral} neutral, {row.n_support} for"
        for row in list_rows(rows.head(3))
    ]
    drawn = (rows["mean_polarity_low"].notna() & ~small).any()
    means = " Behind the mean polarity (−1 to +1): its 95 % interval, where positions differ and are not few." if drawn else ""
    return finish(
        ax,
        title="Who stands where on what",
        unit="positions: against ← → for",
        note=f"N = {number(total, 'position')} of {number(position_counts['holder'].nunique(), 'holder')}; "
        f"{number(shown)} of them in the {number(len(rows), 'pair')} shown of {len(position_counts):,}.{means}",
        alternative="; ".join(told) + ".",
        drawn=rows[["holder", "target", "n_oppose", "n_neutral", "n_support", "mean_polarity"]].assign(
            anchor=[target.anchor for target in targets]
        ),
    )


def plot_stance_matrix(position_counts: pd.DataFrame, *, top: int = 12, ax: Axes | None = None) -> Axes:
    """Draw holders x targets of `position_counts` (counts), each cell with its mean polarity and n.

    Shown are the `top` holders and the `top` targets with most positions, those first, ties by name. A cell without any
    position is hatched, so that it is not taken for a neutral one. Where several documents hold positions, a cell that rests on
    too little is grey with an edge of its colour, and its n in brackets.
    """
    check_least("top", top, 1)
    if position_counts.empty:
        return draw_nothing(ax, "no position was found")
    rows = position_counts.assign(
        row=position_counts["holder_id"].fillna(""),
        column=position_counts["target_kind"] + ":" + position_counts["target_id"].fillna(""),
        small=_find_small(position_counts),
    )
    holders, targets = _rank_names(rows, "row", "holder"), _rank_names(rows, "column", "target")
    cells = pd.MultiIndex.from_product([holders.index[:top], targets.index[:top]])
    found = rows.set_index(["row", "column"])
    shown = found[["mean_polarity", "n", "small"]].reindex(cells)
    shape = len(holders[:top]), len(targets[:top])
    many = shape[1] > 6
    ax = start_axes(ax, rows=shape[0] + 1, row=0.45, width=max(WIDTH, 3.2 + 0.62 * shape[1]))
    ax.patch.set(hatch="xxx", edgecolor="#E4E4E4", linewidth=0)
    texts = np.array([_tell_cell(cell) for cell in list_rows(shown)])
    sns.heatmap(
        shown["mean_polarity"].to_numpy().reshape(shape), annot=texts.reshape(shape), fmt="", annot_kws={"fontsize": 7.5},
        cmap="PuOr", vmin=-1, vmax=1, linewidths=1, linecolor=GREY, cbar_kws={"fraction": 0.04, "pad": 0.02, "ticks": [-1, 0, 1]},
        ax=ax,
    )  # fmt: skip
    n_small = _grey_cells(ax, shown["small"].fillna(False).astype("bool").to_numpy().reshape(shape))
    bar = ax.collections[0].colorbar
    assert bar is not None
    bar.set_ticklabels(["−1 against", "0", "+1 for"], fontsize=8)
    ax.set_yticklabels([fit(name, width=24) for name in holders[:top]], rotation=0)
    ax.set_xticklabels(
        [fit(name, width=22 if many else 14, lines=2 if many else 3) for name in targets[:top]], rotation=90 if many else 0
    )
    ax.xaxis.tick_top()
    drawn = found.loc[cells[cells.isin(found.index)]].reset_index()
    at = [
        (list(holders.index).index(row), list(targets.index).index(column))
        for row, column in zip(drawn["row"], drawn["column"], strict=True)
    ]
    boxes = [(float(column), column + 1.0, float(row), row + 1.0) for row, column in at]
    aims = [_aim_at_pair(row) for row in list_rows(drawn)]
    link_boxes(ax, boxes, aims, zorder=5)
    link_labels(ax.get_yticklabels(), [aim(name, "holder", holder or None) for holder, name in holders[:top].items()])
    link_labels(
        ax.get_xticklabels(),
        [aim(name, "target", kind, target or None) for (kind, _, target), name in
         zip((str(column).partition(":") for column in targets.index[:top]), targets[:top], strict=True)],
    )  # fmt: skip
    told = [f"{row.holder} on {row.target} {signed(row.mean_polarity)} (n = {row.n:,})" for row in list_rows(rows.head(3))]
    grey = f" Grey, n in brackets ({n_small}): {TOO_FEW}." if n_small else ""
    return finish(
        ax,
        title="Mean polarity by holder (row) and target (column)",
        unit="",
        note=f"N = {number(rows['n'].sum(), 'position')}, {number(shown['n'].sum())} of them shown: {shape[0]} of "
        f"{number(len(holders), 'holder')}, {shape[1]} of {number(len(targets), 'target')}. Hatched: no position found.{grey}",
        alternative=f"Most positions: {list_names(told)}.",
        grid="",
        drawn=drawn[["holder", "target", "mean_polarity", "n"]].assign(anchor=[target.anchor for target in aims]),
    )


def _aim_at_pair(row: Any) -> Target:
    """Return the positions of a holder on a target."""
    label = f"{row.holder} on {row.target}: {number(row.n, 'position')}"
    return aim(label, "stance", row.holder_id, row.target_kind, row.target_id)


def _find_small(position_counts: pd.DataFrame) -> pd.Series:
    """Return which pairs are to be grey: those that rest on too little; none where all stand in one document."""
    return position_counts["small"] & bool(position_counts["share_low"].notna().any())


def _tell_numbers(row: Any, *, few: bool) -> str:
    """Tell the numbers of a pair: how many, how many of them neutral, and the mean with its interval if there are enough."""
    told = f"n = {row.n:,}" + (f" ({row.n_neutral:,} neutral)" if row.n_neutral else "")
    if few or pd.isna(row.mean_polarity_low):
        return told
    low, high = signed(row.mean_polarity_low), signed(row.mean_polarity_high)
    return f"{told}\nmean {signed(row.mean_polarity)}" + (f" ({low} to {high})" if low != high else "")


def _tell_cell(cell: Any) -> str:
    """Tell mean and n of a cell; n in brackets where it is too little."""
    if not cell.n > 0:
        return ""
    n = f"(n = {cell.n:,.0f})" if cell.small else f"n = {cell.n:,.0f}"
    return f"{signed(cell.mean_polarity)}\n{n}"


def _grey_cells(ax: Axes, small: npt.NDArray[np.bool_]) -> int:
    """Cover cells that rest on too little with grey but for an edge, their text in dark; return how many."""
    places = {(column, row) for row, column in zip(*np.nonzero(small), strict=True)}
    for column, row in places:
        ax.add_patch(Rectangle((column + 0.14, row), 0.86, 1, facecolor=PALE, edgecolor=GREY, linewidth=0.5))
    for text in ax.texts:
        if tuple(int(part) for part in text.get_position()) in places:
            text.set_color(INK)
    return len(places)


def _rank_names(rows: pd.DataFrame, key: str, name: str) -> pd.Series:
    """Return names by key, those with most positions first, ties by name."""
    sums = rows.groupby(key).agg(name=(name, "first"), n=("n", "sum"))
    return sums.sort_values(["n", "name"], ascending=[False, True])["name"]
