"""Ties: how often each holder stands for and against each target, repetitions counted by a rule."""

import pandas as pd

from analysis.errors import ParameterError, check_choice, check_least
from analysis.schema import LABELS, check

TARGETS = {"issues": ("issue",), "actors": ("actor",), "both": ("actor", "issue")}
DUPLICATES = ("include", "document", "week", "month", "year", "whole")
_PERIODS = {"week": "W-SUN", "month": "M", "year": "Y"}
_PAIR = ["holder_id", "target_kind", "target_id"]


def count_ties(
    positions: pd.DataFrame,
    documents: pd.DataFrame,
    actors: pd.DataFrame,
    issues: pd.DataFrame,
    *,
    targets: str = "issues",
    duplicates: str = "document",
    least: int = 1,
) -> pd.DataFrame:
    """Count how often each holder stands for and against each target.

    Parameters
    ----------
    positions, documents, actors, issues : tables of those names
    targets : "issues", "actors" or "both"; positions on other targets are left out
    duplicates : how repetitions count (`drop_duplicates`)
    least : int >= 1; holders with fewer positions than this, after the rule for duplicates, are left out

    Returns
    -------
    table `ties`, one row per holder and target, by n descending, ties by holder, then target, then their ids
        holder_id; holder its name; holder_kind; target_kind; target_id; target its name or label; n_oppose; n_neutral;
        n_support; n their sum; n_expected sum of the probabilities, 1 where there is none; n_docs; first, last day of
        publication, null without one. Positions without a known holder or target are left out.

    Raises
    ------
    ParameterError : an unknown setting (names the nearest), or a rule by periods where no document has a date
    """
    check_choice("targets", targets, TARGETS)
    check_least("least", least, 1)
    rows = drop_duplicates(positions, documents, duplicates=duplicates)
    rows = rows[rows["target_kind"].isin(TARGETS[targets])]
    rows = rows[rows.groupby("holder_id")["holder_id"].transform("size") >= least]
    rows = rows.assign(
        published=rows["doc_id"].map(documents.set_index("doc_id")["published"]),
        probability=rows["probability"].fillna(1.0),
        **{f"n_{label}": rows["label"] == label for label in LABELS},
    )
    ties = rows.groupby(_PAIR, sort=False, as_index=False).agg(
        **{f"n_{label}": (f"n_{label}", "sum") for label in LABELS},
        n=("doc_id", "size"),
        n_expected=("probability", "sum"),
        n_docs=("doc_id", "nunique"),
        first=("published", "min"),
        last=("published", "max"),
    )
    known = check(actors, "actors").set_index("actor_id")
    labels = check(issues, "issues").set_index("issue_id")["label"]
    ties.insert(1, "holder", ties["holder_id"].map(known["name"]).fillna(ties["holder_id"]))
    ties.insert(2, "holder_kind", ties["holder_id"].map(known["kind"]).fillna("other"))
    named = ties["target_id"].map(known["name"]).where(ties["target_kind"] == "actor", ties["target_id"].map(labels))
    ties.insert(5, "target", named.fillna(ties["target_id"]))
    order = ["n", "holder", "target", "holder_id", "target_id"]
    return ties.sort_values(order, ascending=[False, True, True, True, True], ignore_index=True)


def drop_duplicates(positions: pd.DataFrame, documents: pd.DataFrame, *, duplicates: str = "document") -> pd.DataFrame:
    """Keep each position once: of those with the same holder, target and label, the earliest stands for all.

    Parameters
    ----------
    positions, documents : tables of those names
    duplicates : "include" keeps all; "document" keeps one for each document; "week" (Monday to Sunday), "month" and "year"
        one for each calendar week, month or year of publication; "whole" one in all. A document without a date is a
        period of its own.

    Returns
    -------
    table `positions`, the rows kept, by day of publication, those without one last, then as they were. Rows without a known
    holder or target are left out.

    Raises
    ------
    ParameterError : an unknown rule (names the nearest), or a rule by periods where no document with a position has a date
    """
    check_choice("duplicates", duplicates, DUPLICATES)
    rows = check(positions, "positions").dropna(subset=["holder_id", "target_id"])
    published = rows["doc_id"].map(check(documents, "documents").set_index("doc_id")["published"])
    if duplicates in _PERIODS and len(rows) and published.isna().all():
        raise ParameterError(
            f"duplicates is {duplicates!r}, and no document with a position has a date. Take 'document' or 'whole', or give the "
            "documents dates."
        )
    rows = rows.loc[published.sort_values(kind="stable").index]
    if duplicates == "include":
        return rows
    same = rows[[*_PAIR, "label"]]
    if duplicates == "document":
        same = same.assign(period=rows["doc_id"])
    elif duplicates != "whole":
        period = published.dt.to_period(_PERIODS[duplicates]).astype("str").where(published.notna(), rows["doc_id"])
        same = same.assign(period=period.reindex(rows.index))
    return rows[~same.duplicated()]
