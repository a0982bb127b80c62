"""Gold files, what of them the package may see, and the package's reading of it with offsets into gold's own text."""

import json
import os
import re
import tempfile
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pandas as pd

from analysis.corpus import Corpus, read_corpus
from analysis.errors import InputError

Record = Mapping[str, Any]

SHOWN = ("id", "text", "date", "title", "publisher")
# a character with the marks that belong to it; joined, these change as the loader's normal form changes them
_CLUSTER = re.compile(
    r"\r\n|[\s\S][\u0300-\u036f\u0483-\u0489\u0591-\u06ed\u0900-\u0dff\u1100-\u11ff\u1ab0-\u1aff\u20d0-\u20ff\u3099\u309a]*"
)


def load_gold(path: str | Path) -> list[dict[str, Any]]:
    """Read a file of JSON lines. Raises InputError if it cannot be read or a line is no object with an id and a text."""
    try:
        lines = Path(path).read_text(encoding="utf-8").split("\n")
        records = [json.loads(line) for line in lines if line.strip()]
    except (OSError, ValueError) as error:
        raise InputError(f"{path} cannot be read as JSON lines: {error}") from error
    for number, record in enumerate(records, 1):
        if not isinstance(record, dict) or not {"id", "text"} <= record.keys():
            raise InputError(f"{path}, record {number}: it needs an id and a text.")
    return records


def hide_labels(record: Record, task: str) -> dict[str, Any]:
    """Return what the package may see of a record.

    That is its id, text, date, title and publisher; for stance the names and spans of holder and target, for places the span.
    """
    shown = {field: record[field] for field in SHOWN if record.get(field) is not None}
    if task == "stance":
        shown |= {role: _hide_entity(record.get(role)) for role in ("holder", "target")}
    if task == "places":
        shown["entities"] = [{"span": entity["span"]} for entity in record["entities"]]
    return shown


def _hide_entity(entity: object) -> dict[str, Any] | None:
    """Name and span of a holder or target, which may be given as an object, as a name only, or not at all."""
    if isinstance(entity, str):
        return {"text": entity}
    return {field: entity[field] for field in ("text", "span") if entity.get(field)} if isinstance(entity, dict) else None


class Reading:
    """The package's reading of some records, its tables given record by record with offsets into the record's text."""

    def __init__(self, records: Iterable[Record]) -> None:
        self.records = list(records)
        self.corpus = _read(self.records)
        documents = self.corpus.documents
        numbers = [int(path.rpartition("#")[2]) - 1 for path in documents["path"]]
        self._doc_ids = dict(zip(numbers, documents["doc_id"], strict=True))
        self._offsets = {
            doc_id: map_offsets(self.records[number]["text"], text)
            for number, doc_id, text in zip(numbers, documents["doc_id"], documents["text"], strict=True)
        }
        self._rows: dict[str, dict[str, list[dict[str, Any]]]] = {}

    def rows(self, number: int, table: str) -> list[dict[str, Any]]:
        """Rows of `table` for the record of that number; null is None. A record without words has none."""
        if table not in self._rows:
            frame: pd.DataFrame = getattr(self.corpus, table)
            groups = self._rows[table] = {}
            for row in frame.astype(object).where(frame.notna(), None).to_dict("records"):
                groups.setdefault(row["doc_id"], []).append({str(name): value for name, value in row.items()})
        doc_id = self._doc_ids.get(number, "")
        return [self._shift(row) for row in self._rows[table].get(doc_id, [])]

    def _shift(self, row: dict[str, Any]) -> dict[str, Any]:
        """The row with its offsets turned into those of gold's text."""
        places = self._offsets[row["doc_id"]]
        if places is None:
            return row
        shifted = {
            name: places[int(value)] if value is not None and re.fullmatch(r"(.*_)?(start|end)", name) else value
            for name, value in row.items()
        }
        if "spans" in row:
            shifted["spans"] = [[places[start], places[end]] for start, end in row["spans"]]
        return shifted


def _read(records: list[Record]) -> Corpus:
    """Read the texts as one corpus."""
    with make_folder() as folder:
        file = folder / "gold.jsonl"
        with file.open("w", encoding="utf-8") as lines:
            lines.writelines(json.dumps({name: record[name] for name in SHOWN if name in record}) + "\n" for record in records)
        corpus = read_corpus(file)
        dict(corpus.tables)  # loaded while the folder is there
        return corpus


@contextmanager
def make_folder() -> Iterator[Path]:
    """Yield a folder that is gone afterwards and keeps the package's readings until then, apart from earlier ones."""
    before = os.environ.get("STANDPOINT_CACHE")
    with tempfile.TemporaryDirectory(prefix="standpoint-benchmark-") as folder:
        os.environ["STANDPOINT_CACHE"] = os.path.join(folder, "readings")
        try:
            yield Path(folder)
        finally:
            if before is None:
                del os.environ["STANDPOINT_CACHE"]
            else:
                os.environ["STANDPOINT_CACHE"] = before


def map_offsets(original: str, loaded: str) -> list[int] | None:
    """Return for each offset of the loaded text that of the original; None if they are the same.

    The loader brings texts into a normal form (NFC, line feeds), which can make them shorter.
    """
    if original == loaded:
        return None
    places = list(_walk(original))
    if len(places) != len(loaded) + 1:
        raise InputError(f"A text of {len(original)} characters cannot be followed through its normal form.")
    return places


def _walk(original: str) -> Iterator[int]:
    """Offset in the original of each character of its normal form, and of the end."""
    for cluster in _CLUSTER.finditer(original):
        size = len(unicodedata.normalize("NFC", cluster[0].replace("\r\n", "\n")))
        yield from (min(cluster.start() + step, cluster.end() - 1) for step in range(size))
    yield len(original)


def find_spans(text: str, entity: Record | None) -> list[tuple[int, int]]:
    """Return where a holder or target stands: its span, else every place of its name, else of the name's last word."""
    if not entity:
        return []
    if "span" in entity:
        start, end = entity["span"]
        return [(start, end)]
    name = entity.get("text", "")
    for wanted in (name, (name.split() or [""])[-1]):
        found = (
            [match.span() for match in re.finditer(rf"(?<!\w){re.escape(wanted)}(?!\w)", text, re.IGNORECASE)] if wanted else []
        )
        if found:
            return found
    return []


def overlaps(row: Record, spans: Iterable[tuple[int, int]], *, prefix: str = "") -> bool:
    """Whether the row's `start` and `end` (or `target_start` ..., by prefix) share a character with any of the spans."""
    return any(row[f"{prefix}start"] < end and start < row[f"{prefix}end"] for start, end in spans)
