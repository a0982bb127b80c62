"""Where what was read is kept: shards of documents, each with what was made of it, in folders that are whole or not there.

The folder is STANDPOINT_CACHE, else XDG_CACHE_HOME/standpoint, else ~/.cache/standpoint. What nobody has opened for `KEPT_DAYS`
days is removed from it when a corpus is read.
"""

import hashlib
import os
import pickle
import shutil
import tempfile
import time
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path
from typing import Any

import pandas as pd
from pyarrow.parquet import ParquetFile

from analysis import schema
from analysis.errors import InputError

KEPT_DAYS = 30
_PARTIAL = "partial-"


def find_cache() -> Path:
    """Return the folder where readings are kept; one for this process alone where that cannot be written to."""
    chosen = os.environ.get("STANDPOINT_CACHE")
    folder = Path(chosen) if chosen else Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "standpoint"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        tempfile.TemporaryFile(dir=folder).close()
    except OSError:
        return Path(_make_own_folder().name)
    return folder.resolve()


@cache
def _make_own_folder() -> tempfile.TemporaryDirectory:
    """Make a folder that is gone when the process ends."""
    return tempfile.TemporaryDirectory(prefix="standpoint-")


@cache
def hash_code() -> str:
    """Hash of the package's code, models and lexicons."""
    digest = hashlib.sha256()
    package = Path(__file__).parent
    for file in sorted(package.rglob("*")):
        if file.is_file() and "__pycache__" not in file.parts:
            digest.update(file.relative_to(package).as_posix().encode() + b"\0" + file.read_bytes())
    return digest.hexdigest()


def hash_values(*values: Any) -> str:
    """Return 16 hex digits for values whose `repr` tells all of them."""
    digest = hashlib.sha256()
    for value in values:
        digest.update(repr(value).encode("utf-8", "surrogatepass") + b"\0")
    return digest.hexdigest()[:16]


@contextmanager
def write_folder(folder: Path) -> Iterator[Path]:
    """Yield a folder of a temporary name to write to, and rename it to `folder` at the end, unless that is there by then.

    A run that is killed leaves nothing half-written under the name. Raises InputError if the disk is full or closed to us.
    """
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        partial = Path(tempfile.mkdtemp(prefix=_PARTIAL, dir=folder.parent))
        try:
            yield partial
            try:
                partial.rename(folder)
            except OSError:
                if not folder.is_dir():
                    raise
        finally:
            shutil.rmtree(partial, ignore_errors=True)
    except OSError as error:
        if isinstance(error, FileNotFoundError):
            raise
        raise InputError(
            f"{folder.parent} cannot be written to ({error.strerror}). "
            "Make room there, or set STANDPOINT_CACHE to another folder."
        ) from error


def save_table(table: pd.DataFrame, file: Path) -> None:
    """Write a table as Parquet."""
    table.to_parquet(file, index=False, compression="zstd")


def load_table(name: str, file: Path, columns: Iterable[str] | None = None) -> pd.DataFrame:
    """Load a table, or some columns of it, in the dtypes of its schema."""
    with ParquetFile(file) as stored:  # pandas' own way takes three times as long for tables of this size
        table = stored.read(list(columns) if columns else None, use_threads=False).to_pandas()
    return schema.set_types(name, table)


def save_object(value: Any, file: Path) -> None:
    """Write what is no table."""
    file.write_bytes(zlib.compress(pickle.dumps(value, protocol=pickle.HIGHEST_PROTOCOL), level=1))


def load_object(file: Path) -> Any:
    """Load what `save_object` wrote; only what this package wrote to its own folder is ever loaded."""
    return pickle.loads(zlib.decompress(file.read_bytes()))


def mark_used(*folders: Path) -> None:
    """Note that folders are in use."""
    for folder in folders:
        with suppress(OSError):
            os.utime(folder)


def remove_old(root: Path) -> None:
    """Remove what has not been used for `KEPT_DAYS` days: readings, shards, and of shards what was made of them."""
    oldest = time.time() - KEPT_DAYS * 24 * 3600
    for folder in [*root.glob("*"), *root.glob("shards/*"), *root.glob("shards/*/*")]:
        with suppress(OSError):
            if folder.name != "shards" and folder.is_dir() and folder.stat().st_mtime < oldest:
                shutil.rmtree(folder, ignore_errors=True)


Load = Callable[[Sequence[str] | None], pd.DataFrame]
"""Loads a part, or the columns of it that are given."""


class Parts:
    """One table of a corpus, shard by shard in reading order; it can be gone through as often as wanted.

    Each part holds whole documents. `name` is that of the table, `columns` those that are loaded (None: all).
    """

    def __init__(self, name: str, loaders: Sequence[Load], columns: Sequence[str] | None = None) -> None:
        self.name, self._loaders, self.columns = name, loaders, columns

    @classmethod
    def of(cls, name: str, table: pd.DataFrame) -> "Parts":
        """A table as its only part."""
        return cls(name, [lambda columns: table[list(columns)] if columns else table])

    def __len__(self) -> int:
        return len(self._loaders)

    def __iter__(self) -> Iterator[pd.DataFrame]:
        for load in self._loaders:
            yield load(self.columns)

    def count(self) -> int:
        """The rows of all parts."""
        first = list(schema.TABLES[self.name])[:1]
        return sum(len(load(first)) for load in self._loaders)

    def choose(self, *columns: str) -> "Parts":
        """The same with these columns only."""
        return Parts(self.name, self._loaders, columns)

    def map(self, change: Callable[[pd.DataFrame], pd.DataFrame], *, reads: Sequence[str] = ()) -> "Parts":
        """The same with every part changed; `change` reads the columns given (none: all) and leaves alone which there are."""

        def changed(load: Load) -> Load:
            """Load a part and change it."""

            def load_changed(columns: Sequence[str] | None) -> pd.DataFrame:
                table = change(load([*dict.fromkeys([*columns, *reads])] if columns and reads else None))
                return table[list(columns)] if columns else table

            return load_changed

        return Parts(self.name, [changed(load) for load in self._loaders], self.columns)

    def join(self) -> pd.DataFrame:
        """The whole table."""
        parts = list(self)
        return parts[0] if len(parts) == 1 else pd.concat(parts, ignore_index=True)
