"""Finds who is mentioned, and says which mentions mean the same actor."""

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterator

import pandas as pd

from analysis import schema
from analysis.acting import place_acts
from analysis.links import Key, Reference, count_kinds, link_names, link_nominals, link_surnames
from analysis.nominals import find_nominals, find_title
from analysis.places import index_places
from analysis.pronouns import HE, find_pronouns, link_pronouns
from analysis.words import Words, list_words

_LIST_WORDS = frozenset((",", "and", "or", "the"))


def find_mentions(documents: pd.DataFrame, sentences: pd.DataFrame, tokens: pd.DataFrame, spans: pd.DataFrame) -> pd.DataFrame:
    """Find the mentions of actors: names, phrases that refer to actors, and pronouns.

    Parameters
    ----------
    documents, sentences, tokens : tables of these names (schema.py)
    spans : table `spans`
        Rows of role `name` are the names; rows of role `source`, where there are any, tell which it and they speak.

    Returns
    -------
    table `mentions`, in order of the documents, of `start`, and the longer first; `actor_id` and `probability` are null
        A person's name has its title in it ("Foreign Minister Sergei Lavrov"), a phrase the name it holds ("the foreign
        minister of Jordan"), which is a mention as well. Names of kind other are no mentions.
    """
    texts = dict(zip(documents["doc_id"], documents["text"], strict=True))
    names, sources = _list_spans(spans)
    rows: list[tuple[str, str, int, int, str, str, str, bool]] = []
    for words in list_words(tokens):
        text = texts[words.doc_id]
        found = _find_in_document(words, names.get(words.doc_id, []), sources.get(words.doc_id, []))
        for first, past, form, kind, acts in sorted(found, key=lambda mention: (mention[0], -mention[1])):
            start, end = words.start[first], words.end[past - 1]
            rows.append((words.doc_id, words.sentence_id[first], start, end, text[start:end], form, kind, acts))
    table = pd.DataFrame(rows, columns=["doc_id", "sentence_id", "start", "end", "text", "form", "kind", "acts"])
    places = table["start"].astype("str") + "-" + table["end"].astype("str")
    table = table.assign(mention_id=table["doc_id"] + ":m" + places, actor_id=None, probability=float("nan"))
    return schema.cast("mentions", table[list(schema.TABLES["mentions"])])


def _list_spans(spans: pd.DataFrame) -> tuple[dict[str, list[tuple[int, int, str]]], dict[str, list[tuple[int, int, str]]]]:
    """The names and the sources of each document as lists."""
    found: tuple[dict[str, list[tuple[int, int, str]]], ...] = (defaultdict(list), defaultdict(list))
    for role, lists in zip(("name", "source"), found, strict=True):
        part = spans[spans["role"] == role]
        for doc_id, start, end, kind in zip(
            *(part[column].tolist() for column in ("doc_id", "start", "end", "kind")), strict=True
        ):
            lists[doc_id].append((start, end, kind))
    return found[0], found[1]


def _find_in_document(
    words: Words, names: list[tuple[int, int, str]], sources: list[tuple[int, int, str]]
) -> Iterator[tuple[int, int, str, str, bool]]:
    """First word, one past the last, form, kind and whether it acts of every mention of a document."""
    runs = _list_runs(words, names)
    ranges = [(first, past) for first, past, _ in runs]
    ends = {past: first for first, past in ranges}
    listed = _group_lists(words, ranges)
    sentence_start: dict[int, int] = {}
    for first, past in words.sentences:
        sentence_start |= dict.fromkeys(range(first, past), first)
    titled: set[int] = set()
    for first, past, kind in runs:
        start = find_title(words, first, ends, sentence_start[first]) if kind == "person" else first
        titled |= set(range(start, first))
        if kind != "other":
            acts = kind in ("state", "place") and place_acts(words, first, past, listed.get(first))
            yield start, past, "name", kind, acts
    taken = {(first, past) for first, past in ranges}
    for first, past, kind in find_nominals(words, ranges, titled):
        if (first, past) not in taken:
            yield first, past, "nominal", kind, False
    for at in find_pronouns(words, _list_words_of(words, sources)):
        yield at, at + 1, "pronoun", "person" if words.lower[at] in HE else "organization", False


def _list_runs(words: Words, names: list[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    """Spans of characters as ranges of words; a span that begins or ends within a word takes the whole word."""
    ends = {end: at + 1 for at, end in enumerate(words.end)}
    runs = []
    for start, end, kind in sorted(names):
        first = words.by_start.get(start)
        past = ends.get(end)
        if first is not None and past is not None and first < past:
            runs.append((first, past, kind))
    return runs


def _list_words_of(words: Words, spans: list[tuple[int, int, str]]) -> set[int]:
    """The words that begin one of the spans."""
    return {words.by_start[start] for start, _, _ in spans if start in words.by_start}


def _group_lists(words: Words, ranges: list[tuple[int, int]]) -> dict[int, tuple[int, int]]:
    """For the first word of each name that stands in a list of names: where the list begins and ends."""
    listed: dict[int, tuple[int, int]] = {}
    group: list[tuple[int, int]] = []
    for first, past in [*ranges, (len(words) + 9, len(words) + 9)]:
        between = words.lower[group[-1][1] : first] if group else []
        if group and 0 < first - group[-1][1] <= 3 and _LIST_WORDS.issuperset(between) and between != ["the"]:
            group.append((first, past))
            continue
        if len(group) > 1:
            listed |= {member: (group[0][0], group[-1][1]) for member, _ in group}
        group = [(first, past)]
    return listed


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
    names, sources = _list_spans(spans)
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
        link_pronouns(words, references, _list_words_of(words, sources.get(words.doc_id, [])))
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


def _read_references(
    words: Words, rows: list[int], columns: dict[str, list], names: list[tuple[int, int, str]]
) -> list[Reference]:
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
    return max(found, key=lambda text: (len(text.split()), found[text], text))


def _slug(name: str) -> str:
    """A name as an id: lower case, without accents, hyphens between its words."""
    plain = "".join(mark for mark in unicodedata.normalize("NFD", name.lower()) if not unicodedata.combining(mark))
    return re.sub(r"\W+", "-", plain).strip("-") or "unnamed"
