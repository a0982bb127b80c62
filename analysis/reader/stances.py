"""The network asked how speakers and actors stand on the actors that are mentioned."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from analysis import schema
from analysis.grammar import read_words
from analysis.reader.pairs import judge_given
from analysis.reader.questions import Document, Question, Said, find_questions
from analysis.reader.scores import Span
from analysis.sides import find_sides


def read_stances(
    documents: pd.DataFrame,
    sentences: pd.DataFrame,
    tokens: pd.DataFrame,
    statements: pd.DataFrame,
    mentions: pd.DataFrame,
    actors: pd.DataFrame,
) -> pd.DataFrame:
    """Judge how speakers and actors stand on the actors that a sentence mentions.

    Parameters
    ----------
    documents, sentences, tokens, statements, mentions, actors : tables (schema.py)
        `tokens` with its `statement_id` filled (`tag_voices`).

    Returns
    -------
    table `stances`, one row per holder and target in a sentence, in reading order, neutral ones too
        Asked about are: a known speaker of a statement, on each other actor mentioned in his words; and in the narrator's words,
        an actor that is the subject of a verb or the agent of a passive one, on each other actor not beyond a relative or other
        subordinate clause; each holder on each target in the first three such sentences of a document. Nobody is asked about
        places, about himself or about whom he speaks for, nor members of one list about each other. How the narrator himself
        stands is not asked: of sentences as they come in the news, most that the network calls favourable or not are neither.
        The probabilities of oppose, neutral and support are calibrated and add up to 1.

    Notes
    -----
    A known speaker who does not stand in the sentence of his quoted words is put before it, as in "NAME said: ..."; of
    unquoted words in such a sentence nobody is asked, as most answers were wrong.
    At most 12 pairs are asked about in a sentence, among its first 24 actors, so that a list of ten thousand names costs no more
    than one of twelve. Of a sentence too long for the network (about 160 wordpieces) the part around the pair is read; pairs
    too far apart for that are not judged and have no row.
    """
    texts = dict(zip(documents["doc_id"], documents["text"], strict=True))
    places = zip(sentences["start"].tolist(), sentences["end"].tolist(), strict=True)
    bounds = dict(zip(sentences["sentence_id"].tolist(), places, strict=True))
    mentioned = _group(mentions, ["sentence_id", "start", "end", "actor_id", "kind", "acts"])
    said = _group(statements, ["statement_id", "actor_id", "form", "source_start", "source_end", "cue_start", "cue_end"])
    names = dict(zip(actors["actor_id"], actors["name"], strict=True))
    passive, sides = set(actors.loc[actors["kind"] == "place", "actor_id"]), find_sides(actors)
    asked: list[tuple[str, Question]] = []
    for doc_id, words in read_words(tokens):
        by_sentence: dict[str, list[tuple]] = {}
        for sentence_id, *mention in mentioned.get(doc_id, []):
            mention[2] = mention[2] if mention[2] not in passive else None
            by_sentence.setdefault(sentence_id, []).append(tuple(mention))
        voices = {statement_id: _read_statement(row, names) for statement_id, *row in said.get(doc_id, [])}
        asked += [(doc_id, question) for question in find_questions(Document(words, by_sentence, voices, sides))]
    answers = judge_given(_make_pair(question, texts[doc_id], *bounds[question.sentence_id]) for doc_id, question in asked)
    rows = [
        _make_row(doc_id, question, answer.tolist())
        for (doc_id, question), answer in zip(asked, answers, strict=True)
        if answer is not None
    ]
    return schema.build("stances", rows)


def _group(table: pd.DataFrame, columns: list[str]) -> dict[str, list[tuple]]:
    """Return the rows of each document as tuples of `columns`."""
    groups: dict[str, list[tuple]] = {}
    for doc_id, *row in zip(table["doc_id"].tolist(), *(table[column].tolist() for column in columns), strict=True):
        groups.setdefault(doc_id, []).append(tuple(row))
    return groups


def _read_statement(row: list[Any], names: Mapping[str, str]) -> Said:
    """Read actor, speaker, source and cue of a statement."""
    actor_id = row[0] if isinstance(row[0], str) else None
    source, cue = (None if pd.isna(ends[0]) else (int(ends[0]), int(ends[1])) for ends in (row[2:4], row[4:6]))
    return Said(actor_id, names.get(actor_id or "") if row[1] == "direct" else None, source, cue)


def _make_pair(question: Question, text: str, start: int, end: int) -> tuple[str, Span, Span | None]:
    """Return the sentence with the places of target and holder in it, the name of a speaker put before it."""
    before = f"{question.speaker} said: " if question.speaker else ""
    shift = len(before) - start
    target, holder = question.target.span, question.holder
    place = (0, len(question.speaker)) if question.speaker else holder and (holder[0] + shift, holder[1] + shift)
    return before + text[start:end], (target[0] + shift, target[1] + shift), place


def _make_row(doc_id: str, question: Question, answer: list[float]) -> dict[str, Any]:
    """Return a row of `stances`."""
    holder_start, holder_end = question.holder or (None, None)
    return {
        "doc_id": doc_id,
        "sentence_id": question.sentence_id,
        "statement_id": question.statement_id,
        "holder_id": question.holder_id,
        "holder_start": holder_start,
        "holder_end": holder_end,
        "target_id": question.target.actor_id,
        "target_start": question.target.span[0],
        "target_end": question.target.span[1],
        **{label: round(probability, 4) for label, probability in zip(schema.LABELS, answer, strict=True)},
    }
