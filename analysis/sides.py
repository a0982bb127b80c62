"""Whom an actor speaks for in the end."""

import pandas as pd

_LONGEST = 5  # a ministry of a state: no chain is longer, and none may run in a circle


def find_sides(actors: pd.DataFrame) -> dict[str, str]:
    """Return for each actor the state or organization it speaks for in the end; who speaks for none known is left out."""
    kinds = dict(zip(actors["actor_id"].tolist(), actors["kind"].tolist(), strict=True))
    affiliations = {
        actor_id: side
        for actor_id, side in zip(actors["actor_id"].tolist(), actors["affiliation"].tolist(), strict=True)
        if isinstance(side, str)
    }
    sides = {}
    for actor_id in kinds:
        side = actor_id
        for _ in range(_LONGEST):
            side = affiliations.get(side) or side
        if side != actor_id or kinds[actor_id] in ("state", "organization"):
            sides[actor_id] = side
    return sides
