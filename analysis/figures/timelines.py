"""Figures over time: a row per group, a gap where there are no documents."""

from collections.abc import Sequence

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.dates import ConciseDateFormatter, date2num

from analysis.errors import check_choice
from analysis.figures.comparison import MARKS
from analysis.figures.links import aim, link_boxes
from analysis.figures.style import (
    BLUE,
    FAINT,
    GREY,
    INK,
    draw_nothing,
    finish,
    fit,
    list_names,
    list_rows,
    number,
    signed,
    start_axes,
)

MEASURES = {"n_docs": "documents", "n": "rows", "per_document": "per document", "mean": "mean, −1 against to 1 for"}
"""What can be drawn, and its unit."""
MOST_NUMBERS, MOST_LABELS = 27, 8
"""More periods than these have no room for the number of documents, and for the name, of each."""


def plot_timeline(
    time_counts: pd.DataFrame,
    *,
    measure: str = "n_docs",
    title: str = "Documents over time",
    unit: str = "",
    kind: str = "period",
    groups: Sequence[str] | None = None,
    ax: Axes | None = None,
) -> Axes:
    """Draw one measure of `count_by_time` (counts.py) over time, a row per group, all rows on one scale.

    Parameters
    ----------
    measure : n_docs, n, per_document or mean; those that the table has
    title : head of the figure
    unit : unit of the measure, written at the axis; "" takes the usual one
    kind : what each dot leads to: the thing of this kind named by group and period
    groups : the groups drawn and their order, at most eight; None takes those of the table

    A hatched stretch is a gap: no document of the group in that period, so that nothing can be said, which is something else than
    nought. Lines are broken there. The numbers under a row are its documents. Hollow grey dots rest on too little; vertical lines
    are 95 % intervals.
    """
    check_choice("measure", measure, [name for name in MEASURES if name in time_counts.columns])
    names = list(time_counts["group"].unique() if groups is None else groups)[: len(MARKS)]
    rows = time_counts[time_counts["group"].isin(names)]
    if rows.empty:
        return draw_nothing(ax, "no document has a date, so there is no time to draw")
    if rows["start"].nunique() == 1:
        return draw_nothing(
            ax, f"all documents with a date are of {rows['period'].iloc[0]}, so there is no course of time to draw"
        )
    values = _take_values(rows, measure)
    if values["value"].isna().all():
        return draw_nothing(ax, "nothing of this was found in any period")
    starts = np.sort(values["start"].unique())
    after = _end_of_last(starts)
    edges = date2num([*starts, after])
    low, high = _find_scale(values, measure)
    ax = start_axes(ax, rows=len(names), row=2.4 if len(names) == 1 else 1.05)
    numbered = len(starts) <= MOST_NUMBERS
    for place, name in enumerate(names):
        of_group = values[values["group"] == name].sort_values("start")
        _draw_row(ax, of_group, edges, base=-float(place), scale=(low, high), numbered=numbered)
    ax.set_yticks([0.4 - place for place in range(len(names))], [fit(name, width=20) if len(names) > 1 else "" for name in names])
    ax.set_ylim(1 - len(names) - (0.28 if len(names) > 1 else 0.14) * (1 if numbered else 0.4), 0.95)
    ax.set_xlim(edges[0], edges[-1] + 0.07 * (edges[-1] - edges[0]))
    if len(starts) <= MOST_LABELS:
        ax.set_xticks((edges[:-1] + edges[1:]) / 2, rows["period"].unique())
    else:
        ax.xaxis_date()
        ax.xaxis.set_major_formatter(ConciseDateFormatter(ax.xaxis.get_major_locator()))
        ax.xaxis.get_offset_text().set_fontsize(8)
    known = values[values["value"].notna() & (rows[measure] != 0)]
    anchors = [aim(f"{row.group}, {row.period}", kind, row.group, row.period) for row in list_rows(known)]
    first = np.searchsorted(starts, known["start"].to_numpy())
    bases = [-float(names.index(name)) for name in known["group"]]
    boxes = [(edges[at], edges[at + 1], base, base + 0.8) for at, base in zip(first, bases, strict=True)]
    link_boxes(ax, boxes, anchors, zorder=5)
    gaps = int((rows["n_docs"] == 0).sum())
    small = int(values["small"].sum())
    note = [
        f"N = {number(rows['n_docs'].sum(), 'document')} in {number(len(starts), 'period')}"
        + ("; small numbers: documents of each." if numbered else "."),
        f"Hatched: no documents, nothing can be said ({number(gaps, 'gap')})." if gaps else "",
        "Vertical lines: 95 % intervals." if values["low"].notna().any() else "",
        f"Hollow and grey: fewer than 10 rows or 5 documents ({small} of {number(values['value'].notna().sum(), 'dot')})."
        if small and measure != "n_docs" else "",
    ]  # fmt: skip
    return finish(
        ax,
        title=fit(title, width=70, lines=1),
        unit=f"from {rows['period'].iloc[0]} to {rows['period'].iloc[-1]}; up: {unit or MEASURES[measure]}",
        note=" ".join(filter(None, note)),
        alternative=f"{_tell(values, names, measure)} {number(gaps, 'period')} of a group without documents.",
        grid="",
        drawn=known[["group", "period", "n_docs", "value", "low", "high"]]
        .rename(columns={"value": measure, "low": f"{measure}_low", "high": f"{measure}_high"})
        .loc[:, lambda table: ~table.columns.duplicated()]
        .assign(anchor=[target.anchor for target in anchors]),
    )


def plot_mentions_over_time(
    time_counts: pd.DataFrame, *, name: str, unit: str, groups: Sequence[str] | None = None, ax: Axes | None = None
) -> Axes:
    """Draw how often an actor or issue is mentioned in a document (`plot_timeline`); each dot leads to these mentions.

    Parameters
    ----------
    time_counts : `count_by_time` of the mentions
    name : who or what is mentioned; "" where there is nobody
    unit : day, week, month, quarter or year that a dot stands for
    groups : as for `plot_timeline`
    """
    title = f"{name or 'No actor'}: mentions per document, by {unit}"
    return plot_timeline(
        time_counts, measure="per_document", title=title, unit="mentions per document", kind="about", groups=groups, ax=ax
    )


def _take_values(rows: pd.DataFrame, measure: str) -> pd.DataFrame:
    """Return group, start, n_docs, value, low, high and small of the measure; the value is null in a gap."""
    nothing = pd.Series(np.nan, index=rows.index)
    value = rows[measure].astype("float64").mask(rows["n_docs"] == 0)
    small = rows["small"] & value.notna() if "small" in rows.columns and measure != "n_docs" else nothing.notna()
    return rows[["group", "period", "start", "n_docs"]].assign(
        value=value, low=rows.get(f"{measure}_low", nothing), high=rows.get(f"{measure}_high", nothing), small=small
    )


def _find_scale(values: pd.DataFrame, measure: str) -> tuple[float, float]:
    """Return the least and the greatest value of the rows' scale."""
    if measure == "mean":
        return -1.0, 1.0
    sure = values.loc[~values["small"], "high"] if (~values["small"]).any() else values["high"]
    return 0.0, max(float(np.nanmax([values["value"].max(), sure.max() if sure.notna().any() else 0.0])), 1e-9)


def _end_of_last(starts: np.ndarray) -> np.datetime64:
    """Return where the last of two periods or more ends: it is drawn as long as the one before it."""
    return starts[-1] + (starts[-1] - starts[-2])


def _draw_row(
    ax: Axes, rows: pd.DataFrame, edges: np.ndarray, *, base: float, scale: tuple[float, float], numbered: bool
) -> None:
    """Draw the periods of one group in the band from `base` to 0.8 above it."""
    low, high = scale
    lift = 0.8 / (high - low)
    middles = (edges[:-1] + edges[1:]) / 2
    value = base + lift * (rows["value"].to_numpy("float64") - low)
    bounds = [base + lift * (np.clip(rows[side].to_numpy("float64"), low, high) - low) for side in ("low", "high")]
    gap, small = (rows["n_docs"] == 0).to_numpy(), rows["small"].to_numpy(dtype=bool)
    zero = base - lift * low
    ax.hlines(zero, edges[0], edges[-1], color=GREY, linewidth=0.8, zorder=0)
    ax.bar(
        edges[:-1][gap], 0.8, width=np.diff(edges)[gap], bottom=base, align="edge", facecolor="#F2F2F2", hatch="////",
        edgecolor=GREY, linewidth=0, zorder=0,
    )  # fmt: skip
    ax.vlines(middles, bounds[0], bounds[1], colors=[FAINT if faint else BLUE for faint in small], linewidth=1)
    ax.plot(middles, value, color=BLUE, linewidth=1.1)
    ax.plot(middles[~small], value[~small], "o", color=BLUE, markersize=4.5)
    ax.plot(middles[small], value[small], "o", color=FAINT, markerfacecolor="white", markersize=4.5)
    for mark, text in ((high, f"{high:,.3g}"), (low, f"{low:,.3g}".replace("-", "−"))):
        ax.annotate(
            text, (edges[-1], base + lift * (mark - low)), xytext=(4, 0), textcoords="offset points", va="center", fontsize=8,
            color=INK,
        )  # fmt: skip
    if numbered:
        for middle, n in zip(middles, rows["n_docs"], strict=True):
            ax.annotate(
                f"{n:,}" if n else "–", (middle, base), xytext=(0, -3), textcoords="offset points", ha="center", va="top",
                fontsize=7, color=INK,
            )  # fmt: skip


def _tell(values: pd.DataFrame, names: Sequence[str], measure: str) -> str:
    """Say for the first groups when the measure is highest."""
    told = []
    for name in names[:4]:
        known = values[(values["group"] == name) & values["value"].notna()]
        if len(known):
            row = list_rows(known.loc[[known["value"].idxmax()]])[0]
            most = signed(row.value) if measure == "mean" else f"{row.value:,.3g}"
            told.append(f"{name} highest in {row.period} ({most})")
    return f"{list_names(told)}." if told else "No values."
