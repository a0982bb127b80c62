"""Figures of the documents: how long, when, what zones they hold."""

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.dates import ConciseDateFormatter, date2num
from matplotlib.ticker import MaxNLocator, PercentFormatter

from analysis.errors import check_choice
from analysis.figures.links import aim, link_bars, link_rows
from analysis.figures.style import (
    BLUE,
    ORANGE,
    SKY,
    add_legend,
    draw_nothing,
    finish,
    fit,
    label_rows,
    list_names,
    list_rows,
    number,
    percent,
    start_axes,
)

FEW = 30
"""So many documents get a bar each; more are drawn over time."""


_CODES = {"day": "D", "week": "W-SUN", "month": "M", "quarter": "Q", "year": "Y"}
_WRITTEN = {"day": "%Y-%m-%d", "week": "%G-W%V", "month": "%Y-%m", "quarter": "%Y-Q", "year": "%Y"}


def plot_documents(document_counts: pd.DataFrame, *, unit: str = "", ax: Axes | None = None) -> Axes:
    """Draw `document_counts` (counts): words of few documents, documents over time or by length where there are many.

    Up to 30 documents have a bar each, the words of statements hatched, the number of statements at the bar. More are counted
    by `unit` of publication (day, week, month, quarter or year; "": day up to two months, month up to five years, else year);
    without dates by their length.
    """
    check_choice("unit", unit or "day", _CODES)
    if document_counts.empty:
        return draw_nothing(ax, "there are no documents")
    if len(document_counts) <= FEW:
        return _plot_words(document_counts, ax)
    dated = document_counts["published"].dropna()
    return _plot_lengths(document_counts, ax) if dated.empty else _plot_times(document_counts, dated, unit, ax)


def _plot_words(rows: pd.DataFrame, ax: Axes | None) -> Axes:
    """Draw a bar for each document."""
    ax = start_axes(ax, rows=len(rows), row=0.42)
    quoted = rows["n_words"] * rows["quoted_word_share"].fillna(0)
    ax.barh(range(len(rows)), rows["n_words"] - quoted, color=BLUE, height=0.62, label="narrator's words")
    bars = ax.barh(
        range(len(rows)), quoted, left=rows["n_words"] - quoted, color=ORANGE, hatch="///", edgecolor="white", linewidth=0,
        height=0.62, label="words of statements",
    )  # fmt: skip
    ax.bar_label(bars, [number(n, "statement") for n in rows["n_statements"]], padding=3, fontsize=8)
    label_rows(ax, [fit(title, width=34) for title in rows["title"]])
    ax.margins(x=0.14)
    targets = [aim(f"{row.title}: {number(row.n_words, 'word')}", "document", row.doc_id) for row in list_rows(rows)]
    link_rows(ax, targets, zorder=5)
    ax.xaxis.set_major_formatter("{x:,.0f}")
    add_legend(ax)
    longest = rows.iloc[int(rows["n_words"].argmax())]
    words, statements = rows["n_words"].sum(), rows["n_statements"].sum()
    total = f"{number(words, 'word')} in {number(len(rows), 'document')}"
    return finish(
        ax,
        title="Words and statements by document",
        unit="words",
        note=f"N = {total}; {number(statements, 'statement')}, direct and indirect.",
        alternative=f"{total}; {percent(quoted.sum() / words if words else float('nan'))} of the words stand in "
        f"{number(statements, 'statement')}. Longest: {longest['title']}, "
        f"{number(longest['n_words'], 'word')}.",
        drawn=rows[["title", "outlet", "published", "n_words", "n_statements", "quoted_word_share"]].assign(
            anchor=[target.anchor for target in targets]
        ),
    )


def _plot_times(rows: pd.DataFrame, dated: pd.Series, unit: str, ax: Axes | None) -> Axes:
    """Draw documents per period."""
    ax = start_axes(ax, rows=8)
    span = (dated.max() - dated.min()).days
    unit = unit or ("day" if span <= 62 else "month" if span <= 5 * 366 else "year")
    counts = dated.dt.to_period(_CODES[unit]).value_counts().sort_index()
    periods = pd.PeriodIndex(counts.index)
    starts, ends = date2num(periods.start_time), date2num(periods.end_time)
    bars = ax.bar(starts, counts, width=0.92 * (ends - starts), align="edge", color=BLUE)
    names = [f"{period.start_time.strftime(_WRITTEN[unit])}{period.quarter if unit == 'quarter' else ''}" for period in periods]
    targets = [aim(f"{name}: {number(n, 'document')}", "published", name) for name, n in zip(names, counts, strict=True)]
    link_bars(bars, targets)
    ax.xaxis_date()
    ax.xaxis.set_major_formatter(ConciseDateFormatter(ax.xaxis.get_major_locator()))
    ax.xaxis.get_offset_text().set_fontsize(8)
    ax.yaxis.set_major_locator(MaxNLocator(integer=True))
    ax.set_ylabel("documents", fontsize=9)
    undated = len(rows) - len(dated)
    return finish(
        ax,
        title=f"Documents per {unit}",
        unit=f"{unit} of publication",
        note=f"N = {number(rows['n_words'].sum(), 'word')} in {number(len(rows), 'document')}; "
        f"{undated:,} without a date are not drawn.",
        alternative=f"{number(len(dated), 'document')} from {dated.min():%Y-%m-%d} to {dated.max():%Y-%m-%d}; most in "
        f"{names[counts.to_numpy().argmax()]}: {counts.max():,}. {undated:,} without a date.",
        grid="y",
        drawn=pd.DataFrame({unit: names, "n_docs": counts.to_numpy(), "anchor": [target.anchor for target in targets]}),
    )


def _plot_lengths(rows: pd.DataFrame, ax: Axes | None) -> Axes:
    """Draw how many documents have so many words."""
    ax = start_axes(ax, rows=8)
    ax.hist(rows["n_words"], bins="sqrt", color=BLUE, edgecolor="white")
    ax.yaxis.set_major_locator(MaxNLocator(integer=True))
    ax.xaxis.set_major_formatter("{x:,.0f}")
    ax.set_ylabel("documents", fontsize=9)
    return finish(
        ax,
        title="Documents by length",
        unit="words in the document",
        note=f"N = {number(rows['n_words'].sum(), 'word')} in {number(len(rows), 'document')}, none of them with a date.",
        alternative=f"{number(len(rows), 'document')} of {rows['n_words'].min():,} to {number(rows['n_words'].max(), 'word')}, "
        f"half of them under {number(rows['n_words'].median(), 'word')}.",
        grid="y",
    )


def plot_zones(zone_counts: pd.DataFrame, *, ax: Axes | None = None) -> Axes:
    """Draw the share of words in each zone of `zone_counts` (counts), n at each bar."""
    rows = zone_counts[zone_counts["n_words"] > 0]
    if rows.empty:
        return draw_nothing(ax, "there are no words")
    ax = start_axes(ax, rows=len(rows), row=0.36)
    bars = ax.barh(range(len(rows)), 100 * rows["word_share"], color=SKY, height=0.65)
    ax.bar_label(bars, [number(n, "word") for n in rows["n_words"]], padding=3, fontsize=8)
    label_rows(ax, [fit(zone) for zone in rows["zone"]])
    ax.margins(x=0.16)
    ax.xaxis.set_major_formatter(PercentFormatter(decimals=None, symbol=" %"))
    told = [f"{row.zone} {percent(row.word_share)}" for row in list_rows(rows)]
    return finish(
        ax,
        title="Words by zone",
        unit="share of all words",
        note=f"N = {number(rows['n_words'].sum(), 'word')}.",
        alternative=f"{list_names(told)}.",
    )
