"""Places in the text with the sentences they stand in: mentions, words, pairs of words."""

from collections.abc import Mapping, Sequence

import pandas as pd

from analysis.callings import UNKNOWN
from analysis.evidence.quoting import cut, describe, map_texts, mark_sentences, order
from analysis.parts import TableOrParts
from analysis.schema import check


def list_places(
    places: pd.DataFrame,
    documents: pd.DataFrame,
    sentences: TableOrParts,
    statements: pd.DataFrame,
    actors: pd.DataFrame,
    *,
    roles: Mapping[str, Sequence[str]],
    by: Sequence[str] = (),
    most: int = 100,
) -> pd.DataFrame:
    """List places in the text with their sentences.

    Parameters
    ----------
    places : any table with doc_id, start, end, such as mentions or occurrences of words
    documents, sentences, statements, actors : tables of those names; sentences may come in parts
    roles : what is marked -> columns of its first character and of one past its last
    by : columns that name what the places are of; of equal ones the first `most` are listed, their number is in `n`

    Returns
    -------
    table `place_evidence`, one row per place, documents in their order, then by start
        the columns of `places`; n places with the same values in `by`; actor the name of actor_id, if there is such a column;
        voice where there is a statement_id: its speaker, the source as written, or "narrator"; match the words; sentence; marks;
        title; published; outlet
    """
    rows = order(places, check(documents, "documents"))
    if by:
        groups = rows.groupby(list(by), dropna=False, sort=False)
        rows = rows.assign(n=groups["doc_id"].transform("size"))[groups.cumcount() < most]
    texts, names = map_texts(documents), check(actors, "actors").set_index("actor_id")["name"]
    rows = rows.reset_index(drop=True)
    if "actor_id" in rows.columns:
        rows["actor"] = rows["actor_id"].map(names).fillna(UNKNOWN)
    if "statement_id" in rows.columns:
        said = check(statements, "statements").drop_duplicates("statement_id").set_index("statement_id")
        voice = said["actor_id"].map(names).fillna(said["speaker"]).fillna(UNKNOWN)
        rows["voice"] = rows["statement_id"].map(voice).where(rows["statement_id"].notna(), "narrator").astype("str")
    rows["match"] = cut(rows["doc_id"], rows["start"], rows["end"], texts)
    marks = [[(role, row[start], row[end]) for role, (start, end) in roles.items()] for row in rows.to_dict("records")]
    rows["sentence"], rows["marks"] = mark_sentences(rows["doc_id"], marks, sentences, texts)
    return rows.join(describe(rows, documents)[["title", "published", "outlet"]])
