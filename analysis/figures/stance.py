"""Figures of positions: who stands against and for what."""

import numpy as np
import pandas as pd
import seaborn as sns
from matplotlib.axes import Axes
from matplotlib.ticker import FuncFormatter, MaxNLocator

from analysis.figures.style import (
    AGAINST,
    FOR,
    GREY,
    draw_nothing,
    finish,
    fit,
    label_rows,
    list_names,
    number,
    signed,
    start_axes,
)


def plot_positions(position_counts: pd.DataFrame, *, top: int = 15, ax: Axes | None = None) -> Axes:
    """Draw positions of the first pairs of `position_counts` (counts.py) as bars, against to the left, for to the right.

    At each end of a bar stand its numbers; neutral positions have no length and are told at the right.
    """
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
    for place, row in enumerate(rows.itertuples()):
        neutral = f" ({row.n_neutral:,} neutral)" if row.n_neutral else ""
        ax.annotate(f"n = {row.n:,}{neutral}", (1, place), xycoords=("axes fraction", "data"), xytext=(6, 0),
                    textcoords="offset points", va="center", fontsize=8, annotation_clip=False)  # fmt: skip
    ax.axvline(0, color="black", linewidth=0.8)
    label_rows(ax, [fit(f"{row.holder} → {row.target}", width=36) for row in rows.itertuples()])
    ax.xaxis.set_major_locator(MaxNLocator(integer=True))
    ax.xaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{abs(value):,.0f}"))
    ax.legend(loc="lower right", bbox_to_anchor=(1, 1), ncols=2, frameon=False, fontsize=8, borderaxespad=0.2)
    shown, total = rows["n"].sum(), position_counts["n"].sum()
    told = [f"{row.holder} on {row.target}: {row.n_oppose} against, {row.n_support} for" for row in rows.head(3).itertuples()]
    return finish(
        ax,
        title="Who stands where on what",
        unit="positions: against ← → for",
        note=f"N = {number(total, 'position')} of {number(position_counts['holder'].nunique(), 'holder')}; "
        f"{number(shown)} of them in the {number(len(rows), 'pair')} shown of {len(position_counts):,}.",
        alternative="; ".join(told) + ".",
    )


def plot_stance_matrix(position_counts: pd.DataFrame, *, top: int = 12, ax: Axes | None = None) -> Axes:
    """Draw holders x targets of `position_counts` (counts.py), each cell with its mean polarity and n; empty cells stay white.

    Shown are the `top` holders and the `top` targets with most positions, those first, ties by name.
    """
    if position_counts.empty:
        return draw_nothing(ax, "no position was found")
    rows = position_counts.assign(
        holder_key=position_counts["holder_id"].fillna(""),
        target_key=position_counts["target_kind"] + position_counts["target_id"].fillna(""),
    )
    holders, targets = (_rank(rows, side)[:top] for side in ("holder", "target"))
    shape = rows.pivot_table(index="holder_key", columns="target_key", values=["mean_polarity", "n"], aggfunc="first")
    polarity = shape["mean_polarity"].reindex(index=holders.index, columns=targets.index)
    n = shape["n"].reindex(index=holders.index, columns=targets.index)
    cells = np.array([[f"{signed(p)}\nn = {m:.0f}" if m > 0 else "" for p, m in zip(*pair, strict=True)]
                      for pair in zip(polarity.to_numpy(), n.to_numpy(), strict=True)])  # fmt: skip
    ax = start_axes(ax, rows=len(holders) + 1, row=0.5)
    sns.heatmap(
        polarity, ax=ax, cmap="PuOr", vmin=-1, vmax=1, annot=cells, fmt="", annot_kws={"fontsize": 8}, linewidths=1, linecolor=GREY,
        cbar_kws={"label": "mean polarity", "ticks": [-1, 0, 1], "fraction": 0.04, "pad": 0.02},
    )  # fmt: skip
    bar = ax.collections[0].colorbar
    bar.ax.set_yticklabels(["−1 against", "0", "+1 for"], fontsize=8)
    bar.outline.set_visible(False)
    ax.set_yticklabels([fit(name, width=24) for name in holders], rotation=0)
    ax.set_xticklabels([fit(name, width=13, lines=3) for name in targets], rotation=90 if len(targets) > 7 else 0)
    ax.xaxis.tick_top()
    ax.set_ylabel("")
    shown, total = n.sum().sum(), rows["n"].sum()
    told = [f"{row.holder} on {row.target} {signed(row.mean_polarity)} (n = {row.n})" for row in rows.head(3).itertuples()]
    return finish(
        ax,
        title="Mean polarity by holder (row) and target (column)",
        unit="",
        note=f"N = {number(total, 'position')}, {number(shown)} of them shown: {len(holders)} of {number(rows['holder_key'].nunique(), 'holder')}, "
        f"{len(targets)} of {number(rows['target_key'].nunique(), 'target')}. White: no position found.",
        alternative=f"Most positions: {list_names(told)}.",
        grid="",
    )


def _rank(rows: pd.DataFrame, side: str) -> pd.Series:
    """Return the names of holders or targets by key, most positions first, ties by name."""
    sums = rows.groupby(f"{side}_key").agg(name=(side, "first"), n=("n", "sum"))
    return sums.sort_values(["n", "name"], ascending=[False, True])["name"]
