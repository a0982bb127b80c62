"""Links mentions to actors and lists the actors: names first, document by document; then with what the corpus knows of them."""

from collections import defaultdict
from collections.abc import Iterator
from typing import Any, NamedTuple, cast

import pandas as pd

from analysis import schema
from analysis.actors.acquaintance import Acquaintance, link_across
from analysis.actors.holders import link_nominals, link_officials
from analysis.actors.links import link_names
from analysis.actors.pronouns import link_pronouns
from analysis.actors.references import Key, Office, Reference
from analysis.actors.register import Entry, enter_mention, list_actors
from analysis.actors.spans import Span, list_spans, list_starts, split_names
from analysis.words import Words, list_words


class Held(NamedTuple):
    """An office where the text gives it: who holds it, whose it is, first and one past the last character of the evidence."""

    doc_id: str
    key: Key
    office: str
    owner: Key | None
    start: int
    end: int


class Linked(NamedTuple):
    """The mentions of one part of a corpus linked to keys of actors, with their kinds, row by row, and the offices they tell."""

    keys: list[Key | None]
    kinds: list[str]
    held: list[Held]


Answers = dict[tuple, Any]
"""What was asked of a corpus while linking, name of the method and arguments, with what it answered."""


def is_answered_so(known: Acquaintance, answers: Answers) -> bool:
    """Whether what a corpus knows gives the same answers, so that linking with it would give the same."""
    return all(getattr(known, name)(*asked) == answer for (name, *asked), answer in answers.items())


class _Questions:
    """An acquaintance that notes what it is asked and what it answers."""

    def __init__(self, known: Acquaintance, answers: Answers) -> None:
        self._known, self._answers = known, answers

    def __getattr__(self, name: str) -> Any:
        answers, method = self._answers, getattr(self._known, name)

        def ask(*asked: Any) -> Any:
            question = (name, *asked)
            if question not in answers:
                answers[question] = method(*asked)
            return answers[question]

        setattr(self, name, ask)
        return ask


def meet_names(tokens: pd.DataFrame, spans: pd.DataFrame, mentions: pd.DataFrame) -> Acquaintance:
    """Gather what the names of some documents show, each linked within its document.

    Parameters
    ----------
    tokens, spans : tables of these names (schema.py)
    mentions : table `mentions` as find_mentions returns it

    Returns
    -------
    Acquaintance, not settled: that of a corpus is those of its parts merged in reading order, then settled
    """
    met = Acquaintance()
    for _, references in _read_documents(tokens, mentions, list_spans(spans)[0]):
        met.meet(references, link_names(references, met.stands_alone))
    return met


def link_mentions(
    tokens: pd.DataFrame, spans: pd.DataFrame, mentions: pd.DataFrame, known: Acquaintance
) -> tuple[Linked, dict[Key, Entry], Answers]:
    """Say which actor each mention means, by its document and by what the corpus knows.

    Parameters
    ----------
    tokens, spans, mentions : as for `meet_names`
    known : that of the whole corpus, settled; it is not changed

    Returns
    -------
    the mentions linked, what they tell of each actor, and what was asked of `known` for it

    Notes
    -----
    Within a document a short form is its full form (the latest before it), an acronym the name it abbreviates, a capital or
    seat that acts its state. Across documents equal full names are one actor, and forms and spellings of one name
    (identity.py); a bare surname is the one person of the corpus who has it, and "the Russian president" who holds that office
    in the document, else in the corpus, if it tells one.
    """
    linked = Linked([None] * len(mentions), mentions["kind"].tolist(), [])
    register: dict[Key, Entry] = {}
    answers: Answers = {}
    asked = cast(Acquaintance, _Questions(known, answers))
    names, sources = list_spans(spans)
    texts = mentions["text"].tolist()
    for words, references in _read_documents(tokens, mentions, names):
        link_names(references, asked.stands_alone)
        link_across(references, asked)
        link_nominals(references, asked)
        starts = list_starts(words, sources.get(words.doc_id, []))
        link_pronouns(words, references, starts, asked)
        link_officials(references, starts)
        for reference in references:
            enter_mention(register, reference, texts[reference.row])
            linked.keys[reference.row] = reference.key
            pronoun = reference.form == "pronoun" and reference.key
            linked.kinds[reference.row] = asked.find_kind(pronoun) if pronoun else reference.kind
            if reference.key and reference.kind == "person":
                linked.held.extend(_locate(words, reference.key, office, asked) for office in reference.offices)
    return linked, register, answers


def merge_registers(register: dict[Key, Entry], other: dict[Key, Entry]) -> None:
    """Take what the documents that follow tell of actors into a register."""
    for key, entry in other.items():
        register.setdefault(key, Entry()).merge(entry)


def name_mentions(mentions: pd.DataFrame, linked: Linked, ids: dict[Key, str]) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Give mentions the ids of their actors.

    Returns
    -------
    mentions : a copy with `actor_id` filled where it is known, and `kind` that of the actor's other mentions
    offices : table `offices`, one row for each place where the text gives an office of a person, in reading order
    """
    actor_ids = [ids[key] if key else None for key in linked.keys]
    named = mentions.assign(actor_id=pd.array(actor_ids, dtype="str"), kind=pd.array(linked.kinds, dtype="str"))
    rows = [
        {
            "doc_id": held.doc_id,
            "actor_id": ids[held.key],
            "office": held.office,
            "affiliation": ids.get(held.owner) if held.owner else None,
            "start": held.start,
            "end": held.end,
        }
        for held in linked.held
    ]
    return schema.cast("mentions", named), schema.build("offices", rows)


def link_actors(
    documents: pd.DataFrame, sentences: pd.DataFrame, tokens: pd.DataFrame, spans: pd.DataFrame, mentions: pd.DataFrame
) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    """Say which mentions mean the same actor, list the actors and the offices that the text gives them, all in one part.

    Returns
    -------
    mentions, offices : see `name_mentions`
    actors : see `list_actors`
    """
    known = meet_names(tokens, spans, mentions)
    known.settle()
    linked, register, _ = link_mentions(tokens, spans, mentions, known)
    actors, ids = list_actors(register, known)
    mentions, offices = name_mentions(mentions, linked, ids)
    return mentions, actors, offices


def _read_documents(
    tokens: pd.DataFrame, mentions: pd.DataFrame, names: dict[str, list[Span]]
) -> Iterator[tuple[Words, list[Reference]]]:
    """Each document with its mentions as references."""
    columns = {name: mentions[name].tolist() for name in ("start", "end", "form", "kind", "acts")}
    rows: dict[str, list[int]] = defaultdict(list)
    for row, doc_id in enumerate(mentions["doc_id"].tolist()):
        rows[doc_id].append(row)
    for words in list_words(tokens):
        yield words, _read_references(words, rows[words.doc_id], columns, names.get(words.doc_id, []))


def _read_references(words: Words, rows: list[int], columns: dict[str, list], names: list[Span]) -> list[Reference]:
    """The mentions of one document as references."""
    ends = {end: at + 1 for at, end in enumerate(words.end)}
    bare = {name.end: name.start for name in split_names(words, names)}
    references = []
    for row in rows:
        start, end = columns["start"][row], columns["end"][row]
        first, past = words.by_start.get(start), ends.get(end)
        if first is None or past is None:
            continue
        form = columns["form"][row]
        name = words.by_start.get(bare.get(end, start), first) if form == "name" else first
        references.append(
            Reference(row, words, first, past, max(first, name), form, columns["kind"][row], bool(columns["acts"][row]))
        )
    return references


def _locate(words: Words, key: Key, office: Office, known: Acquaintance) -> Held:
    """An office where it stands; its owner may be implied by the context, if that is whom the person is found to speak for."""
    owner = office.owner or (office.implied if office.implied and office.implied == known.find_owner(key) else None)
    name = f"former {office.office}" if office.former else office.office
    return Held(words.doc_id, key, name, owner, words.start[office.first], words.end[office.past - 1])
