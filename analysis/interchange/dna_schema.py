"""The tables of a Discourse Network Analyzer 3 database (SQLite), its default statement type, and how it keeps passwords."""

import base64
import hashlib
import sqlite3
import unicodedata

DNA_VERSION, DNA_DATE = "3.0.8", "2022-06-16"
"""The version of DNA, and its day, whose tables these are; DNA tells by it databases of version 2 from those of version 3."""

TEXT_LIMIT = 190
"""Characters of a title, a name or another short text."""

ADMIN, STANDPOINT = 1, 2
"""Ids of the coders: DNA's own first coder, and the one who holds what the machine found."""

STATEMENT_TYPE = 1
PERSON, ORGANIZATION, CONCEPT, AGREEMENT = 1, 2, 3, 4
VARIABLES = {PERSON: "person", ORGANIZATION: "organization", CONCEPT: "concept", AGREEMENT: "agreement"}
ATTRIBUTES = ("Type", "Alias", "Notes")

_ROUNDS, _SALT_LENGTH = 100_000, 16

_PERMISSIONS = (
    "AddDocuments", "EditDocuments", "DeleteDocuments", "ImportDocuments", "AddStatements", "EditStatements", "DeleteStatements",
    "EditAttributes", "EditRegex", "EditStatementTypes", "EditCoders", "EditCoderRelations", "ViewOthersDocuments",
    "EditOthersDocuments", "ViewOthersStatements", "EditOthersStatements",
)  # fmt: skip


def _short(name: str, rest: str = "NOT NULL") -> str:
    """Column of a short text."""
    return f"{name} TEXT {rest} CHECK (LENGTH({name}) <= {TEXT_LIMIT})"


def _number(name: str, low: int, high: int, default: int, rest: str = "NOT NULL ") -> str:
    """Column of a number between two bounds."""
    return f"{name} INTEGER {rest}DEFAULT {default} CHECK ({name} BETWEEN {low} AND {high})"


def _belongs(name: str, table: str, rest: str = "") -> str:
    """Column that names a row of another table and goes with it."""
    return f"{name} INTEGER {rest}REFERENCES {table}(ID) ON DELETE CASCADE"


_ID = "ID INTEGER NOT NULL PRIMARY KEY"
_COLOUR = [_number(colour, 0, 255, 0) for colour in ("Red", "Green", "Blue")]
_VALUE = [_ID, _belongs("StatementId", "STATEMENTS", "NOT NULL "), _belongs("VariableId", "VARIABLES", "NOT NULL ")]
_ONE_VALUE = "UNIQUE (StatementId, VariableId)"

TABLES = {
    "SETTINGS": ["Property TEXT PRIMARY KEY", "Value TEXT NOT NULL"],
    "CODERS": [
        _ID, _short("Name"), *_COLOUR, _number("Refresh", 0, 9999, 0), _number("FontSize", 1, 99, 14), _short("Password"),
        _number("PopupWidth", 100, 9999, 300, ""), _number("ColorByCoder", 0, 1, 0), _number("PopupDecoration", 0, 1, 0),
        _number("PopupAutoComplete", 0, 1, 1), *(_number(f"Permission{name}", 0, 1, 1) for name in _PERMISSIONS),
    ],
    "DOCUMENTS": [
        _ID, _short("Title"), "Text TEXT NOT NULL", _belongs("Coder", "CODERS"),
        *(_short(name, "NOT NULL DEFAULT ''") for name in ("Author", "Source", "Section")), "Notes TEXT NOT NULL DEFAULT ''",
        _short("Type", "NOT NULL DEFAULT ''"), "Date INTEGER NOT NULL",
    ],
    "STATEMENTTYPES": [_ID, _short("Label"), *_COLOUR],
    "VARIABLES": [
        _ID, _short("Variable"),
        "DataType TEXT NOT NULL DEFAULT 'short text' CHECK (DataType IN ('boolean', 'integer', 'long text', 'short text'))",
        _belongs("StatementTypeId", "STATEMENTTYPES"), "UNIQUE (Variable, StatementTypeId)",
    ],
    "VARIABLELINKS": [
        _ID, _belongs("SourceVariableId", "VARIABLES"), _belongs("TargetVariableId", "VARIABLES"),
        "CHECK (TargetVariableId != SourceVariableId)",
    ],
    "REGEXES": [_short("Label", "PRIMARY KEY"), *_COLOUR],
    "CODERRELATIONS": [
        _ID, _belongs("Coder", "CODERS"), _belongs("OtherCoder", "CODERS"),
        *(_number(name, 0, 1, 1) for name in ("viewStatements", "editStatements", "viewDocuments", "editDocuments")),
        "CHECK (Coder != OtherCoder)",
    ],
    "STATEMENTS": [
        _ID, _belongs("StatementTypeId", "STATEMENTTYPES"), _belongs("DocumentId", "DOCUMENTS"),
        "Start INTEGER NOT NULL CHECK (Start >= 0)", "Stop INTEGER NOT NULL CHECK (Stop >= 0)", _belongs("Coder", "CODERS"),
        "CHECK (Start < Stop)",
    ],
    "DATABOOLEAN": [*_VALUE, "Value INTEGER NOT NULL DEFAULT 1", _ONE_VALUE],
    "DATAINTEGER": [*_VALUE, "Value INTEGER NOT NULL DEFAULT 0", _ONE_VALUE],
    "ENTITIES": [
        _ID, _belongs("VariableId", "VARIABLES", "NOT NULL "), _short("Value", "NOT NULL DEFAULT ''"),
        *(f"{colour} INTEGER CHECK ({colour} BETWEEN 0 AND 255)" for colour in ("Red", "Green", "Blue")),
        _belongs("ChildOf", "ENTITIES"), "UNIQUE (VariableId, Value)",
    ],
    "DATASHORTTEXT": [*_VALUE, _belongs("Entity", "ENTITIES", "NOT NULL "), _ONE_VALUE],
    "DATALONGTEXT": [*_VALUE, "Value TEXT DEFAULT ''", _ONE_VALUE],
    "ATTRIBUTEVARIABLES": [
        _ID, _belongs("VariableId", "VARIABLES", "NOT NULL "), _short("AttributeVariable"),
        "UNIQUE (VariableId, AttributeVariable)",
    ],
    "ATTRIBUTEVALUES": [
        _ID, _belongs("EntityId", "ENTITIES", "NOT NULL "),
        _belongs("AttributeVariableId", "ATTRIBUTEVARIABLES", "NOT NULL "), _short("AttributeValue", "NOT NULL DEFAULT ''"),
        "UNIQUE (EntityId, AttributeVariableId)",
    ],
}  # fmt: skip


def create_tables(database: sqlite3.Connection, *, password: str) -> None:
    """Create the tables and what every database begins with: settings, two coders, the type “DNA Statement”."""
    for name, columns in TABLES.items():
        database.execute(f"CREATE TABLE {name} ({', '.join(columns)})")
    database.executemany("INSERT INTO SETTINGS VALUES (?, ?)", [("version", DNA_VERSION), ("date", DNA_DATE)])
    coders = [(ADMIN, "Admin", 255, 255, 0), (STANDPOINT, "Standpoint", 86, 180, 233)]
    row = "INSERT INTO CODERS (ID, Name, Red, Green, Blue, Password) VALUES (?, ?, ?, ?, ?, ?)"
    database.executemany(row, [(*coder, hash_password(password, salt=coder[1])) for coder in coders])
    pairs = [(ADMIN, STANDPOINT), (STANDPOINT, ADMIN)]
    database.executemany("INSERT INTO CODERRELATIONS (Coder, OtherCoder) VALUES (?, ?)", pairs)
    database.execute("INSERT INTO STATEMENTTYPES VALUES (?, 'DNA Statement', 239, 208, 51)", (STATEMENT_TYPE,))
    for variable, name in VARIABLES.items():
        kind = "boolean" if variable == AGREEMENT else "short text"
        database.execute("INSERT INTO VARIABLES VALUES (?, ?, ?, ?)", (variable, name, kind, STATEMENT_TYPE))
    attributes = [(variable, name) for name in ATTRIBUTES for variable in (PERSON, ORGANIZATION, CONCEPT)]
    database.executemany("INSERT INTO ATTRIBUTEVARIABLES (VariableId, AttributeVariable) VALUES (?, ?)", attributes)


def hash_password(password: str, *, salt: str) -> str:
    """Return a password as DNA keeps it: salt and SHA-256 of salt and password, hashed `_ROUNDS` times in all, as base64.

    DNA uses jasypt's strong password encryptor, whose salt is random; here it is made from `salt`, so that the same corpus gives
    the same file. The password is no secret: it is printed when a file is made.
    """
    start = hashlib.sha256(salt.encode()).digest()[:_SALT_LENGTH]
    digest = start + unicodedata.normalize("NFC", password).encode()
    for _ in range(_ROUNDS):
        digest = hashlib.sha256(digest).digest()
    return base64.b64encode(start + digest).decode()
