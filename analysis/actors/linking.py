"""Links mentions to actors and lists the actors."""

import re
import unicodedata
from collections import Counter, defaultdict

import pandas as pd

from analysis import schema
from analysis.actors.holders import link_nominals
from analysis.actors.keys import Key, Reference
from analysis.actors.links import count_kinds, link_names, link_surnames
from analysis.actors.pronouns import link_pronouns
from analysis.actors.spans import Span, list_spans, list_starts
from analysis.places import index_places
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
    linked = mentions.copy()
    rows: dict[str, list[int]] = defaultdict(list)
    for row, doc_id in enumerate(linked["doc_id"].tolist()):
        rows[doc_id].append(row)
    columns = {name: linked[name].tolist() for name in ("start", "end", "form", "kind", "acts")}
    corpus: list[list[Reference]] = []
    readings: list[tuple[Words, list[Reference]]] = []
    for words in list_words(tokens):
        references = _read_references(words, rows[words.doc_id], columns, names.get(words.doc_id, []))
        link_names(references)
        corpus.append(references)
        readings.append((words, references))
    link_surnames(corpus)
    kinds = {key: _choose_kind(key, found) for key, found in count_kinds(corpus).items()}
    for words, references in readings:
        for reference in references:
            if reference.form == "name" and reference.key and reference.key[0] == "name":
                reference.kind = kinds[reference.key]
        link_nominals(references)
        link_pronouns(words, references, list_starts(words, sources.get(words.doc_id, [])))
    references = [reference for found in corpus for reference in found]
    actors, ids = _list_actors(references, kinds, linked["text"].tolist())
    actor_ids: list[str | None] = [None] * len(linked)
    final_kinds = linked["kind"].tolist()
    for reference in references:
        if reference.key:
            actor_ids[reference.row] = ids[reference.key]
            if reference.form == "pronoun":
                reference.kind = kinds.get(reference.key, "state")
        final_kinds[reference.row] = reference.kind
    linked["actor_id"] = pd.array(actor_ids, dtype="str")
    linked["kind"] = pd.array(final_kinds, dtype="str")
    return schema.cast("mentions", linked), actors


def _read_references(words: Words, rows: list[int], columns: dict[str, list], names: list[Span]) -> list[Reference]:
    """The mentions of one document as references."""
    ends = {end: at + 1 for at, end in enumerate(words.end)}
    bare = {end: start for start, end, _ in names}
    references = []
    for row in rows:
        start, end = columns["start"][row], columns["end"][row]
        first = words.by_start[start]
        form = columns["form"][row]
        name = words.by_start.get(bare.get(end, start), first) if form == "name" else first
        references.append(
            Reference(int(row), words, first, ends[end], max(first, name), form, columns["kind"][row], bool(columns["acts"][row]))
        )
    return references


def _choose_kind(key: Key, found: Counter[str]) -> str:
    """The kind of an actor from the kinds of its names."""
    if key[0] == "state":
        return "state"
    return max(found, key=lambda kind: (found[kind], kind))


def _list_actors(references: list[Reference], kinds: dict[Key, str], texts: list[str]) -> tuple[pd.DataFrame, dict[Key, str]]:
    """The table of actors, and the id of each key."""
    named: dict[Key, Counter[str]] = defaultdict(Counter)
    bare: dict[Key, Counter[str]] = defaultdict(Counter)
    offices: dict[Key, Counter[str]] = defaultdict(Counter)
    owners: dict[Key, Counter[Key]] = defaultdict(Counter)
    totals: Counter[Key] = Counter()
    for reference in references:
        key = reference.key
        if not key:
            continue
        totals[key] += 1
        if reference.form == "name":
            named[key][texts[reference.row]] += 1
            bare[key][" ".join(reference.words.text[reference.name : reference.past])] += 1
            if reference.office:
                offices[key][reference.office] += 1
            if reference.owner:
                owners[key][reference.owner] += 1
    ids: dict[Key, str] = {}
    taken: Counter[str] = Counter()
    order = sorted(totals, key=lambda key: (-totals[key], key))
    names = {key: _name_actor(key, bare[key]) for key in order}
    for key in order:
        slug = _slug(names[key])
        taken[slug] += 1
        ids[key] = slug if taken[slug] == 1 else f"{slug}-{taken[slug]}"
    rows = []
    for key in order:
        owner = owners[key].most_common(1)[0][0] if owners[key] else key
        rows.append(
            {
                "actor_id": ids[key],
                "name": names[key],
                "kind": kinds.get(key, "state" if key[0] == "state" else "group"),
                "aliases": [text for text, _ in named[key].most_common()],
                "office": offices[key].most_common(1)[0][0] if offices[key] else None,
                "affiliation": ids.get(owner) if owner != key else None,
                "n_mentions": totals[key],
            }
        )
    return schema.build("actors", rows), ids


def _name_actor(key: Key, found: Counter[str]) -> str:
    """The name to show: of a state its usual name, or the commonest full name in the corpus; of others the fullest found."""
    if key[0] == "bloc":
        return key[2]
    if key[0] == "state":
        usual = key[2]
        full = [
            text
            for text, _ in found.most_common()
            if index_places("name").get(text) == usual and not text.replace(".", "").isupper()
        ]
        return usual if usual in full or not full else full[0]
    if not found:
        return key[2].title()
    return max(found, key=lambda text: (not text.isupper(), len(text.split()), found[text], text))


def _slug(name: str) -> str:
    """A name as an id: lower case, without accents, hyphens between its words."""
    plain = "".join(mark for mark in unicodedata.normalize("NFD", name.lower()) if not unicodedata.combining(mark))
    return re.sub(r"\W+", "-", plain).strip("-") or "unnamed"
