"""A corpus and its tables: read once, shard by shard, and kept by content.

A reading is kept under a key made from the bytes of the files, their names and the code that read them. It is made of shards
(chain.py), which other readings share: after a change only those shards are read again whose documents changed, and only those
are linked or matched anew for which what the rest of the corpus tells of their actors and issues has changed.
"""

import hashlib
import json
import os
from collections.abc import Iterator, Mapping
from functools import partial
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from analysis import schema
from analysis.actors import load_edits
from analysis.chain import load_tokens
from analysis.documents import find_path
from analysis.errors import InputError
from analysis.issues import Codebook, load_codebook
from analysis.overview import tell_figures, write_overview
from analysis.reading import Shard, make_reading
from analysis.shards import Parts, find_cache, hash_code, load_table, mark_used, remove_old
from analysis.workers import Workers

_OF_READ, _OF_TOLD = ("zones", "sentences", "spans"), ("quotations", "mentions", "offices", "statements")
_OF_MATCHED, _WHOLE = ("positions", "issue_mentions"), ("copies", "actors", "issues")
TABLE_NAMES = (
    "documents", "copies", "zones", "sentences", "tokens", "quotations", "spans", "mentions", "actors", "offices", "statements",
    "issues", "issue_mentions", "positions",
)  # fmt: skip


class Corpus:
    """Every table of a corpus (schema.py says what each holds), which files could not be read, and the key of it all.

    A table is loaded when it is asked for by name and then kept: `corpus.statements`. `corpus.parts(name)` goes through it shard
    by shard instead, in reading order, each part with whole documents, and holds one at a time; that is for the tables of words,
    sentences and spans of a large corpus. `notes` are sentences on what could not be done as asked, such as a line of actors.csv
    on somebody the corpus does not have.
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

    def __init__(self, parts: Mapping[str, Parts], *, unread: list[dict[str, str]], notes: list[str], key: str) -> None:
        self._parts, self.unread, self.notes, self.key = dict(parts), unread, notes, key

    def __getattr__(self, name: str) -> pd.DataFrame:
        if name not in TABLE_NAMES:
            raise AttributeError(f"A corpus has no {name!r}.")
        table = self._parts[name].join()
        setattr(self, name, table)
        return table

    def parts(self, name: str) -> Parts:
        """Return a table shard by shard; it can be gone through again and again."""
        return self._parts[name]

    def __repr__(self) -> str:
        return tell_figures(self._count_rows(), unread=self.unread)

    def _repr_html_(self) -> str:
        return write_overview(self._count_rows(), unread=self.unread, notes=self.notes)

    def _count_rows(self) -> dict[str, int]:
        """Rows of each table."""
        return {name: self.parts(name).count() for name in TABLE_NAMES}

    @property
    def tables(self) -> Mapping[str, pd.DataFrame]:
        """The tables by name, in the order of the chain, each loaded when it is asked for."""
        return _Tables(self)

    def change(self, parts: Mapping[str, Parts], *, notes: list[str] | None = None) -> "Corpus":
        """Return the corpus with some tables changed."""
        return Corpus({**self._parts, **parts}, unread=self.unread, notes=self.notes if notes is None else notes, key=self.key)


class _Tables(Mapping[str, pd.DataFrame]):
    """The tables of a corpus, each loaded when it is asked for."""

    def __init__(self, corpus: Corpus) -> None:
        self._corpus = corpus

    def __getitem__(self, name: str) -> pd.DataFrame:
        if name not in TABLE_NAMES:
            raise KeyError(name)
        return getattr(self._corpus, name)

    def __iter__(self) -> Iterator[str]:
        return iter(TABLE_NAMES)

    def __len__(self) -> int:
        return len(TABLE_NAMES)


def read_corpus(
    path: str | Path,
    *,
    codebook: str | Path = "",
    columns: str = "",
    jobs: int | None = 1,
    cluster: str = "",
    progress: bool | None = None,
) -> Corpus:
    """Read every document below `path`, or open an earlier reading of the same content.

    Parameters
    ----------
    path : file or folder; a relative one is looked for in the current folder, then beside the package
        `actors.csv` at the top of a folder merges, renames, groups and excludes actors (`load_edits`)
    codebook : YAML file of issues (`load_codebook`), looked for like `path`; "" takes codebook.yaml at the top of the folder,
        if there is one
    columns : which column of a table is what, and how dates are written (`load_settings`)
    jobs, cluster, progress : who reads (`Workers`); the tables are the same

    Raises
    ------
    InputError : nothing there, nothing that can be read, or a codebook, actors.csv or columns.toml with a fault (the message says
        what, where and what to do); ParameterError : as `Workers`
    """
    place = find_path(path)
    book = find_path(codebook) if str(codebook).strip() else place / "codebook.yaml"
    issues = load_codebook(book) if str(codebook).strip() or book.is_file() else None
    edits = load_edits(place / "actors.csv") if (place / "actors.csv").is_file() else None
    key = hash_corpus(place, codebook=issues, columns=columns)
    root = find_cache()
    corpus = _open(root, key)
    if corpus is None:
        with Workers(jobs=jobs, cluster=cluster, progress=progress) as workers:
            make_reading(place, root, key, columns=columns, edits=edits, codebook=issues, workers=workers)
        remove_old(root)
        corpus = _open(root, key)
        assert corpus is not None
    return corpus


def hash_corpus(place: Path, *, codebook: Codebook | None = None, columns: str = "") -> str:
    """Return 16 hex digits that change when a file below `place`, its name, the codebook, or the code of the package changes."""
    digest = hashlib.sha256(f"{hash_code()}{codebook}{columns}".encode())
    files = sorted(file for file in place.rglob("*") if file.is_file()) if place.is_dir() else [place]
    for file in files:
        digest.update(os.fsencode(file.relative_to(place.parent if file == place else place)) + b"\0")
        with file.open("rb") as stream:
            digest.update(hashlib.file_digest(stream, "sha256").digest())
    return digest.hexdigest()[:16]


def _open(root: Path, key: str) -> Corpus | None:
    """Open a reading, if all of it is there."""
    folder = root / key
    try:
        told = json.loads((folder / "corpus.json").read_text(encoding="utf-8"))
    except OSError:
        return None
    shards = [Shard(root / "shards" / name, *folders) for name, *folders in told["shards"]]
    used = [shard.folder / name for shard in shards for name in (".", "read", *shard[1:])]
    if not all(map(os.path.isdir, used)):
        return None
    mark_used(folder, *used)
    loaders = {"tokens": [partial(load_tokens, shard.folder, shard.told) for shard in shards]}
    for names, of in ((("documents",), "documents"), (_OF_READ, "read"), (_OF_TOLD, "told"), (_OF_MATCHED, "matched")):
        for name in names:
            files = [shard.folder / getattr(shard, of, of) / f"{name}.parquet" for shard in shards]
            loaders[name] = [partial(load_table, name, file) for file in files]
    loaders |= {name: [partial(load_table, name, folder / f"{name}.parquet")] for name in _WHOLE}
    parts = {name: Parts(name, loaders[name]) for name in TABLE_NAMES}
    return Corpus(parts, unread=told["unread"], notes=told["notes"], key=key)


def write_tables(corpus: Corpus, out: str | Path) -> list[Path]:
    """Write each table of the corpus to `out` as NAME.parquet and return the paths, in the order of the chain.

    The folder is made if it is not there; files of these names in it are replaced. One shard is held at a time.
    Raises InputError if the folder cannot be written to.
    """
    folder = Path(out)
    paths = []
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name in TABLE_NAMES:
            paths.append(folder / f"{name}.parquet")
            types = schema.list_types(name)
            with pq.ParquetWriter(paths[-1], types) as writer:
                for part in corpus.parts(name):
                    writer.write_table(pa.Table.from_pandas(part, schema=types, preserve_index=False))
    except (FileExistsError, NotADirectoryError) as error:
        raise InputError(f"{folder} is a file, not a folder. Choose another folder with --out.") from error
    except PermissionError as error:
        raise InputError(f"{folder} cannot be written to. Choose another folder with --out.") from error
    return paths
