"""What was not found out, and what cannot be concluded."""

from collections.abc import Sequence

import pandas as pd

from analysis.counts.tally import divide
from analysis.intervals import FEW_DOCS
from analysis.schema import check


def count_unresolved(
    documents: pd.DataFrame,
    statements: pd.DataFrame,
    mentions: pd.DataFrame,
    positions: pd.DataFrame,
    *,
    unread: Sequence[object] = (),
    quotations: pd.DataFrame | None = None,
    copies: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """Count what was not found out, so that nothing is dropped in silence.

    Parameters
    ----------
    unread : the files and rows that could not be read (`Corpus.unread`)
    quotations, copies : tables of those names; None leaves their rows out

    Returns
    -------
    table `unresolved_counts`, in the order of the chain: files, documents, quotations, mentions, statements, positions
        what; n; of out of how many; share n / of, null where of is 0
    """
    n_docs = len(check(documents, "documents"))
    pronoun = check(mentions, "mentions")["form"] == "pronoun"
    quoted = check(statements, "statements")["form"] != "indirect"
    rows = [
        ("files or rows that could not be read", len(unread), n_docs + len(unread)),
        ("documents without a word", (documents["n_words"] == 0).sum(), n_docs),
        ("documents without a date", documents["published"].isna().sum(), n_docs),
        ("documents without an outlet", documents["outlet"].isna().sum(), n_docs),
        ("documents with notes on loading", (documents["notes"].map(len) > 0).sum(), n_docs),
    ]
    if copies is not None:
        both = set(documents["doc_id"]) | set(check(copies, "copies")["doc_id"])
        rows.append(("documents that repeat most of another", copies["doc_id"].nunique(), len(both)))
    if quotations is not None:
        rows.append(("quotations whose use is not told", check(quotations, "quotations")["use"].isna().sum(), len(quotations)))
    rows += [
        ("names and descriptions linked to no actor", mentions.loc[~pronoun, "actor_id"].isna().sum(), (~pronoun).sum()),
        ("pronouns linked to no actor", mentions.loc[pronoun, "actor_id"].isna().sum(), pronoun.sum()),
        ("statements without a known speaker", statements["actor_id"].isna().sum(), len(statements)),
        ("statements less than half sure", (statements["probability"] < 0.5).sum(), len(statements)),
        ("quoted statements whose quotation is never closed", (quoted & ~statements["closed"]).sum(), quoted.sum()),
        ("positions without a known holder", check(positions, "positions")["holder_id"].isna().sum(), len(positions)),
        ("positions without a known target", positions["target_id"].isna().sum(), len(positions)),
    ]
    table = pd.DataFrame(rows, columns=["what", "n", "of"]).astype({"n": "int64", "of": "int64"})
    return table.assign(share=divide(table["n"], table["of"]))


def tell_limits(documents: pd.DataFrame) -> str:
    """Say what so few documents do not allow to conclude; every report shows it under its head (`display.show_note`).

    Returns
    -------
    sentences for one document and for fewer than five, naming what cannot be concluded; "" from five documents on
    """
    n_docs = len(check(documents, "documents"))
    if n_docs == 1:
        return (
            "This is one article. Its numbers describe it and nothing else: they do not show how its outlet, or anybody in it, "
            "speaks elsewhere, nor whether a difference in it is more than chance. No intervals are given for that reason."
        )
    if 1 < n_docs < FEW_DOCS:
        return (
            f"These are {n_docs} documents, too few to conclude from: an interval from fewer than {FEW_DOCS} is too narrow, and "
            "a difference may be that between two articles rather than between outlets, actors or times."
        )
    return ""
