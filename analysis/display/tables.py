"""Tables as a notebook shows them: the first rows on the page, all rows as CSV."""

from collections.abc import Collection, Mapping, Sequence

import pandas as pd

from analysis.display.showing import check_column, show, show_note, take
from analysis.markup import write_table
from analysis.views import choose_view


def show_table(
    table: pd.DataFrame,
    *,
    name: str,
    caption: str | None = None,
    columns: Mapping[str, str] | None = None,
    empty: str | None = None,
    to_right: Collection[str] | None = None,
    links: Mapping[str, Sequence[str]] | None = None,
    anchor: Sequence[str] | None = None,
    tables: str = "",
    limit: int = 20,
) -> None:
    """Show the first rows of a table, say how many are left out, and save the whole of it as CSV.

    Parameters
    ----------
    table : any table; it is not changed. The first column shown names the row
    name : what the CSV file is called, in small letters, digits and hyphens
    caption, columns, empty, to_right, links, anchor : how it is shown, where it is not as views.toml says for tables of this name
        (views.py says what each is); a name that is not there needs a caption
    tables : folder the CSV file is written to (`save_table`), made if it is not there; "" writes none
    limit : int >= 1, rows shown

    Raises
    ------
    SchemaError : a column to be shown or to name a thing is not there (names it and the nearest one)
    ParameterError : a `limit` below 1, a wrong `name`, no caption, or a folder that cannot be written to

    Notes
    -----
    Columns that end in `share` are shown as per cent, other real numbers with two decimals, null as a dash. Where the table has
    the bounds of a column (`_low`, `_high`) and does not show them apart, they stand behind its value, and "few" where the table
    says so (`small`). The CSV has every column and row, unrounded.
    """
    view = choose_view(name, caption=caption, columns=columns, empty=empty, to_right=to_right, links=links, anchor=anchor)
    headings = view.columns or {str(column): str(column).replace("_", " ") for column in table.columns}
    leading = {column: place for column, place in view.links.items() if column in headings}
    for column in headings:
        check_column(table, column, name=name, use="show")
    for column in {key for place in (*leading.values(), view.anchor) for key in place[1:]}:
        check_column(table, column, name=name, use="link")
    shown, told = take(table, name=name, caption=view.caption, tables=tables, limit=limit)
    if shown.empty:
        show_note(view.empty)
        return
    text = f"{told}\n{shown.to_string(columns=list(headings), index=False)}"
    page = write_table(shown, headings=headings, caption=told, to_right=view.to_right, links=leading, anchor=view.anchor)
    show({"text/html": page, "text/plain": text})
