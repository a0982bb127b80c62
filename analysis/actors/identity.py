"""Says which names that differ mean one actor: of people, forms and spellings of names; of bodies, acronyms and owners."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import combinations

from analysis.actors.keys import fold, is_same_first_name, surname
from analysis.actors.links import initials
from analysis.actors.parties import join_parties
from analysis.actors.references import Key
from analysis.lookups import head_sort
from analysis.titles import speaks_for_state

_COMPARED = 40  # full names of one surname that are compared, the commonest first
_ACRONYM = 3  # letters an acronym needs to be told by its letters alone
_SURE = 0.95  # share of the readings that must agree on which state a body without one is of
_OFTEN = 5  # readings that a name of one word needs for it
_CLEAR = 0.8  # share of the readings that must agree on what an acronym stands for
_LONG = 5  # letters of a name of which one may differ between spellings


@dataclass
class Person:
    """What the names of one person show: how often in full, in which forms, with which offices (office, former, owner)."""

    n_full: int = 0
    names: set[tuple[str, ...]] = field(default_factory=set)
    offices: Counter[tuple[str, bool, Key | None]] = field(default_factory=Counter)
    implied: Counter[Key] = field(default_factory=Counter)  # states whose office the context makes it

    def merge(self, other: "Person") -> None:
        """Take in what other names show of the same person."""
        self.n_full += other.n_full
        self.names |= other.names
        self.offices.update(other.offices)
        self.implied.update(other.implied)


def join_people(people: dict[Key, Person], find_root: Callable[[Key | None], Key | None]) -> dict[Key, Key]:
    """Return the full names that mean somebody of another, commoner full name, with that name's key.

    Notes
    -----
    One surname, and first names that are forms of one (Joe, Joseph), or one of them a part of the other (Recep Tayyip
    Erdogan), and no two states that they speak for; or one office of one state and names that differ by a letter or begin alike.
    """
    roots = {key: _list_roots(person, find_root) for key, person in people.items() if person.n_full}
    into: dict[Key, Key] = {}
    for group in _group_names(people, roots):
        ordered = sorted(group, key=lambda key: (-people[key].n_full, key))[:_COMPARED]
        for other, key in combinations(ordered, 2):
            if key not in into and other not in into and _is_one(key, other, people, roots):
                into[key] = other
    return {key: _follow(into, key) for key in into}


def _group_names(people: dict[Key, Person], roots: dict[Key, Counter[tuple[str, Key]]]) -> Iterator[list[Key]]:
    """Full names that may be one: those of one surname, then those of one first name and one office of one state."""
    by_surname: dict[str, list[Key]] = defaultdict(list)
    by_office: dict[tuple[str, str, Key], list[Key]] = defaultdict(list)
    for key in roots:
        by_surname[surname(key)].append(key)
        for office, root in roots[key]:
            by_office[key[2].split()[0], office, root].append(key)
    yield from (group for group in (*by_surname.values(), *by_office.values()) if len(group) > 1)


def _list_roots(person: Person, find_root: Callable[[Key | None], Key | None]) -> Counter[tuple[str, Key]]:
    """The offices of a person that speak for a state or bloc, with it."""
    found: Counter[tuple[str, Key]] = Counter()
    for (office, _, owner), n in person.offices.items():
        root = find_root(owner)
        if root and speaks_for_state(office):
            found[office, root] += n
    return found


def _is_one(one: Key, other: Key, people: dict[Key, Person], roots: dict[Key, Counter[tuple[str, Key]]]) -> bool:
    """Whether two full names mean one person."""
    first, second = one[2].split(), other[2].split()
    if first[2:] != second[2:] and not _share_middle(people[one], people[other]):  # Jr.
        return False
    states, others = {root for _, root in roots[one]}, {root for _, root in roots[other]}
    shared = roots[one].keys() & roots[other].keys()
    if surname(one) == surname(other):
        if states and others and not states & others:
            return False
        if is_same_first_name(first[0], second[0]) or _contains(people[one], people[other]):
            return True
        return bool(shared) and (first[0][0] == second[0][0] or _differ_little(first[0], second[0]))
    return bool(shared) and first[0] == second[0] and _differ_little(first[1], second[1])


def _share_middle(one: Person, other: Person) -> bool:
    """Whether two persons have a middle name or initial in common: "Joseph R. Holm" is "Joseph R. Holm Jr."."""
    middles, others = ({word.rstrip(".") for name in person.names for word in name[1:-1]} for person in (one, other))
    return bool(middles & others)


def _contains(one: Person, other: Person) -> bool:
    """Whether a name of one person is a name of the other with a word more."""
    names, others = ([frozenset(map(fold, name)) for name in person.names] for person in (one, other))
    return any(name < fuller or fuller < name for name in names for fuller in others)


def _differ_little(one: str, other: str) -> bool:
    """Whether two spellings differ by one letter more, less or other."""
    if min(len(one), len(other)) < _LONG or abs(len(one) - len(other)) > 1:
        return False
    start = next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    return one[start + 1 :] == other[start + 1 :] or one[start:] == other[start + 1 :] or one[start + 1 :] == other[start:]


def join_bodies(kinds: dict[Key, Counter[str]], acronyms: dict[Key, Counter[Key]], capitals: Iterable[Key]) -> dict[Key, Key]:
    """Return names of bodies that mean one of another name, with that name's key.

    Notes
    -----
    An acronym means what brackets after the full name tell anywhere in the corpus, else the only full name with its letters. A
    body of a state that is named without it ("State Department") is that of the only state the corpus names with it. For parties
    see `join_parties`.
    """
    names = [key for key in kinds if key[0] == "name"]
    into = join_parties([key for key in names if not _is_person(kinds[key])], [key for key in names if _is_person(kinds[key])])
    by_letters: dict[str, set[Key]] = defaultdict(set)
    owned: dict[str, set[Key]] = defaultdict(set)
    for key, found in kinds.items():
        if key[0] != "name" or _is_person(found):
            continue
        if " " in key[2] and "organization" in found:
            by_letters[initials(key[2])].add(key)
        if key[1]:
            owned[key[2]].add(key)
    for key, found in kinds.items():
        origin, owner, rest = key
        if origin != "name" or owner or _is_person(found):
            continue
        owners = {other: kinds[other].total() for other in owned.get(rest, ())}
        only = _find_commonest(owners, _SURE) if head_sort(rest.rpartition(" ")[2]) == "state" else None
        if only and (" " in rest or owners[only] >= _OFTEN):
            into[key] = only
        elif key not in into and " " in rest and rest.endswith("s") and (origin, owner, rest[:-1]) in kinds:
            into[key] = (origin, owner, rest[:-1])
    for key in capitals:
        letters = by_letters.get(key[2], set())
        if len(letters) == 1 and len(key[2]) >= _ACRONYM and key not in acronyms and key[0] == "name":
            into[key] = next(iter(letters))
    for key, told in acronyms.items():
        fulls: Counter[Key] = Counter()
        for full_key, n in told.items():
            fulls[_follow(into, full_key)] += n
        full = _find_commonest(fulls, _CLEAR)
        if full and key[0] == "name" and full != key:
            into[key] = full
    return {key: _follow(into, key) for key in into}


def _find_commonest(found: Mapping[Key, int], share: float) -> Key | None:
    """The key that nearly all of some counts are of, if there is one."""
    key = min(found, key=lambda key: (-found[key], key), default=None)
    return key if key and found[key] >= share * sum(found.values()) else None


def _is_person(kinds: Counter[str]) -> bool:
    """Whether a name is mostly that of a person."""
    return kinds["person"] * 2 > kinds.total()


def _follow(into: dict[Key, Key], key: Key) -> Key:
    """The end of a chain of names; one that runs in a circle ends where it began."""
    seen = {key}
    while key in into and into[key] not in seen:
        key = into[key]
        seen.add(key)
    return key
