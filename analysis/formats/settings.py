"""What a person says of the tables of a corpus: which column is what, and whether the day or the month comes first in a date."""

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

from analysis.errors import InputError, nearest
from analysis.headers import FIELDS, ORDERS

FILE = "columns.toml"
_FIELDS = {**{field: field for field in FIELDS}, "date": "published"}
_HINT = 'Write it as in: date_order = "day-first", and below a line [columns] text = "Body", one a line.'


class Settings(NamedTuple):
    """Field -> column, and the order of day and month ("" if it is to be found out)."""

    columns: dict[str, str]
    date_order: str


def load_settings(place: Path, written: str = "") -> Settings:
    """Read columns.toml at the top of the folder `place`, if there is one, and what is written over it.

    Parameters
    ----------
    place : file or folder of documents
    written : parts like text=Body, date_order=day-first, separated by semicolons; each wins over the file

    Raises
    ------
    InputError : a key or an order that is not known (with the nearest), or a file that is no TOML
    """
    file = place / FILE
    settings = _load_file(file) if file.is_file() else Settings({}, "")
    columns, order = dict(settings.columns), settings.date_order
    for part in filter(None, (part.strip() for part in written.split(";"))):
        key, sign, value = (piece.strip() for piece in part.partition("="))
        if not sign or not value:
            raise InputError(f"{part!r} does not say which column is what: write it as in text=Body.")
        if key.replace("-", "_") == "date_order":
            order = _check_order(value, "date_order")
        else:
            columns[_check_field(key, "The columns given")] = value
    return Settings(columns, order)


def _load_file(file: Path) -> Settings:
    """Settings of a TOML file."""
    try:
        content: Mapping[str, Any] = tomllib.loads(file.read_text(encoding="utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise InputError(f"{file} is no TOML ({error}). {_HINT}") from error
    except OSError as error:
        raise InputError(f"{file} cannot be opened ({error.strerror}).") from error
    for key in content:
        if key not in ("columns", "date_order"):
            inside = f" {key!r} belongs below a line [columns]." if key in _FIELDS else nearest(key, ("columns", "date_order"))
            raise InputError(f"{file}: there is no key {key!r}.{inside} {_HINT}")
    columns = content.get("columns", {})
    if not isinstance(columns, dict) or not all(isinstance(column, str) for column in columns.values()):
        raise InputError(f"{file}: below [columns] stands one line a field, with the name of its column. {_HINT}")
    return Settings(
        {_check_field(field, str(file)): column for field, column in columns.items()},
        _check_order(content.get("date_order", ""), str(file)),
    )


def _check_field(key: str, where: str) -> str:
    """The field that is called so."""
    if key.lower() not in _FIELDS:
        raise InputError(f"{where}: there is no field {key!r}.{nearest(key.lower(), _FIELDS)} There are: {', '.join(_FIELDS)}.")
    return _FIELDS[key.lower()]


def _check_order(order: Any, where: str) -> str:
    """The order of day and month."""
    if order not in ("", *ORDERS):
        raise InputError(f"{where}: the order of dates may be {' or '.join(ORDERS)}, not {order!r}.{nearest(str(order), ORDERS)}")
    return str(order)
