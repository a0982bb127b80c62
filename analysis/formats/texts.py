"""Plain text and Markdown: one article a file, or the many of an export by Nexis or Factiva."""

import hashlib
import html
import re
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

import mistune
import yaml

from analysis.errors import InputError
from analysis.formats.encodings import decode, tell_encoding
from analysis.formats.found import Found, Items, Source
from analysis.formats.markup import strip_tags
from analysis.formats.press import read_export
from analysis.headers import is_given, name_fields, read_header, read_name

_HEAD = 4_000  # bytes in which header lines are looked for
_FRONT = re.compile(r"\s*---[^\S\n]*\n(.*?)\n(?:---|\.\.\.)[^\S\n]*(?:\n|\Z)", re.DOTALL)


def read_text(source: Source) -> Items:
    """The text of a .txt file, or each article of an export."""
    raw = source.read()
    text, encoding = decode(raw)
    if not text.strip():
        raise InputError("The file is empty.")
    articles = read_export(source.name, text.replace("\r\n", "\n").replace("\r", "\n"))
    if articles is not None:
        for item in articles:
            if isinstance(item, Found):
                item = replace(item, encoding=encoding.name, notes=[*encoding.notes, *item.notes])
            yield item
        return
    sha256 = hashlib.sha256(raw).hexdigest()
    yield Found(source.name, text, sha256, {}, {}, read_name(Path(source.name).stem), encoding.notes, encoding.name)


def read_markdown(source: Source) -> Items:
    """The text of a Markdown file without its marks; what stands between two lines --- at its top is read as YAML."""
    raw = source.read()
    text, encoding = decode(raw)
    front = _FRONT.match(text.replace("\r\n", "\n"))
    notes = list(encoding.notes)
    given: dict[str, str] = {}
    if front:
        text = text.replace("\r\n", "\n")[front.end() :]
        given, note = _read_front(front[1])
        notes += note
    plain = strip_tags(str(mistune.html(text)))
    if not plain.strip():
        raise InputError("The file is empty.")
    columns = {field: column for field, column in name_fields(given).items() if field != "text"}
    others = {name: value for name, value in given.items() if name not in columns.values()}
    fields = {field: given[column] for field, column in columns.items()}
    sha256 = hashlib.sha256(raw).hexdigest()
    yield Found(source.name, plain, sha256, fields, others, read_name(Path(source.name).stem), notes, encoding.name)


def read_text_dates(source: Source) -> Iterator[str]:
    """The date in the header lines of a text, or in the YAML of a Markdown file, as it is written."""
    raw = source.stream.read(_HEAD)
    head = raw.decode(tell_encoding(BytesIO(raw)).name, "replace").replace("\r\n", "\n").replace("\r", "\n")
    front = _FRONT.match(head) if source.ending != ".txt" else None
    if front:
        given, _ = _read_front(front[1])
        column = name_fields(given).get("published")
        written = given[column] if column else ""
    else:
        written = read_header(head).fields.get("published", "")
    if written:
        yield written


def _read_front(front: str) -> tuple[dict[str, str], list[str]]:
    """Names and plain values of a header in YAML, lists joined by commas, and a note if it is none."""
    try:
        content: Any = yaml.safe_load(front)
    except (yaml.YAMLError, ValueError, RecursionError):
        return {}, ["The lines between --- at the top are no YAML and are left out."]
    if not isinstance(content, dict):
        return {}, []
    flat = {str(name): ", ".join(map(str, value)) if isinstance(value, list) else value for name, value in content.items()}
    plain = {name: html.unescape(str(value)) for name, value in flat.items() if value is not None and not isinstance(value, dict)}
    return {name: value for name, value in plain.items() if is_given(value)}, []
