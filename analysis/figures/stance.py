"""Figures of positions: who stands against and for what."""

import numpy as np
import pandas as pd
import seaborn as sns
from matplotlib.axes import Axes
from matplotlib.ticker import FuncFormatter, MaxNLocator

from analysis.errors import check_least
from analysis.figures.style import (
    AGAINST,
    FOR,
    GREY,
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


def plot_positions(position_counts: pd.DataFrame, *, top: int = 15, ax: Axes | None = None) -> Axes:
    """Draw positions of the first pairs of `position_counts` (counts.py) as bars, against to the left, for to the right.

    At each end of a bar stand its numbers; neutral positions have no length and are told at the right.
    """
    check_least("top", top, 1)
    rows = position_counts.head(top)
    if rows.empty:
        return draw_nothing(ax, "no position was found")
    ax = start_axes(ax, rows=len(rows), row=0.46)
    against = ax.barh(
        range(len(rows)),
        -rows["n_oppose"],
        color=AGAINST,
        hatch="\\\\\\",
        edgecolor="white",
        linewidth=0,
        height=0.6,
        label="against",
    )
    support = ax.barh(
        range(len(rows)), rows["n_support"], color=FOR, hatch="///", edgecolor="white", linewidth=0, height=0.6, label="for"
    )
    ax.bar_label(against, [f"{n:,}" if n else "" for n in rows["n_oppose"]], padding=3, fontsize=8)
    ax.bar_label(support, [f"{n:,}" if n else "" for n in rows["n_support"]], padding=3, fontsize=8)
    reach = max(rows["n_oppose"].max(), rows["n_support"].max(), 1)
    ax.set_xlim(-1.15 * reach, 1.15 * reach)
    for place, row in enumerate(list_rows(rows)):
        neutral = f" ({row.n_neutral:,} neutral)" if row.n_neutral else ""
        ax.annotate(f"n = {row.n:,}{neutral}", (1, place), xycoords=("axes fraction", "data"), xytext=(6, 0),
                    textcoords="offset points", va="center", fontsize=8, annotation_clip=False)  # fmt: skip
    ax.axvline(0, color="black", linewidth=0.8)
    label_rows(ax, [f"{fit(row.holder, width=36, lines=1)} →\n{fit(row.target, width=36, lines=1)}" for row in list_rows(rows)])
    ax.xaxis.set_major_locator(MaxNLocator(integer=True))
    ax.xaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{abs(value):,.0f}"))
    add_legend(ax)
    shown, total = rows["n"].sum(), position_counts["n"].sum()
    told = [f"{row.holder} on {row.target}: {row.n_oppose} against, {row.n_support} for" for row in list_rows(rows.head(3))]
    return finish(
        ax,
        title="Who stands where on what",
        unit="positions: against ← → for",
        note=f"N = {number(total, 'position')} of {number(position_counts['holder'].nunique(), 'holder')}; "
        f"{number(shown)} of them in the {number(len(rows), 'pair')} shown of {len(position_counts):,}.",
        alternative="; ".join(told) + ".",
    )


def plot_stance_matrix(position_counts: pd.DataFrame, *, top: int = 12, ax: Axes | None = None) -> Axes:
    """Draw holders x targets of `position_counts` (counts.py), each cell with its mean polarity and n.

    Shown are the `top` holders and the `top` targets with most positions, those first, ties by name. A cell without any
    position is hatched, so that it is not taken for a neutral one.
    """
    check_least("top", top, 1)
    if position_counts.empty:
        return draw_nothing(ax, "no position was found")
    rows = position_counts.assign(
        row=position_counts["holder_id"].fillna(""),
        column=position_counts["target_kind"] + ":" + position_counts["target_id"].fillna(""),
    )
    holders, targets = _rank_names(rows, "row", "holder"), _rank_names(rows, "column", "target")
    cells = pd.MultiIndex.from_product([holders.index[:top], targets.index[:top]])
    shown = rows.set_index(["row", "column"])[["mean_polarity", "n"]].reindex(cells)
    texts = np.array([f"{signed(cell.mean_polarity)}\nn = {cell.n:,.0f}" if cell.n > 0 else "" for cell in list_rows(shown)])
    shape = len(holders[:top]), len(targets[:top])
    many = shape[1] > 6
    ax = start_axes(ax, rows=shape[0] + 1, row=0.45, width=max(WIDTH, 3.2 + 0.62 * shape[1]))
    ax.patch.set(hatch="xxx", edgecolor="#E4E4E4", linewidth=0)
    sns.heatmap(
        shown["mean_polarity"].to_numpy().reshape(shape), annot=texts.reshape(shape), fmt="", annot_kws={"fontsize": 7.5},
        cmap="PuOr", vmin=-1, vmax=1, linewidths=1, linecolor=GREY, cbar_kws={"fraction": 0.04, "pad": 0.02, "ticks": [-1, 0, 1]},
        ax=ax,
    )  # fmt: skip
    bar = ax.collections[0].colorbar
    assert bar is not None
    bar.set_ticklabels(["−1 against", "0", "+1 for"], fontsize=8)
    ax.set_yticklabels([fit(name, width=24) for name in holders[:top]], rotation=0)
    ax.set_xticklabels(
        [fit(name, width=22 if many else 14, lines=2 if many else 3) for name in targets[:top]], rotation=90 if many else 0
    )
    ax.xaxis.tick_top()
    told = [f"{row.holder} on {row.target} {signed(row.mean_polarity)} (n = {row.n:,})" for row in list_rows(rows.head(3))]
    return finish(
        ax,
        title="Mean polarity by holder (row) and target (column)",
        unit="",
        note=f"N = {number(rows['n'].sum(), 'position')}, {number(shown['n'].sum())} of them shown: {shape[0]} of "
        f"{number(len(holders), 'holder')}, {shape[1]} of {number(len(targets), 'target')}. Hatched: no position found.",
        alternative=f"Most positions: {list_names(told)}.",
        grid="",
    )


def _rank_names(rows: pd.DataFrame, key: str, name: str) -> pd.Series:
    """Return names by key, those with most positions first, ties by name."""
    sums = rows.groupby(key).agg(name=(name, "first"), n=("n", "sum"))
    return sums.sort_values(["n", "name"], ascending=[False, True])["name"]
