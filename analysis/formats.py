"""The file formats of documents: a .txt, .csv or .jsonl file becomes texts, each with what stands beside it."""

import csv
import hashlib
import io
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from analysis.errors import InputError, nearest
from analysis.headers import FIELDS, is_given, name_fields, read_name

CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]")
_BOMS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe\0\0", "utf-32-le"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))
_LARGEST_CELL = 2**31 - 1  # characters; the default of 128 thousand is less than a long article
_COLUMNS_SHOWN = 8


class Found(NamedTuple):
    """One text as it stands in a file or a cell, with what the cells beside it, known and others, and the file's name say."""

    path: str
    text: str
    sha256: str
    columns: dict[str, str]
    others: dict[str, str]
    named: dict[str, str]
    notes: list[str]


class Unread(NamedTuple):
    """A file or a row that gives no document, and why."""

    path: str
    reason: str


def read_file(file: Path, name: str) -> Iterator[Found | Unread]:
    """Yield every text of one file under `name`, or why there is none; rows of a table as name#1, name#2, ..."""
    readers = {".txt": _read_text, ".csv": _read_csv, ".jsonl": _read_jsonl}
    reader = readers.get(file.suffix.lower())
    if not reader:
        yield Unread(name, f"{file.suffix or 'A file without an ending'} is not read: save it as .txt, .csv or .jsonl.")
    elif not file.is_file():
        yield Unread(name, "This is no file: it may be a link to nowhere.")
    else:
        try:
            raw = file.read_bytes()
            text, notes = _decode(raw)
            yield from reader(name, text, notes, raw) if text.strip() else [Unread(name, "The file is empty.")]
        except OSError as error:
            yield Unread(name, f"The file cannot be opened ({error.strerror}).")
        except (InputError, csv.Error) as error:
            yield Unread(name, str(error))


def _read_text(name: str, text: str, notes: list[str], raw: bytes) -> Iterator[Found | Unread]:
    """The one text of a .txt file."""
    yield Found(name, text, hashlib.sha256(raw).hexdigest(), {}, {}, read_name(Path(name).stem), notes)


def _read_csv(name: str, text: str, notes: list[str], raw: bytes) -> Iterator[Found | Unread]:
    """The texts of a .csv file, delimited as its first line shows."""
    header, *rows = _split_table(text.lstrip("\r\n"))
    if "text" not in name_fields(header):
        raise InputError(_tell_columns(header))
    if not any(rows):
        raise InputError("The table has no rows.")
    if text.count('"') % 2:
        notes = [*notes, "The table has an odd number of quotation marks: where one is missing, cells run together."]
    for number, row in enumerate(rows, 1):
        if row:
            odd = [] if len(row) == len(header) else [f"The row has {len(row)} cells, the head of the table {len(header)}."]
            yield _read_record(f"{name}#{number}", dict(zip(header, row, strict=False)), [*notes, *odd])


def _split_table(text: str) -> list[list[str]]:
    """Rows of a delimited text; the delimiter is the one that makes most of its first line, a text column above all."""
    limit = csv.field_size_limit(_LARGEST_CELL)
    try:
        heads = {mark: next(csv.reader(io.StringIO(text, newline=""), delimiter=mark)) for mark in ",;\t|"}
        delimiter = max(heads, key=lambda mark: ("text" in name_fields(heads[mark]), len(heads[mark])))
        return list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    finally:
        csv.field_size_limit(limit)


def _read_jsonl(name: str, text: str, notes: list[str], raw: bytes) -> Iterator[Found | Unread]:
    """The texts of a .jsonl file, one object a line."""
    for number, line in enumerate(text.split("\n"), 1):
        path = f"{name}#{number}"
        if not line.strip():
            continue
        try:
            record = json.loads(line)
        except (ValueError, RecursionError) as error:
            yield Unread(path, f"The line is no JSON ({error}): write one object a line.")
            continue
        if isinstance(record, dict):
            yield _read_record(path, record, notes)
        else:
            yield Unread(path, 'The line is no JSON object: write one a line, like {"text": "..."}.')


def _read_record(path: str, record: Mapping[str, Any], notes: list[str]) -> Found | Unread:
    """The text of one row and the cells beside it."""
    columns = name_fields(record)
    if "text" not in columns:
        return Unread(path, _tell_columns(record))
    column_of_text = columns.pop("text")
    text = record[column_of_text]
    if not isinstance(text, str):
        return Unread(path, "The text is empty." if text is None else "The text is no string.")
    if not text.strip():
        return Unread(path, "The text is empty.")
    cells = {field: record[column] for field, column in columns.items() if record[column] is not None}
    odd = [f"{columns[field]!r} holds no plain value and is left out." for field, cell in cells.items() if _is_nested(cell)]
    plain = {field: str(cell) for field, cell in cells.items() if not _is_nested(cell) and is_given(str(cell))}
    used = {*columns.values(), column_of_text}
    others = {
        str(name): str(cell) for name, cell in record.items() if name not in used and not _is_nested(cell) and is_given(str(cell))
    }
    sha256 = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    return Found(path, text, sha256, plain, others, {}, [*notes, *odd])


def _is_nested(cell: object) -> bool:
    """Whether a cell of JSON is a list or an object."""
    return isinstance(cell, list | dict)


def _decode(raw: bytes) -> tuple[str, list[str]]:
    """Text of a file and a note on its encoding; InputError if it is no text."""
    notes = []
    for bom, encoding in _BOMS:
        if raw.startswith(bom):
            text = raw[len(bom) :].decode(encoding, "replace")
            break
    else:
        text = raw.decode("utf-8", "replace")
        n_lost = text.count("\ufffd") - raw.count("\ufffd".encode())
        if n_lost and n_lost >= len(re.findall(r"[^\x00-\x7f\ufffd]", text)):
            text = raw.decode("cp1252", "replace")
            notes = ["Not UTF-8, read as cp1252: check its accents and quotation marks."]
    if len(CONTROL.findall(text)) > len(text) / 10 or (notes and "\0" in text):
        raise InputError("The file is no text, or in an encoding that is not told: save it as UTF-8.")
    return text, notes


def _tell_columns(columns: Iterable[str]) -> str:
    """Reason for a table or row without a text."""
    names = list(columns)
    close = next((hint for name in names if (hint := nearest(name.lower(), FIELDS["text"]))), "")
    shown = ", ".join(map(repr, names[:_COLUMNS_SHOWN])) + (", ..." if len(names) > _COLUMNS_SHOWN else "")
    return f"No column of texts among {shown}: name the one that holds them text, body, content or article.{close}"
