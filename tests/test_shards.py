"""A corpus read shard by shard: the same tables however it is cut and whoever reads, and nothing is read twice."""

import os
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

from analysis import chain, reading
from analysis.corpus import TABLE_NAMES, Corpus, read_corpus, write_tables
from analysis.selection import open_corpus

TEXTS = {
    "a": "Foreign Minister Karl Holm of Denmark said on Monday that Denmark rejected the grain corridor. “We want security "
    "guarantees,” Holm said. The National Grain Council (NGC) praised him.",
    "b": "Holm said the security guarantees were not enough. The NGC criticised Denmark. He told reporters that talks went on.",
    "c": "Anna Berg, the prime minister of Norway, supported the grain corridor. Berg said the minister was wrong about it.",
    "d": "Foreign Minister Karl Holm of Denmark said on Monday that Denmark rejected the grain corridor. “We want security "
    "guarantees,” Holm said. The National Grain Council (NGC) praised him!",
    "e": "Berg demanded security guarantees for the grain corridor. Norway welcomed the remarks of Holm and of the NGC.",
    "f": "The grain corridor will be closed, officials said. “Nobody asked us,” said Berg, who opposes the security guarantees.",
    "g": "Berg demanded security guarantees for the grain corridor. Norway welcomed the remarks of Holm and of the NGC.",
}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Seven documents that need one another to be understood, and a cache of their own."""
    monkeypatch.setenv("STANDPOINT_CACHE", str(tmp_path / "cache"))
    cut(monkeypatch, 2)
    place = tmp_path / "texts"
    place.mkdir()
    for number, (name, text) in enumerate(TEXTS.items(), 1):
        (place / f"{name}.txt").write_text(f"date: 2022-01-0{number}\n\n{text}", encoding="utf-8")
    return place


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The doc_ids that the network reads, as it goes."""
    seen: list[str] = []
    read_spans = chain.read_spans

    def watch(documents: pd.DataFrame, *tables: pd.DataFrame) -> pd.DataFrame:
        seen.extend(documents["doc_id"])
        return read_spans(documents, *tables)

    monkeypatch.setattr(chain, "read_spans", watch)
    return seen


def cut(monkeypatch: pytest.MonkeyPatch, size: int) -> None:
    """Let every shard hold so many documents."""
    monkeypatch.setattr(reading, "LEAST", size)
    monkeypatch.setattr(reading, "MOST", size)


def assert_equal(one: Corpus, other: Corpus) -> None:
    """Every table is the same."""
    for name in TABLE_NAMES:
        pd.testing.assert_frame_equal(one.tables[name], other.tables[name])


def test_tables_do_not_depend_on_where_shards_end(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One document a shard, three, or all in one: the same tables, actors, issues and copies among them."""
    found = []
    for size in (1, 3, 100):
        cut(monkeypatch, size)
        monkeypatch.setenv("STANDPOINT_CACHE", str(tmp_path / f"cache-{size}"))
        found.append(read_corpus(folder))
    assert [len(each.parts("tokens")) for each in found] == [7, 3, 1]
    assert_equal(found[0], found[2])
    assert_equal(found[1], found[2])
    whole = found[0]
    assert {"karl-holm", "anna-berg", "national-grain-council"} <= set(whole.actors["actor_id"])
    assert {"d", "g"} == {path[0] for path in whole.documents.set_index("doc_id").loc[whole.copies["doc_id"], "path"]}
    mentions = whole.mentions[whole.mentions["text"].isin(["Holm", "NGC"])]
    assert set(mentions["actor_id"]) == {"karl-holm", "national-grain-council"}
    assert any("The same text as e.txt." in notes for notes in whole.documents["notes"])
    assert len(whole.issue_mentions)


def test_parts_hold_whole_documents_in_reading_order(folder: Path) -> None:
    """A table walked shard by shard is the table, its documents are never cut, and it can be walked again."""
    found = read_corpus(folder)
    for name in TABLE_NAMES:
        pd.testing.assert_frame_equal(pd.concat(found.parts(name), ignore_index=True), found.tables[name])
    parts = [set(part["doc_id"]) for part in found.parts("tokens").choose("doc_id")]
    assert len(parts) == 4
    assert len(set.union(*parts)) == sum(map(len, parts)) == 7
    chosen = open_corpus(folder, since="2022-01-02", level="state")
    for name in ("documents", "tokens", "mentions", "statements", "positions"):
        pd.testing.assert_frame_equal(pd.concat(chosen.parts(name), ignore_index=True), chosen.tables[name])
        assert len(chosen.parts(name)) == 4
    texts = pd.concat(chosen.parts("tokens").choose("text"))
    assert texts.columns.tolist() == ["text"]
    assert len(texts) == len(chosen.tokens) < len(found.tokens)


def test_a_killed_run_goes_on_where_it_was(folder: Path, read: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """What was whole is not read again, what was not is, and the tables are those of a run that was never stopped."""
    find_mentions = chain.find_mentions

    def fail(documents: pd.DataFrame, *tables: pd.DataFrame) -> pd.DataFrame:
        if len(read) == 6:
            raise KeyboardInterrupt
        return find_mentions(documents, *tables)

    with monkeypatch.context() as patched:
        patched.setattr(chain, "find_mentions", fail)
        with pytest.raises(KeyboardInterrupt):
            read_corpus(folder)
    whole, lost = read[:4], read[4:]
    read.clear()
    resumed = read_corpus(folder)
    assert read[:2] == lost
    assert sorted([*whole, *read]) == sorted(resumed.documents["doc_id"])
    monkeypatch.setenv("STANDPOINT_CACHE", str(folder.parent / "other"))
    assert_equal(read_corpus(folder), resumed)


def change_text(folder: Path) -> None:
    """A document says something else."""
    file = folder / "c.txt"
    file.write_text(file.read_text(encoding="utf-8").replace("wrong", "right"), encoding="utf-8")


def add_text(folder: Path) -> None:
    """A document is added."""
    (folder / "z.txt").write_text("Holm said nothing.", encoding="utf-8")


def edit_actors(folder: Path) -> None:
    """A person says who is who."""
    (folder / "actors.csv").write_text("actor,name\nKarl Holm,Carl Holm\n", encoding="utf-8")


def write_codebook(folder: Path) -> None:
    """A person says what the issues are."""
    (folder / "codebook.yaml").write_text("issues:\n  - label: Guarantees\n    patterns: [guarantee]\n", encoding="utf-8")


@pytest.mark.parametrize(
    ("change", "n_read"),
    [(change_text, 2), (add_text, 2), (edit_actors, 0), (write_codebook, 0)],
    ids=lambda case: str(case)[:20],
)
def test_only_what_changed_is_read_again(
    change: Callable[[Path], None], n_read: int, folder: Path, read: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """After a change the network reads the shard of the changed document at most, and the tables are those of a fresh reading."""
    read_corpus(folder)
    read.clear()
    change(folder)
    again = read_corpus(folder)
    assert len(read) == n_read
    monkeypatch.setenv("STANDPOINT_CACHE", str(folder.parent / "other"))
    assert_equal(read_corpus(folder), again)


def test_shards_end_where_their_texts_say(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A document put in first moves the ends of no shard but its own."""
    monkeypatch.setattr(reading, "LEAST", 2)
    monkeypatch.setattr(reading, "MORE", 3)
    for number in range(200):
        (tmp_path / f"{number:03}.txt").write_text(f"Text {number}.")
    before, after = [], []
    for ends in (before, after):
        rows = reading._take_rows(tmp_path, "", [])
        ends += [shard[-1]["doc_id"] for shard in reading._cut(rows)]
        (tmp_path / "!.txt").write_text("First.")
    assert 20 < len(before) < 100
    assert len(set(before) ^ set(after)) <= 4


def test_processes_give_the_same_bytes(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two processes and one write the same files."""
    files = []
    for jobs in (1, 2):
        monkeypatch.setenv("STANDPOINT_CACHE", str(tmp_path / f"cache-{jobs}"))
        files.append(write_tables(read_corpus(folder, jobs=jobs), tmp_path / str(jobs)))
    for one, other in zip(*files, strict=True):
        assert one.read_bytes() == other.read_bytes()


def test_a_reading_whose_shards_are_gone_is_made_anew(folder: Path, read: list[str]) -> None:
    """A kept reading is opened only if all of it is there."""
    first = read_corpus(folder)
    shard = next((folder.parent / "cache" / "shards").iterdir())
    (shard / "read").rename(shard / "lost")
    read.clear()
    assert_equal(read_corpus(folder), first)
    assert 0 < len(read) <= 2


def test_a_cache_that_cannot_be_written_to_is_done_without(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where nothing can be kept, the corpus is read all the same."""
    (folder.parent / "file").write_text("x")
    monkeypatch.setenv("STANDPOINT_CACHE", str(folder.parent / "file" / "cache"))
    assert len(read_corpus(folder).documents) == 7


def test_what_nobody_used_for_long_is_removed(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Old readings go when another is made; what the new one shares with them stays."""
    read_corpus(folder)
    cache = folder.parent / "cache"
    for path in [*cache.rglob("*"), cache]:
        os.utime(path, (0, 0))
    change_text(folder)
    found = read_corpus(folder)
    assert len(list(cache.glob("*/corpus.json"))) == 1
    assert len(list((cache / "shards").iterdir())) == 4
    assert len(found.tokens)
