"""Figures as a notebook shows them: drawn, named, with what they are drawn from as a table below."""

import io
import re
import warnings
from typing import Any

import matplotlib as mpl
import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from analysis.display.showing import show, show_note
from analysis.errors import ParameterError
from analysis.markup import escape, replace_controls, write_table

MOST_POINTS = 1_000
"""A figure with more marks than this is shown as PNG: as SVG it would be larger and slow to draw."""

MOST_ROWS = 200
"""Rows of the table below a figure."""

SHARP, SMALL = 160, 80
"""Dots per inch of a PNG that stands on a page, and of one that only stands in for SVG."""

FONTS = ["DejaVu Sans", "Verdana", "sans-serif"]
"""Fonts of figures: the one matplotlib measures with, then one of the same widths for readers who lack it."""

_SVG_GROUP_ID = re.compile(r'(<g) id="[^"]*"')
_LONG_COORDINATE = re.compile(r"(\.\d\d)\d+(?=[^<>]*>)")
_LINK = re.compile(r'<a xlink:href="#([^" ]*) ?([^"]*)"[^>]*>')
_MISSING_LETTERS = "missing from font"


def show_figure(ax: Axes) -> None:
    """Show the figure of `ax`, below it, folded, the numbers it is drawn from, and close it.

    It is shown as SVG, with a PNG for viewers that show no SVG; with more than MOST_POINTS marks only as PNG. The label of the
    figure (`ax.figure.get_label()`) is its text alternative; `figures.style.finish` leaves the table of what is drawn on the
    figure (`drawn`), and what its marks lead to in their addresses. Equal figures give equal bytes.
    """
    figure = ax.get_figure(root=True)
    if figure is None:
        raise ParameterError("These axes are on no figure any more; draw them anew before showing them.")
    label = str(figure.get_label()) or ax.get_title() or "Figure"
    shown: dict[str, Any] = {"text/plain": label}
    crowded = _count_points(figure) > MOST_POINTS
    with warnings.catch_warnings(record=True) as raised:
        warnings.simplefilter("always")
        shown["image/png"] = _draw(figure, "png", dpi=SHARP if crowded else SMALL)
        if not crowded:
            shown["image/svg+xml"] = _describe_svg(_draw(figure, "svg").decode("utf-8"), label)
    show(shown, metadata={"image/png": {"alt": label}})
    plt.close(figure)
    if crowded and any(_MISSING_LETTERS in str(warning.message) for warning in raised):
        show_note("Some letters in this figure appear as boxes: the font it is drawn with lacks them.")
    for drawn in getattr(figure, "drawn", []):
        _show_drawn(drawn, title=ax.get_title(loc="left"))
    for warning in raised:
        if _MISSING_LETTERS not in str(warning.message):  # in SVG the reader's own fonts draw the letters
            warnings.warn_explicit(warning.message, warning.category, warning.filename, warning.lineno)


def _show_drawn(drawn: pd.DataFrame, *, title: str) -> None:
    """Show what is drawn as a folded table; the row's name leads where its mark does."""
    rows = drawn.head(MOST_ROWS).reset_index(drop=True)
    headings = {str(column): str(column).replace("_", " ") for column in rows.columns if column != "anchor"}
    rest = f" The first {MOST_ROWS} of {len(drawn):,} rows." if len(drawn) > MOST_ROWS else ""
    links = {next(iter(headings)): ("", "anchor")} if "anchor" in rows else {}
    table = write_table(rows, headings=headings, caption=f"What is drawn in “{title}”.{rest}", links=links)
    page = f'<details class="numbers"><summary>The numbers of this figure</summary>{table}</details>'
    show({"text/html": page, "text/plain": rows.to_string(columns=list(headings), index=False)})


def _draw(figure: Figure, form: str, *, dpi: int = SMALL) -> bytes:
    """Draw the figure; the same figure gives the same bytes."""
    stream = io.BytesIO()
    metadata = {"Date": None} if form == "svg" else {"Software": None}
    salt = f"standpoint {figure.get_label()}"
    with mpl.rc_context({"svg.fonttype": "none", "svg.hashsalt": salt, "font.sans-serif": FONTS}):
        figure.savefig(stream, format=form, dpi=dpi, bbox_inches="tight", metadata=metadata)
    return stream.getvalue()


def _describe_svg(svg: str, label: str) -> str:
    """Keep the svg element, name it for screen readers, cut coordinates to 0.01 points and drop ids that repeat on a page.

    A link carries its name as tooltip; of several to the same place only the first is reached by the keyboard.
    """
    svg = _LONG_COORDINATE.sub(r"\1", replace_controls(svg[svg.index("<svg") :]))
    met: set[str] = set()

    def describe(found: re.Match[str]) -> str:
        anchor, name = found.groups()
        again = ' tabindex="-1" aria-hidden="true"' if anchor in met else ""
        met.add(anchor)
        told = f' aria-label="{name}"' if name and not again else ""
        return f'<a href="#{anchor}"{again}{told}>' + (f"<title>{name}</title>" if name else "")

    svg = _LINK.sub(describe, _SVG_GROUP_ID.sub(r"\1", svg))
    role = "group" if met else "img"  # what lies in an image is no link to those who hear it
    return svg.replace("<svg", f'<svg role="{role}" aria-label="{escape(label)}"', 1)


def _count_points(figure: Figure) -> int:
    """Count what is drawn in the figure: bars, dots, and the points of lines; not what only makes them links."""
    n_marks = 0
    for ax in figure.axes:
        n_marks += sum(patch.get_gid() != "link" for patch in ax.patches)
        n_marks += sum(np.size(line.get_xdata()) for line in ax.lines)
        drawn = [marks for marks in ax.collections if marks.get_gid() != "link"]
        n_marks += sum(max(len(np.atleast_2d(marks.get_offsets())), len(marks.get_paths())) for marks in drawn)
    return n_marks
