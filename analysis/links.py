"""Says which names and phrases mean the same actor, first within a document, then across the corpus."""

import re
import unicodedata
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from functools import cache
from itertools import islice, pairwise

from analysis.kinds import index_first_names, index_heads, index_known, is_body
from analysis.lexicon import load_lexicon
from analysis.nominals import find_owner, index_collectives, read_office
from analysis.places import index_places
from analysis.titles import index_offices, office_gender
from analysis.words import Words

# What an actor is known by while linking: where the name comes from (state, bloc, or name as found), its owner, its words.
Key = tuple[str, str, str]

_CHOICES = 60  # actors looked at for one phrase
_SMALL = frozenset(("the", "of", "and", "for", "on", "&", ","))
_LEADERS = frozenset(("president", "prime", "chancellor", "premier", "king", "queen", "taoiseach", "emir", "sultan"))


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
    return ("name", owner, " ".join(rest))


def _person_words(text: tuple[str, ...]) -> list[str]:
    """First and last name, folded."""
    words = [word for word in text if word.rstrip(".") not in ("jr", "sr", "ii", "iii")]
    kept = [word for word in words if len(word.rstrip(".")) > 1] or words or list(text)
    return [fold(word) for word in ([kept[0], kept[-1]] if len(kept) > 1 else kept)]


def _part_owner(reference: Reference) -> tuple[str, tuple[str, ...]]:
    """The state that an organization's name begins or ends with, or that possesses it, and the rest of the name."""
    words, text = reference.words, tuple(word.replace(".", "") for word in reference.text)
    while len(text) > 1 and (_sort(text[-1]) == "suffix" or text[-1] in ("&", "and")):
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


def _sort(word: str) -> str:
    """Company, bloc, suffix or nothing: what sort of body a word is said of."""
    head = index_heads().get(word)
    return head.sort if head else ""


def link_names(references: list[Reference]) -> None:
    """Give each name of a document its key: short forms get the key of the full form in the same document."""
    names = [reference for reference in references if reference.form == "name"]
    for reference in names:
        reference.key = key_name(reference)
        if reference.name > reference.first:
            reference.office = read_office(reference.words, reference.first, reference.name)
            reference.gender = office_gender(reference.office) or _honorific_gender(reference)
            reference.owner = _find_owner_key(reference, reference.first, reference.name)
        if reference.kind == "person" and not reference.gender and len(reference.text) > 1:
            reference.gender = index_first_names().get(reference.text[0], "")
    _read_appositions(names)
    _link_people([reference for reference in names if reference.kind == "person"])
    _link_bodies(
        [reference for reference in names if reference.key and reference.key[0] == "name" and reference.kind != "person"], names
    )


def _honorific_gender(reference: Reference) -> str:
    """The gender a form of address tells."""
    return next(
        (index_offices("honorific").get(word, "") for word in reference.words.lower[reference.first : reference.name]), ""
    )


def _find_owner_key(reference: Reference, first: int, past: int) -> Key | None:
    """Whose office a phrase is."""
    owner = find_owner(reference.words, first, past)
    if owner is None:
        return None
    text = " ".join(reference.words.lower[slice(*owner)])
    return find_actor(text) or ("name", "", text.replace(".", ""))


def _read_appositions(names: list[Reference]) -> None:
    """Read office and owner from what follows a person's name: ", the foreign minister of Jordan,"."""
    for reference in names:
        words, at = reference.words, reference.past
        if reference.kind != "person" or reference.office or at + 2 >= len(words) or words.text[at] != ",":
            continue
        past = next((n for n in range(at + 1, min(at + 12, len(words))) if words.text[n] in (",", ".", ";")), at + 1)
        if any(words.pos[n] in ("VERB", "AUX", "PRON") for n in range(at + 1, past)):
            continue
        reference.office = read_office(words, at + 1, past)
        if reference.office:
            reference.owner = _find_owner_key(reference, at + 1, past)
            reference.gender = reference.gender or office_gender(reference.office)


def _link_people(people: list[Reference]) -> None:
    """Link surnames and first names to the latest fitting full name before them, else to the first after them."""
    later: dict[str, list[Reference]] = defaultdict(list)
    for reference in people:
        for part in _parts(reference):
            later[part].append(reference)
    seen: dict[str, dict[Key, Reference]] = defaultdict(dict)
    for reference in people:
        for part in _parts(reference):
            assert reference.key
            seen[part].pop(reference.key, None)
            seen[part][reference.key] = reference
        if len(reference.text) == 1:
            word = fold(reference.text[0])
            choices = [*reversed(seen[word].values()), *({r.key: r for r in later[word]}.values() if not seen[word] else ())]
            fitting = [other for other in choices if not reference.gender or other.gender in ("", reference.gender)]
            surnames = [other for other in fitting if other.key and other.key[2].endswith(" " + word)]
            if fitting:
                chosen = (surnames or fitting)[0]
                reference.key, reference.gender = chosen.key, reference.gender or chosen.gender


def _parts(reference: Reference) -> list[str]:
    """First and last word of a full name, by which it may be called for short."""
    words = reference.key[2].split() if reference.key and len(reference.text) > 1 else []
    return list(dict.fromkeys((words[-1], words[0]))) if words else []


def _link_bodies(bodies: list[Reference], names: list[Reference]) -> None:
    """Link short names and acronyms of organizations to their full names."""
    full: dict[str, set[Key]] = defaultdict(set)
    owned: dict[str, set[Key]] = defaultdict(set)
    for reference in bodies:
        assert reference.key
        _, owner, rest = reference.key
        words = rest.split()
        if len(words) > 1:
            full[words[0]].add(reference.key)
            full["".join(word[0] for word in words if word not in _SMALL)].add(reference.key)
        if owner:
            owned[rest].add(reference.key)
    for left, right in pairwise(names):
        between = left.words.text[left.past : right.first]
        if between == ["("] and left.key and _abbreviates(right, left):
            full[right.text[0].replace(".", "")] = {left.key}
    for reference in bodies:
        assert reference.key
        rest = reference.key[2]
        choices = owned.get(rest, set()) if not reference.key[1] else set()
        if not choices and " " not in rest:
            choices = {key for key in full.get(rest, ()) if key != reference.key}
        if len(choices) == 1:
            reference.key = next(iter(choices))


def _abbreviates(short: Reference, full: Reference) -> bool:
    """Whether a name is an acronym that may stand for another: "National Security Council (NSC)", but not "Moscow (AP)"."""
    letters = short.text[0].replace(".", "")
    capitals = short.words.text[short.name].replace(".", "").isupper()
    return (
        len(short.text) == 1 and capitals and len(full.text) > 1 and full.kind != "person" and full.text[0].startswith(letters[0])
    )


def link_surnames(documents: list[list[Reference]]) -> None:
    """Link surnames without a full name in their document to the one person of the corpus who has that surname, if it is one."""
    known: dict[str, set[Key]] = defaultdict(set)
    for references in documents:
        for reference in references:
            if reference.form == "name" and reference.kind == "person" and reference.key and " " in reference.key[2]:
                known[reference.key[2].split()[-1]].add(reference.key)
    for references in documents:
        for reference in references:
            if reference.form == "name" and reference.kind == "person" and reference.key and " " not in reference.key[2]:
                choices = known.get(reference.key[2], set())
                if len(choices) == 1:
                    reference.key = next(iter(choices))


def link_nominals(references: list[Reference]) -> None:
    """Link the phrases of a document to the actors they mean, where the document tells."""
    names = [reference for reference in references if reference.form == "name"]
    beside = {reference.past: reference for reference in names}
    states = Counter(reference.key for reference in names if reference.key and reference.key[0] == "state")
    home = states.most_common(1)[0][0] if states else None
    first_holders: dict[Key, Reference] = {}
    for reference in names:
        if reference.kind == "person" and reference.office and reference.key:
            first_holders.setdefault(reference.key, reference)
    holders: dict[Key, Reference] = {}
    bodies: dict[Key, Reference] = {}
    for reference in references:
        latest = holders if reference.kind == "person" else bodies
        if reference.form == "name" and reference.key and (reference.office or reference.kind == "organization"):
            latest.pop(reference.key, None)
            latest[reference.key] = reference
        elif reference.form == "nominal":
            words = reference.words
            reference.owner = _find_owner_key(reference, reference.first, reference.past)
            apposed = beside.get(reference.first - 1) if reference.first and words.text[reference.first - 1] == "," else None
            nouns = words.lower[reference.first : reference.past]
            if reference.kind == "person":
                reference.office = read_office(words, reference.first, reference.past)
                reference.gender = office_gender(reference.office)
            if apposed and apposed.kind == reference.kind:
                reference.key = apposed.key
            elif reference.kind == "person":
                order = [
                    *islice(reversed(holders.values()), _CHOICES),
                    *islice(first_holders.values(), _CHOICES if reference.owner else 0),
                ]
                reference.key = _find_holder(reference, order, home)
            elif (
                reference.owner
                and reference.owner[0] in ("state", "bloc")
                and any(index_collectives().get(noun) for noun in nouns)
            ):
                reference.key = reference.owner
            elif reference.kind == "organization":
                reference.key = _find_body(list(islice(reversed(bodies.values()), _CHOICES)), nouns[-1])


def _find_holder(reference: Reference, holders: list[Reference], home: Key | None) -> Key | None:
    """The first of some holders of offices who holds that of a phrase, for the same owner if it tells one.

    An office without an owner ("President Donald Trump") is taken to be of the state the document mentions most.
    """
    office, last = reference.office, reference.office.rpartition(" ")[2]
    for holder in holders:
        same = holder.office == office or (last == office and holder.office.endswith(" " + office))
        leads = last == "leader" and bool(_LEADERS & set(holder.office.split()))
        if (same or leads) and (reference.owner is None or (holder.owner or home) == reference.owner):
            return holder.key
    return None


def _find_body(bodies: list[Reference], noun: str) -> Key | None:
    """The first of some bodies that has a noun in its name ("the ministry"), or is of the sort it tells ("the company")."""
    for body in bodies:
        assert body.key
        if noun in body.text or (_sort(noun), body.key[0]) in (("company", "name"), ("bloc", "bloc")):
            return body.key
    return None


def count_kinds(documents: list[list[Reference]]) -> dict[Key, Counter[str]]:
    """Return how often each key is a name of each kind in the corpus."""
    kinds: dict[Key, Counter[str]] = defaultdict(Counter)
    for references in documents:
        for reference in references:
            if reference.form == "name" and reference.key:
                kinds[reference.key][reference.kind] += 1
    return kinds
