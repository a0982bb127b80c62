"""Names of files made from what documents are called."""

import re
import unicodedata
from pathlib import PurePosixPath

_LONGEST = 60


def name_file(number: int, path: str) -> str:
    """Return a name, without an ending, of small ASCII letters, digits and hyphens for the document `path`, the `number`-th."""
    ascii_only = unicodedata.normalize("NFKD", PurePosixPath(path.replace("\\", "/")).name).encode("ascii", "ignore").decode()
    stem, _, row = re.sub(r"\.[A-Za-z]+(?=#|$)", "", ascii_only, count=1).partition("#")
    words = re.sub(r"[^a-z0-9]+", "-", stem.lower()).strip("-")[:_LONGEST].strip("-")
    return "-".join(part for part in (f"{number:06d}", words, row if row.isdigit() else "") if part)
