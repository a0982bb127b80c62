"""The only place that knows file formats: a file or a folder of texts becomes the table `documents`."""

import csv
import hashlib
import io
import json
import os
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import pandas as pd

from analysis import schema
from analysis.damage import find_damage
from analysis.errors import InputError, nearest
from analysis.headers import FIELDS, is_given, name_fields, parse_date, read_header, read_name
from analysis.languages import guess_languages
from analysis.layout import find_headline, split_paragraphs

_BOMS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe\0\0", "utf-32-le"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]")
_SURROGATE = re.compile(r"[\ud800-\udfff]")
_LETTER_OR_DIGIT = re.compile(r"[^\W_]")
_REASONS_SHOWN = 5


class _Found(NamedTuple):
    """One text as it stands in a file or a cell, with what the cells beside it and the file's name say."""

    path: str
    text: str
    sha256: str
    columns: dict[str, str]
    named: dict[str, str]
    notes: list[str]


class _Unread(NamedTuple):
    """A file or a row that gives no document, and why."""

    path: str
    reason: str


def find_path(path: str | Path) -> Path:
    """Return `path` as it is if absolute, else in the current folder or, failing that, beside the package.

    Raises InputError naming every place looked in and the nearest name that exists.
    """
    wanted = Path(path).expanduser()
    places = list(dict.fromkeys(folder.resolve() / wanted for folder in (Path.cwd(), Path(__file__).parent.parent)))
    found = next((place for place in places if place.exists()), None)
    if found:
        return found
    names = [entry.name for place in places if place.parent.is_dir() for entry in place.parent.iterdir()]
    looked = " nor ".join(str(place) for place in places)
    raise InputError(f"There is no {looked}.{nearest(wanted.name, names)} Give a file or a folder that exists.")


def load_documents(path: str | Path) -> pd.DataFrame:
    """Read a file or a folder of .txt, .csv and .jsonl files, subfolders included.

    Parameters
    ----------
    path : file or folder; a relative one is looked for in the current folder, then beside the package

    Returns
    -------
    table `documents`, ordered by path, rows of a table in their order
        Title, outlet, date and address come from the columns of a table, else the header lines, else the text's
        headline, else the file name. The text is NFC with line feeds as newlines and otherwise as found: control
        characters stay, lone surrogates (which no file can hold) become U+FFFD, and `notes` says so. A repeated text
        is kept; its note names the first. ``documents.attrs["unread"]`` lists every file and row that gave no
        document as {"path", "reason"}; hidden files and .md files are passed over.

    Raises
    ------
    InputError : nothing at `path`, or nothing in it that can be read (with the reasons)
    """
    place = find_path(path)
    items = list(_read_place(place))
    unread = [item for item in items if isinstance(item, _Unread)]
    rows = [_make_row(item) for item in items if isinstance(item, _Found)]
    if not rows:
        raise InputError(_tell_reasons(place, unread))
    _add_languages(rows)
    _mark_repeats(rows)
    documents = schema.build("documents", rows)
    documents.attrs["unread"] = [item._asdict() for item in unread]
    return documents


def _read_place(place: Path) -> Iterator[_Found | _Unread]:
    """Every text of a file or of a folder, in the order of the paths."""
    if not place.is_dir():
        yield from _read_file(place, place.name)
        return
    files: list[Path] = []
    closed: list[OSError] = []
    for folder, folders, names in os.walk(place, onerror=closed.append):
        folders[:] = [name for name in folders if not name.startswith(".")]
        files += [Path(folder, name) for name in (*names, *folders) if name in names or Path(folder, name).is_symlink()]
    for name, file in sorted((file.relative_to(place).as_posix(), file) for file in files):
        if not file.name.startswith(".") and file.suffix.lower() != ".md":
            yield from _read_file(file, _SURROGATE.sub("\ufffd", name))
    for error in closed:
        yield _Unread(Path(error.filename).relative_to(place).as_posix(), f"The folder cannot be opened ({error.strerror}).")


def _read_file(file: Path, name: str) -> Iterator[_Found | _Unread]:
    """Every text of one file."""
    if file.is_dir():
        yield _Unread(name, "A link to a folder is not followed: give the folder itself.")
        return
    readers = {".txt": _read_text, ".csv": _read_csv, ".jsonl": _read_jsonl}
    reader = readers.get(file.suffix.lower())
    if not reader:
        yield _Unread(name, f"{file.suffix or 'A file without an ending'} is not read: save it as .txt, .csv or .jsonl.")
        return
    try:
        raw = file.read_bytes()
        text, notes = _decode(raw)
    except OSError as error:
        yield _Unread(name, f"The file cannot be opened ({error.strerror}).")
    except InputError as error:
        yield _Unread(name, str(error))
    else:
        yield from reader(name, text, notes, raw) if text.strip() else [_Unread(name, "The file is empty.")]


def _read_text(name: str, text: str, notes: list[str], raw: bytes) -> Iterator[_Found | _Unread]:
    """The one text of a .txt file."""
    yield _Found(name, text, hashlib.sha256(raw).hexdigest(), {}, read_name(Path(name).stem), notes)


def _read_csv(name: str, text: str, notes: list[str], raw: bytes) -> Iterator[_Found | _Unread]:
    """The texts of a .csv file, delimited as its first line shows."""
    limit = csv.field_size_limit(2**31 - 1)  # the default of 128 KB is less than a long article
    try:
        headers = {mark: next(csv.reader(io.StringIO(text, newline=""), delimiter=mark)) for mark in ",;\t|"}
        delimiter = max(headers, key=lambda mark: ("text" in name_fields(headers[mark]), len(headers[mark])))
        header = headers[delimiter]
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))[1:]
    finally:
        csv.field_size_limit(limit)
    if "text" not in name_fields(header):
        yield _Unread(name, _tell_columns(header))
        return
    if text.count('"') % 2:
        notes = [*notes, "The table has an odd number of quotation marks: one may be missing, and cells may have run together."]
    for number, row in enumerate(rows, 1):
        if row:
            odd = [] if len(row) == len(header) else [f"The row has {len(row)} cells, the table's head {len(header)}."]
            yield _read_record(f"{name}#{number}", dict(zip(header, row, strict=False)), [*notes, *odd])


def _read_jsonl(name: str, text: str, notes: list[str], raw: bytes) -> Iterator[_Found | _Unread]:
    """The texts of a .jsonl file, one object a line."""
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        try:
            record = json.loads(line)
        except (ValueError, RecursionError) as error:
            yield _Unread(f"{name}#{number}", f"The line is no JSON ({error}): write one object a line.")
            continue
        if isinstance(record, dict):
            yield _read_record(f"{name}#{number}", record, notes)
        else:
            yield _Unread(f"{name}#{number}", 'The line is no JSON object: write one object a line, {"text": ...}.')


def _read_record(path: str, record: Mapping[str, Any], notes: list[str]) -> _Found | _Unread:
    """The text of one row and the cells beside it."""
    columns = name_fields(record)
    if "text" not in columns:
        return _Unread(path, _tell_columns(record))
    text = record[columns.pop("text")]
    if not isinstance(text, str) or not text.strip():
        return _Unread(path, "The text is empty." if not text or isinstance(text, str) else "The text is no string.")
    cells = {field: "" if record[column] is None else str(record[column]) for field, column in columns.items()}
    sha256 = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    return _Found(path, text, sha256, {field: cell for field, cell in cells.items() if is_given(cell)}, {}, notes)


def _decode(raw: bytes) -> tuple[str, list[str]]:
    """Text of a file and a note on its encoding; InputError if it is no text."""
    notes: list[str] = []
    for bom, encoding in _BOMS:
        if raw.startswith(bom):
            text = raw[len(bom) :].decode(encoding, "replace")
            break
    else:
        text = raw.decode("utf-8", "replace")
        lost = text.count("\ufffd") - raw.count("\ufffd".encode())
        if lost and lost >= len(re.findall(r"[^\x00-\x7f\ufffd]", text)):
            text = raw.decode("cp1252", "replace")
            notes = ["Not UTF-8, read as cp1252: check its accents and quotation marks."]
        elif lost:
            notes = [f"{lost} places are not UTF-8 and read as U+FFFD."]
    if len(_CONTROL.findall(text)) > len(text) / 10 or (notes and "\0" in text):
        raise InputError("The file is no text, or in an encoding that is not told: save it as UTF-8.")
    return text, notes


def _make_row(found: _Found) -> dict[str, Any]:
    """Row of `documents`; language and repeats are still to be told."""
    text, notes = _clean(found.text)
    header = read_header(text)
    body = text[header.end :]
    headline = find_headline(text, split_paragraphs(text, header.end))
    fields = found.named | ({"title": text[slice(*headline)]} if headline else {}) | header.fields | found.columns
    fields = {field: " ".join(_SURROGATE.sub("\ufffd", value).split()) for field, value in fields.items()}
    published, doubt = parse_date(fields["published"]) if "published" in fields else (None, "")
    n_words = sum(1 for run in body.split() if _LETTER_OR_DIGIT.search(run))
    notes += [doubt] if doubt else []
    notes += [] if n_words else ["There is no word in the text."]
    return {
        "doc_id": found.sha256[:12],
        "path": found.path,
        "title": fields.get("title"),
        "outlet": fields.get("outlet"),
        "published": published,
        "url": fields.get("url"),
        "text": text,
        "header_end": header.end,
        "sha256": found.sha256,
        "n_words": n_words,
        "notes": [*found.notes, *notes],
    }


def _clean(text: str) -> tuple[str, list[str]]:
    """Text in NFC with line feeds as newlines, and notes on what no text should hold."""
    text, n_surrogates = _SURROGATE.subn("\ufffd", text.replace("\r\n", "\n").replace("\r", "\n"))
    text = unicodedata.normalize("NFC", text)
    notes = [f"{n_surrogates} broken characters were replaced by U+FFFD."] if n_surrogates else []
    controls = _CONTROL.findall(text)
    if controls:
        notes.append(f"{len(controls)} control characters stand in the text, the first at {text.index(controls[0])}.")
    return text, notes


def _add_languages(rows: list[dict[str, Any]]) -> None:
    """Tell each row's language, and the damage that can be seen in the language the analysis reads."""
    bodies = [row["text"][row["header_end"] :] for row in rows]
    for row, language in zip(rows, guess_languages(bodies), strict=True):
        row["language"] = language
        if language == "en":
            row["notes"] += find_damage(row["text"], row["header_end"])
        elif language == "und":
            row["notes"].append("The language could not be told; the analysis reads English.")
        else:
            row["notes"].append(f"The language seems to be {language!r}; the analysis reads English, so expect little of it.")


def _mark_repeats(rows: list[dict[str, Any]]) -> None:
    """Give repeated ids a number, and repeated articles a note that names the first."""
    ids: Counter[str] = Counter()
    first: dict[bytes, str] = {}
    for row in rows:
        doc_id = row["doc_id"]
        ids[doc_id] += 1
        if ids[doc_id] > 1:
            row["doc_id"] = f"{doc_id}-{ids[doc_id]}"
        words = hashlib.sha256(" ".join(row["text"][row["header_end"] :].split()).encode()).digest()
        if first.setdefault(words, row["path"]) != row["path"]:
            row["notes"].append(f"The same text as {first[words]}.")


def _tell_columns(columns: Iterable[str]) -> str:
    """Reason for a table or row without a text."""
    names = list(columns)
    close = next((hint for name in names if (hint := nearest(name.lower(), FIELDS["text"]))), "")
    shown = ", ".join(map(repr, names[:8])) + (", ..." if len(names) > 8 else "")
    return f"No column of texts among {shown}: name the one that holds them text, body, content or article.{close}"


def _tell_reasons(place: Path, unread: list[_Unread]) -> str:
    """Message for a path that gives no document."""
    if not unread:
        return f"{place} holds no document: put .txt, .csv or .jsonl files there, or give another path."
    shown = [f"{item.path}: {item.reason}" for item in unread[:_REASONS_SHOWN]]
    others = [f"and {len(unread) - _REASONS_SHOWN} others"] if len(unread) > _REASONS_SHOWN else []
    return "\n  ".join([f"Nothing in {place} could be read.", *shown, *others])
