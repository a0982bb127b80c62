"""Each part of an article is found by its layout, and no character is lost or counted twice."""

from pathlib import Path

import pandas as pd
import pytest

from analysis import schema
from analysis.documents import load_documents
from analysis.zones import find_zones

SEED = Path(__file__).parent.parent / "seeds" / "000_50a247abf998703b.txt"
FIRST = "The minister said on Monday that the talks would go on for another week."
SECOND = "Nobody else was asked about it, and nobody else said anything at all."


def make_documents(*texts: str, title: str | None = None, header_end: int = 0) -> pd.DataFrame:
    """A table `documents` of these texts."""
    same = {"title": title, "language": "en", "header_end": header_end, "sha256": "", "n_words": 0, "fields": "{}", "notes": []}
    rows = [{"doc_id": f"d{number}", "path": f"{number}.txt", "text": text, **same} for number, text in enumerate(texts)]
    return schema.build("documents", rows)


def read_parts(text: str, title: str | None = None, header_end: int = 0) -> list[tuple[str, str]]:
    """Zone and words of each row of one text."""
    zones = find_zones(make_documents(text, title=title, header_end=header_end))
    return [(row.zone, text[row.start : row.end]) for row in zones.itertuples()]


def test_the_seed_has_a_header_a_subhead_and_fourteen_paragraphs() -> None:
    """The seed's date is a header, the line in capitals and quotation marks a subhead, all else body."""
    documents = load_documents(SEED)
    zones = find_zones(documents)
    words = [documents["text"][0][row.start : row.end] for row in zones.itertuples()]
    assert list(zones["zone"]) == ["header", *["body"] * 8, "subhead", *["body"] * 6]
    assert words[0] == "date 2025-08-20"
    assert words[9] == "‘CLUMSY’ EUROPEANS"
    assert words[1].startswith("Russia said")
    assert list(zones["paragraph_id"]) == [f"{documents['doc_id'][0]}:p{number}" for number in range(16)]


def test_a_headline_is_what_the_title_says() -> None:
    """The first paragraph is the headline if it says what the title says, final stop, case and line breaks aside."""
    assert read_parts(f"Talks Go On.\n\n{FIRST}", title="talks go on")[0] == ("headline", "Talks Go On.")
    assert read_parts(f"Talks go on;\nNobody asked.\n\n{FIRST}", title="Talks go on; Nobody asked")[:2] == [
        ("headline", "Talks go on;"),
        ("headline", "Nobody asked."),
    ]
    assert read_parts(f"Talks go on for a week\n\n{FIRST}", title="Talks go on for a week | The Echo")[0][0] == "headline"


@pytest.mark.parametrize("headline", ["Talks go on for another week", "Will the talks go on?", "MINISTER: TALKS GO ON"])
def test_a_headline_is_a_short_first_line_without_a_stop(headline: str) -> None:
    """Without a title, a short first line that is no sentence and is followed by one is the headline."""
    assert read_parts(f"{headline}\n\n{FIRST}\n\n{SECOND}") == [("headline", headline), ("body", FIRST), ("body", SECOND)]


@pytest.mark.parametrize("first", [FIRST, "3:08 P.M. EDT", "12 October 2022", "Dear reader,", "and so on"])
def test_a_first_line_that_is_no_headline(first: str) -> None:
    """A sentence, a time, a date, an address or the middle of a sentence is no headline."""
    assert read_parts(f"{first}\n\n{SECOND}\n\n{FIRST}")[0] == ("body", first)


def test_beside_another_title_a_first_line_is_no_headline() -> None:
    """Where the title is known, a first line of quite other words belongs to the article."""
    assert read_parts(f"So what is the gap between them?\n\n{FIRST}", title="Talks go on")[0][0] == "body"


@pytest.mark.parametrize(
    "dateline",
    ["MOSCOW, Aug 20 (Agency) -", "KYIV, Ukraine (AP) —", "WASHINGTON —", "WASHINGTON, D.C. -", "KYIV/MOSCOW, Aug 20 (Agency) –",
     "BERLIN, February 11. /TASS/.", "Washington (AFP) –", "Aug 27 (Agency) -", "(CNN) —", "(Agency) -", "Bonn, 20 August 2025 –",
     "DES MOINES, Iowa, Aug. 10 (UPI) —", "SÃO PAULO (AP) —", "NEW DELHI:", "ST. PETERSBURG, Fla. --"],
)  # fmt: skip
def test_datelines_of_usual_forms(dateline: str) -> None:
    """Place, day and agency before the first sentence are a zone of their own in its paragraph."""
    zones = find_zones(make_documents(f"Talks go on\n\n{dateline} {FIRST}\n\n{SECOND}"))
    assert list(zones["zone"]) == ["headline", "dateline", "body", "body"]
    text = f"Talks go on\n\n{dateline} {FIRST}"
    assert text[zones["start"][1] : zones["end"][1]] == dateline
    assert text[zones["start"][2] : zones["end"][2]] == FIRST
    assert zones["paragraph_id"][1] == zones["paragraph_id"][2]


@pytest.mark.parametrize(
    "start",
    ["PRESIDENT SMITH: Good evening, and thank you", "The United Nations (UN) said", "Smith - who had not been asked - said",
     "NATO said", "(As many had expected) the talks", "Talks — the first since May — began", "U.S. forces", "SMITH'S talks"],
)  # fmt: skip
def test_what_looks_like_a_dateline_and_is_none(start: str) -> None:
    """Speakers, short forms in brackets and asides are no datelines."""
    assert [zone for zone, _ in read_parts(f"{start} on Monday that the talks would go on.\n\n{SECOND}")] == ["body", "body"]


@pytest.mark.parametrize(
    "subhead", ["NO WAY OUT", "A Way Out of War", "‘CLUMSY’ EUROPEANS", "“road to nowhere”", "What comes next", "Background"]
)
def test_subheads_between_paragraphs(subhead: str) -> None:
    """A short line of its own without a stop between two paragraphs is a subhead."""
    assert read_parts(f"{FIRST}\n\n{subhead}\n\n{SECOND}") == [("body", FIRST), ("subhead", subhead), ("body", SECOND)]


@pytest.mark.parametrize(
    "line",
    [
        "“No way out,” he said.",
        "“Who is going to pay for it?”",
        "He had one question:",
        "• a way out",
        "Q: A Way Out?",
        "and so it went",
        "1.",
    ],
)
def test_short_lines_that_are_no_subheads(line: str) -> None:
    """Short sentences, quotations, items of lists and dialogue are body."""
    assert read_parts(f"{FIRST}\n\n{line}\n\n{SECOND}")[1] == ("body", line)


def test_a_list_of_names_is_no_row_of_subheads() -> None:
    """More than two short lines in a row are a list, and a short last line is no subhead."""
    zones = [zone for zone, _ in read_parts(f"{FIRST}\n\nJohn Doe\n\nJane Doe\n\nRichard Roe\n\n{SECOND}\n\nThe End")]
    assert set(zones) == {"body"}


def test_lines_are_paragraphs() -> None:
    """Without blank lines each line is a paragraph."""
    assert read_parts(f"{FIRST}\n{SECOND}\n{FIRST}") == [("body", FIRST), ("body", SECOND), ("body", FIRST)]


def test_lines_broken_at_a_column_are_joined() -> None:
    """In a text broken at a column a paragraph goes on until a blank line or a line that had room left."""
    wrapped = (
        "The minister said on Monday that the talks would go on for another\n"
        "week, and that nobody else would be asked about it before the end of\n"
        "the month.\n"
        "Nobody else was asked about it, and nobody else said anything at all\n"
        "on Monday.\n"
        "\n"
        "The talks were to go on in the capital, far from the cameras and the\n"
        "journalists."
    )
    parts = read_parts(wrapped)
    assert [words.split()[0] for _, words in parts] == ["The", "Nobody", "The"]
    assert "".join(words for _, words in parts).split("\n") != wrapped.split("\n")


def test_two_short_lines_are_not_broken_at_a_column() -> None:
    """Lines of two short sentences stay two paragraphs."""
    assert len(read_parts("“One,” he said.\n“Two,” she said.")) == 2


@pytest.mark.parametrize(
    "text",
    ["", " \n\n ", "word", '"', "“" * 1000, ".", "\n\n\nword\n\n\n", "MOSCOW (AP) —", "A\u2028B\x0cC", "x" * 2_000_000,
     "A.B " * 500_000, " " * 2_000_000 + "x", "ab\n" * 100_000, "Ελλάδα\n\nκόσμος.", "THE END\n\nMOSCOW (AP) —\n\nTHE END"],
    ids=range(15),
)  # fmt: skip
def test_every_character_stands_in_one_zone(text: str) -> None:
    """Whatever the text, the rows hold every character that is no white space once, in order, ends trimmed."""
    zones = schema.check(find_zones(make_documents(text)), "zones")
    parts = [text[start:end] for start, end in zip(zones["start"], zones["end"], strict=True)]
    assert all(part and part == part.strip() for part in parts)
    assert zones["start"].is_monotonic_increasing
    assert "".join("".join(parts).split()) == "".join(text.split())


def test_the_header_is_one_zone() -> None:
    """Header lines are one row, whatever lies in them, and the article begins after them."""
    header = "\ntitle: Talks go on\ndate: 2021-03-03\n"
    assert read_parts(f"{header}\n{FIRST}", title="Talks go on", header_end=len(header)) == [
        ("header", header.strip()),
        ("body", FIRST),
    ]


def test_documents_are_not_changed_and_may_be_none() -> None:
    """The input stays as it is; no document gives an empty table of the schema."""
    documents = make_documents(FIRST, SECOND)
    before = documents.copy(deep=True)
    find_zones(documents)
    pd.testing.assert_frame_equal(documents, before)
    assert schema.check(find_zones(schema.empty("documents")), "zones").empty
