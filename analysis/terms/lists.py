"""Frequency lists from files."""

import io
from pathlib import Path

import pandas as pd

from analysis.errors import InputError, nearest


def load_frequencies(file: str | Path) -> pd.DataFrame:
    """Load a frequency list: a CSV (comma, semicolon or tab) with the columns term and n.

    Parameters
    ----------
    file : in UTF-8. With a column per_1000, as terms.csv of these reports has, the list stands for n / per_1000 thousand words;
        without one for the sum of n, so that such a list must hold all words, function words too

    Returns
    -------
    table `frequencies`, one row per row of the file, in its order
        term; n; n_words the list stands for, the same in each row

    Raises
    ------
    InputError : no such file (names the nearest), no text in UTF-8, a missing column (names those that are there), a count that
        is no whole number of 0 or more (names the line), no row
    """
    path = Path(file).expanduser()
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError as error:
        hint = nearest(path.name, [each.name for each in path.parent.glob("*")])
        raise InputError(f"There is no frequency list {file}.{hint} Give a CSV file with the columns term and n.") from error
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"The frequency list {file} cannot be read. Save it as CSV in UTF-8.") from error
    try:
        rows = _split(text)
    except (pd.errors.ParserError, pd.errors.EmptyDataError) as error:
        raise InputError(f"The frequency list {file} is no table: {str(error).strip()}. Save it as CSV in UTF-8.") from error
    for column in ("term", "n"):
        if column not in rows.columns:
            there = ", ".join(map(str, rows.columns))
            raise InputError(
                f"The frequency list {file} needs the columns term and n; {column!r} is missing, there are: {there}."
            )
    if rows.empty:
        raise InputError(f"The frequency list {file} has no row below its first line.")
    n = pd.to_numeric(rows["n"], errors="coerce")
    wrong = n.isna() | (n < 0) | (n % 1 != 0)
    if wrong.any():
        line, value = rows.index[wrong][0] + 2, rows["n"][wrong].iloc[0]
        raise InputError(f"The frequency list {file}, line {line}: n is {value!r}; it must be a whole number, 0 or more.")
    most = int(n.argmax())
    rate = pd.to_numeric(rows["per_1000"], errors="coerce").iloc[most] if "per_1000" in rows.columns else 0
    n_words = round(1000 * n.iloc[most] / rate) if rate > 0 else n.sum()
    return pd.DataFrame({"term": rows["term"], "n": n.astype("int64")}).assign(n_words=int(n_words)).reset_index(drop=True)


def _split(text: str) -> pd.DataFrame:
    """Return the rows of a table as text, by their number below the first line; lines that hold nothing are left out."""
    header = text.partition("\n")[0]
    separator = max(",;\t", key=header.count)
    rows = pd.read_csv(io.StringIO(text), sep=separator, dtype="str", keep_default_na=False, skip_blank_lines=False)
    rows.columns = rows.columns.str.strip().str.lower()
    return rows[(rows.fillna("") != "").any(axis=1)]
