"""What an actor is known by while mentions are linked: keys of states and blocs from tables, of others from their names."""

import re
import unicodedata
from functools import cache

from analysis.actors.nominals import find_owner
from analysis.actors.references import Key, Reference
from analysis.lexicon import load_lexicon
from analysis.lookups import (
    head_sort,
    index_bodies,
    index_first_name_forms,
    index_known,
    index_parents,
    is_body,
)
from analysis.places import index_places
from analysis.words import PARTICLES


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
    plain = re.sub(r"(?<=[^aeiou])ia$", "ya", plain)
    return re.sub(r"e[iy]", "ey", plain).replace("ks", "x")


@cache
def fold_common(word: str) -> str:
    """Return a word of a body's name in American spelling, folded: "Defence", "Organisation", "Centre"."""
    return fold(_SPELLINGS.get(word, re.sub(r"isation(s?)$", r"ization\1", word)))


_SPELLINGS = {"defence": "defense", "labour": "labor", "centre": "center", "programme": "program"}
_FIELDS: dict[tuple[str, ...], tuple[str, ...]] = {("foreign", "affairs"): ("foreign",), ("internal", "affairs"): ("interior",)}
_MANY = 5  # words that no name of a person has
_SUFFIXES = frozenset(("jr", "sr", "ii", "iii"))


def is_same_first_name(one: str, other: str) -> bool:
    """Return whether two folded first names may be forms of one: Joe and Joseph, Vladimir and Volodymyr."""
    return one == other or bool(_first_names(one) & _first_names(other))


@cache
def _first_names(word: str) -> frozenset[str]:
    """The names that a folded first name may be a form of, itself among them."""
    return _folded_forms().get(word, frozenset()) | {word}


@cache
def _folded_forms() -> dict[str, frozenset[str]]:
    """Forms of first names, folded, with the names they are forms of."""
    return {fold(form): frozenset(map(fold, names)) for form, names in index_first_name_forms().items()}


def key_name(reference: Reference) -> Key:
    """Return the key of a name as it stands, before it is compared with others."""
    text = " ".join(reference.text)
    if reference.kind == "person":
        return ("name", "", " ".join(_person_words(reference.text)))
    known = find_actor(text, acts=reference.acts) if text not in index_bodies() else None
    if known and (reference.acts or text not in _stand_ins() or text in _table_actors()):
        owner = _find_possessor(reference) if known[0] == "bloc" and text not in index_known("adjective") else None
        return ("name", owner, " ".join(map(fold_common, reference.text))) if owner else known
    owner, rest = _part_owner(reference)
    return key_body(rest, owner)


def key_body(words: tuple[str, ...], owner: str) -> Key:
    """Return the key of a body of some state (or of none, ""), whose name without the state is given in lower case."""
    plain = " ".join(word for word in words if word != "the")
    if plain in index_bodies():
        name, state = index_bodies()[plain]
        if owner in ("", state):
            owner, words = state, tuple(name.split())
    return ("name", owner, " ".join(map(fold_common, _turn_name(words))))


def _turn_name(words: tuple[str, ...]) -> tuple[str, ...]:
    """A body called "Ministry of Foreign Affairs" as "Foreign Ministry"."""
    if len(words) > 2 and words[0] in ("ministry", "department") and words[1] == "of":
        field = tuple(word for word in words[2:] if word != "the")
        return (*_FIELDS.get(field, field), words[0])
    return words


def _person_words(text: tuple[str, ...]) -> list[str]:
    """First and last name, folded, and a suffix that tells father and son apart."""
    words = [word for word in text if word.rstrip(".") not in _SUFFIXES] or list(text)
    kept = [word for word in words if len(word.rstrip(".")) > 1] or words
    suffix = [word.rstrip(".") for word in text if word.rstrip(".") in _SUFFIXES][:1] if len(kept) > 1 else []
    return [fold(word) for word in ([kept[0], kept[-1]] if len(kept) > 1 else kept)] + suffix


def surname(key: Key) -> str:
    """Return the last name in a person's key."""
    words = key[2].split()
    return words[-2] if len(words) > 2 and words[-1] in _SUFFIXES else words[-1] if words else ""


def is_full_name(reference: Reference) -> bool:
    """Return whether a person's name has first and last name, and is no headline taken for a name."""
    words = [word for word in reference.text if word not in PARTICLES and word.rstrip(".") not in _SUFFIXES]
    return len(reference.text) > 1 and len(words) < _MANY and reference.key is not None and " " in reference.key[2]


def _part_owner(reference: Reference) -> tuple[str, tuple[str, ...]]:
    """The state that an organization's name begins or ends with, or that possesses it, and the rest of the name."""
    text = tuple(word.replace(".", "") for word in reference.text)
    while len(text) > 1 and (head_sort(text[-1]) == "suffix" or text[-1] in ("&", "and")):
        text = text[:-1]
    for length in (1, 2):
        state = find_actor(" ".join(reference.text[:length]))
        if state and len(text) > length and (is_body(text[-1]) or " ".join(text[length:]) in index_bodies()):
            rest = text[length:]
            return state[2], rest[1:] if rest[0] == "'s" and len(rest) > 1 else rest
    if "of" in text[1:]:
        at = len(text) - 1 - text[::-1].index("of")
        if state := find_actor(" ".join(word for word in reference.text[at + 1 :] if word != "the")):
            return state[2], text[:at]
    if owner := _find_possessor(reference):
        return owner, text
    return "", tuple(word for word in text if word not in ("the",)) or text


def _find_possessor(reference: Reference) -> str:
    """The state whose body a name is by what stands before it: "Ukraine’s Foreign Ministry", "the Danish Foreign Ministry"."""
    words, at = reference.words, reference.name
    if not is_body(reference.text[-1]):
        return ""
    if at > 1 and words.tag[at - 1] == "POS":
        state = find_actor(words.lower[at - 2])
    else:
        state = find_actor(words.lower[at - 1]) if at and words.lower[at - 1] in index_known("adjective") else None
    return state[2] if state else ""


def find_parent(key: Key) -> Key | None:
    """Return the state or bloc that a body is part of by its name; a bank or a university is no part of its state."""
    if key[0] == "bloc":
        return find_actor(index_parents()[key[2]].lower()) if key[2] in index_parents() else None
    if key[0] == "name" and key[1]:
        last = key[2].rpartition(" ")[2]
        if head_sort(last) == "state" or is_known_body(key):
            return find_actor(key[1].lower())
    return None


def is_known_body(key: Key) -> bool:
    """Return whether a body of a state is well known by its name alone ("CIA")."""
    return key[2] in _folded_bodies()


@cache
def _folded_bodies() -> frozenset[str]:
    """Usual names of well-known bodies of states, folded as in keys."""
    return frozenset(" ".join(map(fold_common, _turn_name(tuple(name.split())))) for name, _ in index_bodies().values())


def find_owner_key(reference: Reference, first: int, past: int) -> Key | None:
    """Whose office a phrase is."""
    owner = find_owner(reference.words, first, past)
    if owner is None:
        return None
    text = " ".join(reference.words.lower[slice(*owner)])
    return find_actor(text) or ("name", "", text.replace(".", ""))
