"""A corpus as the writers of files need it: one document after the other, each with its rows as plain values."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

import pandas as pd

from analysis.corpus import Corpus
from analysis.spreadsheets import CONTROLS

Row = dict[str, Any]


class Exported(NamedTuple):
    """What an export wrote, and in sentences what the format could not hold or had to change."""

    paths: list[Path]
    notes: list[str]


@dataclass(frozen=True)
class Article:
    """One document and, by table, its rows in their order; null is None, a day is text (2022-01-31), a list is a list."""

    document: Row
    rows: Mapping[str, list[Row]]

    @cached_property
    def text(self) -> str:
        """The text with a space for each control character, which most formats cannot hold; offsets stay true."""
        return CONTROLS.sub(" ", self.document["text"])

    @property
    def title(self) -> str:
        """The title, or the path of the file where there is none."""
        return self.document["title"] or self.document["path"]


class Names:
    """The names of actors and the labels of issues by their ids."""

    def __init__(self, corpus: Corpus) -> None:
        self._by_kind = {
            "actor": dict(zip(corpus.actors["actor_id"], corpus.actors["name"], strict=True)),
            "issue": dict(zip(corpus.issues["issue_id"], corpus.issues["label"], strict=True)),
        }

    def find_actor(self, actor_id: str | None) -> str | None:
        """Return the name of an actor, None for none; an actor left out by the user keeps its id."""
        return None if actor_id is None else self._by_kind["actor"].get(actor_id, actor_id)

    def find_target(self, position: Row) -> str | None:
        """Return the name of an actor or the label of an issue that a position is on."""
        target = position["target_id"]
        return None if target is None else self._by_kind[position["target_kind"]].get(target, target)


def split_corpus(corpus: Corpus, *names: str) -> Iterator[Article]:
    """Yield each document of a corpus with its rows of the named tables, in the order of `documents`."""
    tables = {name: (list_values(corpus.tables[name]), corpus.tables[name].groupby("doc_id").indices) for name in names}
    for document in list_rows(corpus.documents):
        rows = {}
        for name, (values, places) in tables.items():
            found = places.get(document["doc_id"], ())
            rows[name] = [{column: cells[place] for column, cells in values.items()} for place in found]
        yield Article(document, rows)


def list_rows(table: pd.DataFrame) -> list[Row]:
    """Return the rows of a table as mappings of plain values."""
    values = list_values(table)
    return [dict(zip(values, row, strict=True)) for row in zip(*values.values(), strict=True)]


def list_values(table: pd.DataFrame) -> dict[str, list[Any]]:
    """Return the columns of a table as lists of plain values."""
    values = {}
    for column in table.columns:
        cells = table[column]
        if pd.api.types.is_datetime64_any_dtype(cells.dtype):
            cells = cells.dt.strftime("%Y-%m-%d")
        known = cells.notna().tolist()
        values[column] = [_make_plain(cell) if there else None for cell, there in zip(cells.tolist(), known, strict=True)]
    return values


def _make_plain(cell: Any) -> Any:
    """Return lists, of arrays too, as lists of plain values."""
    if pd.api.types.is_list_like(cell):
        return [_make_plain(part) for part in cell]
    return cell.item() if hasattr(cell, "item") else cell


def count_controls(corpus: Corpus, format_name: str) -> list[str]:
    """Return a note on the control characters that `Article.text` replaced, if there are any."""
    found = corpus.documents["text"].map(lambda text: len(CONTROLS.findall(text)))
    if not found.any():
        return []
    return [
        f"Control characters, which {format_name} cannot hold, became spaces: {found.sum():,} in {(found > 0).sum():,} documents."
    ]


def tell_left_out(format_name: str, counted: Mapping[str, int]) -> list[str]:
    """Return a note on what a format has no place for, from the kinds of things and how many there were of each."""
    missing = [f"{what} ({n:,})" for what, n in counted.items() if n]
    return [f"{format_name} has no place for: {', '.join(missing)}."] if missing else []
