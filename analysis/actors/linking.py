"""Links mentions to actors and lists the actors."""

from collections import defaultdict
from collections.abc import Iterator

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


def link_actors(
    documents: pd.DataFrame, sentences: pd.DataFrame, tokens: pd.DataFrame, spans: pd.DataFrame, mentions: pd.DataFrame
) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    """Say which mentions mean the same actor, list the actors and the offices that the text gives them.

    Parameters
    ----------
    documents, sentences, tokens, spans : tables of these names (schema.py)
    mentions : table `mentions` as find_mentions returns it

    Returns
    -------
    mentions : a copy with `actor_id` filled where it is known, and `kind` that of the actor's other mentions
    actors : table `actors`, most mentions first, ties by actor_id
        Places that never act are actors of kind place, so that they can be counted or left out. A person's affiliation is the
        state or organization whose office is given oftenest, that of a body of a state the state, of a part of a bloc the bloc.
        An office of the past ("former president") gives none. Affiliations never run in a circle.
    offices : table `offices`, one row for each place where the text gives an office of a person, in reading order

    Notes
    -----
    Within a document a short form is its full form (the latest before it), an acronym the name it abbreviates, a capital or
    seat that acts its state. Across documents equal full names are one actor, and forms and spellings of one name
    (identity.py); a bare surname is the one person of the corpus who has it, and "the Russian president" who holds that office
    in the document, else in the corpus, if it tells one.
    """
    names, sources = list_spans(spans)
    columns = {name: mentions[name].tolist() for name in ("start", "end", "form", "kind", "acts", "text")}
    rows: dict[str, list[int]] = defaultdict(list)
    for row, doc_id in enumerate(mentions["doc_id"].tolist()):
        rows[doc_id].append(row)

    known = Acquaintance()

    def read_documents() -> Iterator[tuple[Words, list[Reference], list[tuple[Key, Key]]]]:
        """Each document with its references, the names linked within it, and what it tells of acronyms."""
        for words in list_words(tokens):
            references = _read_references(words, rows[words.doc_id], columns, names.get(words.doc_id, []))
            yield words, references, link_names(references, known.alone)

    # Read twice rather than kept: the words of a large corpus do not fit in memory together.
    for _, references, told in read_documents():
        known.meet(references, told)
    known.settle()
    register: dict[Key, Entry] = {}
    keys: list[Key | None] = [None] * len(mentions)
    kinds = mentions["kind"].tolist()
    held: list[tuple[str, Key, Office, int, int]] = []
    for words, references, _ in read_documents():
        link_across(references, known)
        link_nominals(references, known)
        starts = list_starts(words, sources.get(words.doc_id, []))
        link_pronouns(words, references, starts, known)
        link_officials(references, starts)
        for reference in references:
            enter_mention(register, reference, columns["text"][reference.row])
            keys[reference.row] = reference.key
            pronoun = reference.form == "pronoun" and reference.key
            kinds[reference.row] = known.find_kind(pronoun) if pronoun else reference.kind
            if reference.key and reference.kind == "person":
                held += [_locate(words, reference.key, office) for office in reference.offices]
    actors, ids = list_actors(register, known)
    held = [
        (doc_id, key, office if office.owner else _imply(office, key, known), start, end)
        for doc_id, key, office, start, end in held
    ]
    linked = mentions.assign(
        actor_id=pd.array([ids[key] if key else None for key in keys], dtype="str"), kind=pd.array(kinds, dtype="str")
    )
    return schema.cast("mentions", linked), actors, _list_offices(held, ids)


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


def _locate(words: Words, key: Key, office: Office) -> tuple[str, Key, Office, int, int]:
    """An office with its document, who holds it, and its first and last character."""
    return words.doc_id, key, office, words.start[office.first], words.end[office.past - 1]


def _imply(office: Office, key: Key, known: Acquaintance) -> Office:
    """An office with the owner that the context implies, if that is whom the person is found to speak for."""
    return office._replace(owner=office.implied if office.implied and office.implied == known.find_owner(key) else None)


def _list_offices(held: list[tuple[str, Key, Office, int, int]], ids: dict[Key, str]) -> pd.DataFrame:
    """The table `offices`."""
    rows = [
        {
            "doc_id": doc_id,
            "actor_id": ids[key],
            "office": f"former {office.office}" if office.former else office.office,
            "affiliation": ids.get(office.owner) if office.owner else None,
            "start": start,
            "end": end,
        }
        for doc_id, key, office, start, end in held
    ]
    return schema.build("offices", rows)
