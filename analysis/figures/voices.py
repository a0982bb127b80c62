"""Figures of the actors: who speaks, who is only spoken of."""

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.ticker import PercentFormatter

from analysis.errors import check_least
from analysis.figures.links import aim, link_boxes, link_labels
from analysis.figures.style import (
    BLUE,
    FAINT,
    GREEN,
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
    percent,
    start_axes,
)

MEASURES = (
    ("mention", "mentions", "o", BLUE, -0.24),
    ("statement", "statements", "s", VERMILION, 0.0),
    ("quoted_word", "words of statements", "^", GREEN, 0.24),
)
"""Measure, what it is called, marker, colour, place within the row."""


def plot_actors(actor_counts: pd.DataFrame, *, top: int = 15, ax: Axes | None = None) -> Axes:
    """Draw the shares of mentions, statements and words of the first actors of `actor_counts` (counts), 95 % intervals if any.

    The row "unknown" is told in the note. A hollow marker at 0: the actor is only spoken of. Where there are intervals, shares
    that rest on too little are grey and hollow; with one document there are none, and nothing is grey.
    """
    check_least("top", top, 1)
    known = actor_counts[actor_counts["actor_id"].notna()]
    rows = known.head(top)
    if rows.empty:
        return draw_nothing(ax, "no actor was found")
    ax = start_axes(ax, rows=len(rows), row=0.46)
    for band in range(0, len(rows), 2):
        ax.axhspan(band - 0.5, band + 0.5, color="#F5F5F5", linewidth=0, zorder=0)
    drawn = any(known[f"{measure}_share_low"].notna().any() for measure, *_ in MEASURES)
    small = [_draw_measure(ax, rows, *measure, grey=drawn) for measure in MEASURES]
    if any(small):
        ax.plot([], [], "D", color=FAINT, markerfacecolor="white", markersize=6, linestyle="none", label=TOO_FEW)
    label_rows(ax, [fit(name) for name in rows["name"]])
    ax.set_xlim(left=min(0, ax.get_xlim()[0]))
    ax.xaxis.set_major_formatter(PercentFormatter(decimals=None, symbol=" %"))
    add_legend(ax)
    _link_shares(ax, rows)
    unknown = actor_counts[actor_counts["actor_id"].isna()]
    totals = [(known[f"n_{what}s"].sum(), unknown[f"n_{what}s"].sum(), noun) for what, noun in
              (("mention", "mention"), ("statement", "statement"), ("quoted_word", "word"))]  # fmt: skip
    leading = [f"{row.name} ({percent(row.mention_share)})" for row in list_rows(rows.head(3))]
    return finish(
        ax,
        title="Who is spoken of, who speaks",
        unit="share of what has a known actor",
        note=f"N = {list_names([f'{number(n, noun)} (and {m:,} of unknown)' for n, m, noun in totals])}; "
        f"{len(rows)} of {number(len(known), 'actor')}. Hollow marker at zero: none.{' Lines: 95 % intervals.' if drawn else ''}",
        alternative=f"Most mentioned: {list_names(leading)}. {_tell_speakers(rows)}",
        drawn=rows[["name", *(f"n_{what}s" for what, *_ in MEASURES), *(f"{what}_share" for what, *_ in MEASURES)]].assign(
            anchor=[aim("", "mention", actor_id).anchor for actor_id in rows["actor_id"]]
        ),
    )


def _draw_measure(
    ax: Axes, rows: pd.DataFrame, measure: str, name: str, marker: str, colour: str, shift: float, *, grey: bool
) -> bool:
    """Draw one share of every row with its interval; return whether any is grey."""
    places, share = np.arange(len(rows)) + shift, 100 * rows[f"{measure}_share"].to_numpy(dtype="float64")
    low, high = (100 * rows[f"{measure}_share_{bound}"].to_numpy(dtype="float64") for bound in ("low", "high"))
    small = rows[f"{measure}_small"].to_numpy(dtype="bool") & grey
    for some, ink, inside, label in (
        (~small & (share != 0), colour, colour, name),
        (~small & (share == 0), colour, "white", ""),
        (small, FAINT, "white", ""),
    ):
        ax.hlines(places[some], low[some], high[some], color=ink, linewidth=1)
        ax.plot(share[some], places[some], marker, color=ink, markerfacecolor=inside, markersize=6, linestyle="none", label=label)
    return bool(small.any())


def _link_shares(ax: Axes, rows: pd.DataFrame) -> None:
    """Let each mark lead to mentions or statements, and to mentions where there is no statement."""
    left, right = ax.get_xlim()
    mentions = [aim(f"{row.name}: {number(row.n_mentions, 'mention')}", "mention", row.actor_id) for row in list_rows(rows)]
    statements = [
        aim(f"{row.name}: {number(row.n_statements, 'statement')}", "speaker", row.actor_id) if row.n_statements else mention
        for row, mention in zip(list_rows(rows), mentions, strict=True)
    ]
    link_labels(ax.get_yticklabels(), mentions)
    places = range(len(rows))
    link_boxes(ax, [(left, right, place - 0.5, place - 0.12) for place in places], mentions, zorder=5)
    link_boxes(ax, [(left, right, place - 0.12, place + 0.5) for place in places], statements, zorder=5)


def _tell_speakers(rows: pd.DataFrame) -> str:
    """Say who speaks most and how many are only spoken of."""
    speakers = rows[rows["n_statements"] > 0].sort_values("n_statements", ascending=False, kind="stable").head(3)
    silent = int((rows["n_statements"] == 0).sum())
    if speakers.empty:
        return "None of them speaks."
    told = [f"{row.name} ({percent(row.statement_share)} of statements)" for row in list_rows(speakers)]
    return f"Speaks most: {list_names(told)}. {silent} of the {len(rows)} shown never speak."
