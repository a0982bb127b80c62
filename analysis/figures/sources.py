"""Figures of the sources: of what kind they are, in what form they are told, outlet by outlet."""

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.ticker import MaxNLocator, PercentFormatter

from analysis.errors import check_least
from analysis.figures.links import aim, link_bars, link_boxes
from analysis.figures.style import (
    BLACK,
    BLUE,
    GREEN,
    GREY,
    ORANGE,
    SKY,
    TOO_FEW,
    add_legend,
    draw_nothing,
    finish,
    fit,
    label_rows,
    list_names,
    number,
    percent,
    start_axes,
)

FORMS = (("direct", BLUE, ""), ("mixed", SKY, "|||"), ("indirect", GREY, "///"))
"""Form of a statement, colour, hatch."""
KINDS = (
    ("named", BLUE, ""), ("unnamed", ORANGE, "///"), ("document", GREEN, "..."),
    ("collective", SKY, "|||"), ("unknown", GREY, ""),
)  # fmt: skip
"""Kind of source, colour, hatch."""
MOST_GROUPS = 12
"""Bars of a sourcing profile that can be looked at together."""
LEAST_LABELLED = 8
"""Per cent from which a part of a bar has room for its number."""


def plot_forms(source_counts: pd.DataFrame, *, ax: Axes | None = None) -> Axes:
    """Draw statements by kind of source and form from `source_counts` (counts), n beside each bar."""
    total = int(source_counts["n"].sum())
    if not total:
        return draw_nothing(ax, "no statement was found")
    kinds = list(source_counts["source_kind"].unique())
    found = source_counts.set_index(["form", "source_kind"])["n"]
    counts = {form: np.array([found.get((form, kind), 0) for kind in kinds]) for form, _, _ in FORMS}
    ax = start_axes(ax, rows=len(kinds), row=0.42)
    left = np.zeros(len(kinds), dtype="int64")
    for form, colour, hatch in FORMS:
        bars = ax.barh(
            range(len(kinds)), counts[form], left=left, color=colour, hatch=hatch, edgecolor="white", linewidth=0, height=0.62,
            label=form,
        )  # fmt: skip
        link_bars(
            bars,
            [
                aim(f"{kind}, {form}: {number(n, 'statement')}", "source", kind, form)
                for kind, n in zip(kinds, counts[form], strict=True)
            ],
        )
        left = left + counts[form]
    for place in range(len(kinds)):
        parts = [f"{counts[form][place]:,} {form}" for form in counts if counts[form][place]]
        text = f"{left[place]:,}" + (f" ({', '.join(parts)})" if parts else "")
        ax.annotate(text, (left[place], place), xytext=(4, 0), textcoords="offset points", va="center", fontsize=8)
    label_rows(ax, [fit(kind) for kind in kinds])
    ax.set_xlim(0, 1.45 * left.max())
    ax.xaxis.set_major_locator(MaxNLocator(integer=True))
    add_legend(ax)
    sources = [f"{kind} {n:,} ({percent(n / total)})" for kind, n in zip(kinds, left, strict=True) if n]
    forms = [f"{counts[form].sum():,} {form}" for form in counts]
    return finish(
        ax,
        title="Statements by kind of source and form",
        unit="statements",
        note=f"N = {number(total, 'statement')}. direct: all in quotation marks; mixed: in part; indirect: not. "
        "unknown: no source is given.",
        alternative=f"By source: {list_names(sources)}. By form: {list_names(forms)}.",
        drawn=source_counts.loc[source_counts["n"] > 0, ["source_kind", "form", "n"]].assign(
            anchor=lambda table: [
                aim("", "source", *pair).anchor for pair in zip(table["source_kind"], table["form"], strict=True)
            ]
        ),
    )


def plot_sourcing(sourcing_counts: pd.DataFrame, *, top: int = MOST_GROUPS, ax: Axes | None = None) -> Axes:
    """Draw the sourcing profile of the first groups of `sourcing_counts` (counts): shares of kinds of source as stacked bars.

    The diamond above each bar is the share of official sources, whatever their kind. Lines are 95 % intervals, of the share of
    named sources in the bar and of official ones at the diamond. A group with too few statements or documents is pale and told.
    """
    check_least("top", top, 1)
    groups = list(sourcing_counts["group"].unique())
    shown = groups[:top]
    if not shown:
        return draw_nothing(ax, "no statement was found")
    share, low, high = (
        100 * sourcing_counts.pivot(index="group", columns="source", values=column).reindex(shown)
        for column in ("share", "share_low", "share_high")
    )
    drawn = bool(low.notna().any(axis=None))
    of_group = sourcing_counts.groupby("group").agg(n=("n_statements", "first"), small=("small", "all")).reindex(shown)
    small, places = of_group["small"].to_numpy() & drawn, np.arange(len(shown))
    ax = start_axes(ax, rows=len(shown), row=0.56)
    left = np.zeros(len(shown))
    for kind, colour, hatch in KINDS:
        width = share[kind].fillna(0).to_numpy()
        bars = ax.barh(places + 0.1, width, left=left, color=colour, hatch=hatch, edgecolor="white", linewidth=0, height=0.5)
        ax.scatter([], [], marker="s", s=60, color=colour, hatch=hatch, edgecolor="white", linewidth=0, label=kind)
        for bar, few in zip(bars, small, strict=True):
            bar.set_alpha(0.35 if few else 1)
        link_bars(
            bars,
            [aim(f"{group}, {kind}: {part:.0f} %", "profile", group, kind) for group, part in zip(shown, width, strict=True)],
        )
        middles = left + width / 2
        for wide in np.flatnonzero(width >= LEAST_LABELLED):
            ax.annotate(f"{width[wide]:.0f}", (middles[wide], places[wide] + 0.1), ha="center", va="center", fontsize=8,
                        bbox={"boxstyle": "round,pad=0.15", "facecolor": "white", "linewidth": 0})  # fmt: skip
        left = left + width
    for colour, thickness in (("white", 3.5), (BLACK, 1.2)):
        ax.hlines(places + 0.1, low["named"], high["named"], color=colour, linewidth=thickness)
    ax.hlines(places - 0.3, low["official"], high["official"], color=BLACK, linewidth=1.2)
    ax.plot(share["official"], places - 0.3, "D", color=BLACK, markersize=5, linestyle="none", label="official, of any kind")
    for place, (n, few) in enumerate(zip(of_group["n"], small, strict=True)):
        ax.annotate(f"n = {n:,}{' (few)' if few else ''}", (1, place + 0.1), xycoords=("axes fraction", "data"), xytext=(6, 0),
                    textcoords="offset points", va="center", fontsize=8, annotation_clip=False)  # fmt: skip
    label_rows(ax, [fit(group, width=24) for group in shown])
    ax.set_xlim(-1, 101)
    official = [aim(f"{group}, official sources", "profile", group, "official") for group in shown]
    diamonds = zip(share["official"].fillna(0), places, strict=True)
    link_boxes(ax, [(at - 2, at + 2, place - 0.45, place - 0.16) for at, place in diamonds], official, zorder=5)
    ax.xaxis.set_major_formatter(PercentFormatter(decimals=0, symbol=" %"))
    add_legend(ax)
    told = [
        f"{group}: {row['named']:.0f} % named, {row['unnamed']:.0f} % unnamed, {row['official']:.0f} % official (n = {n:,})"
        for (group, row), n in zip(share.fillna(0).head(4).iterrows(), of_group["n"], strict=False)
    ]
    lines = " Lines: 95 % intervals, of named and of official." if drawn else ""
    pale = f" Pale: {TOO_FEW}." if small.any() else ""
    rest = f" {number(len(groups) - len(shown), 'more group')} in the table only." if len(groups) > len(shown) else ""
    return finish(
        ax,
        title="What kinds of source are let speak",
        unit="share of the statements, weighed by how sure they are",
        note=f"N = {number(of_group['n'].sum(), 'statement')} in {number(len(shown), 'group')}.{lines}{pale}{rest}",
        alternative=f"{'; '.join(told)}.",
        drawn=sourcing_counts.loc[
            sourcing_counts["group"].isin(shown) & (sourcing_counts["n"] > 0),
            ["group", "source", "n", "share", "share_low", "share_high"],
        ].assign(
            anchor=lambda table: [aim("", "profile", *pair).anchor for pair in zip(table["group"], table["source"], strict=True)]
        ),
    )
