"""Anything counted over time, period by period; a period without documents is a gap, not a nought."""

import pandas as pd

from analysis.errors import ParameterError, check_choice
from analysis.groups import PERIODS, label_periods
from analysis.intervals import bootstrap_means, is_small
from analysis.schema import check

MOST_PERIODS = 1_000
"""More periods than this are not counted: a picture has no room for them, and a stray date is the likelier reason."""

_CODES = {"year": "Y", "quarter": "Q", "month": "M", "week": "W-SUN", "day": "D"}
_SPANS = (("day", 62), ("week", 400), ("month", 6 * 366))
_ALL = "all"


def fit_unit(documents: pd.DataFrame) -> str:
    """Return the unit of time that fits the documents: day up to 62 days, week up to 400, month up to six years, else year."""
    dated = check(documents, "documents")["published"].dropna()
    days = (dated.max() - dated.min()).days if len(dated) else 0
    return next((unit for unit, most in _SPANS if days <= most), "year")


def count_by_time(
    documents: pd.DataFrame, rows: pd.DataFrame | None = None, *, unit: str = "month", groups: pd.Series | None = None
) -> pd.DataFrame:
    """Count documents, and what stands in them, by period of publication.

    Parameters
    ----------
    documents : table `documents`; those without a date are left out
    rows : optional; what is counted in them: doc_id, weight (0 .. 1; 1 without such a column and where it is null) and, if means
    are
        wanted, value. Rows of other documents are left out
    unit : day, week (from Monday), month, quarter or year
    groups : label of each document by doc_id; documents without one are left out. None counts all as one group named "all"

    Returns
    -------
    table `time_counts`, one row per group and period, every period from the first dated document of any group to the last of any;
    groups by label, then by period. Empty without dated documents
        group; period; start first day; n_docs documents, 0 in a gap; document_share of the group's dated documents;
        with `rows`: n rows; n_expected sum of the weights; per_document n_expected / n_docs, with _low and _high; small;
        with `value` too: mean by weight, with _low and _high
        n, n_expected and per_document are null in a gap; mean is null where there is no row. Intervals: 95 %, documents drawn,
        null with fewer than two documents in the period and for a count of 0

    Raises
    ------
    ParameterError : unknown `unit`, or more than `MOST_PERIODS` of them
    """
    check_choice("unit", unit, PERIODS)
    dated = check(documents, "documents").dropna(subset="published")[["doc_id", "published"]]
    dated["group"] = _ALL if groups is None else dated["doc_id"].map(groups)
    dated = dated.dropna(subset="group")
    if dated.empty:
        return _frame(dated, rows).iloc[:0]
    dated["period"] = label_periods(dated["published"], unit=unit)
    n_docs = dated.groupby(["group", "period"]).size().rename("n_docs")
    periods = _list_periods(dated["published"], unit)
    grid = pd.MultiIndex.from_product([sorted(dated["group"].unique()), periods["period"]], names=["group", "period"])
    table = n_docs.reindex(grid, fill_value=0).reset_index().merge(periods, on="period")
    table["document_share"] = table["n_docs"] / table.groupby("group")["n_docs"].transform("sum")
    if rows is not None:
        table = _add_rows(table, rows, dated)
    return _frame(table, rows)


def _list_periods(dates: pd.Series, unit: str) -> pd.DataFrame:
    """Return every period from the first date to the last, with its first day."""
    first, last = dates.min().to_period(_CODES[unit]), dates.max().to_period(_CODES[unit])
    n = (last - first).n + 1
    if n > MOST_PERIODS:
        raise ParameterError(
            f"From {dates.min():%Y-%m-%d} to {dates.max():%Y-%m-%d} there are {n:,} periods of a {unit}; {MOST_PERIODS:,} can be "
            "counted. Choose a longer unit (week, month, quarter, year), or leave out stray dates with since and until."
        )
    starts = pd.Series(pd.period_range(first, last).start_time.astype("datetime64[s]"), name="start")
    return pd.DataFrame({"period": label_periods(starts, unit=unit), "start": starts})


def _add_rows(table: pd.DataFrame, rows: pd.DataFrame, dated: pd.DataFrame) -> pd.DataFrame:
    """Return the table with rows counted, per document and, if they have a value, their mean; a cell is a group's period."""
    table = table.rename_axis("cell")
    cells = dated.merge(table.reset_index()[["cell", "group", "period"]], on=["group", "period"]).set_index("doc_id")["cell"]
    weights = rows["weight"].fillna(1.0) if "weight" in rows.columns else 1.0
    found = rows.assign(weight=weights, group=rows["doc_id"].map(cells)).dropna(subset="group").astype({"group": "int64"})
    counted = found.groupby("group")
    gap = table["n_docs"] == 0
    n, n_docs = counted.size().reindex(table.index, fill_value=0), table["n_docs"]
    if "value" in rows.columns:
        n_docs = counted["doc_id"].nunique().reindex(table.index, fill_value=0)
        total = (found["value"] * found["weight"]).groupby(found["group"]).sum().reindex(table.index)
        weight = counted["weight"].sum().reindex(table.index)
        table["mean"] = total / weight.where(weight > 0)
        table[["mean_low", "mean_high"]] = bootstrap_means(found, cells.index).reindex(table.index)
    table["small"] = is_small(n, n_docs)
    table["n"] = n.mask(gap).astype("Int64")
    table["n_expected"] = counted["weight"].sum().reindex(table.index, fill_value=0.0).mask(gap)
    table["per_document"] = table["n_expected"] / table["n_docs"].where(~gap)
    of_doc = found.groupby("doc_id")["weight"].sum().reindex(cells.index, fill_value=0.0)
    by_doc = pd.DataFrame({"doc_id": cells.index, "group": cells.to_numpy(), "value": of_doc.to_numpy()})
    table[["per_document_low", "per_document_high"]] = bootstrap_means(by_doc, cells.index).reindex(table.index).where(n > 0)
    return table


def _frame(table: pd.DataFrame, rows: pd.DataFrame | None) -> pd.DataFrame:
    """Return the columns that are promised, in their order."""
    columns = ["group", "period", "start", "n_docs", "document_share"]
    if rows is not None:
        columns += ["n", "n_expected", "per_document", "per_document_low", "per_document_high", "small"]
        columns += ["mean", "mean_low", "mean_high"] if "value" in rows.columns else []
    return table.reindex(columns=columns).astype({"start": "datetime64[s]", "n_docs": "int64"}).reset_index(drop=True)
