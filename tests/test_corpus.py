"""The chain as a whole: invariants on the seed and on text nobody would write."""

from pathlib import Path

import pandas as pd
import pytest

from analysis import schema
from analysis.corpus import TABLE_NAMES, Corpus, hash_corpus, read_corpus, write_tables
from analysis.errors import InputError

SEEDS = Path(__file__).parent.parent / "seeds"
SPANS = {
    "zones": ("start", "end"),
    "sentences": ("start", "end"),
    "tokens": ("start", "end"),
    "quotations": ("start", "end"),
    "spans": ("start", "end"),
    "mentions": ("start", "end"),
    "statements": ("start", "end"),
    "positions": ("start", "end"),
}
IDS = {
    "documents": "doc_id",
    "sentences": "sentence_id",
    "tokens": "token_id",
    "mentions": "mention_id",
    "actors": "actor_id",
    "statements": "statement_id",
    "positions": "position_id",
    "issues": "issue_id",
}
REFERENCES = [
    ("sentences", "doc_id", "documents", "doc_id"),
    ("tokens", "sentence_id", "sentences", "sentence_id"),
    ("tokens", "statement_id", "statements", "statement_id"),
    ("mentions", "sentence_id", "sentences", "sentence_id"),
    ("mentions", "actor_id", "actors", "actor_id"),
    ("actors", "affiliation", "actors", "actor_id"),
    ("statements", "actor_id", "actors", "actor_id"),
    ("statements", "sentence_id", "sentences", "sentence_id"),
    ("statements", "parent_id", "statements", "statement_id"),
    ("positions", "statement_id", "statements", "statement_id"),
    ("positions", "sentence_id", "sentences", "sentence_id"),
    ("positions", "holder_id", "actors", "actor_id"),
]
HOSTILE = {
    "one word": "Moscow",
    "one mark": "“",
    "only marks": "“ ‘ ” \" ' ’ «» „“" * 40,
    "unclosed": "“I will not go, said Anna Berg. She said “never.\n\n“And that is all",
    "script": "<script>alert(1)</script> Minister <b onload=x>Anna Berg</b> said “<img src=x onerror=alert(2)>”.",
    "Russian": "Министр иностранных дел заявил, что переговоры продолжатся в Москве.",
    "Chinese": "外交部长表示，会谈将继续。",
    "controls": "Anna\x00 Berg\x0b said\x07 she\u202e agreed.\r\n\r\nBut\ufeff no.",
    "cut off": "On Friday, the mayor said, two men were hurt, wounding seven,",
    "long line": "Anna Berg said she rejected the plan. " * 400,
    "spaces": " \n\n \t \n x \n",
}


def assert_whole(corpus: Corpus) -> None:
    """Ids are unique, references hold, spans lie in their documents and hold text."""
    tables = corpus.tables
    length = corpus.documents.set_index("doc_id")["text"].str.len()
    for name, table in tables.items():
        schema.check(table, name)
    for name, column in IDS.items():
        assert tables[name][column].is_unique, name
    for name, (start, end) in SPANS.items():
        table = tables[name]
        assert (table[start] >= 0).all(), name
        assert (table[start] < table[end]).all(), name
        assert (table[end] <= table["doc_id"].map(length)).all(), name
    for name, column, other, key in REFERENCES:
        missing = set(tables[name][column].dropna()) - set(tables[other][key])
        assert missing == set(), (name, column)
    issue_targets = corpus.positions.loc[corpus.positions["target_kind"] == "issue", "target_id"].dropna()
    assert set(issue_targets) <= set(corpus.issues["issue_id"])
    actor_targets = corpus.positions.loc[corpus.positions["target_kind"] == "actor", "target_id"].dropna()
    assert set(actor_targets) <= set(corpus.actors["actor_id"])


def assert_equal(one: Corpus, other: Corpus) -> None:
    """Every table is the same, to the dtype."""
    for name in TABLE_NAMES:
        pd.testing.assert_frame_equal(one.tables[name], other.tables[name])


def assert_proved(corpus: Corpus) -> None:
    """`text[start:end]` is what the row says."""
    text = corpus.documents.set_index("doc_id")["text"]
    for row in corpus.tokens.itertuples():
        assert text[row.doc_id][row.start : row.end] == row.text
    for row in corpus.mentions.itertuples():
        assert text[row.doc_id][row.start : row.end] == row.text
    for row in corpus.statements.itertuples():
        if not pd.isna(row.cue):
            assert text[row.doc_id][row.cue_start : row.cue_end] == row.cue
        if not pd.isna(row.speaker):
            assert text[row.doc_id][row.source_start : row.source_end] == row.speaker
        assert all(start < end for start, end in row.spans)
        assert (row.spans[0][0], row.spans[-1][1]) == (row.start, row.end)


def test_the_tables_of_the_seed_hold_together(seed_corpus: Corpus) -> None:
    """Every table of the seed passes its schema, its ids, its references and its proof by offsets."""
    assert_whole(seed_corpus)
    assert_proved(seed_corpus)


def test_every_character_of_the_seed_has_its_place(seed_corpus: Corpus) -> None:
    """Each character that is not white space lies in exactly one zone and one sentence, and after the header in one token."""
    text = seed_corpus.documents["text"].iloc[0]
    header = seed_corpus.documents["header_end"].iloc[0]
    for name, since in (("zones", 0), ("sentences", 0), ("tokens", header)):
        covered = [0] * len(text)
        for start, end in zip(seed_corpus.tables[name]["start"], seed_corpus.tables[name]["end"], strict=True):
            for place in range(start, end):
                covered[place] += 1
        wrong = [place for place, char in enumerate(text) if not char.isspace() and covered[place] != (place >= since)]
        assert wrong == [], name


def test_two_readings_are_equal(seed_corpus: Corpus, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Reading the seed again, without what was kept, gives the same tables."""
    monkeypatch.setenv("STANDPOINT_CACHE", str(tmp_path))
    assert_equal(read_corpus(SEEDS), seed_corpus)


def test_a_kept_reading_equals_a_fresh_one(seed_corpus: Corpus) -> None:
    """What comes back from the cache is what was put in, to the dtype."""
    assert_equal(read_corpus(SEEDS), seed_corpus)


def test_no_text_fails_the_chain(tmp_path: Path) -> None:
    """Hostile, empty and foreign texts pass through every stage, and the tables still hold together."""
    for name, text in HOSTILE.items():
        (tmp_path / f"{name}.txt").write_bytes(text.encode())
    (tmp_path / "empty.txt").write_bytes(b"")
    (tmp_path / "binary.txt").write_bytes(bytes(range(256)) * 8)
    corpus = read_corpus(tmp_path)
    assert_whole(corpus)
    assert_proved(corpus)
    assert set(corpus.documents["path"]) | {row["path"] for row in corpus.unread} == {
        *(f"{name}.txt" for name in HOSTILE), "empty.txt", "binary.txt",
    }  # fmt: skip
    assert {row["path"] for row in corpus.unread} >= {"empty.txt", "binary.txt"}


def test_a_changed_document_changes_the_key(tmp_path: Path) -> None:
    """The key follows the content and the names of the files, not their dates."""
    file = tmp_path / "one.txt"
    file.write_text("Anna Berg agreed.")
    first = hash_corpus(tmp_path)
    file.write_text("Anna Berg agreed.")
    assert hash_corpus(tmp_path) == first
    file.write_text("Anna Berg disagreed.")
    assert hash_corpus(tmp_path) != first


def test_tables_are_written_as_parquet_that_reads_back(seed_corpus: Corpus, tmp_path: Path) -> None:
    """`read` leaves one Parquet file a table; spans come back as lists of [start, end]."""
    paths = write_tables(seed_corpus, tmp_path / "new" / "folder")
    assert [path.name for path in paths] == [f"{name}.parquet" for name in TABLE_NAMES]
    statements = pd.read_parquet(tmp_path / "new" / "folder" / "statements.parquet")
    spans = [[[int(a), int(b)] for a, b in row] for row in statements["spans"]]
    assert spans == [[list(span) for span in row] for row in seed_corpus.statements["spans"]]


def test_a_file_in_the_place_of_the_out_folder_is_said(seed_corpus: Corpus, tmp_path: Path) -> None:
    """An output path that is a file is a clear error."""
    (tmp_path / "taken").write_text("x")
    with pytest.raises(InputError, match="Choose another folder"):
        write_tables(seed_corpus, tmp_path / "taken")


def test_a_folder_that_is_not_there_is_said() -> None:
    """A wrong path is an InputError naming it."""
    with pytest.raises(InputError, match="no-such-folder"):
        read_corpus("no-such-folder")
