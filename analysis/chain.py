"""The one chain, in reading order, for one shard of documents at a time: what every step makes is kept in the shard's folder.

    documents -> read (zones, sentences, tokens, quotations, spans, mentions)
    what the names of all shards show together -> link -> the actors of the corpus -> tell (statements, positions)
    what all shards speak of -> the issues of the corpus -> match

A step that has been done with the same input is not done again.
"""

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

import pandas as pd

from analysis import schema
from analysis.actors import (
    Acquaintance,
    Edits,
    Linked,
    apply_edits,
    find_mentions,
    is_answered_so,
    link_mentions,
    meet_names,
    name_mentions,
)
from analysis.actors.references import Key
from analysis.copies import sketch_documents
from analysis.errors import InputError
from analysis.issues import (
    Patterns,
    WordIndex,
    choose_issues,
    find_missed,
    find_target_words,
    find_uses,
    list_targets,
    match_issues,
    pack_uses,
)
from analysis.positions import find_positions
from analysis.quotations import find_quotations
from analysis.reader import judge_positions, read_spans
from analysis.shards import hash_values, load_object, load_table, mark_used, save_object, save_table, write_folder
from analysis.statements import find_statements, tag_quotations, tag_voices
from analysis.tokens import tag_documents
from analysis.zones import find_zones

READ_FROM = ("doc_id", "title", "text", "header_end")  # of a document, what a shard is read from
TOLD_FROM = ("outlet", "published")  # what its statements depend on besides
READ = ("zones", "sentences", "tokens", "quotations", "spans", "mentions")
MADE = ("token_id", "statement_id")  # of tokens, made or joined when they are loaded
ABOUT = ("name", "kind", "office", "affiliation")  # of an actor, what statements and positions depend on


class Directory(NamedTuple):
    """The actors of a corpus: their ids by the keys of linking, what a user's edits make of these, what is known of each id."""

    ids: dict[Key, str]
    edits: Edits
    about: dict[str, tuple[str | None, ...]]


class Agenda(NamedTuple):
    """The issues of a corpus: their patterns, and the number of the issue that targets of positions are on, if that is known."""

    patterns: Patterns
    chosen: dict[str, int]
    meant: dict[str, int]


@lru_cache(maxsize=1)
def load_shared(file: Path) -> Any:
    """Load what the shards of a reading share, once in a process."""
    return load_object(file)


def read_shard(shard: Path, documents_folder: str) -> None:
    """Find in the documents of a shard all that can be found in each by itself."""
    folder = shard / "read"
    if not shard.is_dir():
        raise InputError(f"A worker cannot see {shard}. Set STANDPOINT_CACHE to a folder that all workers share.")
    documents = load_table("documents", shard / documents_folder / "documents.parquet")
    zones = find_zones(documents)
    sentences, tokens = tag_documents(documents, zones)
    quotations = find_quotations(documents, zones)
    spans = read_spans(documents, sentences, tokens, quotations)
    mentions = find_mentions(documents, sentences, tokens, spans)
    found = {name: table for name, table in locals().items() if name in READ}
    with write_folder(folder) as out:
        for name, table in found.items():
            kept = [column for column in schema.check(table, name) if name != "tokens" or column not in MADE]
            save_table(table[kept], out / f"{name}.parquet")
        save_object(meet_names(tokens, spans, mentions), out / "names.pickle")
        save_object(sketch_documents(documents), out / "sketches.pickle")


def link_shard(shard: Path, known_file: Path) -> str:
    """Link the mentions of a shard by what the corpus knows, and return the name of the folder that says how."""
    known: Acquaintance = load_shared(known_file)
    for folder in sorted(shard.glob("link-*")):
        if is_answered_so(known, load_object(folder / "answers.pickle")):
            mark_used(folder)
            return folder.name
    tokens, spans, mentions = (load_table(name, shard / "read" / f"{name}.parquet") for name in ("tokens", "spans", "mentions"))
    linked, register, answers = link_mentions(tokens, spans, mentions, known)
    folder = shard / f"link-{hash_values(*sorted(map(repr, answers.items())))}"
    with write_folder(folder) as out:
        for name, value in (("linked", linked), ("register", register), ("answers", answers)):
            save_object(value, out / f"{name}.pickle")
    return folder.name


def tell_shard(shard: Path, documents_folder: str, link_folder: str, directory_file: Path) -> str:
    """Find the statements and positions in a shard, and return the name of the folder they are in."""
    directory: Directory = load_shared(directory_file)
    linked: Linked = load_object(shard / link_folder / "linked.pickle")
    ids, edits, actors = _narrow(directory, linked)
    documents_file = shard / documents_folder / "documents.parquet"
    about = load_table("documents", documents_file, TOLD_FROM).to_dict("split")["data"]
    named = (sorted(ids.items()), sorted(edits.ids.items()), sorted(edits.kinds.items()), actors.to_dict("split")["data"])
    folder = shard / f"tell-{hash_values(link_folder, about, *named)}"
    if folder.is_dir():
        mark_used(folder)
        return folder.name
    documents = load_table("documents", documents_file)
    zones, sentences, tokens, quotations, spans, mentions = (
        load_table(name, shard / "read" / f"{name}.parquet") for name in READ
    )
    mentions, offices = apply_edits(*name_mentions(mentions, linked, ids), edits)
    statements = find_statements(documents, sentences, tokens, quotations, spans, mentions, actors)
    quotations = tag_quotations(documents, tokens, quotations, statements)
    tokens = tag_voices(tokens, statements)
    positions = find_positions(documents, sentences, tokens, statements, mentions, actors)
    positions = judge_positions(documents, sentences, mentions, positions)
    uses = pack_uses(find_uses(documents, tokens, statements, mentions, actors, positions))
    with write_folder(folder) as out:
        for name in ("mentions", "offices", "statements", "quotations", "positions"):
            save_table(schema.check(locals()[name], name), out / f"{name}.parquet")
        save_table(tokens[["statement_id"]], out / "voices.parquet")
        save_table(find_target_words(tokens, positions), out / "target_words.parquet")
        save_object(uses, out / "uses.pickle")
        save_object(WordIndex(tokens).list_texts(), out / "words.pickle")
    return folder.name


def choose_for_shard(shard: Path, tell_folder: str, patterns_file: Path) -> dict[str, int]:
    """Return the numbers of the issues of a codebook that the targets of positions in a shard are on."""
    patterns: Patterns = load_shared(patterns_file)
    return choose_issues(*_load_targets(shard, tell_folder), patterns)


def find_missed_in_shard(shard: Path, tell_folder: str, agenda_file: Path) -> set[str]:
    """Return the targets of positions in a shard that the patterns of their issue do not find."""
    agenda: Agenda = load_shared(agenda_file)
    return find_missed(*_load_targets(shard, tell_folder), agenda.chosen, agenda.patterns, agenda.meant)


def match_shard(shard: Path, tell_folder: str, agenda_file: Path) -> str:
    """Find the issues in a shard, and return the name of the folder they are in."""
    agenda: Agenda = load_shared(agenda_file)
    told = shard / tell_folder
    positions = load_table("positions", told / "positions.parquet")
    targets = list_targets(positions)["position_id"].tolist()
    patterns = agenda.patterns
    likely = patterns.select(load_object(told / "words.pickle"))
    ids = [issue.issue_id for issue in patterns.issues]
    on = [{target: ids[found[target]] for target in targets if target in found} for found in (agenda.chosen, agenda.meant)]
    asked = [(patterns.issues[n].issue_id, patterns.issues[n].patterns, n < patterns.n_given) for n in likely]
    folder = shard / f"match-{hash_values(tell_folder, asked, on)}"
    if folder.is_dir():
        mark_used(folder)
        return folder.name
    tokens = load_tokens(shard, tell_folder, [column for column in schema.TABLES["tokens"] if column != "token_id"])
    positions, issue_mentions = match_issues(tokens, positions, agenda.chosen, patterns, agenda.meant)
    with write_folder(folder) as out:
        save_table(schema.check(positions, "positions"), out / "positions.parquet")
        save_table(schema.check(issue_mentions, "issue_mentions"), out / "issue_mentions.parquet")
    return folder.name


def load_tokens(shard: Path, tell_folder: str, columns: Sequence[str] | None = None) -> pd.DataFrame:
    """Load the tokens of a shard, each with whose voice it is."""
    wanted = list(columns or schema.TABLES["tokens"])
    needed = {*wanted} - {*MADE} | ({"doc_id", "start"} if "token_id" in wanted else set()) or {"start"}
    tokens = load_table("tokens", shard / "read" / "tokens.parquet", sorted(needed))
    if "token_id" in wanted:
        tokens = tokens.assign(token_id=tokens["doc_id"] + ":t" + tokens["start"].astype("str"))
    if "statement_id" in wanted:
        tokens = tokens.assign(statement_id=load_table("tokens", shard / tell_folder / "voices.parquet")["statement_id"])
    return tokens[wanted]


def _load_targets(shard: Path, tell_folder: str) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The words of the sentences that hold targets of positions on issues, and the positions."""
    told = shard / tell_folder
    return load_table("tokens", told / "target_words.parquet"), load_table("positions", told / "positions.parquet")


def _narrow(directory: Directory, linked: Linked) -> tuple[dict[Key, str], Edits, pd.DataFrame]:
    """What a directory says of the actors of a shard and of those they speak for; the same for it whatever else changes."""
    keys = {*linked.keys, *(held.owner for held in linked.held)}
    ids = {key: directory.ids[key] for key in keys if key and key in directory.ids}
    new = {old: directory.edits.ids[old] for old in ids.values() if old in directory.edits.ids}
    about: dict[str, tuple[str | None, ...]] = {}
    for actor_id in new.values():
        at: str | None = actor_id
        while at is not None and at not in about:
            about[at] = directory.about[at]
            at = about[at][-1]
    kinds = {actor_id: directory.edits.kinds[actor_id] for actor_id in about if actor_id in directory.edits.kinds}
    rows = [(actor_id, *about[actor_id]) for actor_id in sorted(about)]
    return ids, Edits(new, kinds, []), pd.DataFrame(rows, columns=["actor_id", *ABOUT], dtype="str")
