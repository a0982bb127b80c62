"""Places of the world as words: names of states, their capitals, demonyms, and names of regions and cities.

Derived from the tables of the library countryinfo, corrected and completed by analysis/lexicons/states.csv.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from typing import Any

import pandas as pd
from countryinfo import CountryInfo

from analysis.lexicon import load_lexicon

# Capitals of smaller territories (Hamilton, Stanley, Douglas) are far oftener names of people than of these places.
_SMALLEST_WITH_CAPITAL = 300_000
_NO_STATE = re.compile(r"[,(]|néerlandaises|^Burma$| and Montenegro$")
_UNMARKED_PLURAL = re.compile(r".*(?:ese|ish|sh|ch|ss|s|x|é|i-[A-Z]\w+)$")


@cache
def load_places() -> pd.DataFrame:
    """Return what is known of the names of places; the table is shared, treat it as read-only.

    Returns
    -------
    table, one row per (text, use), in order of text
        text the words as written; use one of `name` (of a state), `capital` (its seat of government), `adjective`
        (Russian), `people` (Russians), `region` (a province or city, which may also be other things: weak evidence);
        state the usual name of the state, the same for all its rows

    Notes
    -----
    Where one text could mean several states (Dominican, Congolese) the one with most inhabitants has it. Codes (RU, RUS) are
    left out, and so are alternative spellings of one word that are no name in English: states.csv says which with use `none`.
    """
    lexicon = load_lexicon("states")
    usual = dict(zip(*_columns(lexicon[lexicon["use"] == "usual"], "state", "text"), strict=True))
    barred = set(zip(*_columns(lexicon[lexicon["use"] == "none"], "state", "text"), strict=True))
    rows: dict[tuple[str, str], tuple[float, str]] = {}
    for text, use, state in lexicon[["text", "use", "state"]].itertuples(index=False):
        if use not in ("usual", "none"):
            rows[text, use] = (float("inf"), state)
    for country in CountryInfo.all().values():
        if not _is_state(country):
            continue
        state = usual.get(country["name"], country["name"])
        size = float(country.get("population") or 0)
        for text, use in _read_country(dict(country), state):
            # A city of a time zone is weak evidence only, so any other use of the same word wins over it elsewhere.
            if (country["name"], text) not in barred and rows.get((text, use), (-1.0, ""))[0] < size:
                rows[text, use] = (size, state)
    table = pd.DataFrame([(text, use, state) for (text, use), (_, state) in rows.items()], columns=["text", "use", "state"])
    return table.astype("str").sort_values(["text", "use"], ignore_index=True)


@cache
def index_places(use: str) -> dict[str, str]:
    """Return the texts of one use (see `load_places`) with the usual name of their state; shared, treat it as read-only."""
    places = load_places()
    return dict(zip(*_columns(places[places["use"] == use], "text", "state"), strict=True))


def _columns(table: pd.DataFrame, *names: str) -> tuple[list[str], ...]:
    """Columns of a table as lists."""
    return tuple(table[name].tolist() for name in names)


def _is_state(country: Any) -> bool:
    """Whether a row of the library is one state, and not an inverted or former duplicate of one ("Palestine, State of")."""
    name = country["name"]
    return isinstance(country.get("capital", ""), str | None) and not _NO_STATE.search(name)


def _read_country(country: dict[str, Any], state: str) -> Iterator[tuple[str, str]]:
    """Give every (text, use) of one country."""
    codes = set((country.get("ISO") or {}).values())
    demonyms = [word for word in re.split(r"[,/]| and ", country.get("demonym") or "") if word]
    for text in [state, country["name"], *country.get("altSpellings", [])]:
        if text and text not in codes and not re.search(r"[,()]", text) and not (text.isupper() and len(text) == 3):
            for spelling in _spellings(text.strip().removeprefix("the ")):
                yield spelling, "name"
    if country.get("capital") and (country.get("population") or 0) >= _SMALLEST_WITH_CAPITAL:
        for spelling in _spellings(country["capital"]):
            yield spelling, "capital"
    for demonym in demonyms:
        yield demonym, "adjective"
        if not _UNMARKED_PLURAL.match(demonym):
            yield demonym + "s", "people"
    for province in country.get("provinces") or []:
        for part in re.split(r"[()]", province):
            for spelling in _spellings(part.strip()):
                if len(spelling) > 3:
                    yield spelling, "region"
    for zone in country.get("timezoneNames") or []:
        yield zone.rpartition("/")[2].replace("_", " "), "region"


def _spellings(text: str) -> set[str]:
    """The text, and how it is written without accents and without the apostrophe that marks a soft sign."""
    plain = "".join(mark for mark in unicodedata.normalize("NFD", text) if not unicodedata.combining(mark))
    return {form for form in (text, plain, re.sub(r"(?<=\w)'(?![A-Z])", "", plain)) if form.isprintable() and form}
