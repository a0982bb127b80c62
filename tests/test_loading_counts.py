"""What is said of loading: how dates were told, and in which encodings texts were read."""

import json
from pathlib import Path

import pandas as pd
from samples import FIRST, SECOND, THIRD, make_docx, write_files

from analysis import counts
from analysis.documents import load_documents


def load(folder: Path) -> pd.DataFrame:
    """A corpus of dates and encodings of every kind."""
    rows = [("03/04/2025", FIRST), ("25/04/2025", SECOND), ("soon", THIRD)]
    files = {
        "a.jsonl": "\n".join(json.dumps({"date": date, "text": text}) for date, text in rows).encode(),
        "b.txt": f"date: 1 May 2025\n\n“{FIRST}”".encode("cp1252"),
        "c.docx": make_docx([THIRD]),
    }
    return load_documents(write_files(folder, files))


def test_dates_are_counted_by_how_they_were_told(tmp_path: Path) -> None:
    """Each way that occurs is a row, with its share and the first document it is true of."""
    table = counts.count_dates(load(tmp_path))
    assert list(table["n_docs"]) == [2, 1, 1, 1]
    assert list(table["example"]) == ["a.jsonl#2", "a.jsonl#1", "a.jsonl#3", "c.docx"]
    assert table["share"].tolist() == [0.4, 0.2, 0.2, 0.2]
    assert table["how"][1] == "figures, read day first"


def test_dates_in_doubt_are_listed(tmp_path: Path) -> None:
    """A date read by the others' order, and one not understood, are listed as written and as read."""
    table = counts.list_dates(load(tmp_path))
    assert list(table["path"]) == ["a.jsonl#1", "a.jsonl#3"]
    assert table["published"][0] == pd.Timestamp(2025, 4, 3)
    assert pd.isna(table["published"][1])
    assert "'03/04/2025' is read day-first, as 1 other date of a.jsonl" in table["note"][0]
    assert "'soon' is not understood" in table["note"][1]


def test_encodings_are_counted_with_those_guessed(tmp_path: Path) -> None:
    """Encodings come by number of documents; formats without one are a row of their own."""
    table = counts.count_encodings(load(tmp_path))
    assert table["encoding"].tolist()[:2] == ["utf-8", "cp1252"]
    assert pd.isna(table["encoding"][2])
    assert list(table["n_docs"]) == [3, 1, 1]
    assert list(table["n_guessed"]) == [0, 1, 0]


def test_languages_are_counted(tmp_path: Path) -> None:
    """The one that most documents are in comes first."""
    documents = load(tmp_path)
    table = counts.count_languages(documents.assign(language=["uk", "en", "en", "uk", "en"]))
    assert table.to_dict("list") == {"language": ["en", "uk"], "n_docs": [3, 2]}


def test_documents_made_without_a_reader_are_counted_too(tmp_path: Path) -> None:
    """A table that says nothing of loading gives rows of unknown, and no error."""
    documents = load(tmp_path).assign(dated=None, encoding=None)
    assert list(counts.count_dates(documents)["how"]) == ["no date given"]
    assert len(counts.count_encodings(documents)) == 1
    assert counts.list_dates(documents).empty
