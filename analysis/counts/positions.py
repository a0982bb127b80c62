"""Positions counted: how often each holder stands against, neutral or for each target."""

import pandas as pd

from analysis.callings import UNKNOWN
from analysis.counts.tally import divide, name_ids, sort_counts, tally, weigh
from analysis.intervals import bootstrap_means
from analysis.schema import LABELS, check

_KEYS = ["holder_id", "target_kind", "target_id"]


def count_positions(positions: pd.DataFrame, actors: pd.DataFrame, issues: pd.DataFrame) -> pd.DataFrame:
    """Count how often each holder stands against, neutral or for each target.

    Returns
    -------
    table `position_counts`, one row per holder and target, by n descending, ties by holder, then target
        holder_id; holder its name, "unknown" where null; target_kind; target_id; target its name or label, "unknown" where
        null; n; n_docs; n_oppose; n_neutral; n_support; n_conditional; n_hedged; mean_polarity -1 against .. 1 for, each position
        weighing its probability, null where all weigh 0; mean_polarity_low and _high its 95 % interval, null where fewer than
        two documents hold the pair; n_expected; share of all positions; share_low; share_high; small
    """
    rows = check(positions, "positions")
    rows = rows[["doc_id", *_KEYS, "polarity"]].assign(
        weight=weigh(rows),
        **{f"n_{label}": rows["label"] == label for label in LABELS},
        n_conditional=rows["condition"].notna(),
        n_hedged=rows["hedge"].notna(),
        group=rows.groupby(_KEYS, dropna=False, sort=False).ngroup(),
    )
    sums = [f"n_{label}" for label in LABELS] + ["n_conditional", "n_hedged"]
    found = rows.assign(weighed=rows["polarity"] * rows["weight"]).groupby("group")
    more = found[[*_KEYS]].first().join(found[sums].sum())
    more["mean_polarity"] = divide(found["weighed"].sum(), found["weight"].sum())
    bounds = bootstrap_means(rows.assign(value=rows["polarity"]), rows["doc_id"])
    more["mean_polarity_low"], more["mean_polarity_high"] = bounds["low"], bounds["high"]
    table = tally(rows, _KEYS).merge(more, on=_KEYS, how="left")
    names = check(actors, "actors").set_index("actor_id")["name"]
    labels = check(issues, "issues").set_index("issue_id")["label"]
    target = table["target_id"].map(names).where(table["target_kind"] == "actor", table["target_id"].map(labels))
    table = table.assign(holder=name_ids(table["holder_id"], names), target=target.fillna(UNKNOWN))
    first = ["holder_id", "holder", "target_kind", "target_id", "target", "n", "n_docs", *sums]
    means = ["mean_polarity", "mean_polarity_low", "mean_polarity_high"]
    last = ["n_expected", "share", "share_low", "share_high", "small"]
    return sort_counts(table, ["holder", "target"])[[*first, *means, *last]]
