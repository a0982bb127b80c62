"""Speakers that only the statements around tell: of quotations that go on, of "the diplomat", of "I"."""

from functools import cache

from analysis.lexicon import load_lexicon
from analysis.statements.page import Page, Row
from analysis.statements.phrases import TELLING
from analysis.statements.sources import SPOKESPEOPLE, find_head, index_sources

_CHAIN = 4  # affiliations from a person to a state
_RUNNING = 1200  # characters back within which "the diplomat" may be the speaker of the statement before


def continue_speakers(rows: list[Row], page: Page) -> None:
    """Give a quotation of its own the speaker of the quotation before it, and "the diplomat" and "I" theirs, where unknown.

    "The diplomat", a singular person without a name, and a "he" or "she" whom nothing before it explains are who spoke last, if
    that is a person; "I" is who says the sentence that "I" stands in.
    """
    last: Row | None = None
    unnamed: dict[str, Row] = {}  # speakers without a name by their nouns, which with an article mean them later
    for row in sorted((row for row in rows if row["speaker"] is not None), key=lambda row: (row["source_start"], -row["end"])):
        side = row["actor_id"] if _stands_in(row, page) else None  # the state, where only that was found
        if row["actor_id"] is None or side:
            noun = _find_noun(row, page)
            other = row["parent"] if row["speaker"] == "I" else last if _goes_on(row, page) and noun not in unnamed else None
            if other and _is_same(row, other, page) and (side is None or _speaks_for(other["actor_id"], side, page)):
                row |= {"actor_id": other["actor_id"], "source_kind": "named", "official": other["official"]}
            elif noun in unnamed and _goes_on(row, page):
                row |= {name: unnamed[noun][name] for name in ("actor_id", "official")}
            elif noun:
                unnamed[noun] = row
        elif (noun := _find_noun(row, page)) in SPOKESPEOPLE and row["source_kind"] == "unnamed":
            unnamed[noun] = row
        else:  # "the spokesman" is from here on the one who has a name
            unnamed = {noun: other for noun, other in unnamed.items() if noun not in row["speaker"].lower()}
        if row["parent"] is None:
            last = row
    running: Row | None = None
    for row in rows:
        if row["speaker"] is None and row["cue"] is None:
            if running:
                row |= {name: running[name] for name in ("actor_id", "source_kind", "official")}
        elif row["form"] != "indirect":
            running = row


def _stands_in(row: Row, page: Page) -> bool:
    """Whether a source is one person who is linked to the state he speaks for: "the Russian diplomat"."""
    actor, head = page.actors.get(row["actor_id"] or ""), find_head(page.words, row["source_start"], row["source_end"])
    if actor is None or actor.kind == "person" or head is None or page.words.tag[head] != "NN":
        return False
    holding = page.list_mentions(page.words.start[head])
    return bool(holding) and all(mention.form == "nominal" and mention.kind == "group" for mention in holding)


def _speaks_for(actor_id: str, side: str, page: Page) -> bool:
    """Whether a person speaks for a state or bloc, or for a body of it."""
    for _ in range(_CHAIN):
        actor = page.actors.get(actor_id)
        if actor is None or actor.affiliation is None:
            return False
        actor_id = actor.affiliation
        if actor_id == side:
            return True
    return False


def _find_noun(row: Row, page: Page) -> str:
    """Noun of a source in lower case; empty for a pronoun."""
    head = find_head(page.words, row["source_start"], row["source_end"])
    return page.words.lemma[head].lower() if head is not None and page.words.pos[head] == "NOUN" else ""


def _is_same(row: Row, other: Row, page: Page) -> bool:
    """Whether who spoke last may be the one of a source: known, near, a person unless it is "it", of the body named in it."""
    actor = page.actors.get(other["actor_id"] or "")
    kinds = ("organization", "state") if row["speaker"].lower() == "it" else ("person",)
    if actor is None or actor.kind not in kinds or other["source_start"] is None:
        return False
    named = {mention.actor_id for mention in page.list_within(row["source_start"], row["source_end"]) if mention.form == "name"}
    since = max(place for place in (other["end"], other["cue_end"], other["source_end"]) if place is not None)
    between = page.list_within(since, row["source_start"])
    is_other = any(mention.kind == "person" and mention.actor_id not in (None, other["actor_id"]) for mention in between)
    is_near = row["source_start"] - other["source_start"] <= _RUNNING
    return is_near and not is_other and (not named or actor.affiliation in named)


def _goes_on(row: Row, page: Page) -> bool:
    """Whether a source is "he", "she", "it", or "the" with a noun for one person and nothing after it."""
    words, end = page.words, row["source_end"]
    first, head = page.find_word(row["source_start"]), find_head(page.words, row["source_start"], end)
    if head is None or (head + 1 < len(words) and words.start[head + 1] < end):
        return False
    if words.lower[head] in ("he", "she", "it"):
        return first == head and (words.lower[head] != "it" or _tells(row, page))
    lemma = words.lemma[head].lower()
    noun = index_sources().get(lemma)
    is_person = (noun is not None and noun.kind == "unnamed") or lemma in _index_offices()
    return words.lower[first] == "the" and words.tag[head] == "NN" and is_person


def _tells(row: Row, page: Page) -> bool:
    """Whether the cue is a verb of telling, which a body may be the subject of and a bill or a plan seldom is."""
    cue = range(page.find_word(row["cue_start"] or 0), page.find_word(row["cue_end"] or 0))
    return any(page.words.lemma[at].lower() in TELLING for at in cue)


@cache
def _index_offices() -> frozenset[str]:
    """Offices and ranks of one word."""
    offices = load_lexicon("offices")
    return frozenset(offices.loc[offices["use"].isin(["office", "rank"]), "office"])
