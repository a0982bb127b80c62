"""What stands behind the numbers of groups of documents: places, statements and positions, each with its group."""

import pandas as pd

from analysis.callings import UNKNOWN
from analysis.evidence.places import list_places
from analysis.evidence.positions import list_positions
from analysis.evidence.statements import list_statements
from analysis.groups import PERIODS, add_groups, group_documents
from analysis.parts import TableOrParts


def list_group_places(
    places: pd.DataFrame,
    documents: pd.DataFrame,
    sentences: TableOrParts,
    statements: pd.DataFrame,
    actors: pd.DataFrame,
    groups: pd.Series,
    *,
    by: str = "actor_id",
    role: str = "actor",
    most: int = 100,
) -> pd.DataFrame:
    """List places in the documents of groups with their sentences.

    Parameters
    ----------
    places, documents, sentences, statements, actors : as for `list_places`
    groups : label of each document by doc_id; places in documents without one are left out
    by : column that names what the places are of, those without are left out; or day, week, month, quarter or year of publication
    role : what is marked, from start to end
    most : int >= 1, places listed of what is the same in the same group

    Returns
    -------
    table `place_evidence` (`list_places`) with group and, if it is by time of publication, period, null for undated documents
    """
    if by in PERIODS:
        rows, of = add_groups(places, groups, period=group_documents(documents, by=by)), "period"
    else:
        rows, of = add_groups(places.dropna(subset=by), groups), by
    return list_places(
        rows, documents, sentences, statements, actors, roles={role: ["start", "end"]}, by=["group", of], most=most
    )


def list_group_statements(
    documents: pd.DataFrame, sentences: TableOrParts, statements: pd.DataFrame, actors: pd.DataFrame, groups: pd.Series
) -> pd.DataFrame:
    """List the statements in the documents of groups with the sentences they stand in.

    Returns
    -------
    table `statement_evidence` (`list_statements`) with group; a speaker who is not known is called "unknown"
    """
    found = add_groups(list_statements(documents, sentences, statements, actors), groups)
    return found.fillna({"speaker": UNKNOWN})


def list_group_positions(
    positions: pd.DataFrame,
    issues: pd.DataFrame,
    documents: pd.DataFrame,
    sentences: TableOrParts,
    statements: pd.DataFrame,
    actors: pd.DataFrame,
    groups: pd.Series,
) -> pd.DataFrame:
    """List the positions in the documents of groups with their evidence.

    Returns
    -------
    table `position_evidence` (`list_positions`) with group; positions whose holder or target is not known are left out
    """
    found = list_positions(documents, sentences, positions, actors, issues, statements)
    return add_groups(found.dropna(subset="pair"), groups)
