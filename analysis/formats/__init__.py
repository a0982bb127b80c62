"""The file formats of documents: each has a module that turns a file into texts, with what stands beside them.

`read_source` is the way in: a format is told by the ending of the file's name, and whatever goes wrong with one file is an item
of its own and stops nothing.
"""

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from analysis.errors import InputError, nearest
from analysis.formats.archives import iter_members
from analysis.formats.found import Found, Items, Source, Unread
from analysis.formats.pdfs import read_pdf
from analysis.formats.records import Row, iter_dates, read_rows
from analysis.formats.tables import iter_csv, iter_json, iter_jsonl
from analysis.formats.texts import read_markdown, read_text, read_text_dates
from analysis.formats.web import read_feed, read_html, read_warc
from analysis.formats.word import read_docx
from analysis.formats.workbooks import iter_parquet, iter_xlsx

__all__ = ["ENDINGS", "Found", "Source", "Unread", "open_sources", "read_dates", "read_source"]

_TABLES: Mapping[str, Callable[[Source], Iterator[Row]]] = {
    ".csv": iter_csv, ".tsv": iter_csv, ".jsonl": iter_jsonl, ".ndjson": iter_jsonl, ".json": iter_json, ".xlsx": iter_xlsx,
    ".parquet": iter_parquet,
}  # fmt: skip
_TEXTS: Mapping[str, Callable[[Source], Items]] = {
    ".txt": read_text, ".md": read_markdown, ".html": read_html, ".htm": read_html, ".docx": read_docx, ".pdf": read_pdf,
    ".xml": read_feed, ".rss": read_feed, ".atom": read_feed, ".warc": read_warc, ".warc.gz": read_warc,
}  # fmt: skip
ENDINGS = frozenset(_TABLES.keys() | _TEXTS.keys())
_DATED_BY_HAND = {".txt": read_text_dates, ".md": read_text_dates}
_ADVICE = {
    ".doc": "save it as .docx", ".rtf": "save it as .docx", ".odt": "save it as .docx", ".pages": "save it as .docx",
    ".xls": "save it as .xlsx", ".ods": "save it as .xlsx", ".zip": "unpack it", ".gz": "unpack it", ".tar": "unpack it",
    ".7z": "unpack it", ".rar": "unpack it", ".mhtml": "save the page as .html",
}  # fmt: skip


def open_sources(file: Path, name: str, columns: Mapping[str, str]) -> Iterator[Source | Unread]:
    """Open a file under `name`, or each member of a .zip archive under `name`/member, one after the other."""
    try:
        if not file.is_file():
            yield Unread(name, "This is no file: it may be a link to nowhere.")
            return
        with file.open("rb") as stream:
            source = Source(name, stream, file.stat().st_size, columns)
            if source.ending == ".zip":
                yield from iter_members(name, stream, columns, ENDINGS)
            else:
                yield source
    except OSError as error:
        yield Unread(name, f"The file cannot be opened ({error.strerror or error}).")


def read_source(source: Source) -> Items:
    """Every text of a file, or why there is none; rows and articles of a file of many as name#1, name#2, ..."""
    ending = source.ending
    try:
        if source.size == 0 and ending in ENDINGS:
            yield Unread(source.name, "The file is empty.")
        elif ending in _TABLES:
            yield from read_rows(source, _TABLES[ending](source))
        elif ending in _TEXTS:
            yield from _TEXTS[ending](source)
        else:
            advice = _ADVICE.get(ending, f"save it as one of {', '.join(sorted(ENDINGS))}")
            yield Unread(source.name, f"{ending or 'A file without an ending'} is not read: {advice}.{nearest(ending, ENDINGS)}")
    except InputError as error:
        yield Unread(source.name, str(error))
    except ImportError as error:
        yield Unread(
            source.name,
            f"{ending} needs the package {error.name or error}: in the project's folder run pip install '.[formats]'.",
        )
    except Exception as error:  # libraries raise whatever a broken file leads them to; no file may stop the others
        told = " ".join(str(error).split())[:120]
        yield Unread(
            source.name, f"The file cannot be read, or not to its end: it may be broken ({type(error).__name__}: {told})."
        )


def read_dates(source: Source) -> Iterator[str]:
    """The dates of a file as they are written, if it is of a format in which people write them as they like."""
    try:
        if source.ending in _TABLES:
            yield from iter_dates(source, _TABLES[source.ending](source))
        elif source.ending in _DATED_BY_HAND:
            yield from _DATED_BY_HAND[source.ending](source)
    except Exception:  # reading the file tells what is wrong with it
        return
