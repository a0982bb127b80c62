"""Outlets by what they quote: how much they keep of what others quote too, and what they pass over."""

import pandas as pd

from analysis.errors import check_least
from analysis.schema import check


def count_versions(parallels: pd.DataFrame) -> pd.DataFrame:
    """Count by outlet how much it keeps of utterances that other outlets quote too.

    Returns
    -------
    table `version_counts`, one row per outlet, by n_utterances descending, ties by outlet
        outlet; n_utterances of two outlets or more that it quotes; n_longest of them where its version is the longest; n_whole
        where it keeps every word; kept_share mean over utterances of the largest share of the longest version that a document of
        it keeps
    """
    shared = parallels[(parallels["n_outlets"] > 1) & parallels["outlet"].notna()]
    best = shared.groupby(["outlet", "parallel_id"])[["longest", "kept_share"]].max()
    table = (
        best.assign(whole=best["kept_share"] == 1)
        .groupby("outlet")
        .agg(
            n_utterances=("longest", "size"),
            n_longest=("longest", "sum"),
            n_whole=("whole", "sum"),
            kept_share=("kept_share", "mean"),
        )
    )
    return table.sort_values("n_utterances", ascending=False, kind="stable").reset_index()


def list_silent(parallels: pd.DataFrame, documents: pd.DataFrame, statements: pd.DataFrame, *, days: int = 3) -> pd.DataFrame:
    """List the outlets that let the speaker of an utterance speak within the days, but do not quote these words.

    Parameters
    ----------
    parallels : what `align_quotations` gives; those of unknown speakers, or that fewer than two outlets quote, are passed over
    documents, statements : tables of those names
    days : int >= 0, days before the first and after the last version

    Returns
    -------
    table `silent_outlets`, one row per utterance and outlet, in the order of `parallels`, then by n_statements descending, ties
    by name
        utterance its number; parallel_id; name of the speaker; content of the longest version; outlet; n_docs; n_statements of
        the speaker in the days

    Raises
    ------
    ParameterError : `days` is below 0
    """
    check_least("days", days, 0)
    about = check(documents, "documents").set_index("doc_id")[["outlet", "published"]]
    said = check(statements, "statements")[["doc_id", "actor_id"]].join(about, on="doc_id").dropna().sort_values("published")
    by_actor = dict(iter(said.groupby("actor_id")))
    margin = pd.Timedelta(days=days)
    found = []
    for parallel_id, versions in parallels[parallels["n_outlets"] > 1].groupby("parallel_id", sort=False):
        longest = versions.iloc[0]
        rows = by_actor.get(longest["actor_id"], said.iloc[:0])
        first, past = rows["published"].searchsorted(
            [versions["published"].min() - margin, versions["published"].max() + margin + pd.Timedelta(days=1)]
        )
        others = rows.iloc[first:past]
        counts = (
            others[~others["outlet"].isin(versions["outlet"])]
            .groupby("outlet")
            .agg(n_docs=("doc_id", "nunique"), n_statements=("doc_id", "size"))
            .sort_values("n_statements", ascending=False, kind="stable")
        )
        about_it = {
            "utterance": longest["utterance"],
            "parallel_id": parallel_id,
            "name": longest["name"],
            "content": longest["content"],
        }
        found.append(counts.reset_index().assign(**about_it))
    columns = ["utterance", "parallel_id", "name", "content", "outlet", "n_docs", "n_statements"]
    return pd.concat(found, ignore_index=True)[columns] if found else pd.DataFrame(columns=columns)
