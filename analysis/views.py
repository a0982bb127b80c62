"""How the tables and quotations of the notebooks are shown: views.toml, by the name that their CSV file has."""

import tomllib
from collections.abc import Collection, Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

from analysis.errors import ParameterError, nearest


class Thing(NamedTuple):
    """A kind of thing that figures and tables count and sentences stand behind, such as each speaker.

    `kind` and the values of the columns `keys` name it (`anchors.make_anchor`); where a column holds lists, a row stands behind
    each of their values. With `known`, a row in which one of them is null stands behind nothing. `label` is what it is called,
    with columns in braces; `heading` what they are called together.
    """

    heading: str
    kind: str
    keys: Sequence[str]
    label: str
    known: bool = False


class View(NamedTuple):
    """What stands above a table or a list of quotations, what of it is shown, and what is said where there is nothing."""

    caption: str
    columns: Mapping[str, str] | None = None
    """Column -> heading: the columns shown, in their order; None shows all under their own names."""
    to_right: Collection[str] = ()
    """Columns of text set to the right, as numbers always are."""
    links: Mapping[str, Sequence[str]] = {}
    """Column shown -> kind of a thing and the columns that name it: each value leads to what stands behind it on the page, where
    something is called so; 0 and null lead nowhere."""
    anchor: Sequence[str] = ()
    """Kind of a thing and the columns that name it: each row is itself what is led to."""
    things: Sequence[Thing] = ()
    """What the quotations stand under, and behind what else."""
    about: str = ""
    """Line above a quotation, with columns in braces: "{holder} on {target}"."""
    source: str = ""
    """Line below it."""
    sentence: str = "sentence"
    """Column with the words that are quoted."""
    mark: str = ""
    """Column with what is marked in them: parts joined by " … ", or a list of places such as "cue 3-9"; "" marks nothing."""
    unknown: Mapping[str, str] = {}
    """Column -> what is written in those lines where it is null."""
    empty: str = "There is nothing to show here."
    """Sentence shown instead of what has no rows."""


def choose_view(name: str, **given: Any) -> View:
    """Return the view called `name` with what is given (not None) put in its place.

    Raises ParameterError for a name that has no view (names the nearest) where no caption is given.
    """
    known = _load_views()
    chosen = {key: value for key, value in given.items() if value is not None}
    if name not in known and "caption" not in chosen:
        raise ParameterError(f"Nothing is known on how to show {name!r}.{nearest(name, known)} Give it a caption.")
    view = View(**{**known.get(name, {}), **chosen})
    return view._replace(things=[Thing(**thing) if isinstance(thing, dict) else thing for thing in view.things])


@cache
def _load_views() -> dict[str, dict[str, Any]]:
    """Return what views.toml says, by name."""
    return tomllib.loads((files("analysis") / "views.toml").read_text(encoding="utf-8"))
