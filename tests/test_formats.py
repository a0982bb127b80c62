"""Every format gives the same story: text, title, day and outlet where the format names them; every failure is listed."""

import builtins
import io
import json
import random
import warnings
from collections.abc import Mapping
from pathlib import Path
from textwrap import wrap
from typing import Any

import pandas as pd
import pytest
from samples import (
    DAY,
    FIRST,
    MARKDOWN,
    OUTLET,
    PAGE,
    ROW,
    SECOND,
    TEXT,
    THIRD,
    TITLE,
    URL,
    make_docx,
    make_pdf,
    make_samples,
    make_xlsx,
    write_files,
)  # fmt: skip

from analysis import schema
from analysis.documents import iter_documents, load_documents, tell_language
from analysis.errors import InputError
from analysis.formats import ENDINGS, Unread, found


def load(folder: Path, **files: str | bytes) -> pd.DataFrame:
    """Load a folder of files, the last underscore of each name standing for the point."""
    named = {".".join(name.rsplit("_", 1)): content for name, content in files.items()}
    write_files(folder, {name: content if isinstance(content, bytes) else content.encode() for name, content in named.items()})
    return load_documents(folder)


def reasons(documents: pd.DataFrame) -> dict[str, str]:
    """Path and reason of everything that was not read."""
    return {item["path"]: item["reason"] for item in documents.attrs["unread"]}


def body(row: Mapping[Any, Any]) -> str:
    """Words of the article in one line each, a headline in the text left out."""
    lines = [" ".join(line.split()) for line in row["text"][row["header_end"] :].split("\n") if line.strip()]
    return "\n".join(lines[1:] if lines[0] == TITLE else lines)


@pytest.fixture(scope="module")
def samples() -> dict[str, bytes]:
    """One file of every format."""
    return make_samples()


@pytest.fixture(scope="module")
def documents(samples: dict[str, bytes], tmp_path_factory: pytest.TempPathFactory) -> pd.DataFrame:
    """The documents of all of them in one folder."""
    return load_documents(write_files(tmp_path_factory.mktemp("samples"), samples))


@pytest.mark.parametrize(
    "path",
    ["book.xlsx/News#1", "crawl.warc.gz#1", "feed.atom#1", "feed.rss#1", "lines.jsonl#1", "list.json#1", "notes.md", "page.html",
     "plain.txt", "table.csv#1", "table.parquet#1", "table.tsv#1", "nexis.txt#1", "nexis.docx#1", "factiva.txt#1",
     "plain-factiva.txt#1", "word.docx", "paper.pdf"],
)  # fmt: skip
def test_each_format_gives_the_story(documents: pd.DataFrame, path: str) -> None:
    """The words, the title, the day, the outlet and the address come out of every format that can hold them."""
    row = documents.set_index("path").loc[path]
    shown = body(row).replace("IN ADDITION, nobody was asked. ", "")
    assert shown.split() == TEXT.split()
    assert row["title"] == TITLE
    silent = path in ("word.docx", "paper.pdf")
    assert pd.isna(row["outlet"]) if silent else row["outlet"] == OUTLET
    assert pd.isna(row["published"]) if silent else row["published"] == pd.Timestamp(DAY)
    assert row["dated"] == ("none" if silent else "plain")
    if not silent and "nexis" not in path and "factiva" not in path:
        assert row["url"] == URL


def test_an_archive_gives_what_its_members_give(documents: pd.DataFrame) -> None:
    """Members of a zip archive are read like files, under the name of the archive and their own."""
    inside = documents["path"].str.startswith("all.zip/inner/deeper/")
    assert list(documents.loc[inside, "path"].str.removeprefix("all.zip/inner/deeper/")) == list(documents.loc[~inside, "path"])
    assert list(documents.loc[inside, "text"]) == list(documents.loc[~inside, "text"])


def test_every_ending_has_a_sample(samples: dict[str, bytes]) -> None:
    """No format is without a test: each ending that is read, or its twin, is among the samples."""
    twins = {".htm": ".html", ".ndjson": ".jsonl", ".xml": ".rss", ".warc": ".warc.gz"}
    endings = {twins.get(ending, ending) for ending in ENDINGS}
    assert endings == {ending for ending in endings if any(name.endswith(ending) for name in samples)}


def test_section_and_byline_are_kept(documents: pd.DataFrame) -> None:
    """What formats say beside the known fields stays with the document."""
    fields = documents.set_index("path")["fields"].map(json.loads)
    assert fields["page.html"]["byline"] == "Anna Hill"
    assert fields["nexis.docx#1"]["section"] == "NEWS; Pg. 4"
    assert fields["table.csv#1"] == {"Section": "News"}
    assert fields["book.xlsx/News#1"] == {"Section": "News", "Rank": "3"}
    assert fields["notes.md"] == {"tags": "roads, rivers"}


def test_what_is_inside_a_file_and_not_read_is_listed(documents: pd.DataFrame) -> None:
    """Sheets without texts, empty rows, entries and records that are no pages are told where they stand."""
    unread = reasons(documents)
    assert {"book.xlsx/More#1", "book.xlsx/Sources", "crawl.warc.gz", "crawl.warc.gz#2", "crawl.warc.gz#3", "feed.rss#3"} <= {
        *unread
    }
    assert "404" in unread["crawl.warc.gz#2"]
    assert "1 of 4" in unread["crawl.warc.gz"]


def test_documents_one_by_one_are_the_table(samples: dict[str, bytes], documents: pd.DataFrame, tmp_path: Path) -> None:
    """Reading documents one by one gives the rows of the table in its order, and what was not read."""
    items = list(iter_documents(write_files(tmp_path, samples)))
    rows = [item for item in items if not isinstance(item, Unread)]
    for row in rows:
        tell_language(row)
    pd.testing.assert_frame_equal(schema.build("documents", rows), documents)
    assert [item._asdict() for item in items if isinstance(item, Unread)] == documents.attrs["unread"]


def test_documents_come_as_they_are_read(tmp_path: Path) -> None:
    """The first row of a table is there before the last is read."""
    (tmp_path / "a.jsonl").write_text("\n".join(json.dumps({"text": f"{FIRST} {n}"}) for n in range(50)), encoding="utf-8")
    items = iter_documents(tmp_path)
    first = next(items)
    assert not isinstance(first, Unread)
    assert first["path"] == "a.jsonl#1"
    items.close()  # type: ignore[attr-defined]  # it is a generator, and one that is not read to its end does no harm


@pytest.mark.parametrize("seed", range(4))
def test_files_cut_off_or_spoiled_stop_nothing(samples: dict[str, bytes], tmp_path: Path, seed: int) -> None:
    """Each sample cut at a random length, or with random bytes in it, gives documents or a reason, and never an error."""
    chance = random.Random(seed)
    spoiled: dict[str, bytes] = {"0.txt": TEXT.encode()}
    for name, content in samples.items():
        at = chance.randrange(len(content))
        spoiled[f"cut-{name}"] = content[:at]
        spoiled[f"odd-{name}"] = content[:at] + chance.randbytes(20) + content[at + 20 :]
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        told = load_documents(write_files(tmp_path, spoiled))
    heard = {path.partition("#")[0].partition("/")[0] for path in [*told["path"], *reasons(told)]}
    assert heard == set(spoiled)


def test_wrong_formats_under_right_endings_are_listed(samples: dict[str, bytes], tmp_path: Path) -> None:
    """A file that is not what its ending says gives a reason, whatever it is."""
    others = {f"{name.partition('.')[0]}{ending}": content for name, content in samples.items() for ending in ENDINGS}
    told = load_documents(write_files(tmp_path, others))
    heard = {path.partition("#")[0].partition("/")[0] for path in [*told["path"], *reasons(told)]}
    assert heard == set(others)


def test_a_missing_package_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the package for a format its files are listed with what to install, and the others are read."""
    heavy = {"docx", "openpyxl", "pypdf", "trafilatura", "feedparser", "warcio"}
    plain = builtins.__import__

    def refuse(name: str, *rest: Any, **more: Any) -> Any:
        if name.partition(".")[0] in heavy:
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)
        return plain(name, *rest, **more)

    files = {name: content for name, content in make_samples().items() if name != "all.zip"}
    write_files(tmp_path, files)
    monkeypatch.setattr(builtins, "__import__", refuse)
    told = load_documents(tmp_path)
    assert set(reasons(told)) == {
        "book.xlsx",
        "crawl.warc.gz",
        "feed.atom",
        "feed.rss",
        "nexis.docx",
        "page.html",
        "paper.pdf",
        "word.docx",
    }
    assert all("pip install '.[formats]'" in reason for reason in reasons(told).values())


def test_a_file_too_large_to_be_held_is_listed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A format that is read as a whole has a limit, which the reason names; tables are read row by row at any size."""
    monkeypatch.setattr(found, "LARGEST", 200)
    told = load(tmp_path, a_txt=TEXT, b_jsonl=json.dumps({"text": TEXT}), c_csv=f'text\n"{TEXT}"\n', d_docx=make_docx([TEXT]))
    assert list(told["path"]) == ["b.jsonl#1", "c.csv#1"]
    assert set(reasons(told)) == {"a.txt", "d.docx"}
    assert "Split it" in reasons(told)["a.txt"]


def test_a_file_that_vanishes_is_listed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that is gone, or closed to the reader, between being listed and being read is told."""
    plain = Path.open

    def refuse(self: Path, *rest: Any, **more: Any) -> Any:
        if self.name == "gone.txt":
            raise FileNotFoundError(2, "No such file or directory")
        if self.name == "closed.txt":
            raise PermissionError(13, "Permission denied")
        return plain(self, *rest, **more)

    write_files(tmp_path, {"gone.txt": TEXT.encode(), "closed.txt": TEXT.encode(), "a.txt": TEXT.encode()})
    monkeypatch.setattr(Path, "open", refuse)
    told = load_documents(tmp_path)
    assert list(told["path"]) == ["a.txt"]
    assert reasons(told) == {
        "closed.txt": "The file cannot be opened (Permission denied).",
        "gone.txt": "The file cannot be opened (No such file or directory).",
    }


@pytest.mark.parametrize(
    ("name", "advice"),
    [
        ("a.doc", ".docx"),
        ("a.xls", ".xlsx"),
        ("a.rtf", ".docx"),
        ("a.tar.gz", "unpack"),
        ("a.jpeg", ".txt"),
        ("a.jsonp", ".json"),
    ],
)
def test_other_formats_are_listed_with_advice(tmp_path: Path, name: str, advice: str) -> None:
    """A format that is not read says what to save it as."""
    told = load_documents(write_files(tmp_path, {name: b"x", "0.txt": TEXT.encode()}))
    assert advice in reasons(told)[name]


def test_markdown_marks_are_no_text(tmp_path: Path) -> None:
    """Emphasis, links, quotations, lists and code marks go; the words stay."""
    told = load(
        tmp_path, a_md="# Talks *go on*\n\nThe **minister** said\n[so](https://x.example).\n\n> Not `me`.\n\n1. One & two\n"
    )
    assert told["text"][0] == "Talks go on\nThe minister said so.\nNot me.\nOne & two"


def test_broken_front_matter_is_noted(tmp_path: Path) -> None:
    """Lines at the top that are no YAML are left out with a note, and the text is read."""
    told = load(tmp_path, a_md=MARKDOWN.replace("title:", "title: [}"))
    assert body(told.iloc[0]).split() == TEXT.split()
    assert "no YAML" in told["notes"][0][0]


def test_json_in_its_usual_shapes(tmp_path: Path) -> None:
    """A list, a list below a name, one object, and one object a line are read; anything else says what is wanted."""
    told = load(
        tmp_path, a_json=json.dumps([ROW]), b_json=json.dumps({"status": "ok", "articles": [ROW, ROW]}), c_json=json.dumps(ROW),
        d_json=json.dumps(ROW) + "\n" + json.dumps(ROW), e_json="[1, 2]", f_json='"x"', g_json="{", h_json="[" * 100_000,
    )  # fmt: skip
    assert list(told["path"]) == ["a.json#1", "b.json#1", "b.json#2", "c.json#1", "d.json#1", "d.json#2"]
    assert set(reasons(told)) == {"e.json#1", "e.json#2", "f.json", "g.json", "h.json"}


def test_a_page_without_an_article_is_listed(tmp_path: Path) -> None:
    """A page of links or scripts gives no document and says so."""
    told = load(tmp_path, a_html=PAGE, b_html="<html><body><script>draw()</script></body></html>", c_htm="")
    assert list(told["path"]) == ["a.html"]
    assert "No main text" in reasons(told)["b.html"]
    assert reasons(told)["c.htm"] == "The file is empty."


def test_a_page_in_the_encoding_it_declares(tmp_path: Path) -> None:
    """The encoding a page names is believed where it fits; Latin-1 means cp1252, as it does to browsers."""
    page = PAGE.replace("utf-8", "windows-1251").replace("Anna Bell", "Анна Белл")
    told = load(tmp_path, a_html=page.encode("cp1251"))
    assert "Анна Белл" in told["text"][0]
    assert told["encoding"][0] == "cp1251"
    told = load(tmp_path, a_html=PAGE.replace("utf-8", "iso-8859-1").encode("cp1252"))
    assert SECOND in told["text"][0]
    assert told["encoding"][0] == "cp1252"


@pytest.mark.parametrize(
    ("text", "encoding"),
    [(TEXT, "utf-8"), (TEXT, "utf-16"), (TEXT, "cp1252"), (TEXT, "utf-16-le"), (TEXT, "utf-16-be"),
     ("Министр сказал в понедельник, что мост откроют позже. Больше никого не спросили об этом.", "cp1251"),
     ("部长星期一表示会谈将继续。没有人被问及此事。", "gb18030")],
)  # fmt: skip
def test_encodings_are_told_and_noted(tmp_path: Path, text: str, encoding: str) -> None:
    """The encoding is a column; what is only guessed is noted."""
    told = load(tmp_path, a_txt=text.encode(encoding))
    assert told["text"][0] == text
    assert told["encoding"][0] == encoding
    assert any("ead as" in note for note in told["notes"][0]) == (encoding not in ("utf-8", "utf-16"))


def test_a_broken_byte_far_down_is_found(tmp_path: Path) -> None:
    """An encoding shows at any place of a file, not only at its beginning."""
    told = load(tmp_path, a_txt=("The talks went on. " * 100_000 + "It cost £5.").encode("cp1252"))
    assert told["text"][0].endswith("It cost £5.")
    assert told["encoding"][0] == "cp1252"


def test_workbooks_behind_a_password_and_bare_ones_are_listed(tmp_path: Path) -> None:
    """A workbook that is kept by a password, empty, or without a column of texts says so."""
    from openpyxl import Workbook

    stream = io.BytesIO()
    Workbook().save(stream)
    told = load(
        tmp_path, a_xlsx=b"\xd0\xcf\x11\xe0" + bytes(2000), b_xlsx=stream.getvalue(), c_xlsx=make_xlsx()[:-900], d_txt=TEXT
    )
    unread = reasons(told)
    assert "password" in unread["a.xlsx"]
    assert "empty" in unread["b.xlsx"]
    assert "cut off" in unread["c.xlsx"]


def test_tracked_deletions_are_no_text(tmp_path: Path) -> None:
    """In a Word document insertions, tables and line breaks count, and what was struck out does not."""
    from docx import Document
    from docx.oxml import parse_xml

    w = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    document = Document()
    paragraph = document.add_paragraph("The minister ")
    paragraph._p.append(parse_xml(f"<w:del {w}><w:r><w:delText>gladly </w:delText><w:t>gladly </w:t></w:r></w:del>"))
    paragraph._p.append(parse_xml(f"<w:ins {w}><w:r><w:t>said so.</w:t><w:br/><w:t>Again.</w:t></w:r></w:ins>"))
    document.add_table(1, 1).cell(0, 0).text = "In a table."
    stream = io.BytesIO()
    document.save(stream)
    told = load(tmp_path, a_docx=stream.getvalue())
    assert told["text"][0] == "The minister said so.\nAgain.\nIn a table."


def test_a_word_document_without_text_is_listed(tmp_path: Path) -> None:
    """A document of pictures only gives a reason."""
    told = load(tmp_path, a_docx=make_docx([]), b_txt=TEXT)
    assert "no text" in reasons(told)["a.docx"]


def test_pages_of_a_pdf_without_text_are_told(tmp_path: Path) -> None:
    """Pages that may be scanned are named; a file of nothing else is listed."""
    lines = wrap(FIRST, 60)
    told = load(tmp_path, a_pdf=make_pdf([lines, [], lines, [], [], []]), b_pdf=make_pdf([[], []]))
    assert list(told["path"]) == ["a.pdf"]
    assert "pages 2, 4-6 of 6" in reasons(told)["a.pdf"]
    assert "None of its 2 pages" in reasons(told)["b.pdf"]


def test_a_pdf_behind_a_password_is_listed(tmp_path: Path) -> None:
    """A file kept by a password says so; one that only forbids changes is read."""
    told = load(tmp_path, a_pdf=make_pdf([wrap(FIRST, 60)], password="secret"), b_txt=TEXT)
    assert "password" in reasons(told)["a.pdf"]


def test_lines_of_a_pdf_become_paragraphs(tmp_path: Path) -> None:
    """Words broken at the end of a line are joined where they are words, heads and numbers of pages go and are noted."""
    head = "The Echo, 20 August 2025"
    first = [
        "The minis-",
        "ter spoke of a half-",
        "finished plan for the bridge and for the road that",
        "leads to it. Nobody",
        "else was asked.",
    ]
    pages = [[head, *first, *wrap(text, 48), str(number)] for number, text in enumerate((SECOND, THIRD, FIRST), 1)]
    row = load(tmp_path, a_pdf=make_pdf(pages)).iloc[0]
    assert row["text"].startswith("The minister spoke of a half-finished plan for the bridge and for the road that leads to it.")
    assert head not in row["text"]
    assert not any(line.strip().isdigit() for line in row["text"].split("\n"))
    assert any(head in note and "3 pages" in note for note in row["notes"])
    assert "Words broken at the end of a line and put together: 3." in row["notes"]


def test_feeds_that_are_none_are_listed(tmp_path: Path) -> None:
    """Other XML and feeds without entries say so."""
    told = load(
        tmp_path, a_xml="<?xml version='1.0'?><note>x</note>", b_rss="<rss version='2.0'><channel></channel></rss>", c_txt=TEXT
    )
    assert "no RSS or Atom" in reasons(told)["a.xml"]
    assert "no entries" in reasons(told)["b.rss"]


def test_nothing_readable_still_is_an_error(tmp_path: Path) -> None:
    """A folder of nothing but broken files raises one error with their reasons."""
    with pytest.raises(InputError, match=r"a\.pdf: .*broken"):
        load(tmp_path, a_pdf=b"%PDF-1.7 no more")


def test_links_in_circles_and_deep_folders_stop_nothing(tmp_path: Path) -> None:
    """Links that lead to themselves are listed; a folder two hundred levels down is read."""
    deep = tmp_path.joinpath(*["d"] * 200)
    deep.mkdir(parents=True)
    (deep / "a.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "one.txt").symlink_to(tmp_path / "two.txt")
    (tmp_path / "two.txt").symlink_to(tmp_path / "one.txt")
    (tmp_path / "circle").symlink_to(tmp_path)
    told = load_documents(tmp_path)
    assert len(told) == 1
    assert set(reasons(told)) == {"one.txt", "two.txt", "circle"}


def test_the_documentation_names_every_ending() -> None:
    """docs/formats.md has a word on each ending that is read."""
    page = (Path(__file__).parent.parent / "docs" / "formats.md").read_text(encoding="utf-8")
    assert [ending for ending in [*ENDINGS, ".zip"] if f"`{ending}`" not in page] == []
