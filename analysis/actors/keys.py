"""What an actor is known by while mentions are linked: keys of states and blocs from tables, of others from their names."""

import re
import unicodedata
from dataclasses import dataclass, field
from functools import cache

from analysis.actors.nominals import find_owner
from analysis.lexicon import load_lexicon
from analysis.lookups import head_sort, index_known, is_body
from analysis.places import index_places
from analysis.words import LEADING, Words

# What an actor is known by while linking: where the name comes from (state, bloc, or name as found), its owner, its words.
Key = tuple[str, str, str]


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
    text: tuple[str, ...] = field(init=False)

    def __post_init__(self) -> None:
        while self.name < self.past - 1 and self.kind == "person" and self.words.text[self.name] in LEADING:
            self.name += 1
        self.text = tuple(self.words.lower[self.name : self.past])


@cache
def _table_actors() -> dict[str, Key]:
    """Names of states and blocs in lower case, with their keys."""
    found: dict[str, Key] = {text.lower().replace("’", "'"): ("state", "", state) for text, state in index_places("name").items()}
    blocs = load_lexicon("blocs")
    found |= {alias.lower(): ("bloc", "", name) for name, alias in zip(blocs["name"], blocs["alias"], strict=True)}
    return found


@cache
def _stand_ins() -> dict[str, Key]:
    """Capitals and seats of government in lower case, with the key of the actor they stand for."""
    found: dict[str, Key] = {text.lower(): ("state", "", state) for text, state in index_places("capital").items()}
    seats = load_lexicon("seats")
    for seat, actor in zip(seats["seat"], seats["actor"], strict=True):
        found[seat.lower()] = _table_actors().get(actor.lower(), ("name", "", actor.lower()))
    return found


@cache
def _peoples() -> dict[str, Key]:
    """Adjectives and peoples of states and blocs in lower case, with their keys."""
    found: dict[str, Key] = {}
    for use in ("adjective", "people"):
        found |= {text.lower(): ("state", "", state) for text, state in index_places(use).items()}
    return found | {
        text: key for text, key in _table_actors().items() if text in index_known("adjective") or text in index_known("people")
    }


def find_actor(text: str, *, acts: bool = True) -> Key | None:
    """Return the state or bloc that a name, an adjective or, if it acts, a capital means; None if it means none."""
    return _table_actors().get(text) or _peoples().get(text) or (_stand_ins().get(text) if acts else None)


@cache
def fold(word: str) -> str:
    """Return a word of a name without accents and without what spellings of one name differ in (Zelenskiy, Zelensky)."""
    plain = "".join(mark for mark in unicodedata.normalize("NFD", word.lower()) if not unicodedata.combining(mark)).rstrip(".")
    plain = re.sub(r"(?:iy|yy|ii|yi|ij|y|i)$", "y", plain)
    return re.sub(r"e[iy]", "ey", plain).replace("ks", "x")


def key_name(reference: Reference) -> Key:
    """Return the key of a name as it stands, before it is compared with others."""
    text = " ".join(reference.text)
    known = find_actor(text, acts=reference.acts)
    if known and reference.kind != "person" and (reference.acts or text not in _stand_ins() or text in _table_actors()):
        return known
    if reference.kind == "person":
        return ("name", "", " ".join(_person_words(reference.text)))
    owner, rest = _part_owner(reference)
    return ("name", owner, " ".join(map(fold, rest)))


def _person_words(text: tuple[str, ...]) -> list[str]:
    """First and last name, folded."""
    words = [word for word in text if word.rstrip(".") not in ("jr", "sr", "ii", "iii")]
    kept = [word for word in words if len(word.rstrip(".")) > 1] or words or list(text)
    return [fold(word) for word in ([kept[0], kept[-1]] if len(kept) > 1 else kept)]


def _part_owner(reference: Reference) -> tuple[str, tuple[str, ...]]:
    """The state that an organization's name begins or ends with, or that possesses it, and the rest of the name."""
    words, text = reference.words, tuple(word.replace(".", "") for word in reference.text)
    while len(text) > 1 and (head_sort(text[-1]) == "suffix" or text[-1] in ("&", "and")):
        text = text[:-1]
    for length in (1, 2):
        state = find_actor(" ".join(reference.text[:length]))
        if state and len(text) > length and is_body(text[-1]):
            return state[2], text[length:]
    if "of" in text[1:] and (
        state := find_actor(" ".join(word for word in reference.text[text.index("of") + 1 :] if word != "the"))
    ):
        return state[2], text[: text.index("of")]
    at = reference.name
    if at > 1 and words.tag[at - 1] == "POS" and is_body(text[-1]) and (state := find_actor(words.lower[at - 2])):
        return state[2], text
    return "", tuple(word for word in text if word not in ("the",)) or text


def find_owner_key(reference: Reference, first: int, past: int) -> Key | None:
    """Whose office a phrase is."""
    owner = find_owner(reference.words, first, past)
    if owner is None:
        return None
    text = " ".join(reference.words.lower[slice(*owner)])
    return find_actor(text) or ("name", "", text.replace(".", ""))
