"""Tables that are no text: .xlsx and .parquet, row by row."""

import warnings
from collections.abc import Iterator
from typing import Any

from analysis.errors import InputError
from analysis.formats.archives import check_office
from analysis.formats.found import Source
from analysis.formats.records import Row, match_columns, tell_columns


def iter_xlsx(source: Source) -> Iterator[Row]:
    """The rows of every sheet that has a column of texts, counted from 1 below its head, as name#1 or name/sheet#1."""
    from openpyxl import load_workbook  # an extra

    check_office(source)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # on styles and validations, which are not read
        book = load_workbook(source.stream, read_only=True, data_only=True)
        try:
            for sheet in book.worksheets:
                sheet.reset_dimensions()  # what a file says of its own size is often wrong
                name = source.name if len(book.worksheets) == 1 else f"{source.name}/{sheet.title}"
                yield from _iter_sheet(name, sheet.iter_rows(values_only=True), source)
        finally:
            book.close()


def _iter_sheet(name: str, rows: Iterator[tuple[Any, ...]], source: Source) -> Iterator[Row]:
    """The rows of one sheet, or why it has none."""
    head = next((row for row in rows if any(cell is not None for cell in row)), None)
    if head is None:
        yield Row(name, "The sheet is empty.")
        return
    columns = ["" if cell is None else str(cell) for cell in head]
    if "text" not in match_columns(columns, source.columns):
        yield Row(name, tell_columns(column for column in columns if column))
        return
    number = 0
    for number, row in enumerate(rows, 1):
        if any(cell is not None for cell in row):
            yield Row(f"{name}#{number}", {column: cell for column, cell in zip(columns, row, strict=False) if column})
    if not number:
        yield Row(name, "The table has no rows.")


def iter_parquet(source: Source) -> Iterator[Row]:
    """The rows of a Parquet file, counted from 1."""
    import pyarrow.parquet

    file = pyarrow.parquet.ParquetFile(source.stream)
    columns = file.schema_arrow.names
    if "text" not in match_columns(columns, source.columns):
        raise InputError(tell_columns(columns))
    number = 0
    for batch in file.iter_batches(batch_size=500):
        for cells in batch.to_pylist():
            number += 1
            yield Row(f"{source.name}#{number}", cells)
    if not number:
        raise InputError("The table has no rows.")
