"""Who speaks: the head of a source, the actor it refers to, and what kind of source it is."""

import bisect
import re
from collections.abc import Mapping
from functools import cache
from typing import NamedTuple

from analysis.lexicon import load_lexicon
from analysis.lookups import index_cue_classes
from analysis.statements.page import Mention, Page, Row
from analysis.words import Words

_ENDS = ("ADP", "PUNCT", "VERB", "SCONJ", "CCONJ")  # parts of speech that end the phrase of the head
_NAMES = ("NOUN", "PROPN", "PRON", "NUM", "ADJ")
_MANY = frozenset(
    ("they", "we", "others", "some", "many", "most", "both", "few", "several", "all", "those", "these", "us", "them")
)
_SPEAKING = {"person", "organization", "state", "group"}
_BEARERS = frozenset(
    ("agency", "newspaper", "magazine", "channel", "broadcaster", "outlet", "portal", "daily", "network", "station", "website")
)  # what a name stands before: "the Reuters news agency"
SPOKESPEOPLE = frozenset(("spokesman", "spokeswoman", "spokesperson", "spokespeople"))
_MADE_BY, _SPEAKS_FOR = re.compile(r" (?:by|from|of)(?: the)? "), re.compile(r" (?:of|for|at)(?: the)? ")
_TITLES = re.compile(r", (?:[A-Z][\w.]* ){0,3}")
_ANTECEDENT = 60  # characters before "who" or "which"


class Noun(NamedTuple):
    """A noun of sources.csv: its kind, and whether it is official always, with a state beside it, or never (empty)."""

    kind: str
    official: str


@cache
def index_sources() -> Mapping[str, Noun]:
    """Nouns for sources by lemma."""
    table = load_lexicon("sources")
    return dict(zip(table["lemma"], map(Noun, table["kind"], table["official"]), strict=True))


def find_head(words: Words, start: int, end: int) -> int | None:
    """Index of the head of a source: the last noun or pronoun before the first comma, preposition or relative clause."""
    head = None
    for at in range(bisect.bisect_left(words.start, start), len(words)):
        if words.start[at] >= end:
            break
        if head is not None and (words.pos[at] in _ENDS or words.tag[at][0] == "W"):
            if words.pos[at] == "CCONJ" and _narrows(words, head):
                continue
            break
        is_noun = words.pos[at] != "ADJ" or head is None or words.lower[at] in index_sources()  # "a U.S. official" tagged ADJ
        if words.pos[at] in _NAMES and is_noun:
            head = at
        elif words.tag[at] == "POS" and words.end[at] < end:
            head = None
    return head


def _narrows(words: Words, at: int) -> bool:
    """Whether a word before "and" may narrow a noun to come: "German and French ministers", "the energy and climate ministry"."""
    return words.pos[at] == "ADJ" or (words.tag[at] == "NN" and words.lemma[at].lower() not in index_sources())


def is_source(page: Page, first: int, past: int) -> bool:
    """Whether the words from `first` up to `past` may speak: a mention of somebody, a noun for a source, or a pronoun."""
    words = page.words
    head = find_head(words, words.start[first], words.end[past - 1])
    if head is None:
        return False
    mentions = page.list_mentions(words.start[head])
    kinds = {mention.kind for mention in mentions}
    kinds |= {page.actors[mention.actor_id].kind for mention in mentions if mention.actor_id and mention.actor_id in page.actors}
    is_noun = words.lemma[head].lower() in index_sources()
    return bool(kinds & _SPEAKING) or is_noun or words.lower[head] in ("he", "she", "they", "it")


def name_speaker(row: Row, page: Page) -> None:
    """Fill actor and kind of the source from its head."""
    row |= {"actor_id": None, "source_kind": None}
    if row["speaker"] is None:
        return
    start, end = row["source_start"], row["source_end"]
    head = find_head(page.words, start, end)
    holding = page.list_mentions(page.words.start[head] if head is not None else start)
    elsewhere = _find_elsewhere(page, head, start, end)
    chosen = _choose(holding)
    is_state = chosen is not None and chosen.form == "nominal" and chosen.kind == "group"  # "Norland's envoy to the UN NAME"
    row["actor_id"] = (elsewhere if is_state else None) or _choose_actor(holding) or elsewhere
    row["source_kind"] = _find_kind(row, page, head, holding)


def _choose(mentions: list[Mention]) -> Mention | None:
    """The mention that says most: one whose actor is known before others, a name before others, the longest."""
    return max(
        mentions,
        key=lambda mention: (mention.actor_id is not None, mention.form == "name", mention.end - mention.start),
        default=None,
    )


def _choose_actor(mentions: list[Mention]) -> str | None:
    """Actor of the mention that says most."""
    chosen = _choose(mentions)
    return chosen and chosen.actor_id


def _find_elsewhere(page: Page, head: int | None, start: int, end: int) -> str | None:
    """Actor of a source whose head is no mention of one: a name after an office or beside a comma, an owner, an antecedent."""
    words = page.words
    first = page.find_word(start)
    if first >= len(words):
        return None
    if words.tag[first] in ("WP", "WDT") or (words.lower[first] == "that" and words.end[first] == end):
        return _find_antecedent(page, start, person=words.lower[first] == "who")
    comma = page.text.find(",", start, end)
    clause = comma if comma >= 0 else end
    people = [mention for mention in page.list_within(start, end) if mention.form == "name" and mention.actor_id]
    for mention in people:
        at = page.find_word(mention.start)
        is_whole = not page.text[start : mention.start].strip() and mention.end >= clause
        is_one = mention.kind == "person" and not (head is not None and words.tag[head] in ("NNS", "NNPS"))
        is_beside = is_one and comma >= 0 and bool(_TITLES.fullmatch(page.text, clause, mention.start))
        ends_office = is_one and mention.end >= clause > mention.start and at > first and words.pos[at - 1] in ("NOUN", "PROPN")
        if is_whole or is_beside or ends_office:
            return mention.actor_id
    return _find_owner(page, head, start, end)


def _find_owner(page: Page, head: int | None, start: int, end: int) -> str | None:
    """Actor whose words or document the source is, or for whom it speaks.

    "Her remarks", "the ministry's statement", "a letter from the union", "a spokesman for the bank".
    """
    words = page.words
    if head is None or words.start[head] >= end:
        return None
    lemma = words.lemma[head].lower()
    if lemma in _BEARERS:
        names = [mention for mention in page.list_within(start, words.start[head]) if mention.form == "name"]
        return names[-1].actor_id if names and names[-1].kind not in ("state", "place", "group") else None
    noun, speaks = index_sources().get(lemma), lemma in SPOKESPEOPLE
    if not (noun and noun.kind == "document") and lemma not in index_cue_classes() and not speaks:
        return None
    before = [mention for mention in page.list_within(start, words.start[head]) if mention.actor_id]
    owners = [mention for mention in before if mention.kind != "place"]
    after = (_SPEAKS_FOR if speaks else _MADE_BY).match(page.text[words.end[head] : end])
    if owners:
        owner = max(owners, key=lambda mention: (mention.end, mention.end - mention.start)).actor_id
    else:
        owner = _choose_actor(page.list_mentions(words.end[head] + after.end())) if after else None
    actor = page.actors.get(owner or "")
    return None if speaks and (actor is None or actor.kind == "person") else owner  # a person's spokesman is another person


def _find_antecedent(page: Page, place: int, *, person: bool) -> str | None:
    """Actor that "who" or "which" at a place stands for: the nearest before it in its sentence, of a kind it can be said of."""
    first = max(page.find_sentence(place).start, place - _ANTECEDENT)
    kinds = ("person",) if person else ("organization", "state", "group", "place")
    near = [mention for mention in page.list_within(first, place) if mention.kind in kinds and mention.form != "pronoun"]
    nearest = [mention for mention in near if not re.search(r"\w", page.text[mention.end : place])]
    return _choose_actor(nearest)


def _stands_for_state(page: Page, mention: Mention) -> bool:
    """Whether a mention refers to a state, as "Germans" or "French opposition members" do."""
    actor = page.actors.get(mention.actor_id or "")
    return actor is not None and actor.kind == "state"


def _find_kind(row: Row, page: Page, head: int | None, holding: list[Mention]) -> str:
    """Kind of a source: by its actor or name, else by its noun, else by what sort of thing it is a mention of."""
    words = page.words
    noun = index_sources().get(words.lemma[head].lower()) if head is not None else None
    noun = noun or (index_sources().get(words.lower[head]) if head is not None else None)
    if noun and noun.kind == "document" and head is not None and words.pos[head] == "NOUN":
        return "document"
    chosen = _choose(holding)
    if chosen and chosen.kind == "group" and (chosen.form == "nominal" or _stands_for_state(page, chosen)):
        return noun.kind if noun else "collective"
    actor = page.actors.get(row["actor_id"] or "")
    if head is not None and words.lemma[head].lower() in SPOKESPEOPLE and (actor is None or actor.kind != "person"):
        return "unnamed"
    if row["actor_id"]:
        return "collective" if actor and actor.kind == "group" else "named"
    if head is None:
        return "unnamed"
    if any(mention.form == "name" for mention in holding):
        return "named"
    if noun:
        return noun.kind
    if words.pos[head] == "PROPN" and words.tag[head] != "NNPS":
        return "named"
    kinds = {mention.kind for mention in holding}
    if "person" in kinds and words.tag[head] not in ("NNS", "NNPS"):
        return "unnamed"
    plural = words.tag[head] in ("NNS", "NNPS") or words.lower[head] in _MANY
    return "collective" if plural or kinds & {"organization", "group", "state"} else "unnamed"
