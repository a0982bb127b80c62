"""Says which names mean the same actor, first within a document, then across the corpus."""

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from itertools import pairwise

from analysis.actors.keys import Key, Reference, find_owner_key, fold, key_name
from analysis.actors.nominals import read_office
from analysis.lookups import index_first_names, index_known
from analysis.titles import index_offices, office_gender

_SMALL = frozenset(("the", "of", "and", "for", "on", "&", ","))


def link_names(references: list[Reference]) -> None:
    """Give each name of a document its key: short forms get the key of the full form in the same document."""
    names = [reference for reference in references if reference.form == "name"]
    for reference in names:
        reference.key = key_name(reference)
        if reference.name > reference.first:
            reference.office = read_office(reference.words, reference.first, reference.name)
            reference.gender = office_gender(reference.office) or _honorific_gender(reference)
            reference.owner = find_owner_key(reference, reference.first, reference.name)
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
            reference.owner = find_owner_key(reference, at + 1, past)
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
            fitting = [other for other in choices if _may_be(reference, other)]
            surnames = [other for other in fitting if other.key and other.key[2].endswith(" " + word)]
            if fitting:
                chosen = (surnames or fitting)[0]
                reference.key, reference.gender = chosen.key, reference.gender or chosen.gender


def _may_be(short: Reference, full: Reference) -> bool:
    """Whether the titles of two names allow that they mean one person: "Mrs Jill Biden" is no "President Biden"."""
    if short.office and full.name > full.first and not full.office:
        return False
    return not short.gender or full.gender in ("", short.gender)


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
            full[fold("".join(word[0] for word in words if word not in _SMALL))].add(reference.key)
        if owner:
            owned[rest].add(reference.key)
    for left, right in pairwise(names):
        between = left.words.text[left.past : right.first]
        if between == ["("] and left.key and _abbreviates(right, left):
            full[fold(right.text[0].replace(".", ""))] = {left.key}
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


@dataclass
class Acquaintance:
    """What the names of a whole corpus show: full names by surname, the offices of persons, the kinds of names."""

    surnames: dict[str, Counter[Key]] = field(default_factory=lambda: defaultdict(Counter))
    offices: dict[Key, set[str]] = field(default_factory=lambda: defaultdict(set))
    kinds: dict[Key, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))

    def meet(self, references: list[Reference]) -> None:
        """Take in the names of one document, linked within it."""
        for reference in references:
            if reference.form != "name" or not reference.key:
                continue
            self.kinds[reference.key][reference.kind] += 1
            if reference.kind == "person" and len(reference.text) > 1 and " " in reference.key[2]:
                self.surnames[reference.key[2].split()[-1]][reference.key] += 1
            if reference.office:
                self.offices[reference.key].add(reference.office)

    def find_kind(self, key: Key) -> str:
        """The commonest kind of a name in the corpus; of states and blocs that are never named the kind of the tables."""
        if key[0] == "state":
            return "state"
        found = self.kinds.get(key)
        return max(found, key=lambda kind: (found[kind], kind)) if found else index_known("name").get(key[2].lower(), "group")


def link_surnames(references: list[Reference], known: Acquaintance) -> None:
    """Link the surnames of a document that has no full name for them to the one person of the corpus who has that surname.

    Where several have it, to the one who holds the office that stands before it, or whose full name is found five times as
    often as those of all others together. Names other than of persons take the commonest kind of the name in the corpus.
    """
    for reference in references:
        if reference.form != "name" or not reference.key or reference.key[0] != "name":
            continue
        if reference.kind == "person" and " " not in reference.key[2]:
            choices = known.surnames.get(reference.key[2], Counter())
            fitting = [key for key in choices if reference.office in known.offices[key]] if reference.office else []
            total = sum(choices.values())
            often = [key for key, n in choices.items() if n >= 5 * (total - n)]
            if len(fitting) == 1 or often:
                reference.key = fitting[0] if len(fitting) == 1 else often[0]
        reference.kind = known.find_kind(reference.key)
