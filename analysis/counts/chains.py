"""Chains of statements counted: who reports whom, and who is told."""

import pandas as pd

from analysis.callings import UNKNOWN
from analysis.counts.tally import MEASURES, name_ids, sort_counts, tally, weigh
from analysis.depths import find_depths
from analysis.schema import check


def count_depths(statements: pd.DataFrame) -> pd.DataFrame:
    """Count statements by the number of statements that report them.

    Returns
    -------
    table `depth_counts`, by depth
        depth 0: told by the article itself, 1: reported in one statement, ...; n; n_docs; n_expected; share; share_low;
        share_high; small
    """
    rows = check(statements, "statements")
    rows = rows[["doc_id"]].assign(depth=find_depths(rows), weight=weigh(rows))
    return tally(rows, ["depth"]).sort_values("depth", ignore_index=True)


def count_chains(statements: pd.DataFrame, actors: pd.DataFrame) -> pd.DataFrame:
    """Count who reports whom: the speaker of a statement, and the speaker of the statement that it stands in.

    Returns
    -------
    table `chain_counts`, one row per reporter and speaker, by n descending, ties by reporter, then speaker
        reporter_id; reporter its name, else the source as written, "unknown" where there is none; speaker_id; speaker in the
        same way; n; n_docs; n_expected; share of the statements reported by another; share_low; share_high; small
    """
    rows = check(statements, "statements")
    names = check(actors, "actors").set_index("actor_id")["name"]
    parents = rows.drop_duplicates("statement_id").set_index("statement_id")
    told = rows.loc[rows["parent_id"].isin(parents.index)]
    above = parents.loc[told["parent_id"]].set_index(told.index)
    table = told[["doc_id"]].assign(
        reporter_id=above["actor_id"],
        reporter=_name_sources(above, names),
        speaker_id=told["actor_id"],
        speaker=_name_sources(told, names),
        weight=weigh(told),
    )
    keys = ["reporter_id", "reporter", "speaker_id", "speaker"]
    return sort_counts(tally(table, keys), ["reporter", "speaker"])[[*keys, *MEASURES]]


def count_addressees(statements: pd.DataFrame, actors: pd.DataFrame) -> pd.DataFrame:
    """Count to whom statements are said, where the text tells.

    Returns
    -------
    table `addressee_counts`, one row per addressee, by n descending, ties by name
        addressee_id, null if not known; addressee its name, else as written, in lower case; n; n_docs; n_speakers different
        known speakers; n_expected; share of the statements with an addressee; share_low; share_high; small
    """
    rows = check(statements, "statements").dropna(subset="addressee")
    names = check(actors, "actors").set_index("actor_id")["name"]
    table = rows[["doc_id", "actor_id", "addressee_id"]].assign(
        addressee=rows["addressee_id"].map(names).fillna(rows["addressee"].str.lower()), weight=weigh(rows)
    )
    keys = ["addressee_id", "addressee"]
    speakers = table.groupby(keys, dropna=False, as_index=False).agg(n_speakers=("actor_id", "nunique"))
    counts = sort_counts(tally(table, keys).merge(speakers, on=keys, how="left"), ["addressee"])
    return counts[[*keys, "n", "n_docs", "n_speakers", "n_expected", "share", "share_low", "share_high", "small"]]


def _name_sources(rows: pd.DataFrame, names: pd.Series) -> pd.Series:
    """Return the speaker's name, else the source as written, else "unknown"."""
    return name_ids(rows["actor_id"], names).where(rows["actor_id"].notna(), rows["speaker"].fillna(UNKNOWN))
