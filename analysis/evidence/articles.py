"""Whole articles with everything that was found in them, in its place."""

import pandas as pd

from analysis.callings import UNKNOWN
from analysis.errors import ParameterError, check_least, nearest
from analysis.schema import check

FEW_DOCS, FEW_WORDS = 5, 5_000
"""So much is shown where no article is asked for."""

_SIDES = {"oppose": "▼ against", "neutral": "◆ neutral on", "support": "▲ for"}


def choose_articles(
    documents: pd.DataFrame, *, read: str = "", most: int = FEW_DOCS, most_words: int = FEW_WORDS
) -> pd.DataFrame:
    """Choose the articles that are shown whole.

    Parameters
    ----------
    documents : table `documents`
    read : doc_id, path or title of one; "" takes the first ones
    most, most_words : int >= 1; so many, and so many words of all, where none is asked for; the first is always taken

    Raises
    ------
    ParameterError : no document is called so (names the nearest); most or most_words below 1
    """
    check_least("most", most, 1)
    check_least("most_words", most_words, 1)
    rows = check(documents, "documents")
    if not read.strip():
        fits = (rows["n_words"].cumsum() <= most_words) & (pd.Series(range(len(rows)), index=rows.index) < most)
        return rows[fits] if fits.any() else rows.head(1)
    for column in ("doc_id", "path", "title"):
        found = rows[rows[column].str.casefold() == read.strip().casefold()]
        if len(found):
            return found.head(1)
    known = [*rows["path"], *rows["title"].dropna()]
    raise ParameterError(f"No document has the id, path or title {read!r}.{nearest(read, known)} The first report lists them.")


def mark_articles(
    documents: pd.DataFrame,
    statements: pd.DataFrame,
    mentions: pd.DataFrame,
    positions: pd.DataFrame,
    quotations: pd.DataFrame,
    actors: pd.DataFrame,
    issues: pd.DataFrame,
) -> pd.DataFrame:
    """List every place in the documents that something was found in.

    Returns
    -------
    table `marks`, documents in their order, then by start, longer places first
        doc_id; start; end; role: content, cue, source, actor, evidence (of a position), target, term (held at a distance); label
        who speaks (content), who is meant where another name is written (actor), who stands where on what (evidence); else ""
    """
    names = check(actors, "actors").set_index("actor_id")["name"]
    labels = check(issues, "issues").set_index("issue_id")["label"]
    ids = set(check(documents, "documents")["doc_id"])
    said, named, stands, quoted = (
        table[table["doc_id"].isin(ids)]
        for table in (
            check(statements, "statements"),
            check(mentions, "mentions"),
            check(positions, "positions"),
            check(quotations, "quotations"),
        )
    )
    contents = said.assign(label="— " + said["actor_id"].map(names).fillna(said["speaker"]).fillna(UNKNOWN)).explode("spans")
    contents = contents.assign(start=contents["spans"].str[0], end=contents["spans"].str[1])
    actor = named["actor_id"].map(names)
    known = named.assign(label=("= " + actor).where(actor.str.casefold() != named["text"].str.casefold(), "")).dropna(
        subset="actor_id"
    )
    target = stands["target_id"].map(names).where(stands["target_kind"] == "actor", stands["target_id"].map(labels))
    sides = stands["holder_id"].map(names).fillna(UNKNOWN) + " " + stands["label"].map(_SIDES) + ": " + target.fillna(UNKNOWN)
    found = [
        _place(contents, "content"),
        *(_place(said, role, columns=(f"{role}_start", f"{role}_end")) for role in ("source", "cue")),
        _place(known, "actor"),
        _place(stands.assign(label=sides), "evidence"),
        _place(stands.assign(label=""), "target", columns=("target_start", "target_end")),
        _place(quoted[quoted["use"] == "term"], "term"),
    ]
    marks = pd.concat(found, ignore_index=True)
    order = pd.Series(range(len(documents)), index=documents["doc_id"])
    marks = marks.assign(order=marks["doc_id"].map(order), length=marks["start"] - marks["end"])
    marks = marks.sort_values(["order", "start", "length", "role", "label"], ignore_index=True)
    return marks.drop(columns=["order", "length"]).drop_duplicates(ignore_index=True)


def _place(rows: pd.DataFrame, role: str, *, columns: tuple[str, str] = ("start", "end")) -> pd.DataFrame:
    """Return the places in two columns as marks; those that are null are left out."""
    start, end = columns
    label = rows["label"] if "label" in rows.columns and columns == ("start", "end") else ""
    table = pd.DataFrame({"doc_id": rows["doc_id"], "start": rows[start], "end": rows[end], "role": role}).assign(label=label)
    return table.dropna(subset=["start", "end"]).astype({"start": "int64", "end": "int64", "label": "str"})
