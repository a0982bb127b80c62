"""What passes between the readers of file formats and the stage that makes documents of it."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import BinaryIO, NamedTuple

from analysis.errors import InputError

LARGEST = 200_000_000
"""Bytes of the largest file of a format that cannot be read piece by piece."""

_FEW = 0.6  # of the words an article is said to have: with fewer something is missing


@dataclass(frozen=True)
class Found:
    """One text as it stands in a file, an article of it or a cell, with what is said of it beside it.

    `columns` are fields of `documents` that a cell or a mark of the format names; `named` are those that the file's name or
    its properties suggest, which count less than the text's own header; `others` are further cells or marks by name.
    """

    path: str
    text: str
    sha256: str
    columns: dict[str, str] = field(default_factory=dict)
    others: dict[str, str] = field(default_factory=dict)
    named: dict[str, str] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    encoding: str | None = None


class Unread(NamedTuple):
    """A file, or a row, a page or a member of one, that gives no document, and why."""

    path: str
    reason: str


class Source(NamedTuple):
    """A file or a member of an archive: its name in reports, its bytes, their number, and which column of a table is what."""

    name: str
    stream: BinaryIO
    size: int
    columns: Mapping[str, str]

    @property
    def ending(self) -> str:
        """Ending of the name in lower case with its point; .warc.gz is one."""
        file = self.name.rpartition("/")[2].lower()
        return ".warc.gz" if file.endswith(".warc.gz") else "." + file.rpartition(".")[2] if "." in file else ""

    def read(self) -> bytes:
        """All bytes; InputError if they are too many to be held at once."""
        if self.size > LARGEST:
            raise InputError(
                f"The file has {self.size / 1e6:,.0f} MB; up to {LARGEST / 1e6:.0f} MB of {self.ending} are read. "
                "Split it, or save its texts as .jsonl or .csv, which are read row by row."
            )
        return self.stream.read()


Items = Iterator[Found | Unread]


def note_length(said: str, text: str) -> list[str]:
    """A note if a text has far fewer words than its export says, written as "1,024 words"."""
    count = re.match(r"[\d.,]+", said)
    n_said = int(re.sub(r"\D", "", count[0]) or 0) if count else 0
    n_words = len(text.split())
    return [f"The export gives its length as {n_said:,} words; {n_words:,} were found."] if n_words < _FEW * n_said else []
