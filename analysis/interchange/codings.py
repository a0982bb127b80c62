"""Codings made by people in Discourse Network Analyzer 3, read back as positions."""

import re
import sqlite3
import unicodedata
from collections import Counter
from contextlib import closing
from pathlib import Path

import pandas as pd

from analysis import schema
from analysis.corpus import Corpus
from analysis.documents import find_path
from analysis.errors import InputError
from analysis.interchange.articles import Row, list_rows
from analysis.spreadsheets import CONTROLS

MACHINE = "Standpoint"
"""The coder under whose name `write_dna` puts what the machine found."""

_SHOWN = 5
_ID_BEHIND = re.compile(r" \[[^\]]+\]$")
_NAME = """
    (SELECT E.Value FROM DATASHORTTEXT AS D JOIN VARIABLES AS V ON V.ID = D.VariableId JOIN ENTITIES AS E ON E.ID = D.Entity
    WHERE D.StatementId = S.ID AND V.Variable = '{0}') AS {0}"""
_NUMBER = """
    (SELECT Value FROM {} AS D JOIN VARIABLES AS V ON V.ID = D.VariableId
    WHERE D.StatementId = S.ID AND V.Variable = 'agreement')"""
_STATEMENTS = f"""
    SELECT S.Start AS start, S.Stop AS stop, CODERS.Name AS coder, DOCUMENTS.Text AS text,
    {", ".join(_NAME.format(variable) for variable in ("person", "organization", "concept"))},
    COALESCE(2 * {_NUMBER.format("DATABOOLEAN")} - 1, {_NUMBER.format("DATAINTEGER")}) AS agreement
    FROM STATEMENTS AS S JOIN CODERS ON CODERS.ID = S.Coder JOIN DOCUMENTS ON DOCUMENTS.ID = S.DocumentId ORDER BY S.ID"""


def load_codings(path: str | Path, corpus: Corpus) -> pd.DataFrame:
    """Read what people coded in a .dna file as positions on the documents of a corpus.

    Parameters
    ----------
    path : .dna file of DNA 3; its statements need the variables person, organization, concept and agreement (true or false, or a
        whole number: above 0 is for, 0 neutral, below 0 against)
    corpus : the corpus that was coded; documents are found by their text, persons, organizations and concepts by their names, in
        any case, or by a name that the actor or issue has in the corpus

    Returns
    -------
    table `positions`, in the order of the statements of the file
        The holder is the person, or the organization where no person is given; the target an issue of that name, else an actor.
        Start and end, of the target too, are the passage coded; `reason` is "coder: NAME". What the machine found (coder
        Standpoint) is passed over. ``.attrs["notes"]`` tells in sentences what could not be matched.

    Raises
    ------
    InputError : no such file, or no database of DNA 3
    """
    statements = _read_statements(find_path(path))
    coded = [row for row in statements if row["coder"] != MACHINE and row["agreement"] is not None]
    documents = _index_documents(corpus)
    actors, issues = list_rows(corpus.actors), list_rows(corpus.issues)
    actor_names, actor_others = _index_names(actors, "actor_id", "name", "actor:"), _index_others(actors, "actor_id", "aliases")
    issue_names, issue_others = _index_names(issues, "issue_id", "label", "issue:"), _index_others(issues, "issue_id", "patterns")
    people, groups = (
        _index_names([row for row in actors if (row["kind"] == "person") == is_person], "actor_id", "name", "")
        for is_person in (True, False)
    )
    concepts = [("issue", issue_names), ("actor", actor_names), ("issue", issue_others), ("actor", actor_others)]
    sentences = {str(doc_id): rows for doc_id, rows in corpus.sentences.groupby("doc_id")}
    lost = Counter({"other": len(statements) - len(coded)})
    unknown: dict[str, set[str]] = {"documents": set(), "holders": set(), "concepts": set()}
    rows = []
    for number, row in enumerate(coded, 1):
        doc_id = documents.get(_normalize(row["text"]), "")
        if doc_id not in sentences:
            unknown["documents"].add(row["text"])
            lost["unplaced"] += 1
            continue
        start, end = (_read_offset(row["text"], row[which]) for which in ("start", "stop"))
        holder, concept = row["person"] or row["organization"] or "", row["concept"] or ""
        holder_id = _look_up(holder, people if row["person"] else groups, actor_names, actor_others)
        target_kind, target_id = _find_target(concept, concepts)
        unknown["holders"] |= {holder} if holder and not holder_id else set()
        unknown["concepts"] |= {concept} if concept and not target_id else set()
        sign = (row["agreement"] > 0) - (row["agreement"] < 0)
        rows.append(
            {
                "doc_id": doc_id,
                "position_id": f"{doc_id}:c{number}, {start}-{end}",
                "sentence_id": _find_sentence(sentences[doc_id], start),
                "holder_id": holder_id,
                "target_kind": target_kind,
                "target_id": target_id,
                "target_start": start,
                "target_end": end,
                "polarity": float(sign),
                "label": schema.LABELS[sign + 1],
                "start": start,
                "end": end,
                "reason": f"coder: {row['coder']}",
            }
        )
    positions = schema.build("positions", rows)
    positions.attrs["notes"] = _tell(lost, unknown)
    return positions


def _read_statements(file: Path) -> list[Row]:
    """Return the statements of a .dna file with their coder, document and values."""
    try:
        with closing(sqlite3.connect(f"{file.as_uri()}?mode=ro", uri=True)) as database:
            database.row_factory = sqlite3.Row
            return [dict(row) for row in database.execute(_STATEMENTS)]
    except sqlite3.Error as error:
        raise InputError(
            f"{file} is no database of Discourse Network Analyzer 3 ({error}). Give a .dna file of DNA 3."
        ) from error


def _normalize(text: str) -> str:
    """Return a text as a corpus keeps it."""
    return CONTROLS.sub(" ", unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n")))


def _read_offset(text: str, units: int) -> int:
    """Return an offset in UTF-16 units of a text in a .dna file as one in characters of the same text in a corpus."""
    return len(_normalize(text.encode("utf-16-le")[: 2 * units].decode("utf-16-le", errors="ignore")))


def _index_documents(corpus: Corpus) -> dict[str, str]:
    """Return doc_id by text; of repeated texts the first."""
    pairs = zip(corpus.documents["text"], corpus.documents["doc_id"], strict=True)
    index: dict[str, str] = {}
    for text, doc_id in pairs:
        index.setdefault(CONTROLS.sub(" ", text), doc_id)
    return index


def _index_names(rows: list[Row], key: str, name: str, prefix: str) -> dict[str, str]:
    """Return ids by name, the first of namesakes, and by what `write_dna` puts behind the name of a further one."""
    index: dict[str, str] = {f"[{prefix}{row[key]}]": row[key] for row in rows}
    for row in rows:
        index.setdefault(_fold(row[name]), row[key])
    return index


def _index_others(rows: list[Row], key: str, others: str) -> dict[str, str]:
    """Return ids by the other names of things, those that only one of them has."""
    pairs = {(_fold(word), row[key]) for row in rows for word in row[others]}
    n_things = Counter(word for word, _ in pairs)
    return {word: place for word, place in pairs if n_things[word] == 1}


def _fold(name: str) -> str:
    """Return a name in small letters, without the control characters that DNA does not get."""
    return CONTROLS.sub(" ", name).strip().casefold()


def _look_up(name: str, *indexes: dict[str, str]) -> str | None:
    """Return the id of what has a name, from the first index that knows it or the id behind it."""
    behind = _ID_BEHIND.search(name)
    for index in indexes:
        if place := index.get(_fold(name)) or (index.get(behind[0].strip()) if behind else None):
            return place
    return None


def _find_target(concept: str, indexes: list[tuple[str, dict[str, str]]]) -> tuple[str, str | None]:
    """Return the kind and the id of what a concept stands for; an unknown concept is an issue without an id."""
    for kind, index in indexes:
        if target := _look_up(concept, index):
            return kind, target
    return "issue", None


def _find_sentence(sentences: pd.DataFrame, start: int) -> str:
    """Return the sentence that holds a place, or the last one before it."""
    before = sentences[sentences["start"] <= start]
    return str((before if len(before) else sentences.head(1))["sentence_id"].iloc[-1])


def _tell(lost: Counter[str], unknown: dict[str, set[str]]) -> list[str]:
    """Return notes on what was passed over or not matched."""
    notes = []
    if lost["other"]:
        notes.append(f"Passed over: {lost['other']:,} statements of the coder {MACHINE} or without a value of “agreement”.")
    if lost["unplaced"]:
        notes.append(
            f"Left out: {lost['unplaced']:,} statements in {len(unknown['documents']):,} documents that the corpus does not have."
        )
    for what, mend in (("holders", "actors.csv can give an actor this name"), ("concepts", "a codebook can have an issue of it")):
        if found := sorted(unknown[what]):
            shown = ", ".join(found[:_SHOWN]) + (f" and {len(found) - _SHOWN:,} others" if len(found) > _SHOWN else "")
            notes.append(f"Unknown to the corpus, so without an id ({what}): {shown}; {mend}.")
    return notes
