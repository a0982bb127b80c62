"""What groups of documents are compared by: their actors, and the positions told in them."""

import pandas as pd

from analysis.callings import find_called
from analysis.counts.groups import count_shares
from analysis.counts.tally import UNKNOWN, divide, name_ids, weigh
from analysis.intervals import bootstrap_means, is_small
from analysis.schema import check


def count_group_actors(rows: pd.DataFrame, actors: pd.DataFrame, groups: pd.Series) -> pd.DataFrame:
    """Count actors within each group of documents.

    Parameters
    ----------
    rows : table `mentions` or `statements`; those without a known actor are left out
    actors : table `actors`
    groups : label of each document by doc_id

    Returns
    -------
    table `share_counts` (`count_shares`), the item being the actor's name: shares of what has a known actor in the group
    """
    known = rows.dropna(subset="actor_id")
    names = check(actors, "actors").set_index("actor_id")["name"]
    return count_shares(
        pd.DataFrame({"doc_id": known["doc_id"], "item": known["actor_id"].map(names), "weight": weigh(known)}), groups
    )


def count_group_positions(positions: pd.DataFrame, actors: pd.DataFrame, issues: pd.DataFrame, groups: pd.Series) -> pd.DataFrame:
    """Count within each group of documents how the same holder stands towards the same target.

    Returns
    -------
    table `group_position_counts`, one row per holder, target and group that has it; pairs by the number of groups, then of rows
    descending, ties by item; within a pair groups by label
        item "holder → target"; holder; target; group; n; n_docs; n_expected; mean_polarity -1 against .. 1 for, by weight;
        mean_polarity_low and _high, documents of the group drawn, null where fewer than two hold the pair; small; n_groups of the
        pair. Positions whose holder or target is not known are left out
    """
    rows = check(positions, "positions").dropna(subset=["holder_id", "target_id"])
    names = check(actors, "actors").set_index("actor_id")["name"]
    labels = check(issues, "issues").set_index("issue_id")["label"]
    rows = pd.DataFrame(
        {
            "doc_id": rows["doc_id"],
            "label": rows["doc_id"].map(groups),
            "holder": name_ids(rows["holder_id"], names),
            "target": rows["target_id"].map(names).where(rows["target_kind"] == "actor", rows["target_id"].map(labels)),
            "value": rows["polarity"],
            "weight": weigh(rows),
        }
    ).fillna({"target": UNKNOWN})
    keys = ["holder", "target", "label"]
    rows = rows.dropna(subset="label").assign(
        group=lambda told: told.groupby(keys).ngroup(), total=rows["value"] * rows["weight"]
    )
    found = rows.groupby("group")
    table = found[keys].first()
    table["n"], table["n_docs"], table["n_expected"] = found.size(), found["doc_id"].nunique(), found["weight"].sum()
    table["mean_polarity"] = divide(found["total"].sum(), table["n_expected"])
    bounds = pd.concat(
        [bootstrap_means(part, groups.index[groups == label]) for label, part in rows.groupby("label")] or [pd.DataFrame()]
    )
    for side in ("low", "high"):
        table[f"mean_polarity_{side}"] = bounds[side] if side in bounds.columns else None
    table["small"] = is_small(table["n"], table["n_docs"])
    table["item"] = table["holder"] + " → " + table["target"]
    pairs = table.groupby("item")
    table = table.assign(n_groups=pairs["label"].transform("nunique"), n_all=pairs["n"].transform("sum"))
    table = table.sort_values(
        ["n_groups", "n_all", "item", "label"], ascending=[False, False, True, True], ignore_index=True
    ).rename(columns={"label": "group"})
    first = ["item", "holder", "target", "group", "n", "n_docs", "n_expected"]
    means = ["mean_polarity", "mean_polarity_low", "mean_polarity_high"]
    return table[[*first, *means, "small", "n_groups"]].astype(dict.fromkeys(means, "float64"))


def find_about(
    about: str,
    mentions: pd.DataFrame,
    issue_mentions: pd.DataFrame,
    actors: pd.DataFrame,
    issues: pd.DataFrame,
) -> tuple[str, pd.DataFrame]:
    """Return the name of an actor or issue, and every mention of it.

    Parameters
    ----------
    about : id, name, alias or label, in any case; "" takes the actor with most mentions (ties by name)

    Returns
    -------
    name ("" if `about` is empty and there is no actor); table with doc_id, start and end, one row per mention

    Raises
    ------
    ParameterError : nothing is called so (names the nearest)
    """
    labels = check(issues, "issues").rename(columns={"issue_id": "actor_id", "label": "name", "patterns": "aliases"})
    columns = ["actor_id", "name", "aliases"]
    known = pd.concat([check(actors, "actors")[columns], labels[columns]], ignore_index=True)
    if about:
        ids = find_called(known, name=about, role="about")
    else:
        sizes = check(mentions, "mentions")["actor_id"].value_counts().sort_index().sort_values(ascending=False, kind="stable")
        ids = list(sizes.index[:1])
    place = ["doc_id", "start", "end"]
    told = pd.concat(
        [mentions[[*place, "actor_id"]], issue_mentions.rename(columns={"issue_id": "actor_id"})[[*place, "actor_id"]]]
    )
    name = next(iter(known.loc[known["actor_id"].isin(ids), "name"]), "")
    return name, told.loc[told["actor_id"].isin(ids), place].reset_index(drop=True)
