"""Gathers what mentions tell of each actor, and makes the table of actors of it."""

import re
import unicodedata
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

import pandas as pd

from analysis import schema
from analysis.actors.keys import Key, Reference
from analysis.places import index_places

_HOLDS_NAME = re.compile(r"\b(?!(?:The|A|An|This|That)\b)[^\W\d_a-z]")
_DESCRIBED = ("person", "group")


@dataclass
class Entry:
    """What the mentions of one actor tell."""

    n_mentions: int = 0
    aliases: Counter[str] = field(default_factory=Counter)
    descriptions: Counter[str] = field(default_factory=Counter)  # "European leaders", "the president of the United States"
    names: Counter[str] = field(default_factory=Counter)  # without titles
    offices: Counter[str] = field(default_factory=Counter)
    owners: Counter[Key] = field(default_factory=Counter)


def enter_mention(register: dict[Key, Entry], reference: Reference, text: str) -> None:
    """Add one linked mention to the register."""
    if not reference.key:
        return
    entry = register.setdefault(reference.key, Entry())
    entry.n_mentions += 1
    if reference.form == "name":
        entry.aliases[text] += 1
        entry.names[" ".join(reference.words.text[reference.name : reference.past])] += 1
        if reference.office:
            entry.offices[reference.office] += 1
        if reference.owner:
            entry.owners[reference.owner] += 1
    elif reference.form == "nominal" and _HOLDS_NAME.search(text):
        entry.descriptions[text] += 1


def list_actors(register: dict[Key, Entry], find_kind: Callable[[Key], str]) -> tuple[pd.DataFrame, dict[Key, str]]:
    """Return the table `actors`, most mentions first, ties by key, and the actor_id of each key."""
    order = sorted(register, key=lambda key: (-register[key].n_mentions, key))
    names = {key: _name_actor(key, register[key].names) for key in order}
    ids: dict[Key, str] = {}
    taken: set[str] = set()
    for key in order:
        slug, number = _slug(names[key]), 2
        ids[key] = slug
        while ids[key] in taken:
            ids[key] = f"{slug}-{number}"
            number += 1
        taken.add(ids[key])
    rows = []
    for key in order:
        entry = register[key]
        kind = find_kind(key)
        aliases = entry.aliases + entry.descriptions if kind in _DESCRIBED else entry.aliases
        owner = next((owner for owner, _ in entry.owners.most_common(1) if owner != key), None)
        rows.append(
            {
                "actor_id": ids[key],
                "name": names[key],
                "kind": kind,
                "aliases": [text for text, _ in aliases.most_common()],
                "office": next((office for office, _ in entry.offices.most_common(1)), None),
                "affiliation": ids.get(owner) if owner else None,
                "n_mentions": entry.n_mentions,
            }
        )
    return schema.build("actors", rows), ids


def _name_actor(key: Key, found: Counter[str]) -> str:
    """The name to show: of a state its usual name, or the commonest full name in the corpus; of others the fullest found."""
    if key[0] == "bloc":
        return key[2]
    if key[0] == "state":
        usual = key[2]
        states = index_places("name")
        full = [text for text, _ in found.most_common() if states.get(text) == usual and not text.replace(".", "").isupper()]
        return usual if usual in full or not full else full[0]
    if not found:
        return key[2].title()
    return max(found, key=lambda text: (not text.isupper(), len(text.split()), found[text], text))


def _slug(name: str) -> str:
    """A name as an id: lower case, without accents, hyphens between its words."""
    plain = "".join(mark for mark in unicodedata.normalize("NFD", name.lower()) if not unicodedata.combining(mark))
    return re.sub(r"\W+", "-", plain).strip("-") or "unnamed"
