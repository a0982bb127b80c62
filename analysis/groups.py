"""Documents put into groups to be compared: by outlet, by period, or by any column of their table."""

import json
from collections.abc import Iterable
from typing import NamedTuple

import pandas as pd

from analysis.errors import check_choice, check_least
from analysis.schema import check

PERIODS = {"year": "%Y", "quarter": "%Y-Q", "month": "%Y-%m", "week": "%G-W%V", "day": "%Y-%m-%d"}
"""Period -> how it is written; a quarter gets its number, weeks are those of ISO 8601, from Monday on."""
ALL = "all documents"
"""The one group where nothing tells documents apart."""


class Chosen(NamedTuple):
    """Groups of documents that are compared.

    labels, names : group of each document by doc_id, null for the others; the groups in the order of `list_groups`
    labels_over_time, names_over_time : the same as a timeline takes them (`group_over_time`)
    notes : what they can and cannot show (`explain_groups`)
    """

    labels: pd.Series
    names: list[str]
    labels_over_time: pd.Series
    names_over_time: list[str]
    notes: list[str]


def choose_groups(documents: pd.DataFrame, *, by: str, most: int) -> Chosen:
    """Put documents into groups and choose those to be compared.

    Parameters
    ----------
    documents, by : as for `group_documents`
    most : int >= 1, groups compared, those with most documents (`keep_largest`)

    Raises
    ------
    ParameterError : as for `group_documents` and `keep_largest`
    """
    every = group_documents(documents, by=by)
    labels, over_time = keep_largest(every, most=most), group_over_time(every, most=most)
    names, names_over_time = (list(list_groups(documents, groups)["group"]) for groups in (labels, over_time))
    return Chosen(labels, names, over_time, names_over_time, explain_groups(every, most=most))


def group_documents(documents: pd.DataFrame, *, by: str) -> pd.Series:
    """Return the group of each document.

    Parameters
    ----------
    documents : table `documents`
    by : "outlet"; "year", "quarter", "month", "week" or "day" of publication; or a further column of a table of documents
        (`documents.fields`)

    Returns
    -------
    series of str named `by`, indexed by doc_id, in the order of `documents`; null where a document has no date or no such value.
    Periods read 2022, 2022-Q1, 2022-01, 2022-W05, 2022-01-31, so that they sort as text.

    Raises
    ------
    ParameterError : `by` is none of these (names the nearest, and all)
    """
    rows = check(documents, "documents").set_index("doc_id")
    fields = rows["fields"].map(json.loads)
    further = sorted({key for row in fields for key in row})
    check_choice("by", by, ["outlet", *PERIODS, *further])
    if by in PERIODS:
        return label_periods(rows["published"], unit=by).rename(by)
    labels = rows["outlet"] if by == "outlet" else fields.map(lambda row: row.get(by))
    labels = labels.astype("str").str.strip()
    return labels.where(labels.str.len() > 0).rename(by)


def label_periods(dates: pd.Series, *, unit: str) -> pd.Series:
    """Return the period of each date as text: 2022, 2022-Q1, 2022-01, 2022-W05 or 2022-01-31; null where there is none.

    Raises ParameterError for a `unit` that is not among `PERIODS`.
    """
    check_choice("unit", unit, PERIODS)
    labels = dates.dt.strftime(PERIODS[unit]).astype("str")
    return labels + dates.dt.quarter.astype("Int64").astype("str") if unit == "quarter" else labels


def keep_largest(groups: pd.Series, *, most: int) -> pd.Series:
    """Return the groups with only the `most` of them that have most documents (ties by name); null for the others.

    Where no document has a group, all are one, called `ALL`, so that they can be described if not compared. Raises ParameterError
    if `most` is below 1.
    """
    check_least("most", most, 1)
    if groups.isna().all():
        return groups.fillna(ALL)
    sizes = groups.value_counts().sort_index().sort_values(ascending=False, kind="stable")
    return groups.where(groups.isin(sizes.index[:most]))


def group_over_time(groups: pd.Series, *, most: int) -> pd.Series:
    """Return the groups as a timeline takes them: the `most` largest (`keep_largest`).

    Periods are one group called `ALL`, with every document that has a date: time tells them apart already, and a period that is
    not among the largest is no gap.
    """
    return groups.mask(groups.notna(), ALL) if groups.name in PERIODS else keep_largest(groups, most=most)


def add_groups(table: pd.DataFrame, groups: pd.Series, **others: pd.Series) -> pd.DataFrame:
    """Return the rows of a table whose documents are in a group, with their group.

    Parameters
    ----------
    table : any table with doc_id
    groups, others : what each document (index: doc_id) has; a column named group, and one for each of the others by its name
    """
    found = table.assign(group=table["doc_id"].map(groups), **{name: table["doc_id"].map(each) for name, each in others.items()})
    return found.dropna(subset="group").reset_index(drop=True)


def label_documents(documents: pd.DataFrame, groups: pd.Series, drawn: pd.Series, *, unit: str) -> pd.DataFrame:
    """Return the documents with what they are counted under by group and by time.

    Parameters
    ----------
    documents : table `documents`
    groups, drawn : group of each document by doc_id: all that are counted, and those that a timeline draws
    unit : day, week, month, quarter or year

    Returns
    -------
    the same table with three columns more: group; drawn; time the period of publication. Each is null where there is none
    """
    labels = {name: documents["doc_id"].map(each) for name, each in (("group", groups), ("drawn", drawn))}
    return documents.assign(**labels, time=label_periods(documents["published"], unit=unit))


def list_groups(documents: pd.DataFrame, groups: pd.Series) -> pd.DataFrame:
    """List what each group holds.

    Returns
    -------
    table `groups`, one row per group; periods in their order, other groups by n_docs descending, ties by name
        group; n_docs; n_words; n_outlets; first and last day of publication, null without dates; doc_share n_docs / documents in
        any group
    """
    rows = check(documents, "documents").assign(group=documents["doc_id"].map(groups))
    table = rows.groupby("group").agg(
        n_docs=("doc_id", "size"),
        n_words=("n_words", "sum"),
        n_outlets=("outlet", "nunique"),
        first=("published", "min"),
        last=("published", "max"),
    )
    if groups.name not in PERIODS:
        table = table.sort_values("n_docs", ascending=False, kind="stable")
    return table.assign(doc_share=table["n_docs"] / table["n_docs"].sum()).reset_index()


def explain_groups(groups: pd.Series, *, most: int) -> list[str]:
    """Say in sentences what the groups can and cannot show: none, only one, documents in no group, more groups than are compared.

    `groups` is what `group_documents` gives, before `keep_largest`; with nothing to say the list is empty.
    """
    by, n_groups, n_none = groups.name, groups.nunique(), int(groups.isna().sum())
    what = "a date" if by in PERIODS else "an outlet" if by == "outlet" else f"anything in the column {by!r}"
    if not n_groups:
        return [
            f"No document has {what}, so there is nothing to compare: all stand as one group. Give the parameter “by” another "
            f"value: outlet, {', '.join(PERIODS)}, or a column of your table of documents."
        ]
    told = []
    if n_groups == 1:
        told.append(
            f"All documents that have {what} are of one group, {groups.dropna().iloc[0]}. There is nothing to compare it with: "
            "what follows describes this group alone and cannot show what is particular to it."
        )
    if n_none:
        told.append(f"{n_none:,} of {len(groups):,} documents do not have {what}; they are in no group and in no comparison.")
    if n_groups > most:
        told.append(
            f"There are {n_groups:,} groups; the {most:,} with most documents are compared. The parameter “most” shows more."
        )
    return told


def take_turns(table: pd.DataFrame) -> pd.DataFrame:
    """Return the rows of a table with a column `group`: the first row of each group by label, then the second of each."""
    rows = table.assign(turn=table.groupby("group").cumcount())
    return rows.sort_values(["turn", "group"], ignore_index=True).drop(columns="turn")


def list_side_by_side(
    table: pd.DataFrame, *, groups: Iterable[str], top: int, item: str = "term", number: str = "n"
) -> pd.DataFrame:
    """List the first items of each group in columns beside each other.

    Parameters
    ----------
    table : group, the column `item`, and the column `number` shown in brackets; the order within a group is kept
    groups : which groups, in this order; one without rows has an empty column
    top : int >= 1, items of each group

    Returns
    -------
    table : rank from 1 on, then a column per group with texts such as "sanction (12)", null where a group has fewer; empty if
    no group has any
    """
    check_least("top", top, 1)
    rows = table.assign(rank=table.groupby("group").cumcount() + 1)
    rows = rows[rows["rank"] <= top]
    rows = rows.assign(text=[f"{name} ({n:,})" for name, n in zip(rows[item], rows[number], strict=True)])
    wide = rows.pivot(index="rank", columns="group", values="text").reindex(columns=list(groups))
    return wide.dropna(how="all").rename_axis(columns=None).reset_index()
