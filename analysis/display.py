"""What a notebook shows: figures with a text alternative, tables, quoted sentences and notes.

Text that comes from a document is escaped here and shown as text: nothing in it can act as HTML, and nothing is shown as
Markdown.
"""

import io
import re
import warnings
from collections.abc import Collection, Mapping
from typing import Any

import matplotlib as mpl
import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
from IPython.display import display
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from analysis.errors import ParameterError, SchemaError, nearest
from analysis.markup import NOT_KNOWN, escape, mark_parts, replace_controls, write_plain, write_table
from analysis.spreadsheets import save_table
from analysis.views import choose_view

MOST_POINTS = 1_000
"""A figure with more marks than this is shown as PNG: as SVG it would be larger and slow to draw."""

SHARP, SMALL = 160, 80
"""Dots per inch of a PNG that stands on a page, and of one that only stands in for SVG."""

FONTS = ["DejaVu Sans", "Verdana", "sans-serif"]
"""Fonts of figures: the one matplotlib measures with, then one of the same widths for readers who lack it."""

_SVG_GROUP_ID = re.compile(r'(<g) id="[^"]*"')
_LONG_COORDINATE = re.compile(r"(\.\d\d)\d+(?=[^<>]*>)")
_MISSING_LETTERS = "missing from font"


def show_figure(ax: Axes) -> None:
    """Show the figure of `ax` and close it.

    It is shown as SVG, with a PNG for viewers that show no SVG; with more than MOST_POINTS marks only as PNG. The label of the
    figure (`ax.figure.get_label()`) is its text alternative. Equal figures give equal bytes.
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
    display(shown, raw=True, metadata={"image/png": {"alt": label}})
    plt.close(figure)
    if crowded and any(_MISSING_LETTERS in str(warning.message) for warning in raised):
        show_note("Some letters in this figure appear as boxes: the font it is drawn with lacks them.")
    for warning in raised:
        if _MISSING_LETTERS not in str(warning.message):  # in SVG the reader's own fonts draw the letters
            warnings.warn_explicit(warning.message, warning.category, warning.filename, warning.lineno)


def _draw(figure: Figure, form: str, *, dpi: int = SMALL) -> bytes:
    """Draw the figure; the same figure gives the same bytes."""
    stream = io.BytesIO()
    metadata = {"Date": None} if form == "svg" else {"Software": None}
    salt = f"standpoint {figure.get_label()}"
    with mpl.rc_context({"svg.fonttype": "none", "svg.hashsalt": salt, "font.sans-serif": FONTS}):
        figure.savefig(stream, format=form, dpi=dpi, bbox_inches="tight", metadata=metadata)
    return stream.getvalue()


def _describe_svg(svg: str, label: str) -> str:
    """Keep the svg element, name it for screen readers, cut coordinates to 0.01 points and drop ids that repeat on a page."""
    svg = _LONG_COORDINATE.sub(r"\1", replace_controls(svg[svg.index("<svg") :]))
    return _SVG_GROUP_ID.sub(r"\1", svg).replace("<svg", f'<svg role="img" aria-label="{escape(label)}"', 1)


def _count_points(figure: Figure) -> int:
    """Count what is drawn in the figure: bars, dots, and the points of lines."""
    n_marks = 0
    for ax in figure.axes:
        n_marks += len(ax.patches) + sum(np.size(line.get_xdata()) for line in ax.lines)
        n_marks += sum(max(len(np.atleast_2d(marks.get_offsets())), len(marks.get_paths())) for marks in ax.collections)
    return n_marks


def show_table(
    table: pd.DataFrame,
    *,
    name: str,
    caption: str | None = None,
    columns: Mapping[str, str] | None = None,
    empty: str | None = None,
    to_right: Collection[str] | None = None,
    tables: str = "",
    limit: int = 20,
) -> None:
    """Show the first rows of a table, say how many are left out, and save the whole of it as CSV.

    Parameters
    ----------
    table : any table; it is not changed. The first column shown names the row
    name : what the CSV file is called, in small letters, digits and hyphens
    caption, columns, empty, to_right : how it is shown, where it is not as views.toml says for tables of this name (views.py
        says what each is); a name that is not there needs a caption
    tables : folder the CSV file is written to (`save_table`), made if it is not there; "" writes none
    limit : int >= 1, rows shown

    Raises
    ------
    SchemaError : a column to be shown is not there (names it and the nearest one)
    ParameterError : a `limit` below 1, a wrong `name`, no caption, or a folder that cannot be written to

    Notes
    -----
    Columns that end in `share` are shown as per cent, other real numbers with two decimals, null as a dash. Where the table has
    the bounds of a column (`_low`, `_high`) and does not show them apart, they stand behind its value, and "few" where the table
    says so (`small`). The CSV has every column and row, unrounded.
    """
    view = choose_view(name, caption=caption, columns=columns, empty=empty, to_right=to_right)
    headings = view.columns or {str(column): str(column).replace("_", " ") for column in table.columns}
    for column in headings:
        if column not in table.columns:
            raise SchemaError(f"Table {name!r} has no column {column!r} to show.{nearest(column, map(str, table.columns))}")
    shown, told = _take(table, name=name, caption=view.caption, tables=tables, limit=limit)
    if shown.empty:
        show_note(view.empty)
        return
    text = f"{told}\n{shown.to_string(columns=list(headings), index=False)}"
    page = write_table(shown, headings=headings, caption=told, to_right=view.to_right)
    display({"text/html": page, "text/plain": text}, raw=True)


def show_quotes(
    table: pd.DataFrame,
    *,
    name: str,
    caption: str | None = None,
    about: str | None = None,
    source: str | None = None,
    sentence: str | None = None,
    mark: str | None = None,
    unknown: Mapping[str, str] | None = None,
    empty: str | None = None,
    tables: str = "",
    limit: int = 50,
) -> None:
    """Show rows as quoted sentences, each under a line that says what it is evidence of.

    Parameters
    ----------
    table : any table; it is not changed
    name, tables, limit : as for `show_table`
    caption, about, source, sentence, mark, unknown, empty : how they are shown, where it is not as views.toml says for this name

    Raises
    ------
    SchemaError : a column is not there (names it and the nearest one); ParameterError : as for `show_table`
    """
    view = choose_view(
        name, caption=caption, about=about, source=source, sentence=sentence, mark=mark, unknown=unknown, empty=empty
    )
    shown, told = _take(table, name=name, caption=view.caption, tables=tables, limit=limit)
    if shown.empty:
        show_note(view.empty)
        return
    quotes, lines = [], [told]
    for row in shown.to_dict("records"):
        words = {str(column): _tell(value, str(column), view.unknown) for column, value in row.items()}
        try:
            above, below, text = view.about.format_map(words), view.source.format_map(words), words[view.sentence]
            marked = words[view.mark] if view.mark else ""
        except KeyError as error:
            column = str(error.args[0])
            raise SchemaError(f"Table {name!r} has no column {column!r} to quote.{nearest(column, words)}") from error
        lines.append(f"{above}: {text} ({below})")
        quotes.append(
            f'<li><p class="about" dir="auto"><strong>{escape(above)}</strong></p>'
            f'<blockquote dir="auto">{mark_parts(text, parts=marked)}</blockquote>'
            f'<p class="source" dir="auto">{escape(below)}</p></li>'
        )
    page = f'<p class="caption">{escape(told)}</p><ol class="quotes">{"".join(quotes)}</ol>'
    display({"text/html": page, "text/plain": "\n".join(lines)}, raw=True)


def _tell(value: Any, column: str, unknown: Mapping[str, str]) -> str:
    """Write a value in words; null by what the column says of it."""
    written = write_plain(value, column=column)
    return unknown.get(column, written) if written == NOT_KNOWN else written


def show_note(*sentences: str) -> None:
    """Show plain sentences, each a paragraph of its own; empty ones are left out."""
    said = [sentence for sentence in sentences if sentence]
    paragraphs = "".join(f'<p class="note" dir="auto">{escape(sentence)}</p>' for sentence in said)
    display({"text/html": paragraphs, "text/plain": "\n".join(said)}, raw=True)


def _take(table: pd.DataFrame, *, name: str, caption: str, tables: str, limit: int) -> tuple[pd.DataFrame, str]:
    """Save the table if asked to; return its first rows and the caption, which says how many more there are."""
    if isinstance(limit, bool) or not isinstance(limit, int) or limit < 1:
        raise ParameterError(f"The number of rows to show is {limit!r}; it is a whole number from 1 on. Try 20.")
    if tables:
        save_table(table, name=name, folder=tables)
    if len(table) > limit:
        rest = f"; all are in {name}.csv" if tables else ""
        caption = f"{caption} The first {limit:,} of {len(table):,} rows{rest}."
    return table.head(limit), caption
