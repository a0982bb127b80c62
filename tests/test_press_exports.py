"""Exports of press databases: each article with its own title, outlet, day, section and byline, and nothing of the next."""

import json
from pathlib import Path

import pandas as pd
import pytest
from samples import (
    FACTIVA_CODED,
    FACTIVA_PLAIN,
    FIRST,
    NEXIS_PARAGRAPHS,
    NEXIS_TEXT,
    SECOND,
    THIRD,
    TITLE,
    make_docx,
)  # fmt: skip

from analysis.documents import load_documents


def load(folder: Path, content: str | bytes, name: str = "a.txt") -> pd.DataFrame:
    """Load one export."""
    (folder / name).write_bytes(content if isinstance(content, bytes) else content.encode())
    return load_documents(folder)


def fields(documents: pd.DataFrame) -> list[dict[str, str]]:
    """What is kept beside the known fields."""
    return [json.loads(each) for each in documents["fields"]]


LAYOUTS = {
    "nexis.txt": NEXIS_TEXT.encode(),
    "nexis.docx": make_docx(NEXIS_PARAGRAPHS),
    "nexis-as-text.txt": "\n".join(NEXIS_PARAGRAPHS).encode(),
    "factiva.txt": FACTIVA_CODED.encode(),
    "factiva-codes-alone.txt": FACTIVA_CODED.replace("\t", "\n").encode(),
    "factiva-spaces.txt": FACTIVA_CODED.replace("\t", " ").encode(),
    "factiva-plain.txt": FACTIVA_PLAIN.encode(),
    "factiva-plain-dos.txt": FACTIVA_PLAIN.replace("\n", "\r\n").encode(),
    "factiva.docx": make_docx(FACTIVA_PLAIN.split("\n")),
}


@pytest.mark.parametrize("name", list(LAYOUTS))
def test_articles_are_told_apart(tmp_path: Path, name: str) -> None:
    """Both articles of each layout come out whole, with title, outlet and day, and nothing of mark, label or cover page."""
    documents = load(tmp_path, LAYOUTS[name], name)
    assert list(documents["path"]) == [f"{name}#1", f"{name}#2"]
    assert list(documents["title"]) == [TITLE, "Who pays for the bridge"]
    assert list(documents["outlet"]) == ["The Echo", "The Herald"]
    assert list(documents["published"].dt.day) == [20, 19]
    first = documents["text"][0].replace("IN ADDITION, nobody was asked. ", "")
    assert first.split() == f"{FIRST} {SECOND} {THIRD}".split()
    assert documents["text"][1].split() == THIRD.split()
    assert fields(documents)[0].get("byline", "").startswith("Anna Hill")
    assert documents.attrs["unread"] == []


def test_section_byline_edition_and_subject_of_nexis(tmp_path: Path) -> None:
    """Labels above and below a text are kept, those of more than one line too; copyright lines are not."""
    first, second = fields(load(tmp_path, NEXIS_TEXT))
    assert first == {
        "section": "NEWS; Pg. 4",
        "byline": "Anna Hill in Norhaven",
        "edition": "Edition 1; National",
        "language": "ENGLISH",
        "subject": "BRIDGES (90%); ROADS & RIVERS (89%); COUNCILS (71%)",
    }
    assert second == {"section": "A-SECTION; Pg. A01", "byline": "Tom Reed", "edition": "Late Edition"}


def test_an_article_shorter_than_it_says_is_noted(tmp_path: Path) -> None:
    """Where an export says 300 words and far fewer are there, the note says both."""
    for content in (NEXIS_TEXT, FACTIVA_CODED):
        documents = load(tmp_path, content)
        assert "The export gives its length as 300 words; 22 were found." in documents["notes"][1]
        assert not any("length" in note for note in documents["notes"][0])


def test_an_article_without_text_is_listed(tmp_path: Path) -> None:
    """A picture or a headline alone is listed by its number, and the next article is read."""
    empty = NEXIS_TEXT.replace(f"{FIRST}\n\n{SECOND}\n\n{THIRD}\n\nGRAPHIC", "GRAPHIC")
    documents = load(tmp_path, empty)
    assert list(documents["path"]) == ["a.txt#2"]
    assert [item["path"] for item in documents.attrs["unread"]] == ["a.txt#1"]
    documents = load(tmp_path, FACTIVA_PLAIN.replace(f"{FIRST}\n\n{SECOND}\n\n{THIRD}\n\nDocument", "Document", 1))
    assert [item["path"] for item in documents.attrs["unread"]] == ["a.txt#1"]


@pytest.mark.parametrize("name", ["nexis.txt", "nexis-as-text.txt", "factiva.txt", "factiva-plain.txt"])
def test_an_export_cut_off_keeps_what_it_has(tmp_path: Path, name: str) -> None:
    """The last article of an export that was cut off in its text is read as far as it goes."""
    text = LAYOUTS[name].decode()
    documents = load(tmp_path, text[: text.rindex("asked who")])
    assert documents["text"][1].endswith("twelve million pounds, and")


@pytest.mark.parametrize(
    "text",
    [
        f"{TITLE}\n\n{FIRST}\n\nThe body of the text has 512 words, and this is the end of document one.\n{SECOND}",
        f"IN THE NORTH\n\nBY the river {FIRST}\n\nSE of the town {SECOND}",
        f"Document review began on Monday.\n\n{FIRST}\n512 words\n{SECOND}",
    ],
)
def test_an_article_is_no_export(tmp_path: Path, text: str) -> None:
    """An article that only holds words of the marks is one document as it stands."""
    documents = load(tmp_path, text)
    assert list(documents["text"]) == [text]


@pytest.mark.parametrize(
    ("written", "day", "edition"),
    [
        ("20 August 2025", 20, None),
        ("Wednesday 20 August 2025", 20, None),
        ("August 20, 2025 Wednesday 11:05 PM GMT+1", 20, None),
        ("August 20, 2025 Wednesday; Edition 2; National", 20, "Edition 2; National"),
        ("August 2025", None, None),
        ("20. elokuuta 2025", None, None),
    ],
)
def test_dates_as_nexis_writes_them(tmp_path: Path, written: str, day: int | None, edition: str | None) -> None:
    """Whatever form the date has, title and outlet are those above it; one that names no day is noted."""
    paragraphs = [written if each.startswith("August 20, 2025 W") else each for each in NEXIS_PARAGRAPHS]
    documents = load(tmp_path, make_docx(paragraphs), "a.docx")
    assert (documents["title"][0], documents["outlet"][0]) == (TITLE, "The Echo")
    assert (None if day is None else pd.Timestamp(2025, 8, day)) == (None if day is None else documents["published"][0])
    assert documents["dated"][0] == ("plain" if day else "unclear")
    assert fields(documents)[0].get("edition") == edition


def test_feet_of_factiva_pages_are_no_text(tmp_path: Path) -> None:
    """The line at the foot of each printed page, in the middle of a text as well, is left out."""
    foot = "Page 1 of 2 © 2025 Factiva, Inc. All rights reserved."
    documents = load(tmp_path, FACTIVA_PLAIN.replace(SECOND, f"{foot}\n{SECOND}"))
    assert documents["text"][0].split() == f"{FIRST} {SECOND} {THIRD}".split()
