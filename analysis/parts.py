"""A table in one piece or in parts, so that nobody has to hold all of it: a table is a single part.

Parts are tables of whole documents, in reading order, in something that can be gone through more than once.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence

import numpy as np
import numpy.typing as npt
import pandas as pd

from analysis.errors import SchemaError
from analysis.schema import check, empty

TableOrParts = pd.DataFrame | Iterable[pd.DataFrame]
"""A table, or its parts."""
_ROWS_TO_ADD = 100_000
"""Rows of counts that wait before they are added up."""


def each_part(table: TableOrParts, name: str) -> Iterator[pd.DataFrame]:
    """Yield the parts of table `name`, each checked (`schema.check`); a table without parts is an empty one.

    Raises SchemaError for parts that can be gone through only once.
    """
    for part in _list_parts(table):
        yield check(part, name)
    if not isinstance(table, pd.DataFrame) and not any(True for _ in table):
        yield empty(name)


def pair_parts(first: TableOrParts, second: TableOrParts, *names: str) -> Iterator[tuple[pd.DataFrame, pd.DataFrame]]:
    """Yield the parts of two tables that belong together, `names` being what they are called, or both are.

    Raises SchemaError if one is in more parts than the other.
    """
    try:
        yield from zip(each_part(first, names[0]), each_part(second, names[-1]), strict=True)
    except ValueError as error:
        raise SchemaError(
            "Two tables that belong together are not in the same parts. Give both whole, or both in parts."
        ) from error


def map_parts(function: Callable[..., pd.DataFrame], *tables: TableOrParts) -> TableOrParts:
    """Return what `function` makes of a table, or, part by part as they are gone through, of the parts that belong together."""
    if all(isinstance(table, pd.DataFrame) for table in tables):
        return function(*tables)
    return _Mapped(function, tables)


class _Mapped:
    """Parts that are made anew each time they are gone through."""

    def __init__(self, function: Callable[..., pd.DataFrame], tables: Sequence[TableOrParts]) -> None:
        self._function, self._tables = function, tables

    def __iter__(self) -> Iterator[pd.DataFrame]:
        return map(self._function, *map(_list_parts, self._tables))


def _list_parts(table: TableOrParts) -> Iterable[pd.DataFrame]:
    """Return what to go through."""
    if isinstance(table, pd.DataFrame):
        return [table]
    if iter(table) is table:
        raise SchemaError("These parts of a table can be gone through only once. Give a list of tables, or corpus.parts.")
    return table


class Sums:
    """Counts added up by their keys as parts come, without holding much more than what they come to."""

    def __init__(self, keys: Sequence[str], *, most: Sequence[str] = ()) -> None:
        """Take tables with these columns as keys; columns in `most` are not added, their largest value is kept."""
        self._keys, self._most = list(keys), set(most)
        self._tables: list[pd.DataFrame] = []
        self._n_added = self._n_waiting = 0

    def add(self, table: pd.DataFrame) -> None:
        """Add a table of counts; every table has the same columns."""
        self._tables.append(table)
        self._n_waiting += len(table)
        if self._n_waiting > max(self._n_added, _ROWS_TO_ADD):
            self._tables = [self.total()]
            self._n_added, self._n_waiting = len(self._tables[0]), 0

    def total(self) -> pd.DataFrame:
        """Return one row per key, in the order met."""
        rows = pd.concat(self._tables, ignore_index=True)
        how = {column: "max" if column in self._most else "sum" for column in rows.columns.drop(self._keys)}
        return rows.groupby(self._keys, sort=False, as_index=False).agg(how)


def count_keys(**keys: npt.NDArray[np.int64]) -> pd.DataFrame:
    """Count equal rows of columns of whole numbers from 0 on: the columns and n, one row per combination, in the order met."""
    *outer, (last, joined) = keys.items()
    sizes = {name: int(values.max()) + 1 if len(values) else 1 for name, values in keys.items()}
    factor = sizes[last]
    for name, values in reversed(outer):
        joined = joined + values * factor
        factor *= sizes[name]
    code, joined = pd.factorize(np.asarray(joined))
    counts = {"n": np.bincount(code, minlength=len(joined))}
    for name, size in reversed(sizes.items()):
        counts[name] = joined % size
        joined = joined // size
    return pd.DataFrame(dict(reversed(counts.items())))
