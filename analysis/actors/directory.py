"""Finds an actor by what a person writes: its id, its name or one of its aliases."""

import re
import unicodedata

import pandas as pd


def plain_name(text: str) -> str:
    """Return a name as it is compared: lower case, straight apostrophes, single spaces."""
    return " ".join(text.replace("’", "'").split()).casefold()


def slug_name(name: str) -> str:
    """Return a name as an id: lower case, without accents, hyphens between its words."""
    plain = "".join(mark for mark in unicodedata.normalize("NFD", name.lower()) if not unicodedata.combining(mark))
    return re.sub(r"\W+", "-", plain).strip("-") or "unnamed"


class ActorNames:
    """The ids, names and aliases of a table of actors; what several share means the one with most mentions."""

    def __init__(self, actors: pd.DataFrame) -> None:
        self.ids = set(actors["actor_id"])
        self.names: dict[str, str] = {}
        self.aliases: dict[str, list[str]] = {}
        ordered = actors.sort_values("n_mentions", ascending=False, kind="stable")
        for actor_id, name, aliases in zip(ordered["actor_id"], ordered["name"], ordered["aliases"], strict=True):
            self.names.setdefault(plain_name(name), actor_id)
            for alias in dict.fromkeys(map(plain_name, aliases)):
                self.aliases.setdefault(alias, []).append(actor_id)

    def find(self, text: str) -> str | None:
        """The actor of this id, else of this name, else with most mentions of those with this alias."""
        if text in self.ids:
            return text
        plain = plain_name(text)
        return self.names.get(plain) or next(iter(self.aliases.get(plain, [])), None)

    def find_named(self, text: str) -> str | None:
        """The actor of this id or name, aliases aside."""
        return text if text in self.ids else self.names.get(plain_name(text))

    def count(self, text: str) -> int:
        """How many actors a text may mean where neither id nor name tells."""
        plain = plain_name(text)
        return 1 if text in self.ids or plain in self.names else len(self.aliases.get(plain, []))

    def known(self) -> list[str]:
        """Every text that finds an actor."""
        return list(dict.fromkeys([*self.ids, *self.names, *self.aliases]))
