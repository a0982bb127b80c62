"""Documents of every format, encoding and header become one table; nothing is lost in silence."""

import csv
import hashlib
import json
from pathlib import Path

import pandas as pd
import pytest

from analysis import schema
from analysis.documents import find_path, load_documents
from analysis.errors import InputError

SEED = Path(__file__).parent.parent / "seeds" / "000_50a247abf998703b.txt"
SENTENCES = "The minister said on Monday that the talks would go on. Nobody else was asked about it."


def write(folder: Path, **files: str | bytes) -> Path:
    """Write files into a folder, an underscore before the ending standing for the point."""
    for name, content in files.items():
        stem, _, ending = name.rpartition("_")
        (folder / f"{stem}.{ending}").write_bytes(content if isinstance(content, bytes) else content.encode())
    return folder


def load_one(folder: Path, text: str | bytes, name: str = "a.txt") -> pd.Series:
    """Load a folder of one file as one row."""
    (folder / name).write_bytes(text if isinstance(text, bytes) else text.encode())
    documents = load_documents(folder)
    assert len(documents) == 1
    return documents.iloc[0]


def reasons(documents: pd.DataFrame) -> dict[str, str]:
    """Path and reason of everything that was not read."""
    return {item["path"]: item["reason"] for item in documents.attrs["unread"]}


def test_the_seed_is_read_as_it_stands() -> None:
    """The seed keeps every character; its date is read, its header ends before the first word, both damages are told."""
    seed = load_documents(SEED).iloc[0]
    assert seed["text"] == SEED.read_text(encoding="utf-8")
    assert seed["text"][seed["header_end"] :].startswith("Russia said on Wednesday")
    assert seed["published"] == pd.Timestamp(2025, 8, 20)
    assert seed["sha256"] == hashlib.sha256(SEED.read_bytes()).hexdigest()
    assert seed["doc_id"] == seed["sha256"][:12]
    assert seed["language"] == "en"
    assert pd.isna(seed["title"])
    assert pd.isna(seed["outlet"])
    assert len(seed["notes"]) == 2
    assert "oldwar" in seed["notes"][0]
    assert "st ates" in seed["notes"][1]


def test_the_page_of_sources_is_no_document(tmp_path: Path) -> None:
    """The page that says where the seed comes from is not read and not reported as unread."""
    for name in (SEED.name, "SOURCES.md"):
        (tmp_path / name).write_bytes((SEED.parent / name).read_bytes())
    documents = load_documents(tmp_path)
    assert list(documents["path"]) == [SEED.name]
    assert documents.attrs["unread"] == []


def test_the_page_of_sources_is_true_of_the_seed() -> None:
    """SOURCES.md names the seed and the hash it has."""
    page = (SEED.parent / "SOURCES.md").read_text(encoding="utf-8")
    assert SEED.name in page
    assert hashlib.sha256(SEED.read_bytes()).hexdigest() in page


def test_header_lines_in_any_order(tmp_path: Path) -> None:
    """Header lines give date, outlet, title and address, and are not counted as words."""
    row = load_one(
        tmp_path, f"Outlet: The Echo\nURL: https://echo.example/1\nDATE: 3 March 2021\ntitle: Talks go on\n\n{SENTENCES}"
    )
    assert (row["outlet"], row["title"], row["url"]) == ("The Echo", "Talks go on", "https://echo.example/1")
    assert row["published"] == pd.Timestamp(2021, 3, 3)
    assert row["text"][row["header_end"] :].strip() == SENTENCES
    assert row["n_words"] == len(SENTENCES.split())


@pytest.mark.parametrize(
    "text", ["Newspaper: minister hid the letters for years.\n\nMore.", "Nothing: here\n\nMore.", "No header here."]
)
def test_a_sentence_with_a_colon_is_no_header(tmp_path: Path, text: str) -> None:
    """What only looks like a header line stays in the article."""
    assert load_one(tmp_path, text)["header_end"] == 0


@pytest.mark.parametrize(
    ("start", "published"),
    [
        ("date 2021-03-03 ", "2021-03-03"),
        (" Date 2021/3/3 10:30:00\n", "2021-03-03"),
        ("date None ", None),
        ("date 2021-13-03 ", None),
    ],
)
def test_a_date_before_the_first_words(tmp_path: Path, start: str, published: str | None) -> None:
    """The form of the seed is a header too, whatever its date; a date that cannot be is noted."""
    row = load_one(tmp_path, start + SENTENCES)
    assert row["header_end"] == len(start)
    assert (None if pd.isna(row["published"]) else str(row["published"].date())) == published
    assert bool(row["notes"]) == ("13" in start)


def test_a_date_as_the_first_word_is_no_header(tmp_path: Path) -> None:
    """An article that begins with the word date keeps it."""
    assert load_one(tmp_path, "Date palms were first planted here in 1902.")["header_end"] == 0


def test_header_ends_where_the_article_is_named(tmp_path: Path) -> None:
    """A line `text: ...` ends the header, and the article begins after its colon."""
    row = load_one(tmp_path, f"date: 2021-03-03\ntext: {SENTENCES}")
    assert row["text"][row["header_end"] :] == SENTENCES


@pytest.mark.parametrize(
    ("name", "published", "outlet", "title"),
    [
        ("2025-08-20_reuters_road-to-nowhere.txt", "2025-08-20", "reuters", "road to nowhere"),
        ("the-echo_20250820_talks-go-on-again.txt", "2025-08-20", "the-echo", "talks go on again"),
        ("2025-08-20_talks-go-on.txt", "2025-08-20", None, None),
        ("2025-08-20_talks-go-on_reuters.txt", "2025-08-20", None, None),
        ("2025-13-20_reuters_road-to-nowhere.txt", None, None, None),
        ("000_50a247abf998703b.txt", None, None, None),
    ],
)
def test_file_names_say_only_what_is_sure(
    tmp_path: Path, name: str, published: str | None, outlet: str | None, title: str | None
) -> None:
    """A date in a file name counts, an outlet and a title only where it is clear which is which."""
    row = load_one(tmp_path, SENTENCES, name)
    assert (None if pd.isna(row["published"]) else str(row["published"].date())) == published
    assert (row["outlet"] if outlet else None) == outlet
    assert pd.isna(row["outlet"]) == (outlet is None)
    assert pd.isna(row["title"]) == (title is None)
    assert title is None or row["title"] == title


@pytest.mark.parametrize(
    "written",
    ["2025-08-20", "2025/8/20", "20250820", "2025-08-20T10:30:00Z", "20 August 2025", "20th of Aug. 2025", "August 20, 2025",
     "Wednesday, 20 August 2025", "Wed, 20 Aug 2025 10:30:00 GMT", "Aug 20 2025 at 10:30", "20-AUG-2025 15:01:01.79",
     "20/08/2025", "8/20/2025", "20.08.2025"],
)  # fmt: skip
def test_dates_of_usual_forms(tmp_path: Path, written: str) -> None:
    """One day, however it is written, as long as it can be read in one way only."""
    row = load_one(tmp_path, f"date: {written}\n\n{SENTENCES}")
    assert row["published"] == pd.Timestamp(2025, 8, 20)
    assert row["notes"] == []


@pytest.mark.parametrize(
    "written", ["03/04/2025", "2025-02-30", "31 June 2025", "yesterday", "August 2025", "20.08.25", "12 Foo 2025"]
)
def test_a_doubtful_date_is_a_note_and_no_guess(tmp_path: Path, written: str) -> None:
    """A date that is wrong, incomplete or can be read in two ways is null, and a note repeats it."""
    row = load_one(tmp_path, f"date: {written}\n\n{SENTENCES}")
    assert pd.isna(row["published"])
    assert len(row["notes"]) == 1
    assert written in row["notes"][0]


def test_a_missing_date_is_no_wrong_date(tmp_path: Path) -> None:
    """The usual marks of a missing value give null without a note."""
    row = load_one(tmp_path, json.dumps({"text": SENTENCES, "date": "None", "title": None}), "a.jsonl")
    assert pd.isna(row["published"])
    assert row["notes"] == []


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_unicode_with_or_without_mark(tmp_path: Path, encoding: str) -> None:
    """Unicode files give the same text without a note."""
    row = load_one(tmp_path, "He said “the café is closed” and then he left it.".encode(encoding))
    assert row["text"] == "He said “the café is closed” and then he left it."
    assert row["notes"] == []


def test_cp1252_is_read_and_noted(tmp_path: Path) -> None:
    """A file in the encoding of old Windows is read, and its note says so."""
    row = load_one(tmp_path, "He said “the café is closed” and then he left it.".encode("cp1252"))
    assert row["text"] == "He said “the café is closed” and then he left it."
    assert "cp1252" in row["notes"][0]


def test_one_lost_byte_does_not_spoil_the_quotation_marks(tmp_path: Path) -> None:
    """A UTF-8 file cut in the middle of a character stays UTF-8; the note says where a character is lost."""
    row = load_one(tmp_path, "He said “it was closed” and went to the café".encode()[:-1])
    assert row["text"] == "He said “it was closed” and went to the caf\ufffd"
    assert "43" in row["notes"][0]


def test_text_is_composed_and_its_lines_end_alike(tmp_path: Path) -> None:
    """The text is NFC and its newlines are line feeds; nothing else is changed."""
    row = load_one(tmp_path, "One cafe\u0301 \r\n\r\nTwo  spaces\rThree")
    assert row["text"] == "One café \n\nTwo  spaces\nThree"


def test_control_characters_stay_and_are_noted(tmp_path: Path) -> None:
    """Control characters keep their places, halves of characters become U+FFFD, and the table can be stored."""
    write(tmp_path, a_txt="The talks\x00 went on and on, \x1bthey said.", b_jsonl='{"text": "The talks \\ud800 went on and on."}')
    documents = load_documents(tmp_path)
    assert documents["text"][0] == "The talks\x00 went on and on, \x1bthey said."
    assert documents["notes"][0] == ["Control characters: 2, the first at 9."]
    assert documents["text"][1] == "The talks \ufffd went on and on."
    documents.to_parquet(tmp_path / "stored.parquet")


def test_a_wrong_encoding_before_loading_is_noted(tmp_path: Path) -> None:
    """A text that was decoded wrongly before it was saved is left as it is, and a note says where it shows."""
    row = load_one(tmp_path, "He said â€œnoâ€\x9d and then he left the room.")
    assert row["text"] == "He said â€œnoâ€\x9d and then he left the room."
    assert any("wrong encoding" in note and "at 8" in note for note in row["notes"])


def test_csv_with_any_delimiter_and_usual_names(tmp_path: Path) -> None:
    """The delimiter is found, quoted newlines belong to the cell, columns are known by their usual names."""
    write(
        tmp_path,
        a_csv='Headline,Pub Date,Full Text,Newspaper,Link\n"Talks, again",2021-03-03,"One ""word"".\n\nTwo.",The Echo,https://echo.example/1\n',
        b_csv="content;publisher\nTalks, talks, talks;The Echo\n",
        c_csv="title\tbody\nTalks\tAgain, and again\n",
    )
    documents = load_documents(tmp_path)
    assert list(documents["path"]) == ["a.csv#1", "b.csv#1", "c.csv#1"]
    assert list(documents["text"]) == ['One "word".\n\nTwo.', "Talks, talks, talks", "Again, and again"]
    first = documents.iloc[0]
    assert (first["title"], first["outlet"], first["url"]) == ("Talks, again", "The Echo", "https://echo.example/1")
    assert first["published"] == pd.Timestamp(2021, 3, 3)
    assert first["sha256"] == hashlib.sha256(b'One "word".\n\nTwo.').hexdigest()


def test_large_cells_are_read(tmp_path: Path) -> None:
    """A cell longer than the csv module's own limit is read whole, and the limit is as before."""
    limit = csv.field_size_limit()
    text = "The talks went on. " * 20_000
    write(tmp_path, a_csv=f'text,title\n"{text}",Talks\n')
    assert load_documents(tmp_path)["text"][0] == text
    assert csv.field_size_limit() == limit


def test_odd_rows_are_read_and_noted(tmp_path: Path) -> None:
    """A row with too many cells gives a document whose note says so."""
    write(tmp_path, a_csv=f"text,title\n{SENTENCES},Talks,more\n")
    documents = load_documents(tmp_path)
    assert documents["title"][0] == "Talks"
    assert "3 cells" in documents["notes"][0][0]


def test_jsonl_rows_are_told_by_their_line(tmp_path: Path) -> None:
    """Each line is a document; broken, empty and foreign lines are told with their number."""
    write(
        tmp_path, a_jsonl='{"text": "One."}\n\n{"text": ""}\n{"text": \n[1]\n{"texts": "x"}\n{"text": 5}\n{"article": "Two."}\n'
    )
    documents = load_documents(tmp_path)
    assert list(documents["path"]) == ["a.jsonl#1", "a.jsonl#8"]
    assert list(reasons(documents)) == [f"a.jsonl#{number}" for number in (3, 4, 5, 6, 7)]
    assert "Did you mean 'text'?" in reasons(documents)["a.jsonl#6"]


def test_further_columns_are_kept(tmp_path: Path) -> None:
    """Columns the package knows no use for stay with their document as a JSON object, so that it can be grouped by them."""
    rows = [{"text": SENTENCES, "outlet": "Daily", "Desk": "World", "rank": 3, "tags": ["a"]}, {"text": SENTENCES + " Again."}]
    (tmp_path / "a.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    fields = [json.loads(each) for each in load_documents(tmp_path)["fields"]]
    assert fields == [{"Desk": "World", "rank": "3"}, {}]


def test_what_is_written_about_a_corpus_is_no_document(tmp_path: Path) -> None:
    """The lists of actors and issues at the top of a folder are neither read as documents nor reported as unread."""
    write(tmp_path, a_txt=SENTENCES, actors_csv="actor,name\nA,B\n", codebook_yaml="issues: []\n")
    documents = load_documents(tmp_path)
    assert documents["path"].tolist() == ["a.txt"]
    assert reasons(documents) == {}


def test_nested_cells_are_left_out_and_noted(tmp_path: Path) -> None:
    """A list or object where a plain value belongs is left out, and the note names the column."""
    row = load_one(tmp_path, json.dumps({"text": SENTENCES, "source": {"name": "The Echo"}}), "a.jsonl")
    assert pd.isna(row["outlet"])
    assert "'source'" in row["notes"][0]


def test_what_cannot_be_read_stops_nothing(tmp_path: Path) -> None:
    """Unreadable files are listed with a reason each, and the readable one is still read."""
    (tmp_path / "deeper" / "still").mkdir(parents=True)
    write(tmp_path, good_txt=SENTENCES, empty_txt="", blank_txt=" \n\n", paper_pdf=b"%PDF", README_md="# no document")
    write(tmp_path, picture_txt=bytes(range(256)) * 10, sound_mp3=b"ID3")
    write(tmp_path, other_csv="when,contents_of\n1,2\n", head_csv="text,title\n")
    (tmp_path / "deeper" / "still" / "two.txt").write_text("Two words", encoding="utf-8")
    (tmp_path / ".hidden.txt").write_text("no", encoding="utf-8")
    (tmp_path / "link.txt").symlink_to(tmp_path / "nowhere")
    (tmp_path / "circle").symlink_to(tmp_path)
    documents = load_documents(tmp_path)
    assert list(documents["path"]) == ["deeper/still/two.txt", "good.txt"]
    assert set(reasons(documents)) == {
        "empty.txt", "blank.txt", "picture.txt", "sound.mp3", "other.csv", "head.csv", "paper.pdf", "link.txt", "circle",
    }  # fmt: skip
    assert "'when', 'contents_of'" in reasons(documents)["other.csv"]
    assert all(reasons(documents).values())


def test_nothing_readable_is_an_error_with_reasons(tmp_path: Path) -> None:
    """If nothing can be read the error gives five reasons and the number of the others."""
    write(tmp_path, **{f"empty{number}_txt": "" for number in range(7)})
    with pytest.raises(InputError, match=r"(?s)empty0\.txt: The file is empty.*empty4\.txt.*and 2 others"):
        load_documents(tmp_path)


def test_an_empty_folder_is_an_error(tmp_path: Path) -> None:
    """An empty folder says what belongs into it."""
    with pytest.raises(InputError, match=r"\.csv, .*\.txt.* or \.zip"):
        load_documents(tmp_path)


def test_a_relative_path_is_found_from_anywhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A relative path is looked for in the current folder first, then beside the package."""
    monkeypatch.chdir(tmp_path)
    assert find_path("seeds") == SEED.parent
    (tmp_path / "seeds").mkdir()
    assert find_path("seeds") == tmp_path / "seeds"


@pytest.mark.parametrize("path", ["seedz", "seeds/000_50a247abf998703.txt"])
def test_a_path_that_is_not_there_names_both_places_and_the_nearest(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, path: str
) -> None:
    """The error of a wrong path names the folders looked in and the nearest name there."""
    monkeypatch.chdir(tmp_path)
    with pytest.raises(InputError, match="Did you mean") as error:
        find_path(path)
    assert str(tmp_path / path) in str(error.value)
    assert str(SEED.parent.parent / path) in str(error.value)


@pytest.mark.parametrize("path", ["", " ", "\0", "x" * 5000])
def test_an_impossible_path_is_an_input_error(path: str) -> None:
    """A path that no system takes gives the same kind of error."""
    with pytest.raises(InputError):
        find_path(path)


def test_repeated_texts_are_kept_and_noted(tmp_path: Path) -> None:
    """Equal files get numbered ids; the same article under another header names the first in a note."""
    write(tmp_path, a_txt=SENTENCES, b_txt=SENTENCES, c_txt=f"date: 2021-03-03\n\n{SENTENCES}\n")
    documents = load_documents(tmp_path)
    first = documents["doc_id"][0]
    assert documents["doc_id"][1] == f"{first}-2"
    assert not documents["doc_id"][2].startswith(first)
    assert list(documents["notes"]) == [[], ["The same text as a.txt."], ["The same text as a.txt."]]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (SENTENCES, "en"),
        ("Le ministre a dit lundi que les discussions allaient continuer, sans donner plus de détails.", "fr"),
        ("Міністр заявив у понеділок, що переговори тривають і що вони триватимуть далі.", "uk"),
        ("大臣は月曜日に協議を続けると述べた。", "ja"),
        ("部长星期一表示会谈将继续。", "zh"),
        ("Kyiv", "und"),
        ("“”‘’...", "und"),
    ],
)
def test_language_is_guessed_and_noted(tmp_path: Path, text: str, language: str) -> None:
    """The language is told by script and words; any but English is noted, too few words are `und`."""
    row = load_one(tmp_path, text)
    assert row["language"] == language
    assert any("reads English" in note for note in row["notes"]) == (language != "en")


@pytest.mark.parametrize(
    "text", ["word", '"', "“" * 500, "x" * 2_000_000, "<script>alert(1)</script>", "a\tb\x0bc", "\ufeff\ufeff?"]
)
def test_any_text_is_a_document(tmp_path: Path, text: str) -> None:
    """One word, only quotation marks, a text without a space, markup: each is a row that keeps to the schema."""
    write(tmp_path, a_jsonl=json.dumps({"text": text}))
    documents = schema.check(load_documents(tmp_path), "documents")
    assert list(documents["text"]) == [text]


def test_title_comes_from_the_first_that_has_one(tmp_path: Path) -> None:
    """A column wins over a header line, that over the headline in the text, that over the file name."""
    headline = f"Talks go on\n\n{SENTENCES}"
    write(tmp_path, a_jsonl=json.dumps({"text": f"title: From the header\n{headline}", "title": "From the column"}))
    write(tmp_path, b_txt=f"title: From the header\n\n{headline}", c_txt=headline)
    (tmp_path / "2025-08-20_echo_from-the-name.txt").write_text(SENTENCES, encoding="utf-8")
    titles = load_documents(tmp_path).set_index("path")["title"]
    assert titles["a.jsonl#1"] == "From the column"
    assert titles["b.txt"] == "From the header"
    assert titles["c.txt"] == "Talks go on"
    assert titles["2025-08-20_echo_from-the-name.txt"] == "from the name"


def test_loading_twice_gives_the_same(tmp_path: Path) -> None:
    """The same folder gives equal tables in the same order."""
    write(tmp_path, b_txt=SENTENCES, a_txt="Another text of some words.", c_csv="text\nOne\nTwo\n")
    pd.testing.assert_frame_equal(load_documents(tmp_path), load_documents(tmp_path))
