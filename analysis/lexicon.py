"""The word lists of `analysis/lexicons/`: one CSV each, every row with its source."""

from functools import cache
from importlib.resources import files

import pandas as pd

from analysis.errors import InputError, nearest


@cache
def load_lexicon(name: str) -> pd.DataFrame:
    """Return the lexicon `name` as a table of str, empty cells as empty strings; treat it as read-only, it is shared.

    Raises InputError if there is no such lexicon (names the nearest one) or a row of it has no `source`.
    """
    folder = files("analysis") / "lexicons"
    file = folder / f"{name}.csv"
    if not file.is_file():
        known = [entry.name.removesuffix(".csv") for entry in folder.iterdir() if entry.name.endswith(".csv")]
        raise InputError(f"There is no lexicon {name!r} in analysis/lexicons.{nearest(name, known)}")
    with file.open(encoding="utf-8") as stream:
        table = pd.read_csv(stream, dtype=str, keep_default_na=False)
    if "source" not in table.columns or (table["source"] == "").any():
        raise InputError(f"Lexicon {name!r}: every row needs a source; add the column or fill the empty cells.")
    return table
