"""Exports of press databases, of whichever they are."""

from analysis.formats.factiva import is_factiva, read_factiva
from analysis.formats.found import Items
from analysis.formats.nexis import is_nexis, read_nexis


def read_export(name: str, text: str) -> Items | None:
    """The articles of a text that is an export of Nexis or Factiva; None if it is none."""
    if is_nexis(text):
        return read_nexis(name, text)
    return read_factiva(name, text) if is_factiva(text) else None
