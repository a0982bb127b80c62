"""Networks over time: the same network in one stretch of days after another."""

from typing import Any

import numpy as np
import pandas as pd

from analysis.errors import ParameterError, check_choice, check_least
from analysis.networks.edges import build_one_mode
from analysis.networks.polarization import measure_polarization
from analysis.networks.ties import count_ties, drop_duplicates
from analysis.schema import check

UNITS = {"day": "D", "week": "W-SUN", "month": "M", "year": "Y"}
_SPANS = {"week": 62, "month": 6 * 366}
_MOST_WINDOWS = 5_000


def list_windows(documents: pd.DataFrame, *, unit: str = "", size: int = 1) -> pd.DataFrame:
    """List the windows of time from the first to the last document.

    Parameters
    ----------
    documents : table of that name; those without a date are in no window
    unit : "day", "week" (Monday to Sunday), "month" or "year" of the calendar; "" takes weeks for a span up to 62 days, months up
        to six years, else years
    size : int >= 1; units in a window. The next window begins one unit later, so windows of more than one unit overlap

    Returns
    -------
    table `windows`, one row per window, from the first to the last, those without a document too
        window its first day as text; start, end first and last day; n_docs documents published in it

    Raises
    ------
    ParameterError : an unknown unit (names the nearest), or so many windows that no reader could look at them
    """
    check_least("size", size, 1)
    days = check(documents, "documents")["published"].dropna().sort_values()
    span = (days.max() - days.min()).days if len(days) else 0
    unit = unit or next((name for name, most in _SPANS.items() if span <= most), "year")
    check_choice("unit", unit, UNITS)
    if days.empty:
        return pd.DataFrame(columns=["window", "start", "end", "n_docs"]).astype(
            {"window": "str", "start": "datetime64[s]", "end": "datetime64[s]", "n_docs": "int64"}
        )
    first, last = (day.to_period(UNITS[unit]) for day in (days.iloc[0], days.iloc[-1]))
    n_windows = max((last - first).n - size + 2, 1)
    if n_windows > _MOST_WINDOWS:
        raise ParameterError(f"There are {n_windows:,} windows of {size:,} {unit}(s) from {first} to {last}. Take a longer unit.")
    starts = pd.period_range(first, periods=n_windows)
    windows = pd.DataFrame({"start": starts.start_time, "end": (starts + (size - 1)).end_time.normalize()}).astype(
        "datetime64[s]"
    )
    windows.insert(0, "window", windows["start"].dt.strftime("%Y-%m-%d").astype("str"))
    return windows.assign(n_docs=days.searchsorted(windows["end"], "right") - days.searchsorted(windows["start"]))


def build_windows(
    positions: pd.DataFrame,
    documents: pd.DataFrame,
    actors: pd.DataFrame,
    issues: pd.DataFrame,
    *,
    unit: str = "",
    size: int = 1,
    targets: str = "issues",
    duplicates: str = "document",
    relation: str = "subtract",
    normalization: str = "average",
    least: int = 1,
) -> pd.DataFrame:
    """Build the network of one mode in each window of time.

    Parameters
    ----------
    positions, documents, actors, issues : tables of those names
    unit, size : the windows (`list_windows`)
    targets, duplicates : as for `count_ties`; the rule for duplicates holds for the whole time, before windows are cut
    relation, normalization, least : as for `build_one_mode`

    Returns
    -------
    table `edges` with the columns window, start and end before the others, windows in their order; one without an edge has no row
    """
    windows = list_windows(documents, unit=unit, size=size)
    settings: dict[str, Any] = {"relation": relation, "normalization": normalization, "least": least}
    cut = _cut_windows(windows, positions, documents, actors, issues, targets=targets, duplicates=duplicates)
    nothing = count_ties(positions.iloc[:0], documents, actors, issues)
    tables = [build_one_mode(nothing, **settings)[1], *(build_one_mode(ties, **settings)[1] for ties in cut)]
    number = np.repeat(np.arange(len(windows)), [len(edges) for edges in tables[1:]])
    when = windows[["window", "start", "end"]].iloc[number].reset_index(drop=True)
    return when.join(pd.concat(tables, ignore_index=True))


def measure_windows(
    positions: pd.DataFrame,
    documents: pd.DataFrame,
    actors: pd.DataFrame,
    issues: pd.DataFrame,
    *,
    unit: str = "",
    size: int = 1,
    targets: str = "issues",
    duplicates: str = "document",
    draws: int = 100,
) -> pd.DataFrame:
    """Measure polarization in each window of time.

    Returns
    -------
    table `polarization` (`measure_polarization`) with the columns of `windows` (`list_windows`) before the others, one row per
    window; the index is null where a window holds too little. Parameters as for `build_windows`.
    """
    windows = list_windows(documents, unit=unit, size=size)
    cut = _cut_windows(windows, positions, documents, actors, issues, targets=targets, duplicates=duplicates)
    empty = measure_polarization(count_ties(positions.iloc[:0], documents, actors, issues)).iloc[:0]
    return windows.join(pd.concat([empty, *(measure_polarization(ties, draws=draws) for ties in cut)], ignore_index=True))


def _cut_windows(
    windows: pd.DataFrame,
    positions: pd.DataFrame,
    documents: pd.DataFrame,
    actors: pd.DataFrame,
    issues: pd.DataFrame,
    *,
    targets: str,
    duplicates: str,
) -> list[pd.DataFrame]:
    """Return the ties of each window."""
    rows = drop_duplicates(positions, documents, duplicates=duplicates)
    published = rows["doc_id"].map(documents.set_index("doc_id")["published"])
    nothing = count_ties(rows.iloc[:0], documents, actors, issues, targets=targets)
    inside = [published.between(start, end) for start, end in zip(windows["start"], windows["end"], strict=True)]
    return [
        count_ties(rows[chosen], documents, actors, issues, targets=targets, duplicates="include") if chosen.any() else nothing
        for chosen in inside
    ]
