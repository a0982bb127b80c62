"""Positions with their evidence."""

from typing import Any

import pandas as pd

from analysis.callings import UNKNOWN, is_called
from analysis.evidence.quoting import cut, describe, map_texts, mark_sentences, order
from analysis.parts import TableOrParts
from analysis.schema import check

_DIRECTIONS = {"oppose": "against", "neutral": "neutral on", "support": "for"}
_LIMITS = {"condition": "condition", "hedge": "hedged"}


def list_positions(
    documents: pd.DataFrame,
    sentences: TableOrParts,
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
    documents, sentences, positions, actors, issues, statements : tables of those names; sentences may come in parts
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
        holder name, null if not known; label; direction the label in words ("against"); target name or label, null if not known;
        pair "holder → target", null if either is; target_text as written; polarity; condition; hedge; limits condition and hedge
        in words, in brackets, or ""; evidence; sentence the sentence or sentences that hold it and the target; marks where these
        stand in it ("target 3-9"); voice who tells it: the statement's speaker, the source as written, or "narrator"; reason;
        probability; title; published; outlet; doc_id; position_id; statement_id; holder_id; target_kind; target_id
    """
    rows = order(check(positions, "positions"), check(documents, "documents"))
    known = pd.concat([actors, issues.rename(columns={"issue_id": "actor_id", "label": "name", "patterns": "aliases"})])
    rows = rows[
        is_called(rows["holder_id"], check(actors, "actors"), name=holder, role="holder")
        & is_called(rows["target_id"], known, name=target, role="target")
    ]
    rows = rows.head(len(rows) if limit is None else limit)
    texts, names = map_texts(documents), actors.set_index("actor_id")["name"]
    labels = check(issues, "issues").set_index("issue_id")["label"]
    said = check(statements, "statements").set_index("statement_id")
    table = pd.DataFrame({"holder": rows["holder_id"].map(names), "label": rows["label"]})
    table["target"] = rows["target_id"].map(names).where(rows["target_kind"] == "actor", rows["target_id"].map(labels))
    table["direction"] = rows["label"].map(_DIRECTIONS)
    table["pair"] = table["holder"] + " → " + table["target"]
    table["target_text"] = cut(rows["doc_id"], rows["target_start"], rows["target_end"], texts)
    table[["polarity", "condition", "hedge"]] = rows[["polarity", "condition", "hedge"]]
    limits = [(" (" + word + ": " + rows[column] + ")").fillna("") for column, word in _LIMITS.items()]
    table["limits"] = limits[0] + limits[1]
    table["evidence"] = cut(rows["doc_id"], rows["start"], rows["end"], texts)
    places = [[("evidence", row.start, row.end), ("target", row.target_start, row.target_end)] for row in _list_rows(rows)]
    table["sentence"], table["marks"] = mark_sentences(rows["doc_id"], places, sentences, texts)
    voice = said["actor_id"].map(names).fillna(said["speaker"]).fillna(UNKNOWN)
    table["voice"] = rows["statement_id"].map(voice).fillna("narrator")
    table[["reason", "probability"]] = rows[["reason", "probability"]]
    return (
        table.join(describe(rows, documents)[["title", "published", "outlet"]])
        .join(rows[["doc_id", "position_id", "statement_id", "holder_id", "target_kind", "target_id"]])
        .reset_index(drop=True)
    )


def add_ties(position_evidence: pd.DataFrame, nodes: pd.DataFrame, edges: pd.DataFrame) -> pd.DataFrame:
    """Add to positions what they stand behind in a network of actors: the community of their holder, and its ties.

    Parameters
    ----------
    position_evidence : what `list_positions` gives
    nodes, edges : node and community of each actor; source_name and target_name of each tie (networks/)

    Returns
    -------
    the same table with two columns more: community, null for who is in none; ties, list of str such as "Ann Lee – Bo": those of
    the holder with somebody who has a position on the same target
    """
    holders = position_evidence.groupby(["target_kind", "target_id"])["holder"].agg(set)
    tied: dict[str, list[tuple[str, str]]] = {}
    for pair in zip(edges["source_name"], edges["target_name"], strict=True):
        for name in pair:
            tied.setdefault(name, []).append(pair)
    ties: list[list[str]] = []
    for row in _list_rows(position_evidence):
        others = holders.get((row.target_kind, row.target_id), set())
        ties.append([f"{one} – {two}" for one, two in tied.get(row.holder, []) if {one, two} <= others])
    return position_evidence.assign(
        community=("actor:" + position_evidence["holder_id"]).map(nodes.set_index("node")["community"]),
        ties=pd.Series(ties, index=position_evidence.index, dtype="object"),
    )


def _list_rows(table: pd.DataFrame) -> list[Any]:
    """Return the rows as named tuples."""
    return list(table.itertuples(index=False))
