"""Statements with the sentences they stand in."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from analysis.callings import UNKNOWN, is_called
from analysis.depths import find_depths
from analysis.evidence.quoting import Place, describe, map_texts, mark_sentences, order, tidy
from analysis.parts import TableOrParts
from analysis.schema import check


def list_statements(
    documents: pd.DataFrame,
    sentences: TableOrParts,
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
        speaker of the statement that reports this one, else as written there, "unknown" without; null: told by the article
        itself; route these two in words, "(to reporters; reported by TASS)", "" without either; form; cue; cue_class; said_on;
        sentence the sentence or sentences that hold source, cue and content; marks where these stand in it ("cue 3-9"); content
        (parts joined by " … "); probability; reason; statement_id; actor_id; and as the counts call them: sayer the speaker or
        the source as written; depth; told the addressee, in small letters if not known; profile its kind of source and, if so,
        official; word the cue in small letters. Line breaks in texts are spaces.
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
    table["sayer"] = table["speaker"].fillna(rows["speaker"]).fillna(UNKNOWN)
    table["depth"] = find_depths(every).reindex(rows.index)
    table["told"] = rows["addressee_id"].map(names).fillna(rows["addressee"].str.lower())
    kinds = zip(rows["source_kind"].fillna(UNKNOWN), rows["official"], strict=True)
    table["profile"] = [[kind, "official"] if official else [kind] for kind, official in kinds]
    table["word"] = rows["cue"].str.lower()
    table["route"] = [_tell_route(*pair) for pair in zip(table["addressee"], table["reporter"], strict=True)]
    table["reporter"] = table["reporter"].mask(rows["parent_id"].isin(above.index), table["reporter"].fillna(UNKNOWN))
    for column in ("form", "cue", "cue_class", "said_on"):
        table[column] = rows[column]
    places = [_list_places(row) for row in rows.to_dict("records")]
    table["sentence"], table["marks"] = mark_sentences(rows["doc_id"], places, sentences, texts)
    table["content"] = [
        " … ".join(tidy(texts[doc_id][start:end]) for start, end in spans)
        for doc_id, spans in zip(rows["doc_id"], rows["spans"], strict=True)
    ]
    for column in ("probability", "reason", "statement_id", "actor_id"):
        table[column] = rows[column]
    return table.reset_index(drop=True)


def _list_places(row: Mapping[Any, Any]) -> list[Place]:
    """Return where source, cue and content of a statement stand."""
    places = [("content", int(start), int(end)) for start, end in row["spans"]]
    for role in ("source", "cue"):
        if not pd.isna(row[f"{role}_start"]):
            places.append((role, int(row[f"{role}_start"]), int(row[f"{role}_end"])))
    return places


def _tell_route(addressee: str | float, reporter: str | float) -> str:
    """Tell to whom something was said and who reports it, as far as it is known."""
    parts = [f"{word} {name}" for word, name in (("to", addressee), ("reported by", reporter)) if not pd.isna(name)]
    return f"({'; '.join(parts)})" if parts else ""
