"""Figures of words: the commonest, where they stand, what stands beside them."""

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from analysis.errors import check_least
from analysis.figures.style import (
    BLACK,
    BLUE,
    GREEN,
    INK,
    draw_nothing,
    finish,
    fit,
    label_rows,
    list_names,
    list_rows,
    number,
    start_axes,
)


def plot_terms(
    term_counts: pd.DataFrame,
    *,
    top: int = 20,
    n_words: int | None = None,
    n_docs: int | None = None,
    ax: Axes | None = None,
) -> Axes:
    """Draw the rate of the first terms of `term_counts` (terms.py) as bars, n at each bar.

    n_words and n_docs are the totals for the note; left out, they are worked out from the rates and shares.
    """
    check_least("top", top, 1)
    rows = term_counts.head(top)
    if rows.empty:
        return draw_nothing(ax, "no word is left after stop words, parts of speech and the least count")
    ax = start_axes(ax, rows=len(rows))
    bars = ax.barh(range(len(rows)), rows["per_1000"], color=BLUE, height=0.7)
    ax.bar_label(bars, [number(n) for n in rows["n"]], padding=3, fontsize=8)
    label_rows(ax, [fit(term, lines=1) for term in rows["term"]])
    ax.margins(x=0.08)
    first = rows.iloc[0]
    n_words = round(1000 * first["n"] / first["per_1000"]) if n_words is None else n_words
    n_docs = round(first["n_docs"] / first["document_share"]) if n_docs is None else n_docs
    total = f"{number(n_words, 'word')} in {number(n_docs, 'document')}"
    leading = [f"{row.term} ({row.per_1000:.1f} per 1,000, n = {row.n:,})" for row in list_rows(rows.head(3))]
    return finish(
        ax,
        title="The commonest words",
        unit="occurrences per 1,000 words",
        note=f"N = {total}; {len(rows):,} of {number(len(term_counts), 'term')} shown. At each bar: n, occurrences.",
        alternative=f"Commonest in {total}: {list_names(leading)}.",
    )


def plot_dispersion(
    occurrences: pd.DataFrame,
    *,
    n_words: int | None = None,
    n_docs: int | None = None,
    top: int = 12,
    ax: Axes | None = None,
) -> Axes:
    """Draw where terms stand (`find_occurrences`, terms.py): a row per term, a stroke per occurrence.

    The first `top` terms are drawn; n_words and n_docs are the totals for the note.
    """
    check_least("top", top, 1)
    terms = list(occurrences["term"].unique()[:top])
    if not terms:
        return draw_nothing(ax, "none of the terms occurs")
    ax = start_axes(ax, rows=len(terms), row=0.36)
    places = [100 * occurrences.loc[occurrences["term"] == term, "corpus_share"].to_numpy() for term in terms]
    ax.eventplot(places, lineoffsets=range(len(terms)), linelengths=0.7, linewidths=1.1, colors=BLACK)
    label_rows(ax, [f"{fit(term, lines=1)} ({len(place):,})" for term, place in zip(terms, places, strict=True)])
    ax.set_xlim(0, 100)
    one = (occurrences["doc_id"].nunique() if n_docs is None else n_docs) == 1
    thirds = [np.histogram(place, bins=3, range=(0, 100))[0] for place in places]
    told = [
        f"{term} {number(counts.sum(), 'time')} ({', '.join(map(str, counts))} in the first, middle and last third)"
        for term, counts in zip(terms[:3], thirds[:3], strict=True)
    ]
    total = " in ".join(
        [number(n, noun) for n, noun in ((n_words, "word"), (n_docs, "document")) if n is not None]
        or [number(occurrences["doc_id"].nunique(), "document")]
    )
    return finish(
        ax,
        title="Where the words stand",
        unit="% of the words, from the beginning of the document" if one else "% of the words, documents in reading order",
        note=f"N = {number(sum(map(len, places)), 'occurrence')} in {total}. One stroke per occurrence; in brackets: n.",
        alternative=f"{list_names(told)}.",
    )


def plot_collocations(collocations: pd.DataFrame, *, top: int = 20, ax: Axes | None = None) -> Axes:
    """Draw the first pairs of `collocations` (terms.py) by log-likelihood, n and log Dice at each dot."""
    check_least("top", top, 1)
    rows = collocations.head(top)
    if rows.empty:
        return draw_nothing(ax, "no two words stand near each other often enough")
    ax = start_axes(ax, rows=len(rows))
    places = np.arange(len(rows))
    ax.hlines(places, 0, rows["log_likelihood"], color=GREEN, linewidth=1.2)
    ax.plot(rows["log_likelihood"], places, "o", color=GREEN, markersize=6)
    for place, row in zip(places, list_rows(rows), strict=True):
        beside = (7, 0) if row.log_likelihood >= 0 else (-7, 0)
        ax.annotate(
            f"n = {row.n:,} · {row.log_dice:.1f}", (row.log_likelihood, place), xytext=beside, textcoords="offset points",
            ha="left" if beside[0] > 0 else "right", va="center", fontsize=8, color=INK,
        )  # fmt: skip
    label_rows(ax, [" – ".join(fit(word, width=18, lines=1) for word in (row.node, row.collocate)) for row in list_rows(rows)])
    ax.set_xlim(min(0, 1.3 * rows["log_likelihood"].min()), max(1.25 * rows["log_likelihood"].max(), 1))
    told = [f"{row.node} with {row.collocate} ({number(row.n, 'time')})" for row in list_rows(rows.head(3))]
    return finish(
        ax,
        title="Words that stand together",
        unit="log-likelihood (Dunning 1993): how surely the pair is no accident",
        note=f"N = {number(len(collocations), 'pair')}, {len(rows):,} shown. At each dot: n, times together, and log Dice "
        "(Rychlý 2008), 14 for words that only occur together.",
        alternative=f"Strongest: {list_names(told)}.",
    )
