"""Tables that show the sentences behind the numbers."""

import pandas as pd

from analysis.errors import ParameterError, nearest
from analysis.schema import check


def list_statements(
    documents: pd.DataFrame,
    sentences: pd.DataFrame,
    statements: pd.DataFrame,
    actors: pd.DataFrame,
    *,
    speaker: str = "",
    limit: int | None = None,
) -> pd.DataFrame:
    """List statements with the sentences they stand in.

    Parameters
    ----------
    documents, sentences, statements, actors : tables of those names
    speaker : str
        Only statements of the actor with this actor_id, name or alias (in any case); "" takes all, "unknown" those whose speaker
        is not known.
    limit : int, optional; the first so many

    Raises
    ------
    ParameterError : no actor is called `speaker` (names the nearest)

    Returns
    -------
    table `statement_evidence`, one row per statement, documents in their order, then by start
        doc_id; title (the path where there is none); published; outlet; speaker the actor's name, null if not known; source as
        written; source_kind; form; cue; cue_class; said_on; sentence the sentence or sentences that hold source, cue and
        content; content (parts joined by " … "); probability; reason; statement_id; actor_id. Line breaks in texts are spaces.
    """
    rows = _order(check(statements, "statements"), check(documents, "documents"))
    rows = rows[_find_actor(rows["actor_id"], check(actors, "actors"), speaker, "speaker")].head(
        len(rows) if limit is None else limit
    )
    table = _describe(rows, documents)
    texts = dict(zip(documents["doc_id"], documents["text"], strict=True))
    table["speaker"] = rows["actor_id"].map(actors.set_index("actor_id")["name"])
    table["source"] = rows["speaker"]
    for column in ("source_kind", "form", "cue", "cue_class", "said_on"):
        table[column] = rows[column]
    first = rows[["start", "cue_start", "source_start"]].astype("float64").min(axis=1).astype("int64")
    last = rows[["end", "cue_end", "source_end"]].astype("float64").max(axis=1).astype("int64")
    table["sentence"] = _quote_sentences(rows["doc_id"], first, last, check(sentences, "sentences"), texts)
    table["content"] = [
        " … ".join(_tidy(texts[doc_id][start:end]) for start, end in spans)
        for doc_id, spans in zip(rows["doc_id"], rows["spans"], strict=True)
    ]
    for column in ("probability", "reason", "statement_id", "actor_id"):
        table[column] = rows[column]
    return table.reset_index(drop=True)


def list_positions(
    documents: pd.DataFrame,
    sentences: pd.DataFrame,
    positions: pd.DataFrame,
    actors: pd.DataFrame,
    issues: pd.DataFrame,
    statements: pd.DataFrame,
    *,
    holder: str = "",
    target: str = "",
    limit: int | None = None,
) -> pd.DataFrame:
    """List positions with their evidence.

    Parameters
    ----------
    documents, sentences, positions, actors, issues, statements : tables of those names
    holder, target : str
        Only positions of, or on, the actor or issue with this id, name, alias or label (in any case); "" takes all, "unknown"
        those where it is not known.
    limit : int, optional; the first so many

    Raises
    ------
    ParameterError : nothing is called `holder` or `target` (names the nearest)

    Returns
    -------
    table `position_evidence`, one row per position, documents in their order, then by start
        holder name, null if not known; label; target name or label, null if not known; target_text as written; polarity;
        condition; evidence; sentence the sentence or sentences that hold it; voice who tells it: the statement's speaker, the
        source as written, or "narrator"; reason; probability; title; published; outlet; doc_id; position_id; statement_id
    """
    rows = _order(check(positions, "positions"), check(documents, "documents"))
    known = pd.concat([actors, issues.rename(columns={"issue_id": "actor_id", "label": "name", "patterns": "aliases"})])
    rows = rows[
        _find_actor(rows["holder_id"], check(actors, "actors"), holder, "holder")
        & _find_actor(rows["target_id"], known, target, "target")
    ]
    rows = rows.head(len(rows) if limit is None else limit)
    texts = dict(zip(documents["doc_id"], documents["text"], strict=True))
    names = actors.set_index("actor_id")["name"]
    labels = check(issues, "issues").set_index("issue_id")["label"]
    said = check(statements, "statements").set_index("statement_id")
    table = pd.DataFrame({"holder": rows["holder_id"].map(names), "label": rows["label"]})
    table["target"] = rows["target_id"].map(names).where(rows["target_kind"] == "actor", rows["target_id"].map(labels))
    table["target_text"] = _cut(rows["doc_id"], rows["target_start"], rows["target_end"], texts)
    table[["polarity", "condition"]] = rows[["polarity", "condition"]]
    table["evidence"] = _cut(rows["doc_id"], rows["start"], rows["end"], texts)
    table["sentence"] = _quote_sentences(rows["doc_id"], rows["start"], rows["end"], check(sentences, "sentences"), texts)
    voice = said["actor_id"].map(names).fillna(said["speaker"]).fillna("unknown")
    table["voice"] = rows["statement_id"].map(voice).fillna("narrator")
    table[["reason", "probability"]] = rows[["reason", "probability"]]
    return (
        table.join(_describe(rows, documents)[["title", "published", "outlet"]])
        .join(rows[["doc_id", "position_id", "statement_id"]])
        .reset_index(drop=True)
    )


def _order(rows: pd.DataFrame, documents: pd.DataFrame) -> pd.DataFrame:
    """Return rows in the order of the documents, then by start."""
    place = pd.Series(range(len(documents)), index=documents["doc_id"])
    return rows.assign(place=rows["doc_id"].map(place)).sort_values(["place", "start"], kind="stable").drop(columns="place")


def _find_actor(ids: pd.Series, known: pd.DataFrame, wanted: str, role: str) -> pd.Series:
    """Return which ids are those of the actor or issue called `wanted`; ParameterError if nothing is called so."""
    if not wanted:
        return pd.Series(True, index=ids.index)
    if wanted.lower() == "unknown":
        return ids.isna()
    called = [
        wanted.lower() in (str(name).lower() for name in (actor_id, name, *aliases))
        for actor_id, name, aliases in zip(known["actor_id"], known["name"], known["aliases"], strict=True)
    ]
    if not any(called):
        names = [*known["name"], *known["aliases"].explode().dropna()]
        raise ParameterError(f"{role} is {wanted!r}, and nothing in the corpus is called so.{nearest(wanted, names)}")
    return ids.isin(known.loc[called, "actor_id"])


def _describe(rows: pd.DataFrame, documents: pd.DataFrame) -> pd.DataFrame:
    """Return doc_id, title, published and outlet of the document of each row, with the index of `rows`."""
    about = documents.set_index("doc_id")
    table = about.assign(title=about["title"].fillna(about["path"]))[["title", "published", "outlet"]].reindex(rows["doc_id"])
    table.insert(0, "doc_id", table.index)
    return table.set_index(rows.index)


def _quote_sentences(
    doc_ids: pd.Series, starts: pd.Series, ends: pd.Series, sentences: pd.DataFrame, texts: dict[str, str]
) -> list[str]:
    """Return for each stretch of text the whole sentences it touches."""
    bounds = {doc_id: (rows["start"].to_numpy(), rows["end"].to_numpy()) for doc_id, rows in sentences.groupby("doc_id")}
    quoted = []
    for doc_id, start, end in zip(doc_ids, starts, ends, strict=True):
        first, last = bounds[doc_id][0], bounds[doc_id][1]
        left, right = max(first.searchsorted(start, "right") - 1, 0), last.searchsorted(end, "left")
        quoted.append(_tidy(texts[doc_id][min(first[left], start) : max(last[min(right, len(last) - 1)], end)]))
    return quoted


def _cut(doc_ids: pd.Series, starts: pd.Series, ends: pd.Series, texts: dict[str, str]) -> list[str]:
    """Return the stretches of text themselves."""
    return [_tidy(texts[doc_id][start:end]) for doc_id, start, end in zip(doc_ids, starts, ends, strict=True)]


def _tidy(text: str) -> str:
    """Return the text in one line."""
    return " ".join(text.split())
