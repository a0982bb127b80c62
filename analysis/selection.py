"""A corpus as a notebook asks for it: some of its documents, near-duplicates once, and actors counted for whom they speak."""

from collections import Counter
from collections.abc import Iterable, Set
from datetime import date
from functools import partial
from pathlib import Path

import pandas as pd

from analysis.actors import find_levels
from analysis.corpus import TABLE_NAMES, Corpus, read_corpus
from analysis.errors import ParameterError, nearest
from analysis.shards import Parts


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
    return _count_for(chosen, level=level).change({}, notes=notes)


def find_repeated(copies: pd.DataFrame, documents: pd.DataFrame) -> set[str]:
    """Return the doc_id of those `documents` whose story another of them stands for.

    That is the original, or, where it is not among them, its first copy by date, undated ones last.
    """
    originals = dict(zip(copies["doc_id"], copies["original_id"], strict=True))
    stories = [originals.get(doc_id, doc_id) for doc_id in documents["doc_id"]]
    rows = documents[["doc_id", "published"]].assign(story=stories)
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
    parts = {
        name: corpus.parts(name).map(partial(_filter, ids=ids), reads=["doc_id"])
        for name in TABLE_NAMES
        if name not in ("copies", "actors", "issues")
    }
    n_mentions = _count_mentions(parts["mentions"])
    met = {*n_mentions}
    above = dict(zip(corpus.actors["actor_id"], corpus.actors["affiliation"], strict=True))
    for actor in list(met):
        while isinstance(owner := above.get(actor), str) and owner not in met:
            met.add(actor := owner)
    actors = corpus.actors[corpus.actors["actor_id"].isin(met)]
    spoken = {issue for part in parts["issue_mentions"].choose("issue_id") for issue in part["issue_id"]}
    spoken |= {target for part in parts["positions"].choose("target_id") for target in part["target_id"].dropna()}
    issues = corpus.issues[corpus.issues["issue_id"].isin(spoken)]
    whole = {"actors": _order_actors(actors, n_mentions), "issues": issues.reset_index(drop=True)}
    return corpus.change(parts | {name: Parts.of(name, table) for name, table in whole.items()})


def _filter(table: pd.DataFrame, *, ids: Set[str]) -> pd.DataFrame:
    """The rows of some documents."""
    return table[table["doc_id"].isin(ids)].reset_index(drop=True)


def _count_mentions(mentions: Parts) -> Counter[str]:
    """Mentions of each actor."""
    counts: Counter[str] = Counter()
    for part in mentions.choose("actor_id"):
        counts.update(part["actor_id"].dropna().tolist())
    return counts


def _order_actors(actors: pd.DataFrame, n_mentions: Counter[str]) -> pd.DataFrame:
    """Actors with their mentions counted anew, most first."""
    counted = actors.assign(n_mentions=actors["actor_id"].map(n_mentions).fillna(0).astype("int64"))
    return counted.sort_values(["n_mentions", "actor_id"], ascending=[False, True]).reset_index(drop=True)


def _count_for(corpus: Corpus, *, level: str) -> Corpus:
    """Let each actor count for whom it speaks at a level; a position that ends as one on its own holder, or twice, goes."""
    levels = find_levels(corpus.actors, level=level)
    if level == "person":
        return corpus
    parts = {
        name: corpus.parts(name).map(partial(_lift, levels=levels, columns=columns), reads=columns)
        for name, columns in (("mentions", ["actor_id"]), ("statements", ["actor_id", "addressee_id"]))
    }
    parts["positions"] = corpus.parts("positions").map(partial(_lift_positions, levels=levels))
    actors = _order_actors(corpus.actors, _count_mentions(parts["mentions"]))
    return corpus.change(parts | {"actors": Parts.of("actors", actors)})


def _lift(table: pd.DataFrame, *, levels: pd.Series, columns: Iterable[str]) -> pd.DataFrame:
    """A table with actors as whom they count for."""
    return table.assign(**{column: table[column].map(levels).astype("str") for column in columns})


def _lift_positions(positions: pd.DataFrame, *, levels: pd.Series) -> pd.DataFrame:
    """Positions with actors as whom they count for, each once."""
    positions = _lift(positions, levels=levels, columns=["holder_id"])
    on_actor = positions["target_kind"] == "actor"
    positions = positions.assign(
        target_id=positions["target_id"].mask(on_actor, positions["target_id"].map(levels)).astype("str")
    )
    itself = on_actor & (positions["target_id"] == positions["holder_id"])
    twice = positions.duplicated(["doc_id", "holder_id", "target_start", "target_end", "label"]) & positions["holder_id"].notna()
    return positions[~itself & ~twice].reset_index(drop=True)
