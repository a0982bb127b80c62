"""Links mentions to actors and lists the actors."""

from collections import defaultdict
from collections.abc import Iterator

import pandas as pd

from analysis import schema
from analysis.actors.holders import link_nominals
from analysis.actors.keys import Key, Reference
from analysis.actors.links import Acquaintance, link_names, link_surnames
from analysis.actors.pronouns import link_pronouns
from analysis.actors.register import Entry, enter_mention, list_actors
from analysis.actors.spans import Span, list_spans, list_starts
from analysis.words import Words, list_words


def link_actors(
    documents: pd.DataFrame, sentences: pd.DataFrame, tokens: pd.DataFrame, spans: pd.DataFrame, mentions: pd.DataFrame
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Say which mentions mean the same actor, and list the actors.

    Parameters
    ----------
    documents, sentences, tokens, spans : tables of these names (schema.py)
    mentions : table `mentions` as find_mentions returns it

    Returns
    -------
    mentions : a copy with `actor_id` filled where it is known, and `kind` that of the actor's other mentions
    actors : table `actors`, most mentions first, ties by actor_id
        Places that never act are actors of kind place, so that they can be counted or left out.

    Notes
    -----
    Within a document a short form is its full form (the latest before it), an acronym the name it abbreviates, a capital or
    seat that acts its state. Across documents equal full names are one actor, and a bare surname is the one person of the corpus
    who has it.
    """
    names, sources = list_spans(spans)
    columns = {name: mentions[name].tolist() for name in ("start", "end", "form", "kind", "acts", "text")}
    rows: dict[str, list[int]] = defaultdict(list)
    for row, doc_id in enumerate(mentions["doc_id"].tolist()):
        rows[doc_id].append(row)

    def read_documents() -> Iterator[tuple[Words, list[Reference]]]:
        """Each document with its references, the names linked within it."""
        for words in list_words(tokens):
            references = _read_references(words, rows[words.doc_id], columns, names.get(words.doc_id, []))
            link_names(references)
            yield words, references

    # Read twice rather than kept: the words of a large corpus do not fit in memory together.
    known = Acquaintance()
    for _, references in read_documents():
        known.meet(references)
    register: dict[Key, Entry] = {}
    keys: list[Key | None] = [None] * len(mentions)
    kinds = mentions["kind"].tolist()
    for words, references in read_documents():
        link_surnames(references, known)
        link_nominals(references)
        link_pronouns(words, references, list_starts(words, sources.get(words.doc_id, [])))
        for reference in references:
            enter_mention(register, reference, columns["text"][reference.row])
            keys[reference.row] = reference.key
            pronoun = reference.form == "pronoun" and reference.key
            kinds[reference.row] = known.find_kind(pronoun) if pronoun else reference.kind
    actors, ids = list_actors(register, known.find_kind)
    linked = mentions.assign(
        actor_id=pd.array([ids[key] if key else None for key in keys], dtype="str"), kind=pd.array(kinds, dtype="str")
    )
    return schema.cast("mentions", linked), actors


def _read_references(words: Words, rows: list[int], columns: dict[str, list], names: list[Span]) -> list[Reference]:
    """The mentions of one document as references."""
    ends = {end: at + 1 for at, end in enumerate(words.end)}
    bare = {name.end: name.start for name in names}
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
