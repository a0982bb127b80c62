"""Statements with the sentences they stand in."""

import pandas as pd

from analysis.callings import is_called
from analysis.errors import check_least
from analysis.evidence.quoting import describe, map_texts, order, quote_sentences, tidy
from analysis.parts import Parts
from analysis.schema import check


def list_statements(
    documents: pd.DataFrame,
    sentences: Parts,
    statements: pd.DataFrame,
    actors: pd.DataFrame,
    *,
    speaker: str = "",
    limit: int | None = None,
) -> pd.DataFrame:
    """List statements with the sentences they stand in.

    Parameters
    ----------
    documents, sentences, statements, actors : tables of those names; sentences may come in parts
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
        written; source_kind; official; addressee the name of the one it is said to, else as written; reporter the name of the
        speaker of the statement that reports this one, else as written there, null: told by the article itself; route these two
        in words, "(to reporters; reported by TASS)", "" without either; form; cue; cue_class; said_on; sentence the sentence or
        sentences that hold source, cue and content; content (parts joined by " … "); probability; reason; statement_id;
        actor_id. Line breaks in texts are spaces.
    """
    every = order(check(statements, "statements"), check(documents, "documents"))
    rows = every[is_called(every["actor_id"], check(actors, "actors"), name=speaker, role="speaker")]
    rows = rows.head(len(rows) if limit is None else limit)
    table = describe(rows, documents)
    texts, names = map_texts(documents), actors.set_index("actor_id")["name"]
    table["speaker"] = rows["actor_id"].map(names)
    table["source"] = rows["speaker"]
    table[["source_kind", "official"]] = rows[["source_kind", "official"]]
    table["addressee"] = rows["addressee_id"].map(names).fillna(rows["addressee"])
    above = every.drop_duplicates("statement_id").set_index("statement_id")
    table["reporter"] = rows["parent_id"].map(above["actor_id"].map(names).fillna(above["speaker"]))
    table["route"] = [_tell_route(*pair) for pair in zip(table["addressee"], table["reporter"], strict=True)]
    for column in ("form", "cue", "cue_class", "said_on"):
        table[column] = rows[column]
    first = rows[["start", "cue_start", "source_start"]].astype("float64").min(axis=1).astype("int64")
    last = rows[["end", "cue_end", "source_end"]].astype("float64").max(axis=1).astype("int64")
    table["sentence"] = quote_sentences(rows["doc_id"], first, last, sentences, texts)
    table["content"] = [
        " … ".join(tidy(texts[doc_id][start:end]) for start, end in spans)
        for doc_id, spans in zip(rows["doc_id"], rows["spans"], strict=True)
    ]
    for column in ("probability", "reason", "statement_id", "actor_id"):
        table[column] = rows[column]
    return table.reset_index(drop=True)


def put_leading_first(statement_evidence: pd.DataFrame, *, top: int, limit: int) -> pd.DataFrame:
    """Put in front what a reader can look through: where there are more statements than `limit`, the surest of leading speakers.

    Parameters
    ----------
    statement_evidence : what `list_statements` gives
    top : int >= 1, speakers: those with most statements, ties by actor_id
    limit : int >= 1, statements put in front, as equally many of each of these speakers as there are

    Returns
    -------
    the same rows; first `limit` of the leading speakers, speaker by speaker, the surest first (of equally sure ones in the order
    of the table); then the others in their order. A table of no more than `limit` rows, or without a known speaker, as it is

    Raises
    ------
    ParameterError : top or limit is below 1
    """
    check_least("top", top, 1)
    check_least("limit", limit, 1)
    counts = statement_evidence["actor_id"].value_counts().sort_index().sort_values(ascending=False, kind="stable")
    if len(statement_evidence) <= limit or counts.empty:
        return statement_evidence
    leading = {actor_id: place for place, actor_id in enumerate(counts.index[:top])}
    rows = statement_evidence.assign(place=statement_evidence["actor_id"].map(leading)).dropna(subset="place")
    rows = rows.sort_values(["place", "probability"], ascending=[True, False], kind="stable")
    rows = rows.assign(turn=rows.groupby("place").cumcount()).sort_values(["turn", "place"], kind="stable").head(limit)
    front = rows.sort_values(["place", "turn"]).index
    return pd.concat([statement_evidence.loc[front], statement_evidence.drop(front)], ignore_index=True)


def _tell_route(addressee: str | float, reporter: str | float) -> str:
    """Tell to whom something was said and who reports it, as far as it is known."""
    parts = [f"{word} {name}" for word, name in (("to", addressee), ("reported by", reporter)) if not pd.isna(name)]
    return f"({'; '.join(parts)})" if parts else ""
