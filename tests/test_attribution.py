"""Who says what by rules: micro-texts with source, cue and content written beside them."""

from pathlib import Path

import pandas as pd
import pytest

from analysis import schema
from analysis.attribution import find_attributions
from analysis.documents import load_documents
from analysis.quotations import find_quotations
from analysis.tokens import tag_documents
from analysis.zones import find_zones

Found = tuple[str | None, str | None, list[str]]


def read_tables(folder: Path, text: str) -> tuple[pd.DataFrame, ...]:
    """The tables that a reader of spans is given for one text."""
    (folder / "text.txt").write_text(text, encoding="utf-8")
    documents = load_documents(folder)
    zones = find_zones(documents)
    sentences, tokens = tag_documents(documents, zones)
    return documents, sentences, tokens, find_quotations(documents, zones)


def find_statements(folder: Path, text: str) -> list[Found]:
    """Source, cue and parts of the content of each statement, as written."""
    tables = read_tables(folder, text)
    spans = find_attributions(*tables)
    loaded = tables[0]["text"].iloc[0] if len(tables[0]) else ""
    found = []
    for _, rows in spans.groupby("link", sort=False):
        parts: dict[str, list[str]] = {"source": [], "cue": [], "content": []}
        for role, start, end in zip(rows["role"], rows["start"], rows["end"], strict=True):
            parts[role].append(loaded[start:end])
        found.append((next(iter(parts["source"]), None), next(iter(parts["cue"]), None), parts["content"]))
    return found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("“We will not go,” the minister told reporters.", ("the minister", "told", ["“We will not go,”"])),
        ("‘It is the allies’ plan,’ said Anna Berg.", ("Anna Berg", "said", ["‘It is the allies’ plan,’"])),
        ("“We go,” Anna Berg fumed on Tuesday.", ("Anna Berg", "fumed", ["“We go,”"])),
        ("“We go,” he said. “We go now.”", ("he", "said", ["“We go,”", "“We go now.”"])),
        ("“The plan,” he said, “is dead.”", ("he", "said", ["“The plan,”", "“is dead.”"])),
        ("Anna Berg had this to say: “We will not go.”", ("Anna Berg", "had this to say", ["“We will not go.”"])),
        ("Anna Berg: “We will not go.”", ("Anna Berg", ":", ["“We will not go.”"])),
        ("The plan, he said, was dead.", ("he", "said", ["The plan", "was dead"])),
        ("The vote was fair, officials at the ministry said.", ("officials at the ministry", "said", ["The vote was fair"])),
        ("The vote was fair, said Carl Holm, the mayor.", ("Carl Holm, the mayor", "said", ["The vote was fair"])),
        ("Anna Berg, who lives in Oslo, said the vote was fair.", ("Anna Berg", "said", ["the vote was fair"])),
        ("Anna Berg has repeatedly said the vote was fair.", ("Anna Berg", "has repeatedly said", ["the vote was fair"])),
        ("Anna Berg told the council on Friday that the vote was fair.", ("Anna Berg", "told", ["that the vote was fair"])),
        ("Anna Berg promised to pay the bill.", ("Anna Berg", "promised", ["to pay the bill"])),
        ("Anna Berg called for a new vote.", ("Anna Berg", "called for", ["a new vote"])),
        ("Anna Berg asked whether the vote was fair.", ("Anna Berg", "asked", ["whether the vote was fair"])),
        ("The mayor accused the council of hiding the bill.", ("The mayor", "accused", ["the council of hiding the bill"])),
    ],
)
def test_one_statement_is_read(text: str, found: Found, tmp_path: Path) -> None:
    """Source, cue and content are those a reader sees."""
    assert find_statements(tmp_path, text) == [found]


def test_verbs_joined_by_and_share_their_source(tmp_path: Path) -> None:
    """The content of the first verb ends where "and" leads to the second."""
    text = "Anna Berg said the vote was fair and suggested that Oslo should pay."
    assert find_statements(tmp_path, text) == [
        ("Anna Berg", "said", ["the vote was fair"]),
        ("Anna Berg", "suggested", ["that Oslo should pay"]),
    ]


def test_a_participle_takes_the_source_of_the_verb_before(tmp_path: Path) -> None:
    """What follows after adding goes on with the same speaker, and not within what was said."""
    text = "Anna Berg said the vote was fair, adding that Oslo should pay."
    assert find_statements(tmp_path, text) == [
        ("Anna Berg", "said", ["the vote was fair"]),
        ("Anna Berg", "adding", ["that Oslo should pay"]),
    ]


def test_content_ends_where_the_main_clause_begins(tmp_path: Path) -> None:
    """A reporting verb in a clause that opens the sentence does not swallow the rest."""
    first, second = find_statements(tmp_path, "While Anna Berg said the vote was fair, Carl Holm said it was a fraud.")
    assert first == ("Anna Berg", "said", ["the vote was fair"])
    assert second == ("Carl Holm", "said", ["it was a fraud"])


def test_content_runs_on_between_dashes_and_inside_marks(tmp_path: Path) -> None:
    """An insertion between dashes and stops within quotation marks end nothing."""
    text = "Anna Berg said the states – including Norway – were “slow, rude, and late” on Friday."
    ((_, _, content),) = find_statements(tmp_path, text)
    assert content == [text.removeprefix("Anna Berg said ").removesuffix(".")]


def test_a_sentence_told_at_its_end_takes_in_what_stands_before(tmp_path: Path) -> None:
    """What is wished within a reported sentence belongs to the one who reports it."""
    text = "Oslo will ask Bergen to pay the bill, Carl Holm said in reply to a question."
    assert find_statements(tmp_path, text) == [("Carl Holm", "said", ["Oslo will ask Bergen to pay the bill"])]


@pytest.mark.parametrize(
    "text",
    ["The town is known as the “pearl of the north”.", "The talks went on for three days.", "His proposed ban was late."],
)
def test_narration_is_no_statement(text: str, tmp_path: Path) -> None:
    """Words in marks, deeds and participles make no statement."""
    assert find_statements(tmp_path, text) == []


@pytest.mark.parametrize(
    "text", ["“”“”", '"' * 2000, "said said said,", "he said, ", "according to", "他说：“我们不去。”", ": “a”", "-, said"]
)
def test_any_text_passes(text: str, tmp_path: Path) -> None:
    """Odd texts give a valid table."""
    schema.check(find_attributions(*read_tables(tmp_path, text)), "spans")


def test_spans_hold_together_and_leave_the_input_alone(tmp_path: Path) -> None:
    """Every statement has content, at most one cue and one source, and no table given is changed."""
    tables = read_tables(tmp_path, "“We go,” Anna Berg said. “Now.” Carl Holm denied it, saying nobody would go.")
    before = [table.copy(deep=True) for table in tables]
    spans = find_attributions(*tables)
    counts = spans.groupby(["link", "role"]).size().unstack(fill_value=0)
    assert (counts["content"] >= 1).all()
    assert (counts[["cue", "source"]] <= 1).all().all()
    for table, copy in zip(tables, before, strict=True):
        pd.testing.assert_frame_equal(table, copy)
