"""Whether a source speaks for a state, a government or one of its bodies."""

import re
from functools import cache

from analysis.lexicon import load_lexicon
from analysis.lookups import index_known
from analysis.statements.page import Actor, Mention, Page, Row
from analysis.statements.sources import Noun, find_head, index_sources

_OUTSIDE = re.compile(r"\b(?:former|ex|late|retired|shadow)\b", re.IGNORECASE)  # of the past, of the opposition
_BLOCS = frozenset(
    ("european", "eu", "nato", "western", "international", "world", "global", "nations", "un", "u.n.", "african", "arab")
)
_STATELY = frozenset(
    ("central", "defence", "defense", "federal", "foreign", "government", "home", "interior", "justice", "national", "security",
     "state")
)  # fmt: skip
_GOVERNING = frozenset(
    ("national", "federal", "governmental", "presidential", "congressional", "parliamentary", "ministerial", "defence", "defense")
)
_NEVER = Noun("", "")


def is_official(row: Row, page: Page) -> bool:
    """Whether a source speaks for a state: by its actor, by the office it is given, or by its noun with a state beside it."""
    actor = page.actors.get(row["actor_id"]) if row["actor_id"] else None
    is_state = actor is not None and (actor.kind == "state" or actor.name.lower() in _index_seats())
    if is_state and row["source_kind"] == "named":
        return True  # a people or an opposition that stands for a state is named by its noun and not by the state
    if actor and _holds_office(actor, page):
        return True
    if row["speaker"] is None or _OUTSIDE.search(row["speaker"]):
        return False
    start, end = row["source_start"], row["source_end"]
    words, nouns = page.words, index_sources()
    within = range(page.find_word(start), page.find_word(end))
    head = find_head(words, start, end)
    if actor and actor.kind == "organization":
        return _is_body(actor.name)
    people = (mention for mention in page.list_within(start, end) if mention.kind == "person" and mention.form == "name")
    name = next((mention.start for mention in people), end)
    for at in within:
        noun = nouns.get(words.lemma[at].lower())
        if noun is None or words.start[at] >= name or (at != head and name == end):
            continue
        if noun.official == "always":
            return True
        if noun.official == "with" and _has_state(page, within.start, within.stop, at):
            return True
    return False


def settle_officials(rows: list[Row], page: Page) -> None:
    """Make a person official in the whole document who is so in one statement, and nowhere where one calls them former."""
    people = [row for row in rows if row["actor_id"] in page.actors and page.actors[row["actor_id"]].kind == "person"]
    former = {row["actor_id"] for row in people if row["speaker"] is not None and _OUTSIDE.search(row["speaker"])}
    officials = {row["actor_id"] for row in people if row["official"]} - former
    for row in people:
        row["official"] = row["actor_id"] in officials


def _has_state(page: Page, first: int, past: int, noun: int) -> bool:
    """Whether a state, a body of one or a noun that is always official stands among the words of a source beside one of them."""
    words, nouns = page.words, index_sources()
    others = [at for at in range(first, past) if at != noun]
    return (
        any(_is_state(page, mention) for mention in page.list_within(words.start[first], words.end[past - 1]))
        or any(nouns.get(words.lemma[at].lower(), _NEVER).official == "always" for at in others)
        or any(_names_state(words.lower[at]) for at in others if words.text[at][0].isupper())
        or any(words.lower[at] in _GOVERNING for at in others)
    )


def _names_state(word: str) -> bool:
    """Whether a word in lower case is the name of a state or its adjective; blocs are none."""
    return index_known("name").get(word) == "state" or (index_known("adjective").get(word) == "state" and word not in _BLOCS)


def _is_state(page: Page, mention: Mention) -> bool:
    """Whether a mention refers to a state or to a body of one."""
    actor = page.actors.get(mention.actor_id or "")
    if actor is None:
        return mention.kind == "state"
    return actor.kind == "state" or (actor.kind == "organization" and _is_body(actor.name))


def _holds_office(actor: Actor, page: Page) -> bool:
    """Whether an actor has an office of a state: one that is always official, or may be and is of a state or a body of one."""
    if actor.office is None or _OUTSIDE.search(actor.office):
        return False
    of = page.actors.get(actor.affiliation or "")
    if of is not None and of.kind != "state" and not _is_body(of.name):
        return False
    offices = {index_sources().get(word, _NEVER).official for word in actor.office.lower().split()}
    return "always" in offices or (of is not None and "with" in offices)


@cache
def _is_body(name: str) -> bool:
    """Whether an organization is a body of a state by the words of its name: "Defence Ministry", "State Security Service"."""
    name = name.lower().removeprefix("the ")
    words = re.findall(r"[\w’'.]+", name)
    if name in _index_seats():
        return True
    if any(word in _BLOCS for word in words):
        return False
    officials = {index_sources().get(word, _NEVER).official for word in words if word != "official"}
    return "always" in officials or ("with" in officials and any(word in _STATELY or _names_state(word) for word in words))


@cache
def _index_seats() -> frozenset[str]:
    """Seats of governments in lower case."""
    return frozenset(load_lexicon("seats")["seat"].str.lower())
