"""Where words stand: stroke by stroke in few documents, by time or by place in the document where there are many."""

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.dates import ConciseDateFormatter, date2num

from analysis.errors import check_least
from analysis.figures.links import aim, link_rows
from analysis.figures.style import (
    BLACK,
    BLUE,
    GREY,
    INK,
    draw_nothing,
    finish,
    fit,
    label_rows,
    list_names,
    number,
    start_axes,
)

FEW, TENTHS, FEW_IN_PERIOD = 30, 10, 5
"""Documents whose every occurrence is drawn; parts a document is cut into; a period of fewer documents is drawn hollow."""
_PERIODS = (("day", "D", 62), ("week", "W-SUN", 400), ("month", "M", 6 * 366), ("year", "Y", 10**6))
"""Period, pandas' code of it, the longest span in days that is drawn by it."""
_HIGH = 0.85
_HEIGHT = "Height: rate, drawn to the highest of the row, which stands at the right, per 1,000 words; in brackets: n."


def plot_dispersion(spread: pd.DataFrame, *, top: int = 12, ax: Axes | None = None) -> Axes:
    """Draw where the first terms of `spread` (`count_spread`, terms) stand, a row per term.

    Up to 30 documents: a stroke per occurrence, documents by date, parted by lines. More, most of them with a date: bars of the
    rate per day, week, month or year, the shortest that fits the span and gives most documents a period of at least five; periods
    without a document are shaded. More without dates: bars of the rate per tenth of the documents. The bars of a row are drawn to
    the highest of them, whose rate stands at the right.
    """
    check_least("top", top, 1)
    terms = list(spread.loc[spread["n"] > 0, "term"].unique()[:top])
    if not terms:
        return draw_nothing(ax, "none of the words occurs")
    rows = spread[spread["term"].isin(terms)]
    documents = rows.drop_duplicates("doc_id")
    if len(documents) <= FEW:
        return _plot_strokes(rows, documents, terms, ax)
    if 2 * documents["published"].notna().sum() > len(documents):
        return _plot_times(rows, documents, terms, ax)
    return _plot_tenths(rows, documents, terms, ax)


def _plot_strokes(rows: pd.DataFrame, documents: pd.DataFrame, terms: list[str], ax: Axes | None) -> Axes:
    """Draw a stroke for each occurrence."""
    ax = start_axes(ax, rows=len(terms), row=0.36)
    n_words = documents.set_index("doc_id")["n_words"]
    before = n_words.cumsum() - n_words
    at = rows.explode("places").dropna(subset=["places"])
    at["place"] = 100 * (at["doc_id"].map(before) + at["places"].astype("float64") * at["n_words"]) / n_words.sum()
    places = [at.loc[at["term"] == term, "place"].to_numpy() for term in terms]
    for edge in before.iloc[1:]:
        ax.axvline(100 * edge / n_words.sum(), color=GREY, linewidth=0.8, zorder=0)
    ax.eventplot(places, lineoffsets=range(len(terms)), linelengths=0.7, linewidths=1.1, colors=BLACK)
    label_rows(ax, [f"{fit(term, lines=1)} ({len(place):,})" for term, place in zip(terms, places, strict=True)])
    ax.set_xlim(0, 100)
    link_rows(
        ax,
        [aim(f"{term}: {number(len(place), 'occurrence')}", "word", term) for term, place in zip(terms, places, strict=True)],
        zorder=5,
    )
    thirds = [np.histogram(place, bins=3, range=(0, 100))[0] for place in places]
    told = [
        f"{term} {number(counts.sum(), 'time')} ({', '.join(map(str, counts))} in the first, middle and last third)"
        for term, counts in zip(terms[:3], thirds[:3], strict=True)
    ]
    one = len(documents) == 1
    return finish(
        ax,
        title="Where the words stand",
        unit="% of the words, from the beginning of the document" if one else "% of the words, documents by date",
        note=f"N = {number(len(at), 'occurrence')} in {_tell_size(documents)}. One stroke per occurrence; in brackets: n."
        + ("" if one else " Grey lines part the documents."),
        alternative=f"{list_names(told)}.",
        grid="x" if one else "",
        drawn=pd.DataFrame(
            {
                "term": terms,
                "n": [len(place) for place in places],
                **{
                    name: [int(counts[third]) for counts in thirds]
                    for third, name in enumerate(("first third", "middle", "last third"))
                },
                "anchor": [aim("", "word", term).anchor for term in terms],
            }
        ),
    )


def _plot_times(rows: pd.DataFrame, documents: pd.DataFrame, terms: list[str], ax: Axes | None) -> Axes:
    """Draw rates by period."""
    dates = documents["published"].dropna()
    unit, code = _choose_period(dates)
    periods = pd.period_range(dates.min().to_period(code), dates.max().to_period(code))
    n_docs = dates.dt.to_period(code).value_counts().reindex(periods, fill_value=0).to_numpy()
    sums = rows.groupby(["term", rows["published"].dt.to_period(code)])[["n", "n_words"]].sum()
    rates = (1000 * sums["n"] / sums["n_words"]).unstack("published").reindex(index=terms, columns=periods)
    edges = date2num([*periods.start_time, periods[-1].end_time])
    ax = _draw_bars(ax, rows, rates, edges, hollow=n_docs < FEW_IN_PERIOD)
    for gap in np.flatnonzero(n_docs == 0):
        ax.axvspan(edges[gap], edges[gap + 1], color=GREY, alpha=0.4, linewidth=0, zorder=0)
    ax.xaxis_date()
    ax.xaxis.set_major_formatter(ConciseDateFormatter(ax.xaxis.get_major_locator()))
    ax.xaxis.get_offset_text().set_fontsize(8)
    hollow = f" Hollow: fewer than {FEW_IN_PERIOD} documents." if (n_docs < FEW_IN_PERIOD).any() else ""
    gaps = " Shaded: no document." if (n_docs == 0).any() else ""
    undated = len(documents) - len(dates)
    highest = [f"{periods[values.argmax()].start_time:%Y-%m-%d}" for values in rates.fillna(0).to_numpy()[:3]]
    told = [f"{term} most in the {unit} of {day}" for term, day in zip(terms, highest, strict=False)]
    missing = f" {number(undated, 'document')} without a date not drawn." if undated else ""
    return finish(
        ax,
        title=f"Where the words stand: by {unit}",
        unit=f"{unit} of publication",
        note=f"N = {number(rows['n'].sum(), 'occurrence')} in {_tell_size(documents)}. {_HEIGHT}{hollow}{gaps}{missing}",
        alternative=f"{list_names(told)}.",
        drawn=_list_rates(rates, [f"{period.start_time:%Y-%m-%d}" for period in periods], column=unit),
    )


def _choose_period(dates: pd.Series) -> tuple[str, str]:
    """Return the period that fits the span and leaves fewer than half of the documents in hollow bars, and pandas' code of it."""
    span = (dates.max() - dates.min()).days
    fitting = [(unit, code) for unit, code, most in _PERIODS if span <= most]
    full = (kind for kind in fitting if 2 * (_count_beside(dates, kind[1]) < FEW_IN_PERIOD).sum() < len(dates))
    return next(full, fitting[-1])


def _count_beside(dates: pd.Series, code: str) -> pd.Series:
    """Return for each document how many there are in its period."""
    periods = dates.dt.to_period(code)
    return periods.map(periods.value_counts())


def _plot_tenths(rows: pd.DataFrame, documents: pd.DataFrame, terms: list[str], ax: Axes | None) -> Axes:
    """Draw rates by tenth of the document."""
    at = rows.explode("places").dropna(subset=["places"])
    tenth = np.minimum(TENTHS * at["places"].astype("float64"), TENTHS - 1).astype("int64")
    counts = at.groupby(["term", tenth]).size().unstack(fill_value=0).reindex(index=terms, columns=range(TENTHS), fill_value=0)
    rates = 1000 * counts / (documents["n_words"].sum() / TENTHS)
    ax = _draw_bars(ax, rows, rates, np.linspace(0, 100, TENTHS + 1), hollow=np.zeros(TENTHS, dtype=bool))
    highest = rates.to_numpy().argmax(axis=1)[:3] + 1
    told = [f"{term} most in tenth {tenth}" for term, tenth in zip(terms, highest, strict=False)]
    return finish(
        ax,
        title="Where the words stand: by tenth of the document",
        unit="% of the words, from the beginning of each document",
        note=f"N = {number(rows['n'].sum(), 'occurrence')} in {_tell_size(documents)}, most of them without a date. {_HEIGHT}",
        alternative=f"{list_names(told)}.",
        drawn=_list_rates(rates, [f"{tenth + 1}" for tenth in range(TENTHS)], column="tenth"),
    )


def _draw_bars(ax: Axes | None, rows: pd.DataFrame, rates: pd.DataFrame, edges: np.ndarray, *, hollow: np.ndarray) -> Axes:
    """Draw a row of bars for each term, from edge to edge, and the rate of the highest at the right."""
    ax = start_axes(ax, rows=len(rates), row=0.42)
    n = rows.groupby("term")["n"].sum()
    for place, values in enumerate(rates.fillna(0).to_numpy()):
        bars = ax.bar(
            edges[:-1], -_HIGH * values / max(values.max(), 1e-9), np.diff(edges), bottom=place + _HIGH / 2, align="edge",
            color=BLUE, edgecolor="white", linewidth=0.4,
        )  # fmt: skip
        for bar in np.array(bars.patches)[hollow]:
            bar.set(facecolor="white", edgecolor=BLUE, linewidth=0.8)
        ax.axhline(place + _HIGH / 2, color=GREY, linewidth=0.6, zorder=0)
        ax.annotate(f"{values.max():,.1f}", (1, place), xycoords=("axes fraction", "data"), xytext=(6, 0),
                    textcoords="offset points", va="center", fontsize=8, color=INK, annotation_clip=False)  # fmt: skip
    label_rows(ax, [f"{fit(term, lines=1)} ({n[term]:,})" for term in rates.index])
    ax.set_xlim(edges[0], edges[-1])
    link_rows(ax, [aim(f"{term}: {number(n[term], 'occurrence')}", "word", term) for term in rates.index], zorder=5)
    return ax


def _list_rates(rates: pd.DataFrame, names: list[str], *, column: str) -> pd.DataFrame:
    """List the rates that are bars, those of 0 left out."""
    wide = rates.set_axis(names, axis="columns").rename_axis(index="term").reset_index()
    long = wide.melt("term", var_name=column, value_name="per_1000")
    return long[long["per_1000"] > 0].assign(anchor=lambda table: [aim("", "word", term).anchor for term in table["term"]])


def _tell_size(documents: pd.DataFrame) -> str:
    """Say how many words in how many documents there are."""
    return f"{number(documents['n_words'].sum(), 'word')} in {number(len(documents), 'document')}"
