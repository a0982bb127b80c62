"""Tables as a notebook shows them: the first rows on the page, all rows as CSV."""

from collections.abc import Collection, Mapping, Sequence

import pandas as pd

from analysis.display.showing import check_column, show, show_note, take
from analysis.markup import write_table


def show_table(
    table: pd.DataFrame,
    *,
    name: str,
    caption: str,
    columns: Mapping[str, str] | None = None,
    empty: str = "There is nothing to show here.",
    to_right: Collection[str] = (),
    links: Mapping[str, Sequence[str]] | None = None,
    anchor: Sequence[str] = (),
    tables: str = "",
    limit: int = 20,
) -> None:
    """Show the first rows of a table, say how many are left out, and save the whole of it as CSV.

    Parameters
    ----------
    table : any table; it is not changed. The first column shown names the row
    name : what the CSV file is called, in small letters, digits and hyphens
    caption : what the table holds, a sentence
    columns : column -> heading, the columns shown and their order; None shows all under their own names
    empty : sentence shown instead of a table without rows
    to_right : columns of text set to the right, as numbers always are
    links : column shown -> kind of a thing and the columns that name it: each value leads to the sentences behind it, which
        `show_evidence` or `show_index` puts under the same name on the page; 0 and null lead nowhere
    anchor : kind of a thing and the columns that name it, as for links: each row is itself what is led to
    tables : folder the CSV file is written to (`save_table`), made if it is not there; "" writes none
    limit : int >= 1, rows shown

    Raises
    ------
    SchemaError : a column to be shown or to name a thing is not there (names it and the nearest one)
    ParameterError : a `limit` below 1, a wrong `name`, or a folder that cannot be written to

    Notes
    -----
    Columns that end in `share` are shown as per cent, other real numbers with two decimals, null as a dash. Where the table has
    the bounds of a column (`_low`, `_high`) and does not show them apart, they stand behind its value, and "few" where the table
    says so (`small`). The CSV has every column and row, unrounded.
    """
    headings = dict(columns) if columns is not None else {str(column): str(column).replace("_", " ") for column in table.columns}
    leading = {column: place for column, place in (links or {}).items() if column in headings}
    for column in headings:
        check_column(table, column, name=name, use="show")
    for column in {key for place in (*leading.values(), anchor) for key in place[1:]}:
        check_column(table, column, name=name, use="link")
    shown, caption = take(table, name=name, caption=caption, tables=tables, limit=limit)
    if shown.empty:
        show_note(empty)
        return
    text = f"{caption}\n{shown.to_string(columns=list(headings), index=False)}"
    page = write_table(shown, headings=headings, caption=caption, to_right=to_right, links=leading, anchor=anchor)
    show({"text/html": page, "text/plain": text})
