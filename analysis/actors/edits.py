"""The user's own say on who is who: a table `actors.csv` beside a corpus that merges, renames, groups and excludes actors."""

import codecs
import csv
import io
from collections.abc import Iterable, Mapping
from pathlib import Path

import pandas as pd

from analysis import schema
from analysis.actors.directory import ActorNames, plain_name
from analysis.errors import InputError, nearest

COLUMNS = ("actor", "name", "group", "kind", "exclude")
_YES = frozenset(("yes", "y", "true", "1", "x"))
_NO = frozenset(("", "no", "n", "false", "0"))
_ENCODINGS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_MEND = "Save it as a CSV in UTF-8 whose first line is " + ",".join(COLUMNS) + "."


def load_edits(file: str | Path) -> pd.DataFrame:
    """Load what a user says about the actors of a corpus.

    Parameters
    ----------
    file : CSV in UTF-8, delimited by commas, semicolons or tabs; columns in any order, all but `actor` may be missing
        actor a name, alias or actor_id found in the corpus; name what to call it (rows of one name become one actor);
        group the actor it counts for, written as its affiliation (its own name: none); kind one of schema.KINDS;
        exclude `yes` for what is no actor. An empty cell leaves things as they are.

    Returns
    -------
    table of str with these five columns, `exclude` a bool, and `line` (line of the file, from 1), in the order of the file
        `attrs["path"]` is the file's name, for messages

    Raises
    ------
    InputError : the file is not there, empty or not in UTF-8, a column is unknown or missing, a kind or an `exclude` is not
        understood, an actor has two names or two groups, or names or groups run in a circle; each with its lines
    """
    path = Path(file)
    rows = _read_rows(path)
    head = [cell.strip().lower() for cell in rows[0][1]]
    _check_head(path.name, head)
    for line, row in rows[1:]:
        if any(cell.strip() for cell in row[len(head) :]):
            where = f"{path.name}, line {line}: {len(row)} cells, but {len(head)} columns."
            raise InputError(f"{where} Put a name that has a comma in double quotation marks.")
    blank = dict.fromkeys(COLUMNS, "")
    given = [
        blank | dict(zip(head, map(str.strip, row), strict=False)) | {"line": line}
        for line, row in rows[1:]
        if "".join(row).strip()
    ]
    edits = pd.DataFrame(given, columns=[*COLUMNS, "line"]).astype(dict.fromkeys(COLUMNS, "str"))
    edits = edits.assign(kind=edits["kind"].str.lower(), exclude=edits["exclude"].str.lower())
    _check_cells(path.name, edits)
    edits = edits.assign(exclude=edits["exclude"].isin(_YES))
    for column in ("name", "group"):
        _check_column(path.name, edits, column)
    edits.attrs["path"] = path.name
    return edits


def suggest_edits(actors: pd.DataFrame) -> pd.DataFrame:
    """Give the present list of actors in the form of `load_edits`, for a user to change.

    Returns
    -------
    table of str: actor, name, group, kind, exclude; the commonest actor first, as in `actors`
        `actor` is the name, or the actor_id where the name means somebody else first. Loaded unchanged it changes nothing.
    """
    names = ActorNames(actors)
    called = dict(zip(actors["actor_id"], actors["name"], strict=True))
    shown = {actor_id: name if names.find(name) == actor_id else actor_id for actor_id, name in called.items()}
    table = pd.DataFrame(
        {
            "actor": actors["actor_id"].map(shown),
            "name": actors["name"],
            "group": actors["affiliation"].map(shown),
            "kind": actors["kind"],
            "exclude": "",
        }
    )
    return table.fillna("").astype("str").reset_index(drop=True)


def find_circle(links: Mapping[str, str]) -> list[str]:
    """Return the first circle in which each goes to the next, or an empty list; what goes to itself is none."""
    done: set[str] = set()
    for start in links:
        way: dict[str, None] = {}
        at = start
        while at in links and links[at] != at and at not in done:
            if at in way:
                found = list(way)
                return found[found.index(at) :]
            way[at] = None
            at = links[at]
        done |= way.keys()
    return []


def _read_rows(path: Path) -> list[tuple[int, list[str]]]:
    """Line number and cells of every row."""
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise InputError(
            f"{path} cannot be opened ({error.strerror}). Check the name, or leave the table of actors out."
        ) from error
    encoding = next((name for mark, name in _ENCODINGS if raw.startswith(mark)), "utf-8")
    try:
        text = raw.decode(encoding)
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        raise InputError(f"{path.name}, line {line}: the file is not in UTF-8. {_MEND}") from error
    if "\0" in text:
        raise InputError(f"{path.name} is no text. {_MEND}")
    if not text.strip():
        raise InputError(f"{path.name} is empty. {_MEND}")
    first = text.strip().splitlines()[0]
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=max(",;\t", key=first.count))
    rows: list[tuple[int, list[str]]] = []
    line = 1
    try:
        for cells in reader:
            if rows or any(cell.strip() for cell in cells):
                rows.append((line, cells))
            line = reader.line_num + 1
    except csv.Error as error:
        raise InputError(f"{path.name}, line {line}: {error}. {_MEND}") from error
    return rows


def _check_head(file: str, head: list[str]) -> None:
    """Raise InputError for a first line that does not name the columns."""
    for name in head:
        if name not in COLUMNS:
            raise InputError(
                f"{file}, line 1: there is no column {name!r}; there are {', '.join(COLUMNS)}.{nearest(name, COLUMNS)}"
            )
        if head.count(name) > 1:
            raise InputError(f"{file}, line 1: the column {name!r} is there twice. Keep one.")
    if "actor" not in head:
        raise InputError(f"{file}, line 1: the column 'actor' is missing; it tells whom a line is about. {_MEND}")
    if len(head) == 1:
        raise InputError(f"{file}, line 1: beside 'actor' at least one of {', '.join(COLUMNS[1:])} is needed.")


def _check_cells(file: str, edits: pd.DataFrame) -> None:
    """Raise InputError for a row without an actor, or with a kind or an `exclude` that is not understood."""
    for actor, kind, exclude, line in zip(edits["actor"], edits["kind"], edits["exclude"], edits["line"], strict=True):
        where = f"{file}, line {line}"
        if not actor:
            raise InputError(f"{where}: the cell 'actor' is empty. Write a name found in the corpus, or delete the line.")
        if kind and kind not in schema.KINDS:
            known = ", ".join(schema.KINDS)
            raise InputError(f"{where}: kind may be {known}, not {kind!r}.{nearest(kind, schema.KINDS)}")
        if exclude not in _YES | _NO:
            raise InputError(f"{where}: exclude may be yes, no or empty, not {exclude!r}.")


def _check_column(file: str, edits: pd.DataFrame, column: str) -> None:
    """Raise InputError where an actor has two names or groups, or where names or groups run in a circle."""
    links: dict[str, tuple[str, int, str]] = {}
    said = edits[(edits[column] != "") & ~edits["exclude"]]
    for actor, given, line in zip(said["actor"], said[column], said["line"], strict=True):
        plain, first_line, first = links.setdefault(plain_name(actor), (plain_name(given), line, given))
        if plain != plain_name(given):
            raise InputError(
                f"{file}, lines {first_line} and {line}: {actor!r} has the {column}s {first!r} and {given!r}. Keep one."
            )
    circle = find_circle({actor: given for actor, (given, _, _) in links.items()})
    if circle:
        raise InputError(tell_circle(file, column, [links[actor][1] for actor in circle], [links[actor][2] for actor in circle]))


def tell_circle(file: str, column: str, lines: Iterable[int], names: Iterable[str]) -> str:
    """Say that names or groups run in a circle, where, and how to mend it."""
    found = list(names)
    told = " counts for " if column == "group" else " is called "
    chain = told.join(map(repr, [found[-1], *found]))
    return f"{file}, lines {', '.join(map(str, sorted(lines)))}: a circle: {chain}. Delete the {column} in one of these lines."
