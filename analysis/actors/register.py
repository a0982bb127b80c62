"""Gathers what mentions tell of each actor, and makes the table of actors of it."""

import re
from collections import Counter
from dataclasses import dataclass, field

import pandas as pd

from analysis import schema
from analysis.actors.acquaintance import Acquaintance
from analysis.actors.directory import slug_name
from analysis.actors.keys import find_actor, find_parent, fold, fold_common, is_known_body
from analysis.actors.references import Key, Reference
from analysis.lookups import index_first_names
from analysis.places import index_places

_HOLDS_NAME = re.compile(r"\b(?!(?:The|A|An|This|That)\b)[^\W\d_a-z]")
_FEW = 5  # a full name is shown if found a fifth as often as the commonest: not once, where words run together
_DESCRIBED = ("person", "group")


@dataclass
class Entry:
    """What the mentions of one actor tell."""

    n_mentions: int = 0
    aliases: Counter[str] = field(default_factory=Counter)
    descriptions: Counter[str] = field(default_factory=Counter)  # "European leaders", "the president of the United States"
    names: Counter[str] = field(default_factory=Counter)  # without titles
    offices: Counter[tuple[str, bool, Key | None]] = field(default_factory=Counter)

    def merge(self, other: "Entry") -> None:
        """Take in what the mentions in the documents that follow tell."""
        self.n_mentions += other.n_mentions
        self.aliases.update(other.aliases)
        self.descriptions.update(other.descriptions)
        self.names.update(other.names)
        self.offices.update(other.offices)


def enter_mention(register: dict[Key, Entry], reference: Reference, text: str) -> None:
    """Add one linked mention to the register."""
    if not reference.key:
        return
    entry = register.setdefault(reference.key, Entry())
    entry.n_mentions += 1
    if reference.form == "name":
        entry.aliases[text] += 1
        words = reference.words
        entry.names[" ".join(text[words.start[reference.name] - words.start[reference.first] :].split())] += 1
        if reference.kind == "person":
            entry.offices.update((office.office, office.former, office.owner) for office in reference.offices)
    elif reference.form == "nominal" and _HOLDS_NAME.search(text):
        entry.descriptions[text] += 1


def count_texts(register: dict[Key, Entry], ids: dict[Key, str]) -> tuple[dict[str, Counter[str]], dict[str, Counter[str]]]:
    """Return by actor_id how often each of its names and descriptions, and each of its offices, stands in the texts."""
    texts = {ids[key]: entry.aliases + entry.descriptions for key, entry in register.items()}
    held: dict[str, Counter[str]] = {}
    for key, entry in register.items():
        counts = held[ids[key]] = Counter()
        for (office, former, _), n in entry.offices.items():
            counts[f"former {office}" if former else office] += n
    return texts, held


def list_actors(register: dict[Key, Entry], known: Acquaintance) -> tuple[pd.DataFrame, dict[Key, str]]:
    """Return the table `actors`, most mentions first, ties by actor_id, and the actor_id of each key.

    A state that is only named by an adjective ("the Norwegian minister", "Norwegian Army") is an actor without a mention.
    """
    told = {key: known.read_person(key, entry.offices) for key, entry in register.items()}
    owners = {key: told[key][1] or find_parent(key) for key in register}
    offered = [owner for entry in register.values() for _, _, owner in entry.offices if owner]
    offered += [owner for owner in [*owners.values(), *map(find_parent, offered)] if owner and owner[0] == "state"]
    for owner in offered:
        if owner not in register:
            register[owner] = Entry()
            owners[owner] = find_parent(owner)
    order = sorted(register, key=lambda key: (-register[key].n_mentions, key))
    names = {key: _name_actor(key, register[key].names) for key in order}
    ids: dict[Key, str] = {}
    taken: set[str] = set()
    for key in order:
        slug, number = slug_name(names[key]), 2
        ids[key] = slug
        while ids[key] in taken:
            ids[key] = f"{slug}-{number}"
            number += 1
        taken.add(ids[key])
    rows = []
    for key in order:
        entry = register[key]
        kind = known.find_kind(key)
        aliases = entry.aliases + entry.descriptions if kind in _DESCRIBED else entry.aliases
        above = owners[key]
        rows.append(
            {
                "actor_id": ids[key],
                "name": names[key],
                "kind": kind,
                "aliases": [text for text, _ in aliases.most_common()],
                "office": told.get(key, (None, None))[0],
                "affiliation": ids.get(above) if above and not _leads_back(above, key, owners) else None,
                "n_mentions": entry.n_mentions,
            }
        )
    table = schema.build("actors", rows).sort_values(["n_mentions", "actor_id"], ascending=[False, True], ignore_index=True)
    return table, ids


def _leads_back(owner: Key, key: Key, owners: dict[Key, Key | None]) -> bool:
    """Whether the affiliations of an owner lead to the actor itself."""
    seen: set[Key] = set()
    at: Key | None = owner
    while at is not None and at not in seen:
        if at == key:
            return True
        seen.add(at)
        at = owners.get(at)
    return False


def _name_actor(key: Key, found: Counter[str]) -> str:
    """The name to show: of a state its usual name, or the commonest full name in the corpus; of others the fullest found."""
    if key[0] == "bloc":
        return key[2]
    if key[0] == "state":
        usual = key[2]
        states = index_places("name")
        named = [text for text, _ in found.most_common() if states.get(text) == usual and not text.replace(".", "").isupper()]
        return usual if usual in named or not named else named[0]
    if not found:
        return key[2].title()
    name = _choose_name(Counter({text: n for text, n in found.items() if _letters(key[2]) in _letters(text)}) or found)
    # "Ukraine’s Foreign Ministry" is called so nowhere but beside Ukraine.
    told = not key[1] or is_known_body(key) or any(find_actor(word.lower()) for word in name.split())
    return name if told else f"{name} ({key[1]})"


def _choose_name(found: Counter[str]) -> str:
    """The fullest name, if not much rarer than the commonest; spellings of one count together."""
    full = {text: n for text, n in found.items() if " " in text and not text.isupper()} or dict(found)
    spelled: Counter[str] = Counter()  # by all spellings of a name
    for text, n in full.items():
        spelled[_plain(text)] += n
    common = max(spelled.values()) / _FEW

    def rank(text: str) -> tuple[bool, bool, bool, int, bool, int, int, str]:
        """What makes a name the one to show; one that begins with a first name has swallowed no word before it."""
        own, first = spelled[_plain(text)], text.split()[0].lower() in index_first_names()
        is_one = text + "s" in full  # "the Republics of Holm and Borg" are two
        return own >= common, first, not text.isupper(), len(text.split()), is_one, own, full[text], text

    return max(full, key=rank)


def _letters(text: str) -> str:
    """The letters of a name of a body, in one spelling."""
    return "".join(mark for word in text.replace("’", "'").split() for mark in fold_common(word.lower()) if mark.isalnum())


def _plain(text: str) -> str:
    """A name without what its spellings differ in."""
    return " ".join(map(fold, text.replace("’", "'").split()))
