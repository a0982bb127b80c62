"""The one chain, in reading order: from a folder of documents to every table, read once and kept by content.

The tables of a corpus are kept under the user's cache folder (`STANDPOINT_CACHE`, else `XDG_CACHE_HOME/standpoint`, else
`~/.cache/standpoint`), under a key made from the bytes of the files, their names and the code that read them: a changed
document or a changed rule is read again, everything else is not.
"""

import hashlib
import json
import os
import shutil
import tempfile
from dataclasses import dataclass, fields
from functools import cache
from pathlib import Path

import pandas as pd

from analysis import schema
from analysis.actors import apply_edits, find_mentions, link_actors, load_edits
from analysis.copies import find_copies
from analysis.documents import find_path, load_documents
from analysis.errors import InputError
from analysis.issues import Codebook, link_issues, load_codebook
from analysis.overview import tell_figures, write_overview
from analysis.positions import find_positions
from analysis.quotations import find_quotations
from analysis.reader import judge_positions, read_spans
from analysis.statements import find_statements, tag_quotations, tag_voices
from analysis.tokens import tag_documents
from analysis.zones import find_zones


@dataclass(frozen=True)
class Corpus:
    """Every table of a corpus (schema.py says what each holds), which files could not be read, and the key of it all.

    `notes` are sentences on what could not be done as asked, such as a line of actors.csv on somebody the corpus does not have.
    """

    documents: pd.DataFrame
    copies: pd.DataFrame
    zones: pd.DataFrame
    sentences: pd.DataFrame
    tokens: pd.DataFrame
    quotations: pd.DataFrame
    spans: pd.DataFrame
    mentions: pd.DataFrame
    actors: pd.DataFrame
    offices: pd.DataFrame
    statements: pd.DataFrame
    issues: pd.DataFrame
    issue_mentions: pd.DataFrame
    positions: pd.DataFrame
    unread: list[dict[str, str]]
    notes: list[str]
    key: str

    def __repr__(self) -> str:
        return tell_figures(self._count_rows(), unread=self.unread)

    def _repr_html_(self) -> str:
        return write_overview(self._count_rows(), unread=self.unread, notes=self.notes)

    def _count_rows(self) -> dict[str, int]:
        """Rows of each table."""
        return {name: len(table) for name, table in self.tables.items()}

    @property
    def tables(self) -> dict[str, pd.DataFrame]:
        """The tables by name, in the order of the chain."""
        return {name: getattr(self, name) for name in TABLE_NAMES}


TABLE_NAMES = tuple(field.name for field in fields(Corpus) if field.name not in ("unread", "notes", "key"))


def read_corpus(path: str | Path, *, codebook: str | Path = "", columns: str = "") -> Corpus:
    """Read every document below `path`, or fetch the tables of an earlier reading of the same content.

    Parameters
    ----------
    path : file or folder; a relative one is looked for in the current folder, then beside the package
        `actors.csv` at the top of a folder merges, renames, groups and excludes actors (`load_edits`)
    codebook : YAML file of issues (`load_codebook`), looked for like `path`; "" takes codebook.yaml at the top of the folder,
        if there is one
    columns : which column of a table is what, and how dates are written (`load_settings`)

    Raises
    ------
    InputError : nothing there, nothing that can be read, or a codebook, actors.csv or columns.toml with a fault (the message says
        what, where and what to do)
    """
    place = find_path(path)
    book = find_path(codebook) if str(codebook).strip() else place / "codebook.yaml"
    issues = load_codebook(book) if str(codebook).strip() or book.is_file() else None
    edits = load_edits(place / "actors.csv") if (place / "actors.csv").is_file() else None
    key = hash_corpus(place, codebook=issues, columns=columns)
    kept = _cache_folder() / key
    if (kept / "corpus.json").is_file():
        return _load_kept(kept, key)
    corpus = _read(place, edits, issues, key, columns=columns)
    _keep(corpus, kept)
    return corpus


def _read(place: Path, edits: pd.DataFrame | None, codebook: Codebook | None, key: str, *, columns: str = "") -> Corpus:
    """Run the chain."""
    documents = load_documents(place, columns=columns)
    copies = find_copies(documents)
    zones = find_zones(documents)
    sentences, tokens = tag_documents(documents, zones)
    quotations = find_quotations(documents, zones)
    spans = read_spans(documents, sentences, tokens, quotations)
    mentions = find_mentions(documents, sentences, tokens, spans)
    mentions, actors, offices = link_actors(documents, sentences, tokens, spans, mentions)
    mentions, actors, offices = apply_edits(mentions, actors, offices, edits)
    statements = find_statements(documents, sentences, tokens, quotations, spans, mentions, actors)
    quotations = tag_quotations(documents, tokens, quotations, statements)
    tokens = tag_voices(tokens, statements)
    positions = find_positions(documents, sentences, tokens, statements, mentions, actors)
    positions = judge_positions(documents, sentences, mentions, positions)
    positions, issues, issue_mentions = link_issues(documents, tokens, statements, mentions, actors, positions, codebook)
    tables = {name: table for name, table in locals().items() if name in TABLE_NAMES}
    for name, table in tables.items():
        schema.check(table, name)
    return Corpus(**tables, unread=list(documents.attrs.get("unread", [])), notes=list(actors.attrs["notes"]), key=key)


def hash_corpus(place: Path, *, codebook: Codebook | None = None, columns: str = "") -> str:
    """Return 16 hex digits that change when a file below `place`, its name, the codebook, or the code of the package changes."""
    digest = hashlib.sha256(f"{_code_hash()}{codebook}{columns}".encode())
    files = sorted(file for file in place.rglob("*") if file.is_file()) if place.is_dir() else [place]
    for file in files:
        digest.update(os.fsencode(file.relative_to(place.parent if file == place else place)) + b"\0")
        with file.open("rb") as stream:
            digest.update(hashlib.file_digest(stream, "sha256").digest())
    return digest.hexdigest()[:16]


@cache
def _code_hash() -> str:
    """Hash of the package's code, models and lexicons."""
    digest = hashlib.sha256()
    package = Path(__file__).parent
    for file in sorted(package.rglob("*")):
        if file.is_file() and "__pycache__" not in file.parts:
            digest.update(file.relative_to(package).as_posix().encode() + b"\0" + file.read_bytes())
    return digest.hexdigest()


def _cache_folder() -> Path:
    """Folder where readings are kept."""
    chosen = os.environ.get("STANDPOINT_CACHE")
    return Path(chosen) if chosen else Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "standpoint"


def _keep(corpus: Corpus, kept: Path) -> None:
    """Write the tables under a temporary name, then rename: a killed run leaves nothing half-written behind."""
    try:
        kept.parent.mkdir(parents=True, exist_ok=True)
        partial = Path(tempfile.mkdtemp(prefix="partial-", dir=kept.parent))
    except OSError:
        return  # nowhere to keep it: the reading is used and not kept
    try:
        write_tables(corpus, partial)
        (partial / "corpus.json").write_text(json.dumps({"unread": corpus.unread, "notes": corpus.notes}), encoding="utf-8")
        partial.rename(kept)
    except OSError:
        pass  # the disk is full, or another process kept the same reading first
    finally:
        shutil.rmtree(partial, ignore_errors=True)


def _load_kept(kept: Path, key: str) -> Corpus:
    """Load the tables of an earlier reading."""
    tables = {name: schema.cast(name, pd.read_parquet(kept / f"{name}.parquet")) for name in TABLE_NAMES}
    told = json.loads((kept / "corpus.json").read_text(encoding="utf-8"))
    return Corpus(**tables, unread=told["unread"], notes=told["notes"], key=key)


def write_tables(corpus: Corpus, out: str | Path) -> list[Path]:
    """Write each table of the corpus to `out` as NAME.parquet and return the paths, in the order of the chain.

    The folder is made if it is not there; files of these names in it are replaced.
    Raises InputError if the folder cannot be written to.
    """
    folder = Path(out)
    paths = []
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, table in corpus.tables.items():
            paths.append(folder / f"{name}.parquet")
            table.to_parquet(paths[-1], index=False)
    except (FileExistsError, NotADirectoryError) as error:
        raise InputError(f"{folder} is a file, not a folder. Choose another folder with --out.") from error
    except PermissionError as error:
        raise InputError(f"{folder} cannot be written to. Choose another folder with --out.") from error
    return paths
