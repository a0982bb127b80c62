"""What the names of a whole corpus show together: who is one, who holds which office, of what kind a name is."""

import re
from collections import Counter, defaultdict
from dataclasses import dataclass, field

from analysis.actors.identity import Person, join_bodies, join_people
from analysis.actors.keys import find_actor, find_parent, fold, fold_common, is_full_name, surname
from analysis.actors.references import Key, Reference
from analysis.lookups import index_known
from analysis.titles import index_office_owners, is_sole_office

_CLEAR = 0.8  # share of the readings that must agree on who holds an office, or on whose it is
_OFTEN = 3  # times as often as all others of a surname a person is named whom a bare surname means
_HOLDERS = 3  # persons who must hold an office before its usual owner is taken to be that of others
_CALLED_FORMER = 0.25  # who is called former president so often, compared with president, is one: nobody calls the present one so
_ALONE = 10  # mentions of a body by an acronym that make it a name of its own: "BBC" is not short for "BBC World Service"
_ADMINISTRATIONS = frozenset(("administration", "government"))
_OF_SOMEBODY = 2  # words of "Biden Administration"
_PARTIES = frozenset(("republican", "democratic", "conservative", "liberal", "socialist", "independent"))
_PERSON = re.compile(r"\b(spokes|chair)(?:wo)?man$")
_DIPLOMATS = ("foreign minister", "secretary of state", "foreign secretary")
_MEANT = {"top diplomat": _DIPLOMATS, "chief diplomat": _DIPLOMATS,
          "defense chief": ("defense minister", "secretary of defense", "defense secretary")}  # fmt: skip
_ROOT = 8  # affiliations followed from a person to a state


@dataclass
class Acquaintance:
    """Gathered from names linked within their documents (`meet`), then settled for the whole corpus (`settle`)."""

    people: dict[Key, Person] = field(default_factory=dict)
    kinds: dict[Key, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    acronyms: dict[Key, Counter[Key]] = field(default_factory=lambda: defaultdict(Counter))
    capitals: set[Key] = field(default_factory=set)  # names of one word, written in capitals
    alone: set[Key] = field(default_factory=set)  # acronyms that often stand for themselves
    same: dict[Key, Key] = field(default_factory=dict)
    surnames: dict[str, Counter[Key]] = field(default_factory=lambda: defaultdict(Counter))
    holders: dict[tuple[str, Key], Counter[Key]] = field(default_factory=lambda: defaultdict(Counter))
    usual: dict[str, Key] = field(default_factory=dict)

    def meet(self, references: list[Reference], told: list[tuple[Key, Key]]) -> None:
        """Take in the names of one document, linked within it."""
        for short, full in told:
            self.acronyms[short][full] += 1
        for reference in references:
            if reference.form != "name" or not reference.key:
                continue
            self.kinds[reference.key][reference.kind] += 1
            if reference.kind == "person":
                person = self.people.setdefault(reference.key, Person())
                if is_full_name(reference):
                    person.n_full += 1
                    person.names.add(reference.text)
                person.offices.update((plain_office(o.office), o.former, o.owner) for o in reference.offices)
                person.implied.update(o.implied for o in reference.offices if o.implied)
            elif len(reference.text) == 1 and reference.words.text[reference.name].isupper():
                self.capitals.add(reference.key)

    def merge(self, other: "Acquaintance") -> None:
        """Take in what was gathered from the documents that follow; neither may be settled."""
        for short, fulls in other.acronyms.items():
            self.acronyms[short].update(fulls)
        for key, kinds in other.kinds.items():
            self.kinds[key].update(kinds)
        for key, person in other.people.items():
            self.people.setdefault(key, Person()).merge(person)
        self.capitals |= other.capitals

    def settle(self) -> None:
        """Join what is one across documents, and say who holds which office."""
        self.alone = {key for key in self.capitals if self.kinds[key]["organization"] >= _ALONE}
        self.same = join_bodies(self.kinds, self.acronyms, self.capitals)
        for person in self.people.values():
            found, person.offices = person.offices, Counter()
            for (office, former, owner), n in found.items():
                person.offices[office, former, self.find_same(owner) if owner else None] += n
        self.same |= join_people(self.people, self.find_root)
        for key, other in self.same.items():
            self.kinds[self.find_same(other)].update(self.kinds.get(key, {}))
            if key in self.people and other != key:
                into = self.people.setdefault(self.find_same(other), Person())
                into.merge(self.people[key])
        owners: dict[str, Counter[Key]] = defaultdict(Counter)
        for key, person in self.people.items():
            if self.find_same(key) != key:
                continue
            if person.n_full:
                self.surnames[surname(key)][key] += person.n_full
            for (office, former, owner), n in person.offices.items():
                root = self.find_root(owner)
                if root and not former:
                    if is_sole_office(office):
                        self.holders[office, root][key] += n
                    owners[office][root] += 1
        for office, roots in owners.items():
            (root, n), total = roots.most_common(1)[0], sum(roots.values())
            if n >= _HOLDERS and n == total:
                self.usual[office] = root

    def find_same(self, key: Key) -> Key:
        """The key that stands for an actor in the whole corpus."""
        return self.same.get(key, key)

    def is_named(self, key: Key) -> bool:
        """Whether the corpus has this name."""
        return key in self.kinds

    def stands_alone(self, key: Key) -> bool:
        """Whether an acronym is known to stand for itself."""
        return key in self.alone

    def list_offices(self, key: Key) -> tuple[str, ...] | None:
        """The offices that the corpus gives a person; None for who is no person."""
        return tuple(office for office, _, _ in self.people[key].offices) if key in self.people else None

    def find_person(self, word: str, office: str) -> Key | None:
        """The person of the corpus whom a surname means, with an office beside it or without ("")."""
        choices = self.surnames.get(word, Counter())
        fitting = [key for key in choices if plain_office(office) in (self.list_offices(key) or ())] if office else []
        if len(fitting) == 1:
            return fitting[0]
        total = sum(choices.values())
        return next((key for key, n in choices.items() if n >= _OFTEN * (total - n)), None)

    def find_root(self, owner: Key | None) -> Key | None:
        """The state or bloc that an owner of offices is or is part of; None if it is of none."""
        for _ in range(_ROOT):
            if owner is None or owner[0] == "state":
                return owner
            above = find_parent(owner)
            if above is None:
                return owner if owner[0] == "bloc" else None
            owner = above
        return None

    def find_holder(self, office: str, owner: Key) -> Key | None:
        """The person who holds an office of a state, if the corpus tells one."""
        root = self.find_root(self.find_same(owner))
        found: Counter[Key] = Counter()
        for meant in list_meant(office):
            found.update(self.holders.get((meant, root), {}) if root else {})
        if not found:
            return None
        key, n = found.most_common(1)[0]
        return key if n >= _CLEAR * sum(found.values()) else None

    def count_held(self, key: Key, office: str) -> int:
        """How often the corpus calls a person by an office, if it mostly does, and not by one of the past."""
        person = self.people.get(key)
        held = self.read_person(key, person.offices)[0] if person else None
        if person is None or held is None or plain_office(held) not in list_meant(office):
            return 0
        return sum(n for (each, former, _), n in person.offices.items() if each == held and not former)

    def find_owner(self, key: Key) -> Key | None:
        """The state or body that a person's offices are of, those of the past aside."""
        person = self.people.get(key)
        return self.read_person(key, person.offices)[1] if person else None

    def find_led(self, key: Key) -> Key | None:
        """The state or body that a person leads or led: "the Holm administration"."""
        owners: Counter[Key] = Counter()
        for (_, _, owner), n in (self.people[key].offices if key in self.people else Counter()).items():
            if owner:
                owners[owner] += n
        return self.find_owner(key) or max(owners, key=lambda owner: (owners[owner], owner), default=None)

    def read_person(self, key: Key, offices: Counter[tuple[str, bool, Key | None]]) -> tuple[str | None, Key | None]:
        """The commonest office of a person and whose it is.

        An office of the past is one, but of nobody whom the person speaks for. Where no text tells an owner, it is the only one
        that the context implies, else that of all others who hold the office.
        """
        times: Counter[tuple[str, bool]] = Counter()
        for (office, former, _), n in offices.items():
            times[office, former] += n
        past = {office for office, former in times if former and times[office, True] >= _CALLED_FORMER * times[office, False]}
        names: Counter[tuple[str, bool]] = Counter()
        owners: Counter[Key] = Counter()
        for (office, _, owner), n in offices.items():
            names[office, office in past] += n
            if owner and office not in past:
                owners[owner] += n
        if not names:
            return None, None
        n_past = sum(n for (_, former), n in names.items() if former)
        former = 2 * (names.total() - n_past) < n_past
        office = min((-n, office) for (office, was), n in names.items() if was == former)[1]
        if former:
            return f"former {office}", None
        if not owners:
            only = index_office_owners().get(office.rpartition(" ")[2]) or index_office_owners().get(office)
            implied = self.people[key].implied if key in self.people else Counter()
            if len(implied) == 1:
                return office, next(iter(implied))
            return office, find_actor(only.lower()) if only else self.usual.get(plain_office(office))
        return office, max(owners, key=lambda owner: (owners[owner], owner))

    def find_kind(self, key: Key) -> str:
        """The commonest kind of a name in the corpus; of states and blocs that are never named the kind of the tables."""
        if key[0] == "state":
            return "state"
        found = self.kinds.get(key)
        return max(found, key=lambda kind: (found[kind], kind)) if found else index_known("name").get(key[2].lower(), "group")


def plain_office(office: str) -> str:
    """Return an office as it is compared: in American spelling, without the party, under one name for several of one meaning."""
    words = [fold_common(word) if word in ("defence", "labour") else word for word in office.replace("-", " ").split()]
    plain = " ".join(word for word in words if word not in _PARTIES) or office
    return "spokesperson" if plain == "press secretary" else _PERSON.sub(r"\1person", plain)


def list_meant(office: str) -> tuple[str, ...]:
    """Return the offices, as they are compared, that a phrase like "top diplomat" may mean; of others the office itself."""
    plain = plain_office(office)
    return _MEANT.get(plain, (plain,))


def link_across(references: list[Reference], known: Acquaintance) -> None:
    """Give the names of a document the keys that stand for them in the whole corpus.

    Notes
    -----
    A surname without a full name in its document is the one person of the corpus who has it; where several have it, the one
    who holds the office before it, or whose full name is found three times as often as those of all others together. A body
    without a state ("the Foreign Ministry") is that of the state the document mentions most, if the corpus names that state's.
    Names other than of persons take the commonest kind of the name in the corpus.
    """
    states = Counter(r.key[2] for r in references if r.form == "name" and r.key and r.key[0] == "state")
    home = min(states, key=lambda state: (-states[state], state), default="")
    for reference in references:
        if reference.form != "name" or not reference.key:
            continue
        origin, owner, rest = reference.key = known.find_same(reference.key)
        if origin == "name" and not owner and known.is_named((origin, home, rest)):
            reference.key = known.find_same((origin, home, rest))
        reference.owner = known.find_same(reference.owner) if reference.owner else None
        reference.offices = [
            office._replace(owner=known.find_same(office.owner) if office.owner else None) for office in reference.offices
        ]
        if reference.key[0] != "name":
            continue
        if reference.kind != "person":  # "the Biden administration"
            reference.kind = known.find_kind(reference.key)
        if reference.kind == "person" and " " not in reference.key[2]:
            reference.key = known.find_person(reference.key[2], reference.office) or reference.key
        elif reference.text[-1] in _ADMINISTRATIONS and len(reference.text) == _OF_SOMEBODY:  # "the Biden Administration"
            person = known.find_person(fold(reference.text[0]), "")
            reference.key = (known.find_led(person) if person else None) or reference.key
        reference.kind = known.find_kind(reference.key)
