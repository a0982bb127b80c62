"""Handing what is shown to Jupyter, and what all that is shown has in common."""

from typing import Any

import pandas as pd
from IPython.display import display

from analysis.errors import ParameterError, SchemaError, nearest
from analysis.markup import escape
from analysis.spreadsheets import save_table


def show(bundle: dict[str, Any], *, metadata: dict[str, Any] | None = None) -> None:
    """Show one thing in its forms, by type of content."""
    display(bundle, raw=True, metadata=metadata or {})


def show_note(*sentences: str) -> None:
    """Show plain sentences, each a paragraph of its own; empty ones are left out."""
    said = [sentence for sentence in sentences if sentence]
    paragraphs = "".join(f'<p class="note" dir="auto">{escape(sentence)}</p>' for sentence in said)
    show({"text/html": paragraphs, "text/plain": "\n".join(said)})


def check_limit(limit: int) -> None:
    """Refuse a number of rows that would show none."""
    if isinstance(limit, bool) or not isinstance(limit, int) or limit < 1:
        raise ParameterError(f"The number of rows to show is {limit!r}; it is a whole number from 1 on. Try 20.")


def check_column(table: pd.DataFrame, column: str, *, name: str, use: str) -> None:
    """Refuse a column that is not there, naming the nearest."""
    if column not in table.columns:
        raise SchemaError(f"Table {name!r} has no column {column!r} to {use}.{nearest(column, map(str, table.columns))}")


def take(table: pd.DataFrame, *, name: str, caption: str, tables: str, limit: int) -> tuple[pd.DataFrame, str]:
    """Save the table if asked to; return its first rows and the caption, which says how many more there are."""
    check_limit(limit)
    if tables:
        save_table(table, name=name, folder=tables)
    if len(table) > limit:
        rest = f"; all are in {name}.csv" if tables else ""
        caption = f"{caption} The first {limit:,} of {len(table):,} rows{rest}."
    return table.head(limit), caption
