"""The tables of a corpus as a folder of CSV or Parquet files or as one workbook."""

import io
import re
import zipfile
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import IO, Any

import pandas as pd

from analysis.corpus import Corpus, write_tables
from analysis.interchange.archives import write_archive
from analysis.interchange.articles import Exported, list_values
from analysis.spreadsheets import CELL_LIMIT, CONTROLS, FORMULA, save_table

ROW_LIMIT = 1_048_576
"""Rows a sheet can hold, its head among them."""

_SAVED_ON = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*")


def write_parquet(corpus: Corpus, out: Path) -> Exported:
    """Write each table as NAME.parquet into a folder; nothing is lost."""
    return Exported(write_tables(corpus, out), [])


def write_csv(corpus: Corpus, out: Path) -> Exported:
    """Write each table as NAME.csv into a folder, safe to open in a spreadsheet (`save_table`)."""
    paths = [save_table(table, name=name.replace("_", "-"), folder=out) for name, table in corpus.tables.items()]
    notes = [note for name, table in corpus.tables.items() for note in _tell_changes(name, table, apostrophe=True)]
    return Exported(paths, notes)


def write_xlsx(corpus: Corpus, out: Path) -> Exported:
    """Write a workbook with a sheet for each table.

    Text is stored as text, so nothing in it is ever run as a formula; what follows = + - @ stays as it is. Control characters
    become spaces, lists are joined by "; ", text ends at the CELL_LIMIT and a sheet at the ROW_LIMIT.
    """
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    notes = []
    for name, table in corpus.tables.items():
        _fill_sheet(book.create_sheet(name), table.head(ROW_LIMIT - 1))
        notes += _tell_changes(name, table, apostrophe=False)
        if len(table) >= ROW_LIMIT:
            notes.append(f"A sheet ends at row {ROW_LIMIT:,}: of {name}, {len(table) - ROW_LIMIT + 1:,} rows were left out.")
    raw = io.BytesIO()
    book.save(raw)
    with zipfile.ZipFile(raw) as made:
        write_archive(out, [(name, partial(_copy_part, made, name)) for name in sorted(made.namelist())])
    return Exported([out], notes)


def _fill_sheet(sheet: Any, table: pd.DataFrame) -> None:
    """Write a table into an empty sheet, its head first."""
    from openpyxl.cell import WriteOnlyCell

    sheet.freeze_panes = "A2"
    sheet.append([str(column) for column in table.columns])
    days = {column for column, dtype in table.dtypes.items() if pd.api.types.is_datetime64_any_dtype(dtype)}
    columns = list_values(table)
    for row in zip(*columns.values(), strict=True):
        cells = []
        for column, value in zip(columns, row, strict=True):
            if isinstance(value, list):
                value = "; ".join(map(str, value))
            if column in days and value is not None:
                value = pd.Timestamp(value).to_pydatetime().date()
            elif isinstance(value, str):
                value = CONTROLS.sub(" ", value)[:CELL_LIMIT]
                if FORMULA.match(value):
                    cell = WriteOnlyCell(sheet, value)
                    cell.data_type = "s"  # openpyxl takes text that begins with = for a formula
                    cell.quotePrefix = True  # so that it stays text when somebody edits the cell
                    value = cell
            cells.append(value)
        sheet.append(cells)


def _copy_part(made: zipfile.ZipFile, name: str, stream: IO[bytes]) -> None:
    """Copy a member of the workbook, without the time of saving."""
    part = made.read(name)
    stream.write(_SAVED_ON.sub(rb"\g<1>2000-01-01T00:00:00Z", part) if name == "docProps/core.xml" else part)


def _tell_changes(name: str, table: pd.DataFrame, *, apostrophe: bool) -> list[str]:
    """Return notes on the cells of a table that a spreadsheet cannot hold as they are."""
    changes: dict[str, Callable[[str], object]] = {
        f"cut at {CELL_LIMIT:,} characters (whole in Parquet and JSONL)": lambda text: len(text) > CELL_LIMIT,
        "with control characters, now spaces": CONTROLS.search,
    }
    if apostrophe:
        changes["that began like a formula, now with an apostrophe"] = FORMULA.match
    notes = []
    for column, dtype in table.dtypes.items():
        if isinstance(dtype, pd.StringDtype):
            texts = table[column].dropna()
            for what, is_changed in changes.items():
                if n := sum(bool(is_changed(text)) for text in texts):
                    notes.append(f"Cells {what}: {n:,} in {name}, column {column}.")
    return notes
