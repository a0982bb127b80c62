"""Offices and affiliations with the sentence that tells them."""

import pandas as pd

from analysis.evidence.quoting import cut, describe, map_texts, order, quote_sentences
from analysis.parts import TableOrParts
from analysis.schema import check


def list_offices(documents: pd.DataFrame, sentences: TableOrParts, offices: pd.DataFrame, actors: pd.DataFrame) -> pd.DataFrame:
    """List which office each actor is said to hold, and for whom, with the first sentence that says so.

    Returns
    -------
    table `office_evidence`, one row per actor, office and affiliation: first the office each actor is given most often, actors by
    n_mentions descending, ties by name; then the second of each, and so on
        actor; office; affiliation the name of the state or organization, null where none is read; n times it is read; n_docs;
        evidence the words of the first; sentence that holds them; title; published; outlet; doc_id; actor_id; affiliation_id
    """
    rows = order(check(offices, "offices"), check(documents, "documents"))
    keys = ["actor_id", "office", "affiliation"]
    table = rows.drop_duplicates(keys)
    counts = rows.groupby(keys, dropna=False).agg(n=("doc_id", "size"), n_docs=("doc_id", "nunique")).reset_index()
    table = table.merge(counts, on=keys, how="left")
    about, texts = check(actors, "actors").set_index("actor_id"), map_texts(documents)
    table = table.assign(
        actor=table["actor_id"].map(about["name"]),
        affiliation_id=table["affiliation"],
        affiliation=table["affiliation"].map(about["name"]),
        evidence=cut(table["doc_id"], table["start"], table["end"], texts),
        sentence=quote_sentences(table["doc_id"], table["start"], table["end"], sentences, texts),
        n_mentions=table["actor_id"].map(about["n_mentions"]),
        **describe(table, documents)[["title", "published", "outlet"]],
    )
    table = table.sort_values(["n", "office", "affiliation"], ascending=[False, True, True])
    table["turn"] = table.groupby("actor_id").cumcount()
    table = table.sort_values(["turn", "n_mentions", "actor", "actor_id"], ascending=[True, False, True, True], ignore_index=True)
    columns = ["actor", "office", "affiliation", "n", "n_docs", "evidence", "sentence", "title", "published", "outlet"]
    return table[[*columns, "doc_id", "actor_id", "affiliation_id"]]
