"""A mention while it is being linked."""

from dataclasses import dataclass, field
from typing import NamedTuple

from analysis.lookups import index_first_names, index_known
from analysis.titles import index_offices
from analysis.words import LEADING, Words

# What an actor is known by while linking: where the name comes from (state, bloc, or name as found), its owner, its words.
Key = tuple[str, str, str]


class Office(NamedTuple):
    """An office as read: whether it is one of the past, whose it is, the words that show it, whose it is by the context."""

    office: str
    former: bool
    owner: Key | None
    first: int
    past: int
    implied: Key | None = None


@dataclass
class Reference:
    """A mention while it is being linked."""

    row: int
    words: Words
    first: int
    past: int
    name: int  # first word of the bare name, after its title
    form: str
    kind: str
    acts: bool
    key: Key | None = None
    owner: Key | None = None
    office: str = ""
    gender: str = ""
    offices: list[Office] = field(default_factory=list)
    text: tuple[str, ...] = field(init=False)

    def __post_init__(self) -> None:
        if self.kind == "person":
            self.name = self._skip_others()
        while self.name < self.past - 1 and self.kind == "person" and self.words.text[self.name] in LEADING:
            self.name += 1
        self.text = tuple(self.words.lower[self.name : self.past])

    def _skip_others(self) -> int:
        """Where a person's name begins that has swallowed a word before it: "Russia Sergey Lavrov", "Democrat Karl Holm"."""
        lower, names = self.words.lower, index_first_names()
        first, past = self.name, self.past
        if past - first > 1 and lower[first] not in names:
            known = lower[first] in index_known("name") or lower[first] in index_known("adjective")
            if lower[first] in index_offices("modifier") or (known and past - first > 2):
                return first + 1
        return first
