"""Discourse Network Analyzer 3: a database of documents with each position as a “DNA Statement”, for DNA and rDNA."""

import json
import sqlite3
import tempfile
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from analysis.corpus import Corpus
from analysis.interchange.articles import Article, Exported, Row, count_controls, list_rows, split_corpus, tell_left_out
from analysis.interchange.dna_schema import (
    ADMIN,
    AGREEMENT,
    ATTRIBUTES,
    CONCEPT,
    ORGANIZATION,
    PERSON,
    STANDPOINT,
    STATEMENT_TYPE,
    TEXT_LIMIT,
    create_tables,
)  # fmt: skip
from analysis.spreadsheets import CONTROLS

PASSWORD = "standpoint"
"""Password of both coders; DNA asks for one when a file is opened."""


def write_dna(corpus: Corpus, out: Path) -> Exported:
    """Write a .dna file.

    Every document is one of DNA's, every position for or against something a statement by the coder Standpoint: `person` and
    `organization` the holder (a person's organization is the one it speaks for), `concept` the issue or the actor it is on,
    `agreement` 1 for, 0 against; its span is the evidence, in UTF-16 units as Java counts. Attributes of persons, organizations
    and concepts are Type (kind), Alias and Notes (office, description).
    """
    entities = _Entities(corpus)
    notes = count_controls(corpus, "DNA")
    with tempfile.TemporaryDirectory() as folder:
        made = Path(folder) / "corpus.dna"
        with closing(sqlite3.connect(made)) as database:
            create_tables(database, password=PASSWORD)
            entities.insert(database)
            for number, article in enumerate(split_corpus(corpus, "positions"), 1):
                _insert_document(database, number, article)
                _insert_statements(database, number, article, entities)
            database.commit()
        out.write_bytes(made.read_bytes())
    notes.append(f"To open it, DNA asks for a coder, Admin or Standpoint, and a password: both have {PASSWORD!r}.")
    if undated := int(corpus.documents["published"].isna().sum()):
        notes.append(f"DNA asks for a date: documents without one ({undated:,}) have 1 January 1970.")
    titles = corpus.documents["title"].fillna(corpus.documents["path"])
    if cut := int((titles.str.len() > TEXT_LIMIT).sum()):
        notes.append(f"DNA's titles end at {TEXT_LIMIT} characters: {cut:,} were cut and are whole in the notes of the document.")
    notes += entities.notes
    unheld = int((corpus.positions["holder_id"].isna() & (corpus.positions["label"] != "neutral")).sum())
    if unheld:
        notes.append(f"Positions without a known holder ({unheld:,}) have an empty person and organization.")
    neutral = int((corpus.positions["label"] == "neutral").sum())
    hedged = int(corpus.positions[["condition", "hedge"]].notna().any(axis=1).sum())
    left_out = {"neutral positions": neutral, "conditions and hedges of positions": hedged, "words": len(corpus.tokens)}
    left_out |= {"statements that take no position": _count_without(corpus), "mentions": len(corpus.mentions)}
    return Exported([out], notes + tell_left_out("DNA", left_out))


def count_units(text: str) -> int:
    """Return how long a text is in UTF-16 units, as Java counts: a character beyond U+FFFF is two."""
    return len(text.encode("utf-16-le")) // 2


def _insert_document(database: sqlite3.Connection, number: int, article: Article) -> None:
    """Insert a document; author and section are further columns of a table of documents, if it has them."""
    row, fields = article.document, json.loads(article.document["fields"])
    day = datetime.fromisoformat(row["published"] or "1970-01-01").replace(tzinfo=UTC)
    told = {"path": row["path"], "url": row["url"], "language": row["language"], **fields}
    if len(article.title) > TEXT_LIMIT:
        told["title"] = article.title
    columns = {
        "ID": number,
        "Title": article.title[:TEXT_LIMIT],
        "Text": article.text,
        "Coder": ADMIN,
        "Author": str(fields.get("author", ""))[:TEXT_LIMIT],
        "Source": (row["outlet"] or "")[:TEXT_LIMIT],
        "Section": str(fields.get("section", ""))[:TEXT_LIMIT],
        "Notes": "\n".join(f"{name}: {value}" for name, value in told.items() if value),
        "Date": int(day.timestamp()),
    }
    marks = ", ".join("?" * len(columns))
    database.execute(f"INSERT INTO DOCUMENTS ({', '.join(columns)}) VALUES ({marks})", tuple(columns.values()))


def _insert_statements(database: sqlite3.Connection, number: int, article: Article, entities: "_Entities") -> None:
    """Insert the positions of a document that are for or against something."""
    for row in article.rows["positions"]:
        if row["label"] == "neutral":
            continue
        start, stop = (count_units(article.text[: row[end]]) for end in ("start", "end"))
        place = database.execute(
            "INSERT INTO STATEMENTS (StatementTypeId, DocumentId, Start, Stop, Coder) VALUES (?, ?, ?, ?, ?)",
            (STATEMENT_TYPE, number, start, stop, STANDPOINT),
        ).lastrowid
        texts = [(place, variable, entity) for variable, entity in entities.find(row).items()]
        database.executemany("INSERT INTO DATASHORTTEXT (StatementId, VariableId, Entity) VALUES (?, ?, ?)", texts)
        agreed = (place, AGREEMENT, int(row["label"] == "support"))
        database.execute("INSERT INTO DATABOOLEAN (StatementId, VariableId, Value) VALUES (?, ?, ?)", agreed)


def _count_without(corpus: Corpus) -> int:
    """Return how many statements take no position."""
    return int((~corpus.statements["statement_id"].isin(corpus.positions["statement_id"].dropna())).sum())


class _Entities:
    """The persons, organizations and concepts of a corpus, and which of them stand for an actor or an issue."""

    def __init__(self, corpus: Corpus) -> None:
        self.notes: list[str] = []
        self._rows: dict[tuple[int, str], tuple[int, Row]] = {}
        self._ids: dict[tuple[int, str], int] = {}
        self._taken: set[tuple[int, str]] = set()
        self._n_apart = 0
        actors = list_rows(corpus.actors)
        self._actors = {row["actor_id"]: row for row in actors}
        held = set(corpus.positions["holder_id"].dropna())
        targets = set(corpus.positions.loc[corpus.positions["target_kind"] == "actor", "target_id"].dropna())
        held |= {self._find_organization(holder) for holder in held if holder in self._actors}
        for variable in (PERSON, ORGANIZATION, CONCEPT):
            self._add(variable, "", "", {}, True)
        for row in list_rows(corpus.issues):
            about = {"Type": "issue", "Alias": "; ".join(row["patterns"]), "Notes": row["description"] or ""}
            self._add(CONCEPT, f"issue:{row['issue_id']}", row["label"], about, True)
        for row in actors:
            about = {"Type": row["kind"], "Alias": "; ".join(row["aliases"]), "Notes": row["office"] or ""}
            variable = PERSON if row["kind"] == "person" else ORGANIZATION
            self._add(variable, row["actor_id"], row["name"], about, row["actor_id"] in held)
            about = about | {"Type": f"actor, {row['kind']}"}
            self._add(CONCEPT, f"actor:{row['actor_id']}", row["name"], about, row["actor_id"] in targets)
        if self._n_apart:
            self.notes.append(f"DNA tells apart by name: namesakes and long names ({self._n_apart:,}) have their id behind them.")
        long = sum(len(value) > TEXT_LIMIT for _, row in self._rows.values() for value in row.values())
        if long:
            self.notes.append(
                f"DNA's attributes end at {TEXT_LIMIT} characters: {long:,} lists of names or descriptions were cut."
            )

    def _find_organization(self, actor: str) -> str | None:
        """Return whom a person speaks for."""
        row = self._actors[actor]
        above = row["affiliation"] if row["kind"] == "person" else None
        return above if above in self._actors and self._actors[above]["kind"] != "person" else None

    def _add(self, variable: int, key: str, name: str, about: Row, wanted: bool) -> None:
        """Add an entity that is wanted; a name too long, or one that another before it has, wanted or not, ends with its key."""
        value = CONTROLS.sub(" ", name).strip()
        apart = len(value) > TEXT_LIMIT or (variable, value.casefold()) in self._taken
        self._taken.add((variable, value.casefold()))
        if apart:
            end = f" [{key}]"[-TEXT_LIMIT:]
            value = value[: TEXT_LIMIT - len(end)] + end
        if wanted:
            self._n_apart += apart
            self._ids[variable, key] = len(self._rows) + 1
            self._rows[variable, value] = (len(self._rows) + 1, about)

    def insert(self, database: sqlite3.Connection) -> None:
        """Insert the entities with their attributes."""
        entity = "INSERT INTO ENTITIES (ID, VariableId, Value, Red, Green, Blue) VALUES (?, ?, ?, 0, 0, 0)"
        attribute = "INSERT INTO ATTRIBUTEVALUES (EntityId, AttributeVariableId, AttributeValue) VALUES (?, ?, ?)"
        known = {
            (variable, name): place
            for place, variable, name in database.execute("SELECT ID, VariableId, AttributeVariable FROM ATTRIBUTEVARIABLES")
        }
        for (variable, value), (place, about) in self._rows.items():
            database.execute(entity, (place, variable, value))
            rows = [(place, known[variable, name], CONTROLS.sub(" ", about.get(name, ""))[:TEXT_LIMIT]) for name in ATTRIBUTES]
            database.executemany(attribute, rows)

    def find(self, position: Row) -> dict[int, int]:
        """Return the entity of each variable for a position."""
        holder = position["holder_id"] if position["holder_id"] in self._actors else None
        person = organization = ""
        if holder and self._actors[holder]["kind"] == "person":
            person, organization = holder, self._find_organization(holder) or ""
        elif holder:
            organization = holder
        concept = f"{position['target_kind']}:{position['target_id']}" if position["target_id"] is not None else ""
        keys = {PERSON: person, ORGANIZATION: organization, CONCEPT: concept}
        return {variable: self._ids.get((variable, key), self._ids[variable, ""]) for variable, key in keys.items()}
