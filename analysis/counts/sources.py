"""Sources counted: of what kind they are, outlet by outlet, which words introduce them, and what quotation marks are for."""

import pandas as pd

from analysis.callings import UNKNOWN
from analysis.counts.groups import count_shares
from analysis.counts.tally import MEASURES, fill_grid, tally, weigh
from analysis.schema import QUOTATION_USES, SOURCE_KINDS, STATEMENT_FORMS, check

KINDS = (*SOURCE_KINDS, UNKNOWN)
"""Kinds of source, those not given last."""


def count_sources(statements: pd.DataFrame) -> pd.DataFrame:
    """Count statements by kind of source and form.

    Returns
    -------
    table `source_counts`, one row per kind and form, zeros included, in the order named, unnamed, document, collective,
    unknown and direct, indirect, mixed; empty without statements
        source_kind; form; n; n_official statements among them whose source speaks for a state, a government or one of its bodies;
        n_docs; n_expected; share of all statements; share_low; share_high; small
    """
    rows = check(statements, "statements")
    rows = rows[["doc_id", "form", "official"]].assign(source_kind=rows["source_kind"].fillna(UNKNOWN), weight=weigh(rows))
    grid = pd.MultiIndex.from_product([KINDS, STATEMENT_FORMS], names=["source_kind", "form"])
    table = fill_grid(tally(rows, ["source_kind", "form"]), grid)
    official = rows[rows["official"]].groupby(["source_kind", "form"]).size().reindex(pd.MultiIndex.from_frame(table[grid.names]))
    table.insert(3, "n_official", official.fillna(0).astype("int64").to_numpy())
    return table


def count_sourcing(statements: pd.DataFrame, documents: pd.DataFrame, *, groups: pd.Series | None = None) -> pd.DataFrame:
    """Count by outlet what kinds of source are let speak: the sourcing profile.

    Parameters
    ----------
    groups : label of each document, indexed by doc_id; None takes the outlets, "no outlet" where there is none

    Returns
    -------
    table `sourcing_counts`, six rows per group that has a statement, groups by number of statements descending, ties by label
        group; source: named, unnamed, document, collective, unknown (these five add up to the group's statements) and official,
        which is counted across them; n; n_docs; n_expected; share of the group's statements; share_low and share_high, the
        group's documents drawn; small; n_statements of the group
    """
    labels = _name_outlets(documents) if groups is None else groups
    rows = check(statements, "statements")
    rows = rows[["doc_id", "official"]].assign(item=rows["source_kind"].fillna(UNKNOWN), weight=weigh(rows))
    official = rows.assign(item=rows["item"].where(~rows["official"], "official").where(rows["official"]))
    kinds, officials = count_shares(rows, labels), count_shares(official, labels)
    sizes = kinds.groupby("group")["n"].sum().sort_index().sort_values(ascending=False, kind="stable")
    grid = pd.MultiIndex.from_product([sizes.index, [*KINDS, "official"]], names=["group", "source"])
    table = fill_grid(pd.concat([kinds, officials]).rename(columns={"item": "source"}), grid)
    return table[[*grid.names, *MEASURES]].assign(n_statements=table["group"].map(sizes))


def count_cues(statements: pd.DataFrame) -> pd.DataFrame:
    """Count the words that introduce statements.

    Returns
    -------
    table `cue_counts`, one row per cue and class, by n descending, ties by cue, then class
        cue in lower case, null for statements without one; cue_class, null where none is known; n; n_docs; n_speakers
        different known speakers; n_expected; share of all statements; share_low; share_high; small
    """
    rows = check(statements, "statements")
    rows = rows[["doc_id", "cue_class", "actor_id"]].assign(cue=rows["cue"].str.lower(), weight=weigh(rows))
    keys = ["cue", "cue_class"]
    table = tally(rows, keys)
    speakers = rows.groupby(keys, dropna=False, as_index=False).agg(n_speakers=("actor_id", "nunique"))
    table = table.merge(speakers, on=keys, how="left")
    return table[[*keys, "n", "n_docs", "n_speakers", "n_expected", "share", "share_low", "share_high", "small"]]


def count_quotation_uses(quotations: pd.DataFrame) -> pd.DataFrame:
    """Count what quotation marks are for.

    Returns
    -------
    table `quotation_use_counts`, in the order statement, title, term, not told, zeros included; empty without quotations
        use; n quotations, one that goes on in a new paragraph counted once; n_docs; n_expected; share; share_low;
        share_high; small
    """
    rows = check(quotations, "quotations")
    rows = rows.loc[~rows["continues"], ["doc_id", "use"]].fillna({"use": "not told"}).assign(weight=1.0)
    grid = pd.Index([*QUOTATION_USES, "not told"], name="use")
    return fill_grid(tally(rows, ["use"]), grid)


def _name_outlets(documents: pd.DataFrame) -> pd.Series:
    """Return the outlet of each document by doc_id."""
    return check(documents, "documents").set_index("doc_id")["outlet"].fillna("no outlet")
