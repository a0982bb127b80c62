"""Quotation marks of every habit are paired, and nothing that only looks like one is."""

import pandas as pd
import pytest

from analysis import schema
from analysis.quotations import find_quotations


def find(*paragraphs: str) -> list[tuple[str, int, bool, bool]]:
    """Text, depth, closed and continues of every quotation of a text of these paragraphs."""
    text = "\n\n".join(paragraphs)
    rows, start = [], 0
    for number, paragraph in enumerate(paragraphs):
        rows.append(
            {"doc_id": "d", "paragraph_id": f"d:p{number}", "zone": "body", "start": start, "end": start + len(paragraph)}
        )
        start += len(paragraph) + 2
    documents = pd.DataFrame({"doc_id": ["d"], "text": [text]})
    table = find_quotations(documents, schema.build("zones", rows))
    return [(text[row.start : row.end], row.depth, row.closed, row.continues) for row in table.itertuples()]


@pytest.mark.parametrize(
    ("text", "quotations"),
    [
        ("He said “no” twice.", ["“no”"]),
        ('He said "no" twice.', ['"no"']),
        ("He said ‘no’ twice.", ["‘no’"]),
        ("He said 'no' twice.", ["'no'"]),
        ("He said «no» twice.", ["«no»"]),
        ("He said „no“ twice.", ["„no“"]),
        ("He said ``no'' twice.", ["``no''"]),
        ("The allies’ plan and Berg’s answer don’t agree.", []),
        ("It was the ’90s, ’tis true, rock ’n’ roll.", []),
        ("He is 6' 2\" tall.", []),
        ("No marks at all.", []),
        ("", []),
    ],
)
def test_marks_are_paired(text: str, quotations: list[str]) -> None:
    """Each kind of mark opens and closes a quotation; apostrophes, clipped words, feet and inches do not."""
    assert [found[0] for found in find(text)] == quotations


def test_a_quotation_within_a_quotation_is_deeper() -> None:
    """Single marks inside double ones have depth 1."""
    assert [found[:2] for found in find("“She told me ‘never’ and left.”")] == [
        ("“She told me ‘never’ and left.”", 0),
        ("‘never’", 1),
    ]


def test_a_possessive_inside_single_marks_does_not_close_them() -> None:
    """British single quotation marks survive a possessive."""
    assert [found[0] for found in find("‘We reject the allies’ plan,’ Berg said.")] == ["‘We reject the allies’ plan,’"]


def test_a_quotation_opened_anew_continues() -> None:
    """A paragraph that opens the running quotation again is marked as its continuation."""
    found = find("“It is too long.", "“It is too late.”")
    assert [row[3] for row in found] == [False, True]
    assert [row[2] for row in found] == [False, True]


def test_an_unclosed_quotation_ends_with_its_paragraph() -> None:
    """Without a closing mark the quotation ends with the paragraph and says that it is open."""
    assert find("Berg said “It is too long. It is", "A new day came.") == [("“It is too long. It is", 0, False, False)]


def test_ten_thousand_marks_pass() -> None:
    """A document of nothing but quotation marks gives rows that lie inside one another or apart."""
    found = find("“ ‘ ” \" ' ’ «» „“" * 1000)
    assert all(text for text, *_ in found)
