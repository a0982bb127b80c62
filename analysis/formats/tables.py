"""Tables that are text: .csv and .tsv row by row, .jsonl line by line, .json as a whole."""

import csv
import json
from collections.abc import Iterator
from io import TextIOWrapper
from typing import Any

from analysis.errors import InputError
from analysis.formats.encodings import Encoding, decode, open_text, tell_encoding
from analysis.formats.found import Source
from analysis.formats.records import Row, match_columns, tell_columns

_LARGEST_CELL = 2**31 - 1  # characters; the default of 128 thousand is less than a long article
_PIECE = 1 << 20  # characters read at once


def iter_csv(source: Source) -> Iterator[Row]:
    """The rows of a delimited table, counted from 1 below its head; the delimiter is what parts most of the head."""
    encoding = tell_encoding(source.stream)
    limit = csv.field_size_limit(_LARGEST_CELL)
    try:
        with open_text(source.stream, encoding.name) as text:
            yield from _iter_rows(source, text, encoding)
    except csv.Error as error:
        raise InputError(f"The table cannot be read to its end ({error}).") from error
    finally:
        csv.field_size_limit(limit)


def _iter_rows(source: Source, text: TextIOWrapper, encoding: Encoding) -> Iterator[Row]:
    """The rows of a delimited table."""
    header, delimiter = _read_head(source, text)
    notes = list(encoding.notes)
    text.seek(0)
    if sum(piece.count('"') for piece in iter(lambda: text.read(_PIECE), "")) % 2:
        notes.append("The table has an odd number of quotation marks: where one is missing, cells run together.")
    text.seek(0)
    rows = csv.reader(text, delimiter=delimiter)
    next(row for row in rows if row)
    number = 0
    for number, row in enumerate(rows, 1):
        if row:
            odd = [] if len(row) == len(header) else [f"The row has {len(row)} cells, the head of the table {len(header)}."]
            yield Row(f"{source.name}#{number}", dict(zip(header, row, strict=False)), [*notes, *odd], encoding.name)
    if not number:
        raise InputError("The table has no rows.")


def _read_head(source: Source, text: TextIOWrapper) -> tuple[list[str], str]:
    """Head of a table and its delimiter: the one that makes most of the first line, a text column above all."""
    heads = {}
    for mark in ",;\t|":
        text.seek(0)
        heads[mark] = next((row for row in csv.reader(text, delimiter=mark) if row), [])
    fields = {mark: match_columns(head, source.columns) for mark, head in heads.items()}
    delimiter = max(heads, key=lambda mark: ("text" in fields[mark], len(heads[mark])))
    if not any(cell.strip() for cell in heads[delimiter]):
        raise InputError("The file is empty.")
    if "text" not in fields[delimiter]:
        raise InputError(tell_columns(heads[delimiter]))
    return heads[delimiter], delimiter


def iter_jsonl(source: Source) -> Iterator[Row]:
    """The objects of a file that holds one a line, counted by line."""
    encoding = tell_encoding(source.stream)
    empty = True
    with open_text(source.stream, encoding.name) as text:
        for number, line in enumerate(text, 1):
            if line.strip():
                empty = False
                yield Row(f"{source.name}#{number}", _parse_line(line), encoding.notes, encoding.name)
    if empty:
        raise InputError("The file is empty.")


def _parse_line(line: str) -> dict[str, Any] | str:
    """The object of a line, or the reason why it holds none."""
    try:
        record = json.loads(line)
    except (ValueError, RecursionError) as error:
        return f"The line is no JSON ({error}): write one object a line."
    return record if isinstance(record, dict) else 'The line is no JSON object: write one a line, like {"text": "..."}.'


def iter_json(source: Source) -> Iterator[Row]:
    """The objects of a .json file: of its list, of the first list it holds under a name, itself, or one a line."""
    text, encoding = decode(source.read())
    if not text.strip():
        raise InputError("The file is empty.")
    try:
        content = json.loads(text)
    except (ValueError, RecursionError) as error:
        first = text.strip().partition("\n")[0]
        if isinstance(_parse_line(first), str):
            raise InputError(f"The file is no JSON ({error}).") from error
        source.stream.seek(0)
        yield from iter_jsonl(source)
        return
    if isinstance(content, dict):
        lists = (value for value in content.values() if isinstance(value, list) and value and isinstance(value[0], dict))
        content = [content] if "text" in match_columns(content, source.columns) else next(lists, [content])
    if not isinstance(content, list) or not content:
        raise InputError('The file holds no list of objects like [{"text": "..."}, ...].')
    for number, record in enumerate(content, 1):
        cells = record if isinstance(record, dict) else 'This is no object like {"text": "..."}.'
        yield Row(f"{source.name}#{number}", cells, encoding.notes, encoding.name)
