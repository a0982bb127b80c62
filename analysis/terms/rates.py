"""The rate of terms side by side: by voice, and by group of documents, with intervals."""

from collections.abc import Iterable

import numpy as np
import pandas as pd

from analysis.intervals import bootstrap_shares, is_small
from analysis.schema import check
from analysis.terms.words import list_words


def count_voice_rates(
    tokens: pd.DataFrame, statements: pd.DataFrame, actors: pd.DataFrame, *, terms: Iterable[str], unit: str = "lemma"
) -> pd.DataFrame:
    """Count terms in the narrator's words and in those of speakers.

    Parameters
    ----------
    tokens, statements, actors : tables of those names
    terms : terms as `count_terms` writes them, with the same `unit`

    Returns
    -------
    table `rates`, as `count_group_rates` returns it; groups are narrator and speakers, and two columns more
        speaker the actor who says the term most often (ties by name), null for the narrator and where nobody known says it;
        n_speaker how often

    Notes
    -----
    A word of a statement weighs its statement's probability: in rates and intervals, not in n. With one document, and for terms
    a voice does not use, there is no interval.
    """
    words = list_words(tokens, unit=unit)
    said = words["statement_id"].notna()
    about = check(statements, "statements").set_index("statement_id")
    words["weight"] = words["statement_id"].map(about["probability"]).fillna(1.0)
    words["group"] = pd.Categorical(np.where(said, "speakers", "narrator"), categories=["narrator", "speakers"])
    table = _count_rates(words, terms, doc_ids={group: words["doc_id"].unique() for group in ("narrator", "speakers")})
    speaker = words["statement_id"].map(about["actor_id"]).map(check(actors, "actors").set_index("actor_id")["name"])
    spoken = pd.DataFrame({"term": words["term"], "speaker": speaker})[words["term"].isin(table["term"])].dropna()
    most = spoken.groupby(["term", "speaker"], as_index=False).size().sort_values(["size", "speaker"], ascending=[False, True])
    most = most.drop_duplicates("term").set_index("term")
    is_speakers = table["group"] == "speakers"
    table["speaker"] = table["term"].map(most["speaker"]).where(is_speakers).astype("str")
    table["n_speaker"] = table["term"].map(most["size"]).where(is_speakers).fillna(0).astype("int64")
    return table


def count_group_rates(tokens: pd.DataFrame, groups: pd.Series, *, terms: Iterable[str], unit: str = "lemma") -> pd.DataFrame:
    """Count terms in groups of documents, side by side.

    Parameters
    ----------
    tokens : table `tokens`, or some of its rows: those of one voice (`select_words`)
    groups : Series doc_id -> label; documents without a label are left out
    terms : terms as `count_terms` writes them, with the same `unit`

    Returns
    -------
    table `rates`, one row per term and group, zeros included; terms in the order given, repeated ones once; groups by label
        term; group; n occurrences; n_docs documents with at least one; per_1000 per 1,000 words of the group; per_1000_low,
        per_1000_high its 95 % interval, bootstrap by document of the group, null with fewer than two of them and where n is 0;
        small, whether n or n_docs is too small to build on (`intervals.is_small`)

    Notes
    -----
    An interval tells whether one group's rate would hold in other documents of its kind. To find the terms that part the
    groups, use `count_group_keyness`; to list each group's commonest, `count_terms` with `groups`.
    """
    words = list_words(tokens, unit=unit)
    words["group"] = words["doc_id"].map(groups.dropna())
    words = words[words["group"].notna()].assign(weight=1.0)
    return _count_rates(words, terms, doc_ids={str(group): rows["doc_id"].unique() for group, rows in words.groupby("group")})


def _count_rates(words: pd.DataFrame, terms: Iterable[str], *, doc_ids: dict[str, np.ndarray]) -> pd.DataFrame:
    """Make the table `rates` of words with term, group and weight."""
    wanted = pd.Index(dict.fromkeys(terms), dtype="str")
    words = words.assign(term=words["term"].where(words["term"].isin(wanted)))
    keys = ["group", "term", "doc_id", "statement_id"]
    cells = words.groupby(keys, dropna=False, observed=True, sort=False).agg(value=("weight", "size"), weight=("weight", "first"))
    cells = cells.reset_index().assign(expected=lambda rows: rows["value"] * rows["weight"])
    counts = cells.groupby(["term", "group"], observed=True).agg(
        n=("value", "sum"), n_docs=("doc_id", "nunique"), expected=("expected", "sum")
    )
    table = pd.MultiIndex.from_product([wanted, list(doc_ids)], names=["term", "group"]).to_frame(index=False)
    pairs = pd.MultiIndex.from_frame(table)
    table[["n", "n_docs"]] = counts[["n", "n_docs"]].reindex(pairs, fill_value=0).to_numpy()
    whole = table["group"].map(cells.groupby("group", observed=True)["expected"].sum()).astype("float64")
    table["per_1000"] = 1000 * counts["expected"].reindex(pairs, fill_value=0).to_numpy() / whole
    bounds = [
        bootstrap_shares(cells[cells["group"] == group].drop(columns="group").rename(columns={"term": "group"}), ids)
        for group, ids in doc_ids.items()
    ]
    drawn = pd.concat(bounds, keys=list(doc_ids), names=["group", "term"]) if bounds else pd.DataFrame(columns=["low", "high"])
    for bound in ("low", "high"):
        table[f"per_1000_{bound}"] = 1000 * drawn[bound].reindex(pairs.swaplevel()).to_numpy(dtype="float64")
    return table.assign(small=is_small(table["n"], table["n_docs"]))
