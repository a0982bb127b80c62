"""Figures of words: the commonest, whose they are, what is key for whom, what stands beside them."""

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from analysis.errors import check_least
from analysis.figures.comparison import MARKS
from analysis.figures.links import aim, link_bars, link_boxes, link_labels, link_rows
from analysis.figures.style import (
    BLUE,
    FAINT,
    GREEN,
    INK,
    SKY,
    TOO_FEW,
    VERMILION,
    add_legend,
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
    """Draw the rate of the first terms of `term_counts` (`count_terms`) as bars, n at each bar, with intervals (`bound_terms`).

    n_words and n_docs are the totals for the note; left out, they are worked out from the rates and shares.
    """
    check_least("top", top, 1)
    rows = term_counts.head(top)
    if rows.empty:
        return draw_nothing(ax, "no word is left after stop words, parts of speech and the least count")
    ax = start_axes(ax, rows=len(rows))
    bars = ax.barh(range(len(rows)), rows["per_1000"], color=SKY, height=0.7)
    bounded = rows.reindex(columns=["per_1000_low", "per_1000_high"])
    hollow = rows.get("small", pd.Series(False, index=rows.index))
    ax.hlines(range(len(rows)), bounded["per_1000_low"], bounded["per_1000_high"], color="black", linewidth=1.2)
    for bar, small in zip(bars, hollow, strict=True):
        if small:
            bar.set(facecolor="white", edgecolor=FAINT, linewidth=1)
    ends = rows["per_1000"].clip(lower=bounded["per_1000_high"].fillna(0))
    for place, (end, n) in enumerate(zip(ends, rows["n"], strict=True)):
        ax.annotate(number(n), (end, place), xytext=(3, 0), textcoords="offset points", va="center", fontsize=8, color=INK)
    label_rows(ax, [fit(term, lines=1) for term in rows["term"]])
    ax.margins(x=0.08)
    targets = [aim(f"{row.term}: {number(row.n, 'occurrence')}", "word", row.term) for row in list_rows(rows)]
    link_bars(bars, targets)
    link_rows(ax, targets)
    first = rows.iloc[0]
    n_words = round(1000 * first["n"] / first["per_1000"]) if n_words is None else n_words
    n_docs = round(first["n_docs"] / first["document_share"]) if n_docs is None else n_docs
    total = f"{number(n_words, 'word')} in {number(n_docs, 'document')}"
    intervals = " Lines: 95 % intervals." if bounded["per_1000_low"].notna().any() else ""
    told = f" Hollow: {TOO_FEW}." if hollow.any() else ""
    leading = [f"{row.term} ({row.per_1000:.1f} per 1,000, n = {row.n:,})" for row in list_rows(rows.head(3))]
    return finish(
        ax,
        title="The commonest words",
        unit="occurrences per 1,000 words",
        note=f"N = {total}; {len(rows):,} of {number(len(term_counts), 'term')} shown. At each bar: n, "
        f"occurrences.{intervals}{told}",
        alternative=f"Commonest in {total}: {list_names(leading)}.",
        drawn=rows[["term", "n", "per_1000", "n_docs"]].assign(anchor=[target.anchor for target in targets]),
    )


def plot_rates(rates: pd.DataFrame, *, top: int = 15, ax: Axes | None = None) -> Axes:
    """Draw the first terms of `rates` (`count_voice_rates`, `count_group_rates`): a row per term, a marker per group.

    Lines are 95 % intervals; n of each group stands at the right, in the order of the legend. Hollow marks rest on too little.
    At most eight groups are drawn.
    """
    check_least("top", top, 1)
    groups = list(rates["group"].unique()[: len(MARKS)])
    terms = list(rates["term"].unique()[:top])
    if not terms:
        return draw_nothing(ax, "there are no words to set side by side")
    ax = start_axes(ax, rows=len(terms), row=0.2 + 0.08 * len(groups))
    shifts = np.linspace(-0.25, 0.25, len(groups)) if len(groups) > 1 else np.zeros(1)
    rows = rates[rates["term"].isin(terms)]
    for group, shift, (marker, colour) in zip(groups, shifts, MARKS, strict=False):
        of_group = rows[rows["group"] == group]
        places = np.arange(len(of_group)) + shift
        ax.hlines(places, of_group["per_1000_low"], of_group["per_1000_high"], color=colour, linewidth=1.2)
        for small in (False, True):
            drawn = (of_group["small"] == small).to_numpy()
            ax.plot(
                of_group["per_1000"][drawn], places[drawn], marker, color=FAINT if small else colour, markersize=6,
                markerfacecolor="white" if small else colour,
            )  # fmt: skip
        ax.plot([], [], marker, color=colour, label=fit(group, lines=1))
    for place, term in enumerate(terms):
        counts = " : ".join(f"{n:,}" for n in rows.loc[(rows["term"] == term) & rows["group"].isin(groups), "n"])
        ax.annotate(f"n = {counts}", (1, place), xycoords=("axes fraction", "data"), xytext=(6, 0), textcoords="offset points",
                    va="center", fontsize=8, color=INK, annotation_clip=False)  # fmt: skip
    label_rows(ax, [fit(term, lines=1) for term in terms])
    ax.margins(x=0.04)
    ax.set_xlim(left=min(0, -0.02 * ax.get_xlim()[1]))
    add_legend(ax)
    targets = [aim(f"{term}: its sentences", "word", term) for term in terms]
    link_rows(ax, targets, zorder=5)
    told = []
    for term in terms[:3]:
        of_term = list_rows(rows[(rows["term"] == term) & (rows["per_1000"] >= 0)])
        told.append(f"{term}: {list_names([f'{row.group} {row.per_1000:.1f} (n = {row.n:,})' for row in of_term])}")
    intervals = "Lines: 95 % intervals. " if rows["per_1000_low"].notna().any() else ""
    hollow = f"Hollow: {TOO_FEW}. " if rows["small"].any() else ""
    return finish(
        ax,
        title="Rates side by side",
        unit="occurrences per 1,000 words of the group",
        note=f"N = {number(rows['n'].sum(), 'occurrence')} of {number(len(terms), 'word')}; {len(terms):,} of "
        f"{rates['term'].nunique():,} shown. {intervals}{hollow}At the right: n in the order of the legend.",
        alternative=f"Per 1,000 words: {'; '.join(told)}.",
        drawn=rows.loc[rows["group"].isin(groups), ["term", "group", "n", "per_1000", "per_1000_low", "per_1000_high"]].assign(
            anchor=lambda table: table["term"].map(dict(zip(terms, [target.anchor for target in targets], strict=True)))
        ),
    )


def plot_keyness(
    keyness: pd.DataFrame, *, top: int = 15, sides: tuple[str, str] = ("these words", "the reference"), ax: Axes | None = None
) -> Axes:
    """Draw the words most key for either side of `keyness` (`count_keyness`, terms) as bars, those of the first to the right.

    `sides` is what to call the two. Up to `top` words of each side are drawn; counts of both stand at each bar; bars without
    filling rest on too little.
    """
    check_least("top", top, 1)
    first, second = keyness[keyness["log_odds"] > 0].head(top), keyness[keyness["log_odds"] < 0].tail(top)
    rows = pd.concat([first, second])
    name, reference_name = (fit(side, width=34, lines=1) for side in sides)
    if rows.empty:
        return draw_nothing(ax, f"no word is key for {name} or for {reference_name}")
    ax = start_axes(ax, rows=len(rows) + 0.5)
    places = np.arange(len(rows)) + 0.5 * (rows["log_odds"] < 0).to_numpy()
    right = (rows["log_odds"] > 0).to_numpy()
    for drawn, colour, hatch, label in ((right, BLUE, "", name), (~right, VERMILION, "///", reference_name)):
        bars = ax.barh(places[drawn], rows["log_odds"][drawn], color=colour, hatch=hatch, edgecolor="white", linewidth=0,
                       height=0.7, label=f"key for {label}")  # fmt: skip
        for bar, small in zip(bars, rows["small"][drawn], strict=True):
            if small:
                bar.set(facecolor="white", edgecolor=colour, linewidth=1)
    reach = rows["log_odds"].abs().max()
    ax.set_xlim(min(1.45 * rows["log_odds"].min(), -0.3 * reach), max(1.45 * rows["log_odds"].max(), 0.3 * reach))
    for place, row in zip(places, list_rows(rows), strict=True):
        beside = 4 if row.log_odds > 0 else -4
        ax.annotate(
            f"{row.n:,} : {row.n_reference:,}{' *' if row.one_document else ''}", (row.log_odds, place), xytext=(beside, 0),
            textcoords="offset points", ha="left" if beside > 0 else "right", va="center", fontsize=8, color=INK,
        )  # fmt: skip
    ax.axvline(0, color="black", linewidth=0.8)
    ax.set_yticks(places, [fit(term, lines=1) for term in rows["term"]])
    targets = [aim(f"{row.term}: {row.n:,} and {row.n_reference:,} occurrences", "word", row.term) for row in list_rows(rows)]
    link_labels(ax.get_yticklabels(), targets)
    left, edge = ax.get_xlim()
    link_boxes(ax, [(left, edge, place - 0.48, place + 0.48) for place in places], targets, zorder=5)
    ax.set_ylim(len(rows) + 0.1, -0.6)
    add_legend(ax)
    star = " *: more than half of them in one document." if rows["one_document"].any() else ""
    hollow = f" Hollow: {TOO_FEW}." if rows["small"].any() else ""
    told = [
        f"key for {side}: " + list_names([f"{row.term} ({row.n:,} : {row.n_reference:,})" for row in list_rows(part)])
        for side, part in ((name, first.head(3)), (reference_name, second[::-1].head(3)))
        if len(part)
    ]
    return finish(
        ax,
        title="Key words",
        unit="log-odds ratio with informative prior, as a z score (Monroe and others 2008)",
        note=f"N = {number(len(keyness), 'term')} compared; {len(rows):,} shown. At each bar: n, occurrences for {name} : for "
        f"{reference_name}.{star}{hollow}",
        alternative=f"{'; '.join(told)}.",
        drawn=rows[["term", "n", "n_reference", "log_odds"]].assign(anchor=[target.anchor for target in targets]),
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
    targets = [
        aim(f"{row.node} with {row.collocate}: {number(row.n, 'time')}", "together", row.node, row.collocate)
        for row in list_rows(rows)
    ]
    link_rows(ax, targets, zorder=5)
    told = [f"{row.node} with {row.collocate} ({number(row.n, 'time')})" for row in list_rows(rows.head(3))]
    return finish(
        ax,
        title="Words that stand together",
        unit="log-likelihood (Dunning 1993): how surely the pair is no accident",
        note=f"N = {number(len(collocations), 'pair')}, {len(rows):,} shown. At each dot: n, times together, and log Dice "
        "(Rychlý 2008), 14 for words that only occur together.",
        alternative=f"Strongest: {list_names(told)}.",
        drawn=rows[["node", "collocate", "n", "log_likelihood", "log_dice"]].assign(anchor=[target.anchor for target in targets]),
    )
