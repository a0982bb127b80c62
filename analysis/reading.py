"""A whole corpus through the chain: what is done for every shard, and in between what all shards together show."""

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from shutil import rmtree
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

import pandas as pd

from analysis import schema
from analysis.actors import Acquaintance, count_texts, edit_actors, list_actors, merge_registers
from analysis.actors.references import Key
from analysis.actors.register import Entry
from analysis.chain import (
    ABOUT,
    READ_FROM,
    Agenda,
    Directory,
    choose_for_shard,
    find_missed_in_shard,
    link_shard,
    load_shared,
    match_shard,
    read_shard,
    tell_shard,
)
from analysis.copies import find_copies
from analysis.documents import iter_documents, tell_language, tell_reasons
from analysis.errors import InputError
from analysis.formats import Unread
from analysis.issues import Codebook, Patterns, discover_issues, index_targets, list_issues, order_issues, sharpen_patterns
from analysis.shards import hash_code, hash_values, load_object, mark_used, save_object, save_table, write_folder
from analysis.workers import Workers

_COPIED_BY = ("doc_id", "published", "n_words")  # what of documents copies depend on besides their words
LEAST, MOST, MORE = 50, 250, 50
"""Documents in a shard: it ends, from 50 on, behind a document that the hash of its text chooses, one in 50, and at 250 at the
latest. So what is put in, taken out or changed moves the ends of its own shard and hardly ever those of others."""


class Shard(NamedTuple):
    """A shard of a reading: its folder, and the folders in it that hold what the steps made of it."""

    folder: Path
    documents: str
    told: str = ""
    matched: str = ""


class _Objects:
    """Objects in files, loaded one by one as often as they are gone through."""

    def __init__(self, files: Iterable[Path]) -> None:
        self._files = list(files)

    def __iter__(self) -> Iterator[Any]:
        return map(load_object, self._files)


def make_reading(
    place: Path,
    root: Path,
    key: str,
    *,
    columns: str,
    edits: pd.DataFrame | None,
    codebook: Codebook | None,
    workers: Workers,
) -> None:
    """Read the documents at `place` and write the reading to `root`/`key`: corpus.json names its shards (in `root`/shards).

    Beside it are the tables that have no shards: copies, actors and issues.

    Parameters
    ----------
    columns : as for `iter_documents`
    edits : the user's table of actors (`load_edits`), or None
    codebook : the issues to look for; None discovers them

    Raises
    ------
    InputError : nothing that can be read, or a circle in the table of actors
    """
    shards, documents, unread = keep_documents(place, root, columns)
    mark_used(*(shard.folder / name for shard in shards for name in (".", "read", shard.documents)))
    workers.run(read_shard, [shard[:2] for shard in shards if not (shard.folder / "read").is_dir()], label="Reading")
    copies = find_copies(documents, _Objects(shard.folder / "read" / "sketches.pickle" for shard in shards))
    with TemporaryDirectory(prefix="partial-", dir=root) as folder:
        work = Path(folder)
        shards, actors, notes = _link(shards, work, edits, workers)
        shards, issues = _match(shards, work, codebook, workers)
    rmtree(root / key, ignore_errors=True)  # one whose shards are gone
    with write_folder(root / key) as out:
        for name, table in (("copies", copies), ("actors", actors), ("issues", issues)):
            save_table(schema.check(table, name), out / f"{name}.parquet")
        names = [(shard.folder.name, *shard[1:]) for shard in shards]
        (out / "corpus.json").write_text(json.dumps({"unread": unread, "notes": notes, "shards": names}), encoding="utf-8")


def keep_documents(place: Path, root: Path, columns: str) -> tuple[list[Shard], pd.DataFrame, list[dict[str, str]]]:
    """Cut the documents into shards and keep their tables; return the shards, what copies depend on, and what was not read."""
    unread: list[Unread] = []
    shards: list[Shard] = []
    light: list[pd.DataFrame] = []
    for rows in _cut(_take_rows(place, columns, unread)):
        shard = _name_shard(rows, root)
        if not (shard.folder / shard.documents).is_dir():
            for row in rows:
                tell_language(row)
            with write_folder(shard.folder / shard.documents) as out:
                save_table(schema.build("documents", rows), out / "documents.parquet")
        shards.append(shard)
        light.append(schema.set_types("documents", pd.DataFrame([{name: row[name] for name in _COPIED_BY} for row in rows])))
    if not shards:
        raise InputError(tell_reasons(place, unread))
    return shards, pd.concat(light, ignore_index=True), [item._asdict() for item in unread]


def _take_rows(place: Path, columns: str, unread: list[Unread]) -> Iterator[dict[str, Any]]:
    """The documents; what gives none is noted in `unread`."""
    for item in iter_documents(place, columns=columns):
        if isinstance(item, Unread):
            unread.append(item)
        else:
            yield item


def _cut(rows: Iterable[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    """Documents as shards."""
    shard: list[dict[str, Any]] = []
    for row in rows:
        shard.append(row)
        if len(shard) >= MOST or (len(shard) >= LEAST and int(row["sha256"][:8], 16) % MORE == 0):
            yield shard
            shard = []
    if shard:
        yield shard


def _name_shard(rows: list[dict[str, Any]], root: Path) -> Shard:
    """A shard is known by its texts; the table of documents that goes with them by all that is told of them."""
    key = hash_values(hash_code(), [[row.get(name) for name in READ_FROM] for row in rows])
    return Shard(root / "shards" / key, f"documents-{hash_values([sorted(row.items()) for row in rows])}")


def _link(
    shards: list[Shard], work: Path, edits: pd.DataFrame | None, workers: Workers
) -> tuple[list[Shard], pd.DataFrame, list[str]]:
    """Link the mentions of all shards, list the actors, and find statements and positions."""
    known_file, directory_file = work / "known.pickle", work / "directory.pickle"
    save_object(_meet(shard.folder for shard in shards), known_file)
    links = workers.run(link_shard, [(shard.folder, known_file) for shard in shards], label="Linking actors", quick=True)
    register: dict[Key, Entry] = {}
    for found in _Objects(shard.folder / link / "register.pickle" for shard, link in zip(shards, links, strict=True)):
        merge_registers(register, found)
    known: Acquaintance = load_shared(known_file)
    actors, ids = list_actors(register, known)
    actors, edited = edit_actors(actors, *count_texts(register, ids), edits)
    rows = actors[["actor_id", *ABOUT]].astype(object).where(actors[["actor_id", *ABOUT]].notna(), None)
    about = {actor_id: tuple(row) for actor_id, *row in rows.itertuples(index=False)}
    save_object(Directory(ids, edited, about), directory_file)
    tasks = [(*shard[:2], link, directory_file) for shard, link in zip(shards, links, strict=True)]
    told = workers.run(tell_shard, tasks, label="Finding statements", quick=True)
    return [shard._replace(told=name) for shard, name in zip(shards, told, strict=True)], actors, edited.notes


def _meet(folders: Iterable[Path]) -> Acquaintance:
    """What the names of all shards show together."""
    known = Acquaintance()
    for met in _Objects(folder / "read" / "names.pickle" for folder in folders):
        known.merge(met)
    known.settle()
    return known


def _match(shards: list[Shard], work: Path, codebook: Codebook | None, workers: Workers) -> tuple[list[Shard], pd.DataFrame]:
    """Find the issues, and where all shards speak of them."""
    given = codebook.issues if codebook else ()
    chosen: dict[str, int] = {}
    if given:
        given_file = work / "given.pickle"
        save_object(Patterns(given), given_file)
        for found in workers.run(choose_for_shard, _list_tasks(shards, given_file), label="Finding targets", quick=True):
            chosen |= found
    issues_found = discover_issues(_Objects(shard.folder / shard.told / "uses.pickle" for shard in shards), chosen, codebook)
    new, new_file, agenda_file = order_issues(issues_found, len(given))[len(given) :], work / "new.pickle", work / "agenda.pickle"
    save_object(Agenda(Patterns([each.issue for each in new]), chosen, index_targets(new)), new_file)
    missed: set[str] = set()
    for part in workers.run(find_missed_in_shard, _list_tasks(shards, new_file), label="Finding targets", quick=True):
        missed |= part
    issues_found = sharpen_patterns(issues_found, missed)
    tried = order_issues(issues_found, len(given))
    save_object(Agenda(Patterns([each.issue for each in tried], len(given)), chosen, index_targets(tried)), agenda_file)
    matched = workers.run(match_shard, _list_tasks(shards, agenda_file), label="Finding issues", quick=True)
    table = list_issues(issues_found, len(given))
    return [shard._replace(matched=name) for shard, name in zip(shards, matched, strict=True)], table


def _list_tasks(shards: list[Shard], shared: Path) -> list[tuple]:
    """The arguments of a step on what is told in each shard."""
    return [(shard.folder, shard.told, shared) for shard in shards]
