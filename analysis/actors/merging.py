"""Lets a user's table of actors (edits.py) win over what the text tells."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import pandas as pd

from analysis import schema
from analysis.actors.directory import ActorNames, plain_name, slug_name
from analysis.actors.edits import find_circle, tell_circle
from analysis.errors import InputError, nearest

_SOUGHT = 20  # names that nobody has for which a near one is looked for: it takes a while in a large corpus


@dataclass
class _Plan:
    """What the edits say, by the actor_id found in the corpus."""

    called: dict[str, str] = field(default_factory=dict)  # the name it gets
    named_at: dict[str, int] = field(default_factory=dict)  # line that says so
    groups: list[tuple[str, str, int]] = field(default_factory=list)  # actor as written or actor_id, group as written, line
    kinds: dict[str, str] = field(default_factory=dict)  # kind by actor as written or actor_id
    excluded: set[str] = field(default_factory=set)
    strangers: list[tuple[str, int]] = field(default_factory=list)  # actors as written that the corpus does not have
    notes: list[str] = field(default_factory=list)


class Edits(NamedTuple):
    """What becomes of the actors found: the new actor_id of all that stay, the kinds that are new, and the sentences to show.

    `notes` are on lines that could not be followed: a name the corpus does not have is no error.
    """

    ids: dict[str, str]
    kinds: dict[str, str]
    notes: list[str]


def edit_actors(
    actors: pd.DataFrame, texts: Mapping[str, Counter[str]], held: Mapping[str, Counter[str]], edits: pd.DataFrame | None
) -> tuple[pd.DataFrame, Edits]:
    """Merge, rename, group and exclude actors as a user's table says.

    Parameters
    ----------
    actors : table as `list_actors` returns it; it is not changed
    texts, held : by actor_id, how often each of its names, and each of its offices, stands in the corpus
    edits : table as `load_edits` returns it; None changes nothing

    Returns
    -------
    actors : table `actors`, most mentions first, ties by actor_id; an actor that the table makes up as a group has no mention.
        Of merged actors the id is made from the name, aliases are joined, mentions summed, offices counted together.
    edits : see `apply_edits`

    Raises
    ------
    InputError : names or groups run in a circle (names the lines)
    """
    if edits is None:
        return actors.copy(), Edits(dict(zip(actors["actor_id"], actors["actor_id"], strict=True)), {}, [])
    file = str(edits.attrs.get("path", "The table of actors"))
    names = ActorNames(actors)
    plan = _read_plan(edits, names, file)
    ids, called = _name_anew(actors, plan, names, file)
    merged = _join_actors(actors, texts, held, ids, called)
    grouped = _set_groups(merged, plan, names, ids, file)
    # Only a kind that is new tells anything of single mentions: "Moscow" is a place though it acts for a state.
    was = dict(zip(merged["actor_id"], merged["kind"], strict=True))
    given = {
        actor: kind
        for actor, kind in zip(grouped["actor_id"], grouped["kind"], strict=True)
        if actor in was and was[actor] != kind
    }
    return grouped, Edits(ids, given, plan.notes)


def apply_edits(mentions: pd.DataFrame, offices: pd.DataFrame, edits: Edits) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Let mentions and offices follow the edits of actors.

    Returns
    -------
    mentions : `actor_id` that of the merged or renamed actor, null for excluded ones; `kind` where the edits give one
    offices : rows of excluded actors left out
    """
    linked = mentions.assign(actor_id=mentions["actor_id"].map(edits.ids).astype("str"))
    linked = linked.assign(kind=linked["actor_id"].map(edits.kinds).astype("str").fillna(linked["kind"]))
    kept = offices[offices["actor_id"].isin(list(edits.ids))]
    kept = kept.assign(actor_id=kept["actor_id"].map(edits.ids), affiliation=kept["affiliation"].map(edits.ids))
    return schema.cast("mentions", linked), schema.cast("offices", kept)


def _read_plan(edits: pd.DataFrame, names: ActorNames, file: str) -> _Plan:
    """Find the actor of each row."""
    plan = _Plan()
    columns = (edits[column] for column in ("actor", "name", "group", "kind", "exclude", "line"))
    for written, name, group, kind, exclude, line in zip(*columns, strict=True):
        actor = names.find(written)
        where = f"{file}, line {line}: {written!r}"
        if actor is None:
            plan.strangers.append((written, line))
        elif names.count(written) > 1:
            plan.notes.append(
                f"{where} is a name of {names.count(written)} actors; taken for {actor}, which has most mentions. "
                "Write an actor_id to mean another."
            )
        if exclude:
            plan.excluded.add(actor or written)
            continue
        if actor and name and plain_name(plan.called.setdefault(actor, name)) != plain_name(name):
            plan.notes.append(
                f"{where} is {actor}, called {plan.called[actor]!r} in line {plan.named_at[actor]}; {name!r} is left out."
            )
        if actor and name:
            plan.named_at.setdefault(actor, line)
        if group:
            plan.groups.append((actor or written, group, line))
        if kind:
            plan.kinds[actor or written] = kind
    return plan


def _name_anew(actors: pd.DataFrame, plan: _Plan, names: ActorNames, file: str) -> tuple[dict[str, str], dict[str, str]]:
    """The new actor_id of every actor that stays, and the name of every new actor_id."""
    own = {actor: name for actor, name in zip(actors["actor_id"], actors["name"], strict=True) if actor not in plan.excluded}
    called = {actor: name for actor, name in plan.called.items() if actor in own and name != own[actor]}
    found = {actor: names.find_named(name) for actor, name in called.items()}
    into = {actor: other for actor, other in found.items() if other and other in own}
    if circle := find_circle(into):
        raise InputError(
            tell_circle(file, "name", [plan.named_at[actor] for actor in circle], [called[actor] for actor in circle])
        )
    # These keep their id: not named by the table, or only written anew (NATO, Nato).
    taken = {actor for actor in own if actor not in called or into.get(actor) == actor}
    made: dict[str, str] = {}
    ids: dict[str, str] = {}
    shown: dict[str, str] = {}
    for actor in own:
        end = actor
        while into.get(end, end) != end:
            end = into[end]
        name = called.get(end, own[end])
        if end not in taken and plain_name(name) not in made:
            made[plain_name(name)] = _free_id(name, {*taken, *made.values()})
        ids[actor] = end if end in taken else made[plain_name(name)]
        shown.setdefault(ids[actor], name)
    return ids, shown


def _free_id(name: str, taken: set[str]) -> str:
    """The id of a name, numbered if it is taken."""
    slug, number = slug_name(name), 2
    free = slug
    while free in taken:
        free = f"{slug}-{number}"
        number += 1
    return free


def _join_actors(
    actors: pd.DataFrame,
    texts: Mapping[str, Counter[str]],
    held: Mapping[str, Counter[str]],
    ids: dict[str, str],
    called: dict[str, str],
) -> pd.DataFrame:
    """The table of actors with those of one new id as one row, that with most mentions first among them."""
    kept = actors[actors["actor_id"].isin(list(ids))]
    kept = kept.assign(
        actor_id=kept["actor_id"].map(ids), affiliation=kept["affiliation"].map(ids), was=kept["name"],
        order=-kept["n_mentions"], old=kept["actor_id"],
    )  # fmt: skip
    kept = kept.assign(
        affiliation=kept["affiliation"].mask(kept["affiliation"] == kept["actor_id"]), name=kept["actor_id"].map(called)
    )
    several = kept["actor_id"].duplicated(keep=False)
    joined = [
        _join_rows(part, *(sum((found.get(old, Counter()) for old in part["old"]), Counter()) for found in (texts, held)))
        for _, part in kept[several].sort_values("order", kind="stable").groupby("actor_id", sort=False)
    ]
    rows = [kept[~several], pd.DataFrame(joined)] if joined else [kept]
    return schema.cast("actors", pd.concat(rows, ignore_index=True)[list(schema.TABLES["actors"])])


def _join_rows(part: pd.DataFrame, texts: Counter[str], held: Counter[str]) -> dict[str, Any]:
    """Several actors as one row."""
    aliases = list(dict.fromkeys(alias for found in part["aliases"] for alias in found))
    named = part[part["was"] == part["name"]]
    return {
        "actor_id": part["actor_id"].iloc[0],
        "name": part["name"].iloc[0],
        "kind": (named if len(named) else part)["kind"].iloc[0],
        "aliases": sorted(aliases, key=lambda alias: -texts[alias]),
        "office": held.most_common(1)[0][0] if held else next(iter(part["office"].dropna()), None),
        "affiliation": next(iter(part["affiliation"].dropna()), None),
        "n_mentions": int(part["n_mentions"].sum()),
    }


def _set_groups(actors: pd.DataFrame, plan: _Plan, names: ActorNames, ids: dict[str, str], file: str) -> pd.DataFrame:
    """Set the groups and kinds that a user gives, making up the groups that the corpus does not have."""
    new = {plain_name(name): actor_id for actor_id, name in zip(actors["actor_id"], actors["name"], strict=True)}
    taken = set(actors["actor_id"])
    rows = []
    for _, group, _ in plan.groups:
        if plain_name(group) not in new and not names.find(group):
            actor_id = _free_id(group, taken)
            new[plain_name(group)] = actor_id
            taken.add(actor_id)
            rows.append({"actor_id": actor_id, "name": group, "kind": "group", "aliases": [], "n_mentions": 0})

    def look_up(text: str) -> str | None:
        """The new actor_id of an actor as written or by its old id."""
        return ids.get(text) or new.get(plain_name(text)) or ids.get(names.find(text) or "")

    missing = [(text, line) for text, line in plan.strangers if look_up(text) is None]
    known = names.known() if missing else []
    for n, (text, line) in enumerate(missing):
        close = nearest(text, known) if n < _SOUGHT else ""
        plan.notes.append(f"{file}, line {line}: nobody in this corpus is called {text!r}; the line is left out.{close}")
    groups: dict[str, tuple[str | None, int]] = {}
    for text, group, line in plan.groups:
        actor, other = look_up(text), look_up(group)
        if not actor:
            continue
        if not other:
            plan.notes.append(f"{file}, line {line}: the group {group!r} is an actor that the table excludes.")
        groups[actor] = (None if other == actor else other, line)
    table = pd.concat([actors, schema.build("actors", rows)], ignore_index=True) if rows else actors
    kinds = {actor: kind for text, kind in plan.kinds.items() if (actor := look_up(text))}
    told = table[table["affiliation"].notna()]
    affiliation: dict[str, str] = dict(zip(told["actor_id"], told["affiliation"], strict=True))
    given = {actor: group for actor, (group, _) in groups.items() if group}
    if circle := find_circle(given):
        raise InputError(tell_circle(file, "group", [groups[actor][1] for actor in circle], [given[actor] for actor in circle]))
    affiliation = {actor: group for actor, group in affiliation.items() if actor not in groups} | given
    while circle := find_circle(affiliation):  # closed by what the text tells: the user's part of it wins
        affiliation.pop(next(actor for actor in circle if actor not in given))
    table = table.assign(
        affiliation=table["actor_id"].map(affiliation),
        kind=table["actor_id"].map(kinds).astype("str").fillna(table["kind"]),
    )
    table = table.sort_values(["n_mentions", "actor_id"], ascending=[False, True])
    return schema.check(schema.cast("actors", table), "actors")
