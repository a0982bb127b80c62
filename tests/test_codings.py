"""Codings of people in DNA, read back as positions, and how far people and the machine agree."""

import math
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pandas as pd
import pytest
from click.testing import CliRunner
from tables import make_positions

from analysis.__main__ import main
from analysis.agreement import measure_agreement
from analysis.corpus import Corpus, read_corpus
from analysis.errors import InputError
from analysis.interchange import export_corpus
from analysis.interchange.codings import load_codings
from analysis.shards import Parts

TEXT = "👍 Germany rejects the plan for a new pipeline.\n\nRussia condemned Germany. “We support the pipeline,” said Anna Berg."


@pytest.fixture(scope="module")
def folder(own_cache: None, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a text that has a wide character at its beginning."""
    folder = tmp_path_factory.mktemp("documents")
    (folder / "a.txt").write_text(TEXT, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def corpus(folder: Path) -> Corpus:
    """The folder, read."""
    return read_corpus(folder)


Coder = Callable[..., None]


@pytest.fixture
def coded(corpus: Corpus, tmp_path: Path) -> tuple[Path, Coder]:
    """The corpus as a .dna file, and a function that adds a statement as DNA does when a person codes a passage."""
    path = export_corpus(corpus, to="dna", out=tmp_path / "coded.dna").paths[0]

    def add(coder: str, passage: str, agreement: int, **values: str) -> None:
        with closing(sqlite3.connect(path)) as database:
            row = database.execute("SELECT ID FROM CODERS WHERE Name = ?", (coder,)).fetchone() or [
                database.execute("INSERT INTO CODERS (Name, Password) VALUES (?, 'x')", (coder,)).lastrowid
            ]
            text = database.execute("SELECT Text FROM DOCUMENTS WHERE ID = 1").fetchone()[0]
            start = len(text[: text.index(passage)].encode("utf-16-le")) // 2
            place = database.execute(
                "INSERT INTO STATEMENTS (StatementTypeId, DocumentId, Start, Stop, Coder) VALUES (1, 1, ?, ?, ?)",
                (start, start + len(passage), row[0]),
            ).lastrowid
            for variable, name in ((1, "person"), (2, "organization"), (3, "concept")):
                value = (variable, values.get(name, ""))
                database.execute("INSERT OR IGNORE INTO ENTITIES (VariableId, Value) VALUES (?, ?)", value)
                entity = database.execute("SELECT ID FROM ENTITIES WHERE VariableId = ? AND Value = ?", value).fetchone()[0]
                database.execute(
                    "INSERT INTO DATASHORTTEXT (StatementId, VariableId, Entity) VALUES (?, ?, ?)", (place, variable, entity)
                )
            database.execute("INSERT INTO DATABOOLEAN (StatementId, VariableId, Value) VALUES (?, 4, ?)", (place, agreement))
            database.commit()

    return path, add


def test_what_the_machine_found_comes_back_under_another_coder(corpus: Corpus, coded: tuple[Path, Coder]) -> None:
    """A person who takes over every statement of the machine gives its positions: holder, target, label and passage."""
    path, _ = coded
    assert load_codings(path, corpus).empty
    with closing(sqlite3.connect(path)) as database:
        database.execute("UPDATE STATEMENTS SET Coder = 1")
        database.commit()
    columns = ["doc_id", "sentence_id", "holder_id", "target_kind", "target_id", "label", "start", "end"]
    codings = load_codings(path, corpus)
    assert len(codings) > 1
    pd.testing.assert_frame_equal(codings[columns], corpus.positions[columns])
    assert set(codings["reason"]) == {"coder: Admin"}
    assert codings.attrs["notes"] == []


def test_namesakes_stay_apart(corpus: Corpus, tmp_path: Path) -> None:
    """Where all actors and issues have one name, holders and targets still come back, by the id behind the name."""
    actors = corpus.actors.assign(name="Same", aliases=[["Same"]] * len(corpus.actors))
    issues = corpus.issues.assign(label="Same", patterns=[["Same"]] * len(corpus.issues))
    same = corpus.change({"actors": Parts.of("actors", actors), "issues": Parts.of("issues", issues)})
    made = export_corpus(same, to="dna", out=tmp_path / "same.dna")
    assert "namesakes" in " ".join(made.notes)
    with closing(sqlite3.connect(made.paths[0])) as database:
        database.execute("UPDATE STATEMENTS SET Coder = 1")
        database.commit()
    columns = ["target_kind", "target_id", "label"]
    codings = load_codings(made.paths[0], same)
    assert codings[columns].values.tolist() == corpus.positions[columns].values.tolist()
    assert set(codings["holder_id"]) == set(corpus.positions["holder_id"])


def test_a_name_wins_over_another_name(corpus: Corpus, coded: tuple[Path, Coder]) -> None:
    """A concept called as an actor is that actor, even where the words are one of the wordings of an issue."""
    path, add = coded
    wordings = [["Germany", "the plan"]] + [["x"]] * (len(corpus.issues) - 1)
    add("Eva", "Russia condemned Germany", 0, organization="Russia", concept="Germany")
    add("Eva", "rejects the plan", 0, organization="Germany", concept="The Plan")
    issues = Parts.of("issues", corpus.issues.assign(patterns=wordings))
    codings = load_codings(path, corpus.change({"issues": issues}))
    first_issue = corpus.issues["issue_id"].iloc[0]
    assert codings[["target_kind", "target_id"]].values.tolist() == [["actor", "germany"], ["issue", first_issue]]


def test_names_are_found_in_any_case_and_unknown_ones_are_told(corpus: Corpus, coded: tuple[Path, Coder]) -> None:
    """A person, an organization, an actor as concept are found; what the corpus does not know has no id and a note."""
    path, add = coded
    add("Eva", "Russia condemned Germany", 0, organization="RUSSIA", concept="germany")
    add("Eva", "We support the pipeline", 1, person="Anna Berg", organization="Germany", concept="Nord Stream 7")
    add("Eva", "We support the pipeline", 1, person="Bruno Klein", concept="Germany")
    codings = load_codings(path, corpus)
    assert codings["holder_id"].fillna("").tolist() == ["russia", "anna-berg", ""]
    assert codings["target_id"].fillna("").tolist() == ["germany", "", "germany"]
    assert codings["label"].tolist() == ["oppose", "support", "support"]
    assert [TEXT[row.start : row.end] for row in codings.itertuples()][:2] == [
        "Russia condemned Germany",
        "We support the pipeline",
    ]
    notes = " ".join(codings.attrs["notes"])
    assert "Nord Stream 7" in notes
    assert "Bruno Klein" in notes
    assert "Passed over: " in notes


def test_a_document_is_found_by_its_text_however_its_lines_end(corpus: Corpus, coded: tuple[Path, Coder]) -> None:
    """Line ends as on Windows move no passage; a text that the corpus does not have is told and left out."""
    path, add = coded
    with closing(sqlite3.connect(path)) as database:
        database.execute("UPDATE DOCUMENTS SET Text = ?", (TEXT.replace("\n", "\r\n"),))
        database.commit()
    add("Eva", "Russia condemned Germany", 0, organization="Russia", concept="Germany")
    (row,) = load_codings(path, corpus).itertuples()
    assert TEXT[row.start : row.end] == "Russia condemned Germany"
    with closing(sqlite3.connect(path)) as database:
        database.execute("UPDATE DOCUMENTS SET Text = Text || ' More.'")
        database.commit()
    codings = load_codings(path, corpus)
    assert codings.empty
    assert "1 statements in 1 documents that the corpus does not have" in " ".join(codings.attrs["notes"])


def test_a_file_that_is_no_database_is_a_message(corpus: Corpus, tmp_path: Path) -> None:
    """Another file, an empty database or none is told with what to give instead."""
    for name, content in (("text.dna", b"no database at all" * 99), ("empty.dna", b"")):
        (tmp_path / name).write_bytes(content)
        with pytest.raises(InputError, match="no database of Discourse Network Analyzer 3"):
            load_codings(tmp_path / name, corpus)
    with pytest.raises(InputError, match="nowhere"):
        load_codings(tmp_path / "nowhere.dna", corpus)


def code(name: str, *rows: tuple[str, str | None, str, str | None, float]) -> pd.DataFrame:
    """Positions of a coder."""
    return make_positions(*rows).assign(reason=f"coder: {name}")


def test_agreement_is_counted_by_hand() -> None:
    """Shares and alpha of two coders over four shared positions; the documents a person did not read do not count."""
    machine = make_positions(
        ("d1", "a", "issue", "x", 1), ("d1", "a", "issue", "y", 1), ("d1", "b", "issue", "x", -1), ("d2", "b", "issue", "y", -1),
        ("d1", "c", "actor", "a", 1), ("d1", None, "actor", "a", 1), ("d3", "c", "actor", "a", 1),
    )  # fmt: skip
    eva = code(
        "Eva", ("d1", "a", "issue", "x", 1), ("d1", "a", "issue", "y", -1), ("d1", "b", "issue", "x", -1),
        ("d2", "b", "issue", "y", -1), ("d2", "b", "issue", "y", -1), ("d2", "a", "issue", "y", 0),
    )  # fmt: skip
    (row,) = measure_agreement(machine, eva).itertuples()
    assert (row.coder, row.other, row.n_docs, row.n, row.n_other, row.n_shared) == ("machine", "Eva", 2, 5, 5, 4)
    assert row.shared_share == pytest.approx(4 / 6)
    assert row.same_share == pytest.approx(3 / 4)
    # 3 labels for, 5 against; observed 1/4, expected 2 * 3 * 5 / (8 * 7)
    assert row.alpha == pytest.approx(1 - (1 / 4) / (30 / 56))


def test_people_are_compared_with_each_other_and_no_variation_is_no_alpha() -> None:
    """Three coders make three pairs; where all say the same, or nothing is shared, alpha is not defined."""
    machine = make_positions(("d1", "a", "issue", "x", 1))
    codings = pd.concat([code("Eva", ("d1", "a", "issue", "x", 1)), code("Uwe", ("d1", "b", "issue", "x", 1))])
    table = measure_agreement(machine, codings)
    assert table[["coder", "other"]].values.tolist() == [["machine", "Eva"], ["machine", "Uwe"], ["Eva", "Uwe"]]
    assert table["n_shared"].tolist() == [1, 0, 0]
    assert all(math.isnan(alpha) for alpha in table["alpha"])
    assert measure_agreement(machine, codings.head(0)).empty


def test_the_commands_export_and_compare(folder: Path, tmp_path: Path) -> None:
    """`export` names its file and what it left out; `agreement` prints a line for every two coders and writes both tables."""
    made = CliRunner().invoke(main, ["export", str(folder), "--to", "dna", "--out", str(tmp_path / "mine")])
    assert made.exit_code == 0, made.output
    assert str(tmp_path / "mine.dna") in made.stdout
    assert "DNA has no place for" in made.stderr
    with closing(sqlite3.connect(tmp_path / "mine.dna")) as database:
        database.execute("UPDATE STATEMENTS SET Coder = 1")
        database.execute("UPDATE DATABOOLEAN SET Value = 1 - Value WHERE StatementId = 1")
        database.commit()
    compared = CliRunner().invoke(main, ["agreement", str(folder), str(tmp_path / "mine.dna"), "--out", str(tmp_path / "tables")])
    assert compared.exit_code == 0, compared.output
    head, line, *_ = compared.stdout.splitlines()
    found = dict(zip(head.split("\t"), line.split("\t"), strict=True))
    assert (found["coder"], found["other"], found["shared_share"]) == ("machine", "Admin", "1.0")
    assert 0 < float(found["same_share"]) < 1
    assert len(pd.read_csv(tmp_path / "tables" / "codings.csv")) == int(found["n_other"])


def test_every_format_is_told_in_the_help_and_in_the_documentation() -> None:
    """No format is a secret: `export --help` and docs/export.md name each."""
    from analysis.interchange import FORMATS

    told = CliRunner().invoke(main, ["export", "--help"]).output
    page = (Path(__file__).parent.parent / "docs" / "export.md").read_text(encoding="utf-8")
    for name in FORMATS:
        assert name in told
        assert f"`{name}`" in page
