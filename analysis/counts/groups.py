"""Anything counted within groups of documents: outlets, periods, the values of a column."""

import pandas as pd

from analysis.counts.tally import MEASURES, tally


def count_shares(events: pd.DataFrame, groups: pd.Series) -> pd.DataFrame:
    """Count items within each group of documents.

    Parameters
    ----------
    events : doc_id; item (null: counts in the whole of its group and gets no row); weight 0 .. 1 (1 without such a column and
        where it is null)
    groups : label of each document, indexed by doc_id; documents without a label, or not in it, are left out

    Returns
    -------
    table `share_counts`, one row per group and item found in it, groups by label, then n descending, ties by item
        group; item; n; n_docs documents of the group that have it; n_expected; share of the weights of the group; share_low and
        share_high: the documents of the group are drawn, those without an event too; small

    Notes
    -----
    An item that a group does not have has no row there: its share is 0 and has no interval.
    """
    labels = groups.dropna()
    weights = events["weight"].fillna(1.0) if "weight" in events.columns else 1.0
    rows = events[["doc_id", "item"]].assign(weight=weights, group=events["doc_id"].map(labels))
    found = [
        tally(rows[rows["group"] == label], ["item"], doc_ids=labels.index[labels == label])
        .dropna(subset="item")
        .assign(group=label)
        for label in sorted(labels.unique())
    ]
    columns = ["group", "item", *MEASURES]
    return pd.concat(found, ignore_index=True)[columns] if found else pd.DataFrame(columns=columns)
