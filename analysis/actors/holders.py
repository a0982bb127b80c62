"""Links phrases without a name to the actors they mean: who holds an office, which body is meant, whom officials act for."""

from collections import Counter
from itertools import islice

from analysis.actors.keys import Key, Reference, find_owner_key
from analysis.actors.nominals import index_collectives, read_office
from analysis.lookups import head_sort
from analysis.titles import office_gender

_CHOICES = 60  # actors looked at for one phrase
_NEAR = 60  # words within which a phrase still means the person named last
_LEADERS = frozenset(("president", "prime", "chancellor", "premier", "king", "queen", "taoiseach", "emir", "sultan"))


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
            reference.owner = find_owner_key(reference, reference.first, reference.past)
            apposed = beside.get(reference.first - 1) if reference.first and words.text[reference.first - 1] == "," else None
            nouns = words.lower[reference.first : reference.past]
            if reference.kind == "person":
                reference.office = read_office(words, reference.first, reference.past)
                reference.gender = office_gender(reference.office)
            if apposed and apposed.kind == reference.kind:
                reference.key = apposed.key
            elif reference.kind == "person":
                latest_first = [*islice(reversed(holders.values()), _CHOICES)]
                order = [*latest_first, *islice(first_holders.values(), _CHOICES)] if reference.owner else latest_first
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

    An office without an owner ("President Donald Trump") is taken to be of the state the document mentions most. A phrase without
    an owner ("the president") means the only holder of that office, or one of several if he was named just before.
    """
    fitting = [holder for holder in holders if _holds(holder, reference)]
    if reference.owner:
        return next((holder.key for holder in fitting if (holder.owner or home) == reference.owner), None)
    if len(fitting) > 1 and reference.first - fitting[0].past > _NEAR:
        return None
    return fitting[0].key if fitting else None


def _holds(holder: Reference, reference: Reference) -> bool:
    """Whether a person holds the office of a phrase: the same, one that ends like it, for a leader one that leads a state."""
    office, last = reference.office, reference.office.rpartition(" ")[2]
    if holder.office == office or (last == office and holder.office.endswith(" " + office)):
        return True
    return last == "leader" and bool(_LEADERS & set(holder.office.split()))


def _find_body(bodies: list[Reference], noun: str) -> Key | None:
    """The first of some bodies that has a noun in its name ("the ministry"), or is of the sort it tells ("the company")."""
    for body in bodies:
        assert body.key
        if noun in body.text or (head_sort(noun), body.key[0]) in (("company", "name"), ("bloc", "bloc")):
            return body.key
    return None
