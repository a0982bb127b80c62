"""Actors counted: who is spoken of, who speaks, who is given words."""

from collections.abc import Iterable

import pandas as pd

from analysis.callings import UNKNOWN
from analysis.counts.documents import list_words
from analysis.counts.tally import divide, weigh
from analysis.intervals import bootstrap_shares, is_small
from analysis.parts import Sums, TableOrParts, each_part
from analysis.schema import check


def count_actors(mentions: pd.DataFrame, statements: pd.DataFrame, actors: pd.DataFrame, tokens: TableOrParts) -> pd.DataFrame:
    """Count how often actors are mentioned, how often they speak and how many words they are given.

    Parameters
    ----------
    mentions, statements, actors, tokens : tables of those names; `tokens.statement_id` tells the voice of each word; tokens may
        come in parts

    Returns
    -------
    table `actor_counts`, one row per actor, by n_mentions descending, ties by name; the unknown, if any, last
        actor_id (null: unknown); name; kind; n_docs documents that mention it or let it speak; speaks whether it has a statement;
        n_mentions; n_statements; n_quoted_words words whose innermost statement is the actor's, direct or indirect;
        and for each `what` of mention, statement, quoted_word:
        n_{what}s_expected sum of the weights: 1 for a mention, the probability of the statement for it and for its words;
        {what}_share of what has a known actor, by weight; the row "unknown" has counts and no shares;
        {what}_share_low, {what}_share_high 95 % interval, null with fewer than two documents and for a share of 0;
        {what}_small too few to build on, in rows or documents; where an actor has none, too few mentions to say that it has none.
        small the same as mention_small
    """
    said = check(statements, "statements")[["doc_id", "statement_id", "actor_id"]].assign(weight=weigh(statements))
    heard, read = Sums(["statement_id"]), []
    for part in each_part(tokens, "tokens"):
        heard.add(list_words(part)["statement_id"].value_counts().reset_index(name="n"))
        read.append(pd.Series(part["doc_id"].unique(), dtype="str"))
    n_words = heard.total().set_index("statement_id")["n"]
    events = {
        "mention": check(mentions, "mentions")[["doc_id", "actor_id"]].assign(value=1, weight=1.0),
        "statement": said.assign(value=1),
        "quoted_word": said.assign(value=said["statement_id"].map(n_words).astype("float64")).dropna(subset="value"),
    }
    seen = pd.concat([rows[["doc_id", "actor_id"]] for rows in events.values()])
    doc_ids = pd.concat([*read, seen["doc_id"]]).unique()
    table = check(actors, "actors")[["actor_id", "name", "kind"]].reset_index(drop=True)
    table.loc[len(table), "name"] = UNKNOWN
    ids = table["actor_id"].fillna("")
    table["n_docs"] = _map(ids, seen.fillna({"actor_id": ""}).groupby("actor_id")["doc_id"].nunique())
    table["speaks"] = ids.isin(said["actor_id"].fillna(""))
    for what, rows in events.items():
        _add_measure(table, what, rows, doc_ids)
    for what in ("statement", "quoted_word"):
        table[f"{what}_small"] = table[f"{what}_small"].where(table[f"n_{what}s"] > 0, table["mention_small"])
    table = table.assign(small=table["mention_small"], last=ids == "")[(ids != "") | (table["n_docs"] > 0)]
    table = table.sort_values(["last", "n_mentions", "name"], ascending=[True, False, True], ignore_index=True)
    return table.drop(columns="last")


def _add_measure(table: pd.DataFrame, what: str, rows: pd.DataFrame, doc_ids: Iterable[str]) -> None:
    """Add count, expected count, share, interval and smallness of one measure to the table."""
    ids, known = table["actor_id"].fillna(""), rows.rename(columns={"actor_id": "group"}).dropna(subset="group")
    by_actor = rows.assign(actor_id=rows["actor_id"].fillna(""), expected=rows["value"] * rows["weight"]).groupby("actor_id")
    bounds = bootstrap_shares(known, doc_ids).reindex(table["actor_id"])
    table[f"n_{what}s"] = _map(ids, by_actor["value"].sum())
    table[f"n_{what}s_expected"] = ids.map(by_actor["expected"].sum()).fillna(0.0)
    expected = table[f"n_{what}s_expected"].where(ids != "")
    table[f"{what}_share"] = divide(expected, expected.sum())
    table[f"{what}_share_low"], table[f"{what}_share_high"] = bounds["low"].to_numpy(), bounds["high"].to_numpy()
    table[f"{what}_small"] = is_small(table[f"n_{what}s"], _map(ids, by_actor["doc_id"].nunique()))


def _map(ids: pd.Series, counts: pd.Series) -> pd.Series:
    """Return the counts of ids, 0 where there is none."""
    return ids.map(counts).fillna(0).astype("int64")
