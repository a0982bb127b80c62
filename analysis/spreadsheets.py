"""Tables as CSV files that are safe to open in a spreadsheet."""

import re
from pathlib import Path
from typing import Any

import pandas as pd

from analysis.errors import ParameterError

CELL_LIMIT = 32_767
"""Characters a spreadsheet's cell can hold."""

CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
"""Control characters but tab and line ends, and what is no character; XML cannot hold most of them."""

FORMULA = re.compile(r"[=+\-@\t\r]")
"""What a spreadsheet takes for the beginning of a formula."""


def save_table(table: pd.DataFrame, *, name: str, folder: str | Path) -> Path:
    """Write the whole table to `folder`/`name`.csv (UTF-8) and return the path.

    Text that begins with = + - @, a tab or a carriage return gets an apostrophe before it, so that no spreadsheet runs it as
    a formula; control characters become spaces; lists are joined by "; "; text ends at the CELL_LIMIT. Numbers and dates are
    written as they are. The table is not changed.

    Raises
    ------
    ParameterError : a name that is not small letters, digits and hyphens, or a folder that cannot be written to
    """
    if not re.fullmatch(r"[a-z0-9-]+", name):
        raise ParameterError(f"A table is named in small letters, digits and hyphens, not {name!r}.")
    safe = table.copy()
    for column, dtype in table.dtypes.items():
        if not (pd.api.types.is_numeric_dtype(dtype) or pd.api.types.is_datetime64_any_dtype(dtype)):
            safe[column] = table[column].astype("object").map(_make_safe, na_action="ignore")
    path = Path(folder) / f"{name}.csv"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        safe.to_csv(path, index=False, encoding="utf-8", lineterminator="\n")
    except OSError as error:
        raise ParameterError(f"The folder {str(folder)!r} for tables cannot be written to ({error.strerror}).") from error
    return path


def _make_safe(value: Any) -> Any:
    """Return a cell that no spreadsheet runs or chokes on."""
    if pd.api.types.is_list_like(value):
        value = "; ".join(map(str, value))
    if not isinstance(value, str):
        return value
    safe = ("'" if FORMULA.match(value) else "") + CONTROLS.sub(" ", value)
    return re.sub(r"\r\n?", "\n", safe)[:CELL_LIMIT]  # a lone carriage return would not be put in quotation marks
