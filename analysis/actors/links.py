"""Says which names of a document mean the same actor."""

from collections import defaultdict
from collections.abc import Callable
from itertools import pairwise

from analysis.actors.keys import fold, is_full_name, key_name, surname
from analysis.actors.offices import read_offices
from analysis.actors.references import Key, Reference
from analysis.lookups import head_sort, index_first_names
from analysis.titles import index_offices

_SMALL = frozenset(("the", "of", "and", "for", "on", "&", ",", "'s"))


def link_names(references: list[Reference], stands_alone: Callable[[Key], bool]) -> list[tuple[Key, Key]]:
    """Give each name of a document its key and offices; short forms get the key of the full form in the same document.

    Parameters
    ----------
    stands_alone : whether an acronym is known to stand for itself ("BBC", though there is a "BBC World Service")

    Returns
    -------
    list of (key of an acronym, key of its full name), for each place that shows it: "Council (NSC)", or both in one document
    """
    names = [reference for reference in references if reference.form == "name"]
    for reference in names:
        reference.key = key_name(reference)
        if reference.kind == "person":
            reference.gender = _honorific_gender(reference)
    told = _link_bodies([reference for reference in names if reference.kind != "person"], names, stands_alone)
    read_offices(names)
    for reference in names:
        if reference.kind == "person" and not reference.gender and len(reference.text) > 1:
            reference.gender = index_first_names().get(reference.text[0], "")
    _link_people([reference for reference in names if reference.kind == "person"])
    return told


def _honorific_gender(reference: Reference) -> str:
    """The gender a form of address tells."""
    title = reference.words.lower[reference.first : reference.name]
    return next((index_offices("honorific").get(word, "") for word in title), "")


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
            surnames = [other for other in fitting if other.key and surname(other.key) == word]
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
    if not reference.key or not is_full_name(reference):
        return []
    return list(dict.fromkeys((surname(reference.key), reference.key[2].split()[0])))


def _link_bodies(bodies: list[Reference], names: list[Reference], stands_alone: Callable[[Key], bool]) -> list[tuple[Key, Key]]:
    """Link short names and acronyms of organizations to their full names; return what tells so of acronyms."""
    told: list[tuple[Key, Key]] = []
    for left, right in pairwise(names):
        if left.words.text[left.past : right.first] == ["("] and left.key and right.key:
            if _abbreviates(right, left):
                told.append((right.key, left.key))
            elif _abbreviates(left, right):
                told.append((left.key, right.key))
    full: dict[str, set[Key]] = defaultdict(set)
    owned: dict[str, set[Key]] = defaultdict(set)
    for reference in bodies:
        assert reference.key
        origin, owner, rest = reference.key
        if origin != "name":
            continue
        words = rest.split()
        if len(words) > 1 and reference.kind != "place":
            if not stands_alone((origin, "", words[0])) and head_sort(words[0]) != "state":
                full[words[0]].add(reference.key)
            full[initials(rest)].add(reference.key)
        if owner:
            owned[rest].add(reference.key)
    explicit = dict(told)
    for reference in bodies:
        assert reference.key
        origin, owner, rest = reference.key
        if reference.key in explicit:
            reference.key = explicit[reference.key]
            continue
        if origin != "name":
            continue
        choices = owned.get(rest, set()) if not owner else set()
        if not choices and " " not in rest and (reference.kind != "place" or reference.text[0] == initials(rest)):
            choices = {key for key in full.get(rest, ()) if key != reference.key}
        if len(choices) == 1:
            (full_key,) = choices
            if reference.text[0] == initials(full_key[2]) and reference.words.text[reference.name].isupper():
                told.append((reference.key, full_key))
            reference.key = full_key
    return told


def initials(rest: str) -> str:
    """Return the first letters of a name of several words, small words aside."""
    return fold("".join(word[0] for word in rest.split() if word not in _SMALL))


def _abbreviates(short: Reference, full: Reference) -> bool:
    """Whether a name is an acronym that may stand for another: "National Security Council (NSC)", but not "Moscow (AP)"."""
    letters = short.text[0].replace(".", "")
    capitals = short.words.text[short.name].replace(".", "").isupper()
    assert full.key
    return (
        len(short.text) == 1
        and capitals
        and 1 < len(full.text) < 9
        and full.kind != "person"
        and initials(" ".join(full.text))[:1] == letters[0]
    )
