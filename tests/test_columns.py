"""What a person says of tables is done: which column is what, and whether the day or the month comes first."""

import json
from pathlib import Path

import pandas as pd
import pytest
from click.testing import CliRunner
from samples import FIRST, SECOND, THIRD, write_files

from analysis.__main__ import main
from analysis.documents import load_documents
from analysis.errors import InputError

TABLE = f"Kop,Inhoud,PubDate,Krant,text\nTalks go on,{FIRST},03/04/2025,The Echo,no article\n"


def reasons(documents: pd.DataFrame) -> dict[str, str]:
    """Path and reason of everything that was not read."""
    return {item["path"]: item["reason"] for item in documents.attrs["unread"]}


def load(folder: Path, files: dict[str, str], columns: str = "") -> pd.DataFrame:
    """Load a folder of these files."""
    return load_documents(write_files(folder, {name: text.encode() for name, text in files.items()}), columns=columns)


@pytest.mark.parametrize("by_file", [True, False])
def test_columns_by_file_or_by_flags(tmp_path: Path, by_file: bool) -> None:
    """columns.toml and what is written over it say the same: the named columns win over usual names."""
    toml = 'date_order = "day-first"\n[columns]\ntext = "inhoud"\ntitle = "Kop"\ndate = "PubDate"\noutlet = "Krant"\n'
    flags = "text=Inhoud; title=Kop; published=PubDate; outlet=Krant; date-order=day-first"
    documents = load(tmp_path, {"a.csv": TABLE} | ({"columns.toml": toml} if by_file else {}), "" if by_file else flags)
    row = documents.iloc[0]
    assert (row["text"], row["title"], row["outlet"]) == (FIRST, "Talks go on", "The Echo")
    assert (row["published"], row["dated"]) == (pd.Timestamp(2025, 4, 3), "day-first")
    assert json.loads(row["fields"]) == {"text": "no article"}
    assert reasons(documents) == {}


def test_flags_win_over_the_file(tmp_path: Path) -> None:
    """What is said on the command line wins, key by key."""
    toml = 'date_order = "day-first"\n[columns]\ntext = "Inhoud"\ndate = "PubDate"\n'
    row = load(tmp_path, {"a.csv": TABLE, "columns.toml": toml}, "date_order=month-first").iloc[0]
    assert row["text"] == FIRST
    assert row["published"] == pd.Timestamp(2025, 3, 4)


@pytest.mark.parametrize("ending", ["csv", "jsonl"])
def test_a_column_that_is_not_there_is_told_once(tmp_path: Path, ending: str) -> None:
    """A named column that no row has is listed with the nearest, and usual names are used instead."""
    rows = [{"text": FIRST, "Headline": "One"}, {"text": SECOND, "Headline": "Two"}]
    tables = {"csv": pd.DataFrame(rows).to_csv(index=False), "jsonl": "\n".join(map(json.dumps, rows))}
    documents = load(tmp_path, {f"a.{ending}": tables[ending]}, "title=Headlines")
    assert list(documents["title"]) == ["One", "Two"]
    assert reasons(documents) == {
        f"a.{ending}": "There is no column 'Headlines', which is named for title. Did you mean 'Headline'?"
    }


@pytest.mark.parametrize(
    ("toml", "told"),
    [
        ('[columns]\ntitel = "Kop"', "Did you mean 'title'"),
        ('[column]\ntext = "Kop"', "Did you mean 'columns'"),
        ('text = "Kop"', r"belongs below a line \[columns\]"),
        ('date_order = "day first"', "Did you mean 'day-first'"),
        ("[columns\ntext = 1", "no TOML"),
        ("[columns]\ntext = 1", "name of its column"),
    ],
)
def test_faults_of_the_settings_are_told(tmp_path: Path, toml: str, told: str) -> None:
    """A wrong key, order or form stops with a sentence that names the file and the nearest right thing."""
    with pytest.raises(InputError, match=told) as error:
        load(tmp_path, {"a.csv": TABLE, "columns.toml": toml})
    assert "columns.toml" in str(error.value)


@pytest.mark.parametrize(
    ("columns", "told"), [("titel=Kop", "Did you mean 'title'"), ("Kop", "text=Body"), ("text=", "text=Body")]
)
def test_faults_of_the_flags_are_told(tmp_path: Path, columns: str, told: str) -> None:
    """A wrong field or form of an option is told."""
    with pytest.raises(InputError, match=told):
        load(tmp_path, {"a.csv": TABLE}, columns)


def make_table(*dates: str) -> str:
    """A table of texts with these dates."""
    return "date,text\n" + "".join(f"{date},{FIRST} {number}\n" for number, date in enumerate(dates))


def test_the_order_of_dates_is_told_by_their_own_table(tmp_path: Path) -> None:
    """Each table is read as its own dates must be; the note says by how many, and only on dates in doubt."""
    files = {"a.csv": make_table("03/04/2025", "25/04/2025", "05/05/2025"), "b.csv": make_table("03/04/2025", "04/25/2025")}
    documents = load(tmp_path, files).set_index("path")
    assert list(documents["published"].dt.strftime("%m-%d")) == ["04-03", "04-25", "05-05", "03-04", "04-25"]
    assert list(documents["dated"]) == ["day-first", "plain", "plain", "month-first", "plain"]
    assert any("day-first, as 1 other date of a.csv" in note for note in documents.loc["a.csv#1", "notes"])
    assert not any("first" in note for note in documents.loc["a.csv#3", "notes"])


def test_the_order_of_dates_is_told_by_the_corpus(tmp_path: Path) -> None:
    """Where a file does not tell, the whole corpus does, header lines of single articles too, if all agree."""
    files = {f"{name}.txt": f"date: {day}\n\n{text}" for name, day, text in
             (("a", "03.04.2025", FIRST), ("b", "25.04.2025", SECOND), ("c", "26.04.2025", THIRD))}  # fmt: skip
    documents = load(tmp_path, files | {"d.md": f"---\ndate: 05/04/2025\n---\n{FIRST}"})
    assert list(documents["published"].dt.day) == [3, 25, 26, 5]
    assert any("2 other dates of the corpus" in note for note in documents["notes"][0])


def test_the_order_of_dates_is_not_guessed(tmp_path: Path) -> None:
    """Dates that contradict each other, or that nothing tells, stay out, and the note says how to settle it."""
    documents = load(tmp_path, {"a.csv": make_table("03/04/2025", "25/04/2025", "04/25/2025"), "b.csv": make_table("03/04/2025")})
    assert list(documents["dated"]) == ["ambiguous", "plain", "plain", "ambiguous"]
    assert documents["published"].isna().tolist() == [True, False, False, True]
    assert "day-first or month-first" in documents["notes"][0][0]


def test_a_day_that_is_none_stays_out_in_any_order(tmp_path: Path) -> None:
    """An order does not make a day of what is none."""
    documents = load(tmp_path, {"a.csv": make_table("31/04/2025", "99/99/2025", "soon", "")}, "date_order=day-first")
    assert list(documents["dated"]) == ["unclear", "unclear", "unclear", "none"]


def test_the_command_takes_columns(tmp_path: Path) -> None:
    """`read` hands its options on to the tables, and a wrong one ends with a sentence."""
    write_files(tmp_path, {"in/a.csv": TABLE.encode()})
    options = ["--column", "text=Inhoud", "--column", "date=PubDate", "--date-order", "month-first"]
    result = CliRunner().invoke(main, ["read", str(tmp_path / "in"), "--out", str(tmp_path / "out"), *options])
    assert result.exit_code == 0, result.output
    row = pd.read_parquet(tmp_path / "out" / "documents.parquet").iloc[0]
    assert (row["text"], row["published"]) == (FIRST, pd.Timestamp(2025, 3, 4))
    result = CliRunner().invoke(main, ["read", str(tmp_path / "in"), "--out", str(tmp_path / "out"), "--column", "txt=Inhoud"])
    assert isinstance(result.exception, InputError)
    assert "Did you mean 'text'?" in str(result.exception)
