"""A corpus as a notebook asks for it: some of its documents, near-duplicates once, and actors counted for whom they speak."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pandas as pd

from analysis.actors import find_levels
from analysis.corpus import Corpus, read_corpus
from analysis.errors import ParameterError, nearest


def open_corpus(
    path: str | Path,
    *,
    codebook: str | Path = "",
    columns: str = "",
    outlet: str = "",
    since: str = "",
    until: str = "",
    copies: bool = False,
    level: str = "person",
) -> Corpus:
    """Read a corpus (`read_corpus`) and keep what is asked for.

    Parameters
    ----------
    path, codebook, columns : as for `read_corpus`
    outlet : only documents of this outlet, in any case; "" takes all
    since, until : only documents published on these days (2022-01-31) or between them; "" sets no bound. Undated documents are
        left out as soon as there is one
    copies : count near-duplicates too; else of each story the original, or its earliest copy where the original is not selected
    level : person, organization or state: for whom actors count (`find_levels`); who counts for another has no mention left

    Returns
    -------
    Corpus with the rows of the selected documents; `actors` are those mentioned in them or speaking for somebody who is, with
    `n_mentions` counted anew; `issues` those spoken of in them or taken a position on. `notes` say what was left out and how
    many. `copies` holds the rows of all documents of the corpus.

    Raises
    ------
    ParameterError : an outlet that no document has (with the nearest), a day that is none, bounds that leave no document, or an
        unknown level; InputError : as `read_corpus`
    """
    corpus = read_corpus(path, codebook=codebook, columns=columns)
    notes = [*corpus.notes]
    documents = _choose_documents(corpus.documents, outlet=outlet, since=since, until=until)
    if len(documents) < len(corpus.documents):
        notes.append(f"{len(documents):,} of {len(corpus.documents):,} documents were chosen; all numbers are of these.")
    if not copies:
        repeated = find_repeated(corpus.copies, documents)
        documents = documents[~documents["doc_id"].isin(repeated)].reset_index(drop=True)
        if repeated:
            notes.append(
                f"Near-duplicates left out: {len(repeated):,}. One document of each story is counted; the parameter “copies” "
                "counts all."
            )
    others = int((~documents["language"].isin(["en", "und"])).sum())
    if others:
        notes.append(
            f"{others:,} of {len(documents):,} documents are not in English. Their words are counted; little else is found in "
            "them. The first report lists the languages."
        )
    chosen = _keep_documents(corpus, documents)
    return replace(_count_for(chosen, level=level), notes=notes)


def find_repeated(copies: pd.DataFrame, documents: pd.DataFrame) -> set[str]:
    """Return the doc_id of those `documents` whose story another of them stands for.

    That is the original, or, where it is not among them, its first copy by date, undated ones last.
    """
    originals = dict(zip(copies["doc_id"], copies["original_id"], strict=True))
    rows = documents[["doc_id", "published"]].assign(story=documents["doc_id"].map(originals).fillna(documents["doc_id"]))
    rows = rows.assign(copied=rows["doc_id"] != rows["story"])
    rows = rows.sort_values(["copied", "published"], kind="stable", na_position="last")
    return set(rows.loc[rows["story"].duplicated(), "doc_id"])


def _choose_documents(documents: pd.DataFrame, *, outlet: str, since: str, until: str) -> pd.DataFrame:
    """Return the documents of an outlet and a time."""
    chosen = documents
    if outlet.strip():
        known = documents["outlet"].dropna().unique()
        chosen = chosen[chosen["outlet"].str.casefold() == outlet.strip().casefold()]
        if chosen.empty:
            listing = f" There are: {', '.join(sorted(known)[:12])}." if len(known) else " No document names its outlet."
            raise ParameterError(f"No document has the outlet {outlet!r}.{nearest(outlet, known)}{listing}")
    first, last = (_read_day(name, day) for name, day in (("since", since), ("until", until)))
    if first is not None:
        chosen = chosen[chosen["published"] >= first]
    if last is not None:
        chosen = chosen[chosen["published"] <= last]
    if chosen.empty:
        days = documents["published"].dropna()
        told = f"they are from {days.min():%Y-%m-%d} to {days.max():%Y-%m-%d}" if len(days) else "no document has a date"
        raise ParameterError(f"No document is left with since={since!r} and until={until!r}; {told}. Choose other days.")
    return chosen.reset_index(drop=True)


def _read_day(name: str, day: str) -> pd.Timestamp | None:
    """Read a day; "" is none."""
    if not day.strip():
        return None
    try:
        return pd.Timestamp(date.fromisoformat(day.strip()))
    except ValueError as error:
        raise ParameterError(f"{name} is {day!r}; write a day as year-month-day, such as 2022-01-31.") from error


def _keep_documents(corpus: Corpus, documents: pd.DataFrame) -> Corpus:
    """Return the corpus with only the rows of these documents."""
    if len(documents) == len(corpus.documents):
        return corpus
    ids = set(documents["doc_id"])
    tables = {
        name: table[table["doc_id"].isin(ids)].reset_index(drop=True)
        for name, table in corpus.tables.items()
        if name not in ("copies", "actors", "issues")
    }
    n_mentions = tables["mentions"]["actor_id"].value_counts()
    actors = corpus.actors.assign(n_mentions=corpus.actors["actor_id"].map(n_mentions).fillna(0).astype("int64"))
    met = set(n_mentions.index)
    above = dict(zip(actors["actor_id"], actors["affiliation"], strict=True))
    for actor in list(met):
        while isinstance(actor := above.get(actor), str) and actor not in met:
            met.add(actor)
    actors = actors[actors["actor_id"].isin(met)].sort_values(["n_mentions", "actor_id"], ascending=[False, True])
    spoken = {*tables["issue_mentions"]["issue_id"], *tables["positions"]["target_id"].dropna()}
    issues = corpus.issues[corpus.issues["issue_id"].isin(spoken)]
    tables |= {"documents": documents, "actors": actors.reset_index(drop=True), "issues": issues.reset_index(drop=True)}
    return replace(corpus, **tables)  # type: ignore[arg-type]  # tables hold tables only


def _count_for(corpus: Corpus, *, level: str) -> Corpus:
    """Let each actor count for whom it speaks at a level; a position that ends as one on its own holder, or twice, goes."""
    levels = find_levels(corpus.actors, level=level)
    if level == "person":
        return corpus
    mentions, statements, positions = (
        table.assign(**{column: table[column].map(levels).astype("str") for column in columns})
        for table, columns in (
            (corpus.mentions, ["actor_id"]),
            (corpus.statements, ["actor_id", "addressee_id"]),
            (corpus.positions, ["holder_id"]),
        )
    )
    on_actor = positions["target_kind"] == "actor"
    positions = positions.assign(
        target_id=positions["target_id"].mask(on_actor, positions["target_id"].map(levels)).astype("str")
    )
    itself = on_actor & (positions["target_id"] == positions["holder_id"])
    twice = positions.duplicated(["doc_id", "holder_id", "target_start", "target_end", "label"]) & positions["holder_id"].notna()
    n_mentions = mentions["actor_id"].value_counts()
    actors = corpus.actors.assign(n_mentions=corpus.actors["actor_id"].map(n_mentions).fillna(0).astype("int64"))
    actors = actors.sort_values(["n_mentions", "actor_id"], ascending=[False, True])
    return replace(
        corpus,
        mentions=mentions,
        statements=statements,
        positions=positions[~itself & ~twice].reset_index(drop=True),
        actors=actors.reset_index(drop=True),
    )
