"""For whom actors count: people for the organization or the state they speak for, organizations for their state or bloc."""

import pandas as pd

from analysis.errors import check_choice

LEVELS = ("person", "organization", "state")


def find_levels(actors: pd.DataFrame, *, level: str) -> pd.Series:
    """Say for whom each actor counts.

    Parameters
    ----------
    actors : table `actors`
    level : one of LEVELS
        person: everybody counts for themselves; organization: people count for the organization, group or state they speak for;
        state: everybody counts for what stands at the end of the chain of affiliations, mostly a state or a bloc

    Returns
    -------
    Series of str, indexed by actor_id in the order of `actors`: the actor_id it counts for
        An actor without an affiliation counts for itself. So does one whose affiliations run in a circle, and what leads into a
        circle counts for the first of it.

    Raises
    ------
    ParameterError : an unknown level
    """
    check_choice("level", level, LEVELS)
    ids = actors["actor_id"]
    people = set(ids[actors["kind"] == "person"])
    known = set(ids)
    pairs = zip(ids, actors["affiliation"], strict=True)
    above = {actor: other for actor, other in pairs if not pd.isna(other) and other in known and other != actor}
    if level == "person":
        above = {}
    elif level == "organization":
        above = {actor: other for actor, other in above.items() if actor in people}
    ends: dict[str, str] = {}
    for actor in ids:
        _walk(actor, above, ends)
    return pd.Series([ends[actor] for actor in ids], index=pd.Index(ids, name="actor_id"), dtype="str", name="counts_for")


def _walk(actor: str, above: dict[str, str], ends: dict[str, str]) -> None:
    """Follow the affiliations of an actor to their end and note it for all on the way."""
    way: dict[str, int] = {}
    at = actor
    while at not in ends and at in above and at not in way:
        way[at] = len(way)
        at = above[at]
    if at in way:  # a circle: each of it stays itself
        circle = list(way)[way[at] :]
        ends |= {member: member for member in circle}
    end = ends.get(at, at)
    ends[at] = end
    for member in way:
        ends.setdefault(member, end)
