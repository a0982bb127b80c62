"""Who or what is called so: actors and issues looked up by id, name or alias, in any case."""

from collections.abc import Iterable

import pandas as pd

from analysis.errors import ParameterError, nearest

UNKNOWN = "unknown"
"""What those are called who are not known."""


def find_called(known: pd.DataFrame, *, name: str, role: str, also: Iterable[str] = ()) -> list[str]:
    """Return the ids of those called `name`: by id, else by name, else by alias; all that the first of these finds.

    Parameters
    ----------
    known : actor_id, name, aliases (list of str) of each
    name : in any case
    role, also : what the name is given for and what else may be given there, for the message

    Raises
    ------
    ParameterError : nothing is called so (names the nearest)
    """
    known = known.reset_index(drop=True)
    aliases = known["aliases"].explode().dropna().astype("str")
    for called in (known["actor_id"], known["name"], aliases):
        found = called.index[called.str.lower() == name.lower()].unique()
        if len(found):
            return list(known.loc[found, "actor_id"])
    hint = nearest(name, [*also, *known["name"], *aliases])
    raise ParameterError(f"{role} is {name!r}, and nothing in the corpus is called so.{hint}")


def is_called(ids: pd.Series, known: pd.DataFrame, *, name: str, role: str) -> pd.Series:
    """Return which ids are of those called `name` (`find_called`); "" takes all, "unknown" those that are null."""
    if not name:
        return pd.Series(True, index=ids.index)
    return ids.isna() if name.lower() == UNKNOWN else ids.isin(find_called(known, name=name, role=role))
