"""Links phrases without a name to the actors they mean: who holds an office, which body is meant, whom officials act for."""

from collections import Counter
from itertools import islice

from analysis.actors.acquaintance import Acquaintance, list_meant, plain_office
from analysis.actors.clauses import is_said_by
from analysis.actors.keys import find_actor, find_owner_key, key_body
from analysis.actors.nominals import index_collectives
from analysis.actors.offices import index_names
from analysis.actors.phrases import read_phrase
from analysis.actors.references import Key, Reference
from analysis.lookups import head_sort, index_known
from analysis.titles import BESIDE, is_sole_office, office_gender, speaks_for_state

_CHOICES = 60  # actors looked at for one phrase
_NEAR = 60  # words within which a phrase still means the person named last
_TITLE = 5  # words of a title before a name
_BEFORE_BODY = frozenset(("the", "of", "'s", "'"))
_HEADS = frozenset(("head", "chief", "leader", "boss", "secretary general", "director general", "president", "chairperson",
                    "chief executive", "director"))  # fmt: skip
_HOME_GOVERNMENTS = frozenset(("the government", "the administration"))
_FAR_MORE = 2  # times as often as any other
_OTHERS = BESIDE | {"vice"}  # a shadow chancellor is not the chancellor
_LEADERS = frozenset(("president", "prime", "chancellor", "premier", "king", "queen", "taoiseach", "emir", "sultan"))


def link_nominals(references: list[Reference], known: Acquaintance) -> None:
    """Link the phrases of a document to the actors they mean, where the document or else the corpus tells."""
    names = [reference for reference in references if reference.form == "name"]
    inside = index_names(names)
    states = Counter(reference.key for reference in names if reference.key and reference.key[0] == "state")
    home = states.most_common(1)[0][0] if states else None
    people = [*dict.fromkeys(name.key for name in names if name.kind == "person" and name.key)][:_CHOICES]
    first_holders: dict[Key, Reference] = {}
    for reference in names:
        if reference.kind == "person" and reference.office and reference.key:
            first_holders.setdefault(reference.key, reference)
    holders: dict[Key, Reference] = {}
    bodies: dict[Key, Reference] = {}
    for reference in references:
        latest = holders if reference.kind == "person" else bodies
        if reference.form == "nominal" and reference.kind == "person":
            latest_first = [*islice(reversed(holders.values()), _CHOICES)]
            reference.key = _find_person(
                reference, latest_first, [*islice(first_holders.values(), _CHOICES)], inside, home, known
            ) or _find_known_holder(reference, people, known)
        elif reference.form == "nominal":
            reference.key = _find_group(reference, [*islice(reversed(bodies.values()), _CHOICES)], inside, known)
            if not reference.key and " ".join(reference.text) in _HOME_GOVERNMENTS:
                reference.key = _find_home(states, people, known)
        holds = reference.form == "name" and reference.office
        if reference.key and (holds or (reference.kind == "organization" and reference.form != "pronoun")):
            latest.pop(reference.key, None)
            latest[reference.key] = reference


def link_officials(references: list[Reference], sources: set[int]) -> None:
    """Link officials who speak and whom the corpus does not name to the state or bloc they speak for: "Iran's minister said"."""
    for reference in references:
        is_open = reference.form == "nominal" and reference.kind == "person" and not reference.key
        says = is_open and (reference.first in sources or is_said_by(reference.words, reference))
        if says and reference.owner and reference.owner[0] in ("state", "bloc") and speaks_for_state(reference.office):
            reference.key, reference.kind = reference.owner, "group"


def _find_person(
    reference: Reference,
    latest: list[Reference],
    first: list[Reference],
    inside: dict[int, Reference],
    home: Key | None,
    known: Acquaintance,
) -> Key | None:
    """Whom a phrase for a person means: the name beside it, else who holds its office in the document, else in the corpus.

    "THE PRESIDENT:" before a turn of a transcript is who was to speak there, of whom the text need not tell: nobody.
    """
    words = reference.words
    written = "".join(words.text[reference.first : reference.past])
    if written.isupper() and words.text[reference.past : reference.past + 1] == [":"]:
        return None
    phrase = read_phrase(words, reference.first, min(len(words), reference.past + _CHOICES), inside)
    if phrase:
        reference.office, reference.owner = phrase.office, phrase.owner and known.find_same(phrase.owner)
    reference.gender = office_gender(reference.office)
    if apposed := _find_beside(reference, max(reference.past, phrase.past if phrase else 0), inside):
        return apposed.key
    if phrase and phrase.former:
        reference.office = ""
        return next((h.key for h in [*latest, *first] if any(o.former and o.office == phrase.office for o in h.offices)), None)
    if not phrase:
        return None
    if not reference.owner:
        return _find_last_holder(reference, latest)
    return _find_holder(reference, [*latest, *first], home, known)


def _find_beside(reference: Reference, past: int, inside: dict[int, Reference]) -> Reference | None:
    """The person whose name stands beside a phrase: "Karl Holm, the minister," or "the minister, Karl Holm,"."""
    words, first = reference.words, reference.first
    closed = past >= len(words) or words.pos[past] in ("PUNCT", "SCONJ") or words.tag[past] in ("WP", "WDT")
    before = inside.get(first - 2) if first > 1 and words.text[first - 1] == "," else None
    if closed and before and before.past == first - 1:
        return before if before.kind == reference.kind else None
    after = inside.get(past)
    if after is None and past < len(words) and words.text[past] == ",":
        near = (inside[at] for at in range(past + 1, past + _TITLE) if at in inside)  # names begin after their titles
        after = next((name for name in near if name.first == past + 1), None)
        closed = after is not None and after.past < len(words) and words.text[after.past] == ","
    else:
        closed = after is not None and after.name == past
    return after if closed and after and after.kind == reference.kind else None


def _find_last_holder(reference: Reference, holders: list[Reference]) -> Key | None:
    """Whom "the president" means, without an owner: the only holder of that office, or one of several if named just before."""
    fitting = [holder for holder in holders if _holds(holder, reference)]
    if len({holder.key for holder in fitting}) > 1 and reference.first - fitting[0].past > _NEAR:
        return None
    return fitting[0].key if fitting else None


def _find_known_holder(reference: Reference, people: list[Key], known: Acquaintance) -> Key | None:
    """Whom "the prime minister" means where the document gives nobody that office: who is named there and elsewhere called so.

    Of several the one who is called so far more often than the others.
    """
    office = reference.office
    if reference.owner or not (is_sole_office(office) or _LEADERS & set(office.split())):
        return None
    return _find_leading(Counter({key: n for key in people if (n := known.count_held(key, office))}))


def _find_home(states: Counter[Key], people: list[Key], known: Acquaintance) -> Key | None:
    """The state that "the government" is of: the document names it, or who speaks for it, far more often than others."""
    found = Counter(states)
    found.update(root for key in people if (root := known.find_root(known.find_owner(key))) and root[0] == "state")
    leading = _find_leading(found)
    return leading if leading and found[leading] > 1 else None


def _find_leading(found: Counter[Key]) -> Key | None:
    """The first of some keys if it is counted far more often than any other."""
    (leading, n), (_, other) = [*found.most_common(2), (None, 0), (None, 0)][:2]
    return leading if n >= _FAR_MORE * other else None


def _find_holder(reference: Reference, holders: list[Reference], home: Key | None, known: Acquaintance) -> Key | None:
    """The first of some holders of offices who holds that of a phrase for the same owner, else who holds it in the corpus.

    An office without an owner ("President Donald Trump") is of the state that the corpus names with that person; where it names
    none, and nobody else is found, it is taken to be of the one the document mentions most.
    """
    assert reference.owner
    root = known.find_root(reference.owner) or reference.owner
    fitting = [holder for holder in holders if _holds(holder, reference)]
    owners = [holder.owner or (known.find_owner(holder.key) if holder.key else None) for holder in fitting]
    for holder, owner in zip(fitting, owners, strict=True):
        if owner and (known.find_root(owner) or owner) == root:
            return holder.key
    key = known.find_holder(reference.office, reference.owner)
    if key or home != root:
        return key
    alike = (h.key for h, owner in zip(fitting, owners, strict=True) if not owner and h.office == reference.office)
    return next(alike, None)


def _holds(holder: Reference, reference: Reference) -> bool:
    """Whether a person holds the office of a phrase: the same, one that ends like it, for a leader or head one that leads."""
    office, held = plain_office(reference.office), plain_office(holder.office)
    last = office.rpartition(" ")[2]
    if held in list_meant(office):
        return True
    if last == office and held.endswith(" " + office):
        return not _OTHERS & set(held.split())
    if reference.owner and reference.owner[0] != "state" and office in _HEADS:
        return held in _HEADS
    return (last == "leader" or office.startswith("head of ")) and bool(_LEADERS & set(held.split()))


def _find_group(reference: Reference, bodies: list[Reference], inside: dict[int, Reference], known: Acquaintance) -> Key | None:
    """Which state, bloc or body a phrase means: "Western officials", "the Biden administration", "the ministry"."""
    words = reference.words
    owner = find_owner_key(reference, reference.first, reference.past)
    reference.owner = owner and known.find_same(owner)
    nouns = words.lower[reference.first : reference.past]
    stands = any(index_collectives().get(noun) for noun in nouns) or nouns[-1] in index_known("adjective")
    if stands and reference.owner and (reference.owner[0] != "name" or known.find_kind(reference.owner) == "organization"):
        return reference.owner
    people = [inside[at] for at in range(reference.first, reference.past) if at in inside and inside[at].kind == "person"]
    if stands and people and people[0].key and (led := known.find_led(people[0].key)):
        return led
    if reference.kind != "organization":
        return None
    state = reference.owner[2] if reference.owner and reference.owner[0] == "state" else ""
    if state:
        return _find_state_body(reference, state, known)
    name = inside.get(reference.first + 1) if nouns[0] == "the" else None
    if name and name.kind == "organization" and name.key and name.key[0] == "name" and name.past < reference.past:
        return name.key  # "the Viasna rights group"
    return next((body.key for body in bodies if _is_sort(nouns[-1], body)), None)


def _is_sort(noun: str, body: Reference) -> bool:
    """Whether a body is what a noun tells: has it in its name, or is a company or a bloc."""
    assert body.key
    origin, _, rest = body.key
    if noun in body.text:
        return True
    if head_sort(noun) == "company":
        return origin == "name" and head_sort(rest.rpartition(" ")[2]) not in ("state", "bloc")
    return head_sort(noun) == "bloc" and origin == "bloc"


def _find_state_body(reference: Reference, state: str, known: Acquaintance) -> Key | None:
    """The body of a state that a phrase means ("Britain’s foreign office"); the state itself if the corpus does not name it."""
    lower, at = reference.words.lower, reference.past
    while at > reference.first and find_actor(lower[at - 1]) is None and lower[at - 1] not in _BEFORE_BODY:
        at -= 1
    key = known.find_same(key_body(tuple(lower[at : reference.past]), state))
    if known.is_named(key):
        return key
    return reference.owner if head_sort(lower[reference.past - 1]) == "state" else None
