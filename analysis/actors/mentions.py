"""Finds the mentions of actors."""

from collections.abc import Iterator

import pandas as pd

from analysis import schema
from analysis.actors.nominals import find_nominals, find_title
from analysis.actors.pronouns import HE, find_pronouns
from analysis.actors.spans import Span, list_spans, list_starts, split_names
from analysis.words import Words, list_words


def find_mentions(documents: pd.DataFrame, sentences: pd.DataFrame, tokens: pd.DataFrame, spans: pd.DataFrame) -> pd.DataFrame:
    """Find the mentions of actors: names, phrases that refer to actors, and pronouns.

    Parameters
    ----------
    documents, sentences, tokens : tables of these names (schema.py)
    spans : table `spans`
        Rows of role `name` are the names, of which `acts` tells places that act; rows of role `source`, where there are any,
        tell which it and they speak.

    Returns
    -------
    table `mentions`, in order of the documents, of `start`, and the longer first; `actor_id` and `probability` are null
        A person's name has its title in it ("Foreign Minister Sergei Lavrov"), a phrase the name it holds ("the foreign
        minister of Jordan"), which is a mention as well. Names of kind other are no mentions, nor are the places and agencies of
        a dateline, which tell where a report was written.
    """
    texts = dict(zip(documents["doc_id"], documents["text"], strict=True))
    names, sources = list_spans(spans)
    datelines = set(sentences.loc[sentences["zone"] == "dateline", "sentence_id"])
    rows: list[tuple[str, str, int, int, str, str, str, bool]] = []
    for words in list_words(tokens):
        text = texts[words.doc_id]
        found = _find_in_document(words, names.get(words.doc_id, []), sources.get(words.doc_id, []))
        for first, past, form, kind, acts in sorted(found, key=lambda mention: (mention[0], -mention[1])):
            if words.sentence_id[first] in datelines:
                continue
            start, end = words.start[first], words.end[past - 1]
            rows.append((words.doc_id, words.sentence_id[first], start, end, text[start:end], form, kind, acts))
    table = pd.DataFrame(rows, columns=["doc_id", "sentence_id", "start", "end", "text", "form", "kind", "acts"])
    places = table["start"].astype("str") + "-" + table["end"].astype("str")
    table = table.assign(mention_id=table["doc_id"] + ":m" + places, actor_id=None, probability=float("nan"))
    return schema.cast("mentions", table[list(schema.TABLES["mentions"])])


def _find_in_document(words: Words, names: list[Span], sources: list[Span]) -> Iterator[tuple[int, int, str, str, bool]]:
    """First word, one past the last, form, kind and whether it acts of every mention of a document."""
    runs = _list_runs(words, list(split_names(words, names)))
    said = {(words.by_start.get(source.start), source.end) for source in sources}  # a place that is all of a source acts
    ranges = [(first, past) for first, past, _, _ in runs]
    ends = {past: first for first, past in ranges}
    sentence_start: dict[int, int] = {}
    for first, past in words.sentences:
        sentence_start |= dict.fromkeys(range(first, past), first)
    titled: set[int] = set()
    for first, past, kind, acts in runs:
        start = find_title(words, first, ends, sentence_start[first]) if kind == "person" else first
        titled |= set(range(start, first))
        if kind != "other":
            speaks = kind in ("place", "state") and (first, words.end[past - 1]) in said
            yield start, past, "name", kind, acts or speaks
    taken = {(first, past) for first, past in ranges}
    for first, past, kind in find_nominals(words, ranges, titled):
        if (first, past) not in taken:
            yield first, past, "nominal", kind, False
    for at in find_pronouns(words, list_starts(words, sources)):
        yield at, at + 1, "pronoun", "person" if words.lower[at] in HE else "organization", False


def _list_runs(words: Words, names: list[Span]) -> list[tuple[int, int, str, bool]]:
    """Names as ranges of words; one that does not begin and end with words is left out."""
    ends = {end: at + 1 for at, end in enumerate(words.end)}
    runs = []
    for start, end, kind, acts in sorted(names):
        first = words.by_start.get(start)
        past = ends.get(end)
        if first is not None and past is not None and first < past:
            runs.append((first, past, kind, acts))
    return runs
