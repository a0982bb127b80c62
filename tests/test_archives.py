"""Archives are read without being unpacked, and nothing in one can do harm."""

import io
import zipfile
from pathlib import Path

import pandas as pd
import pytest
from samples import JSONL, TEXT, make_zip

from analysis.documents import load_documents
from analysis.formats import archives


def load(folder: Path, content: bytes) -> pd.DataFrame:
    """Load a folder of an archive and one text that is always read."""
    (folder / "a.zip").write_bytes(content)
    (folder / "z.txt").write_text(TEXT, encoding="utf-8")
    return load_documents(folder)


def reasons(documents: pd.DataFrame) -> dict[str, str]:
    """Path and reason of everything that was not read."""
    return {item["path"]: item["reason"] for item in documents.attrs["unread"]}


def test_members_are_read_in_order_and_hidden_ones_passed_over(tmp_path: Path) -> None:
    """Members come by name, with their folders; what a Mac adds and hidden files are no documents."""
    members = {
        "b/two.jsonl": JSONL,
        "b/a/one.txt": TEXT,
        "__MACOSX/b/._one.txt": b"x",
        "b/.hidden.txt": "x",
        "picture.png": b"x",
        "README.md": "x",
    }
    documents = load(tmp_path, make_zip(members))
    assert list(documents["path"]) == ["a.zip/b/a/one.txt", "a.zip/b/two.jsonl#1", "z.txt"]
    assert set(reasons(documents)) == {"a.zip/picture.png"}


def test_an_archive_alone_is_a_corpus(tmp_path: Path) -> None:
    """The path given may be an archive."""
    (tmp_path / "a.zip").write_bytes(make_zip({"one.txt": TEXT}))
    assert list(load_documents(tmp_path / "a.zip")["path"]) == ["a.zip/one.txt"]


@pytest.mark.parametrize("name", ["../out.txt", "/etc/out.txt", "b/../../out.txt", "C:/out.txt", "..\\out.txt"])
def test_names_that_lead_out_are_refused(tmp_path: Path, name: str) -> None:
    """A member whose name leads out of the archive is listed, and nothing is written anywhere."""
    before = set(tmp_path.parent.iterdir())
    documents = load(tmp_path, make_zip({name: TEXT, "good.txt": TEXT + " Yes."}))
    assert list(documents["path"]) == ["a.zip/good.txt", "z.txt"]
    assert any("leads out" in reason for reason in reasons(documents).values())
    assert set(tmp_path.parent.iterdir()) == before


def test_bombs_are_refused_unopened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A member that would grow a thousandfold is listed by its size without being unpacked; so is a workbook made so."""
    monkeypatch.setattr(archives, "_BOMB_SIZE", 100_000)
    bomb = make_zip({"xl/workbook.xml": b"0" * 1_000_000})
    documents = load(tmp_path, make_zip({"bomb.txt": b"0" * 1_000_000, "book.xlsx": bomb, "large.txt": TEXT * 3000}))
    assert "1,000,000 bytes" in reasons(documents)["a.zip/bomb.txt"]
    assert "1,000,000 bytes" in reasons(documents)["a.zip/book.xlsx"]


def test_archives_in_archives_and_links_are_not_followed(tmp_path: Path) -> None:
    """An archive inside one, and a link, are listed."""
    stream = io.BytesIO(make_zip({"inner.zip": make_zip({"one.txt": TEXT})}))
    with zipfile.ZipFile(stream, "a") as archive:
        link = zipfile.ZipInfo("link.txt")
        link.external_attr = 0o120777 << 16
        archive.writestr(link, "/etc/passwd")
    documents = load(tmp_path, stream.getvalue())
    assert list(documents["path"]) == ["z.txt"]
    assert "unpack it" in reasons(documents)["a.zip/inner.zip"]
    assert "link" in reasons(documents)["a.zip/link.txt"]


def test_a_member_behind_a_password_is_told(tmp_path: Path) -> None:
    """A member marked as kept by a password is listed, and the others are read."""
    content = bytearray(make_zip({"one.txt": TEXT, "two.txt": TEXT + " Yes."}))
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        content[content.index(mark) + place] |= 1
    documents = load(tmp_path, bytes(content))
    assert list(documents["path"]) == ["a.zip/two.txt", "z.txt"]
    assert "password" in reasons(documents)["a.zip/one.txt"]


def test_a_spoiled_member_does_not_stop_the_others(tmp_path: Path) -> None:
    """A member whose bytes are not what the archive says is listed; an archive that is none is listed whole."""
    content = bytearray(make_zip({"one.txt": TEXT, "two.txt": TEXT + " Yes."}))
    content[content.index(b"one.txt") + 20] ^= 0xFF
    documents = load(tmp_path, bytes(content))
    assert list(documents["path"]) == ["a.zip/two.txt", "z.txt"]
    assert "cannot be unpacked" in reasons(documents)["a.zip/one.txt"]
    assert "broken" in reasons(load(tmp_path, b"PK\x03\x04no archive"))["a.zip"]


def test_an_empty_archive_is_listed(tmp_path: Path) -> None:
    """An archive without files says so."""
    assert "no file" in reasons(load(tmp_path, make_zip({})))["a.zip"]
