"""What all figures share: colours, how a figure begins and ends, and text that fits."""

import textwrap
from typing import Any

import matplotlib.pyplot as plt
import pandas as pd
import seaborn as sns
from matplotlib.axes import Axes

BLACK, ORANGE, SKY, GREEN, YELLOW, BLUE, VERMILION, PURPLE = (
    "#000000", "#E69F00", "#56B4E9", "#009E73", "#F0E442", "#0072B2", "#D55E00", "#CC79A7",
)  # fmt: skip
"""Okabe and Ito 2008, Color Universal Design."""
AGAINST, FOR = "#E08214", "#8073AC"
"""The two arms of ColorBrewer's PuOr: readable with every common colour blindness and in grey with the hatches."""
GREY, INK = "#D9D9D9", "#404040"
FAINT = "#767676"
"""What rests on too little is drawn in this grey."""
TOO_FEW = "few: under 10, or in under 5 documents"
"""What the grey is called (`intervals.is_small`)."""

WIDTH, ROW, FRAME = 8.0, 0.3, 1.5
"""Inches: width of a figure, height of a row, height of title, axis and note together."""
LEGEND_COLUMNS = 4


def start_axes(ax: Axes | None, *, rows: float, row: float = ROW, width: float = WIDTH) -> Axes:
    """Return `ax`, or the Axes of a new figure high enough for so many rows."""
    if ax is None:
        _, ax = plt.subplots(figsize=(width, FRAME + row * rows), layout="constrained")
    return ax


def finish(
    ax: Axes, *, title: str, unit: str, note: str, alternative: str, grid: str = "x", drawn: pd.DataFrame | None = None
) -> Axes:
    """Write title, unit and note, take away what is not needed, and keep the text alternative as the figure's label.

    `drawn`, the numbers behind the marks, is kept as the figure's list `drawn`; its column `anchor` says what each row leads to.
    """
    legend = ax.get_legend()
    lines = 0 if legend is None else -(-len(legend.get_texts()) // LEGEND_COLUMNS)
    ax.set_title(title, loc="left", fontsize=11, fontweight="bold", pad=6 if not lines else 10 + 14 * lines)
    ax.set_xlabel(unit, fontsize=9)
    ax.tick_params(labelsize=9, length=0)
    if grid:
        ax.grid(axis="x" if grid == "x" else "y", color=GREY, linewidth=0.6)
    ax.set_axisbelow(True)
    sns.despine(ax=ax, left=True, bottom=True)
    ax.annotate(
        textwrap.fill(note, 86), (0, 0), xycoords=("axes fraction", ax.xaxis.label), xytext=(0, -5), textcoords="offset points",
        ha="left", va="top", fontsize=8, color=INK, gid="note",
    )  # fmt: skip
    if drawn is not None:
        figure: Any = ax.get_figure(root=True)
        figure.drawn = [*getattr(figure, "drawn", []), drawn]
    return _describe(ax, f"{title}. {alternative}")


def draw_nothing(ax: Axes | None, why: str) -> Axes:
    """Return Axes that say calmly that there is nothing to show, and why."""
    ax = start_axes(ax, rows=0, row=0)
    ax.set_axis_off()
    text = f"nothing to show: {why}"
    ax.text(0.5, 0.5, text, ha="center", va="center", fontsize=10, color=INK, transform=ax.transAxes, wrap=True)
    return _describe(ax, text[0].upper() + text[1:] + ".")


def _describe(ax: Axes, alternative: str) -> Axes:
    """Set the text alternative; in a figure of several Axes, add it to what is there."""
    figure = ax.get_figure(root=True)
    assert figure is not None
    before = str(figure.get_label()) if len(figure.axes) > 1 else ""
    figure.set_label(f"{before} {alternative}".strip())
    return ax


def fit(text: object, *, width: int = 30, lines: int = 2) -> str:
    """Return the text as a label: unprintable characters as spaces, wrapped to `width`, cut with … after so many lines."""
    plain = "".join(letter if letter.isprintable() else " " for letter in str(text))
    wrapped = textwrap.wrap(plain, width, break_on_hyphens=False) or ["(empty)"]
    if len(wrapped) > lines:
        wrapped = [*wrapped[: lines - 1], f"{wrapped[lines - 1][: width - 1].rstrip()}…"]
    return "\n".join(wrapped).replace("$", r"\$")


def list_rows(table: pd.DataFrame) -> list[Any]:
    """Return the rows as named tuples."""
    return list(table.itertuples(index=False))


def number(n: float, noun: str = "", *, plural: str = "") -> str:
    """Return the number as people write it, with its noun in singular or plural: "1 word", "2,004 words"."""
    noun = noun if n == 1 or not noun else plural or f"{noun}s"
    return f"{n:,.0f} {noun}".strip()


def percent(share: float) -> str:
    """Return a share as percent: "12 %", "<1 %", or "unknown" if it is null."""
    if pd.isna(share):
        return "unknown"
    return "<1 %" if 0 < share < 0.005 else f"{100 * share:.0f} %"


def signed(value: float) -> str:
    """Return a number with its sign and two decimals, 0 without one."""
    return f"{value:+.2f}".replace("-", "−") if round(value, 2) else "0"


def list_names(names: list[str]) -> str:
    """Return "a", "a and b" or "a, b and c"."""
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def add_legend(ax: Axes) -> None:
    """Put the legend between title and rows, where it hides nothing; up to four entries stand in one line."""
    ax.legend(
        loc="lower left",
        bbox_to_anchor=(0, 1),
        ncols=LEGEND_COLUMNS,
        frameon=False,
        fontsize=8,
        borderpad=0,
        borderaxespad=0.6,
        handletextpad=0.5,
    )


def label_rows(ax: Axes, labels: list[str]) -> None:
    """Label the rows from top to bottom, the first at 0, and leave half a row of air above and below."""
    ax.set_yticks(range(len(labels)), labels)
    ax.set_ylim(len(labels) - 0.4, -0.6)
