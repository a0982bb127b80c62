"""What quotation marks are for: statements, titles and terms, in micro-texts with the truth written beside them."""

from pathlib import Path

import pandas as pd
import pytest

from analysis import schema
from analysis.corpus import Corpus, read_corpus
from analysis.quotations import find_quotations
from analysis.statements import tag_quotations
from analysis.tokens import tag_documents
from analysis.zones import find_zones


def tag_text(text: str, said: list[str] | None = None) -> pd.DataFrame:
    """Quotations of one text with their use, where somebody says the parts of it in `said`."""
    row = {"doc_id": "d", "path": "d.txt", "language": "en", "text": text, "header_end": 0, "sha256": "", "n_words": 1}
    documents = schema.build("documents", [{**row, "fields": "{}", "notes": []}])
    zones = find_zones(documents)
    _, tokens = tag_documents(documents, zones)
    spans = [[text.index(part), text.index(part) + len(part)] for part in said or []]
    statements = pd.DataFrame({"doc_id": ["d"] * len(spans), "spans": [[span] for span in spans]})
    return tag_quotations(documents, tokens, find_quotations(documents, zones), statements)


def list_uses(text: str, said: list[str] | None = None) -> list[str | None]:
    """Use of each quotation, None for null."""
    return [None if pd.isna(use) else use for use in tag_text(text, said)["use"]]


@pytest.mark.parametrize(
    "text",
    [
        "She wrote the novel “The Long Night” in one summer.",
        "The film “Harbour” opens on Friday.",
        "The museum showed its “Gold and Silver” exhibition.",
        "He talked on the channel’s “Meet the Mayor” last night.",
        "They read a report entitled “Why the harbour must close” aloud.",
        "The fleet began operation “Northern Wind” at dawn.",
        'The council passed the "Clean Water Act" in May.',
    ],
)
def test_a_title_is_told_by_its_words_and_those_beside_it(text: str) -> None:
    """Capitalised words beside a noun for a work, after a possessive, or any words after entitled are a title."""
    assert list_uses(text) == ["title"]


@pytest.mark.parametrize(
    "text",
    [
        "The so-called “green line” runs through the old town.",
        "They brought “peace” to the valley.",
        "He was convicted as a ‘foreign agent’ in March.",
        "The harbour, dubbed “the big hole in the north of the town”, was closed.",
    ],
)
def test_a_term_is_short_or_so_called(text: str) -> None:
    """A few words within the narrator's sentence, or any after so-called and the like, are a term kept at a distance."""
    assert list_uses(text) == ["term"]


def test_words_within_a_mixed_statement_are_the_statement() -> None:
    """Marks around a part of what a statement says are its own, however short."""
    text = "Anna Berg said the talks were “a waste of time” and a “farce”."
    assert list_uses(text, ["the talks were “a waste of time” and a “farce”"]) == ["statement", "statement"]


def test_a_title_or_a_so_called_thing_within_a_statement_is_none() -> None:
    """A speaker can name a work or keep a term at a distance too."""
    text = "Anna Berg said the film “Harbour” showed the so-called “green line”."
    assert list_uses(text, ["the film “Harbour” showed the so-called “green line”"]) == ["title", "term"]


def test_a_quotation_within_a_quotation_is_a_term_unless_somebody_else_says_it() -> None:
    """Inner marks of a few words are a term; those of a statement found there are that statement's."""
    text = "“They call it ‘good will’ and she said ‘we never signed it’,” Anna Berg said."
    said = ["“They call it ‘good will’ and she said ‘we never signed it’,”", "‘we never signed it’"]
    assert list_uses(text, said) == ["statement", "term", "statement"]


def test_a_longer_quotation_that_nobody_says_is_not_told() -> None:
    """Where no rule holds, the use is null."""
    assert list_uses("The walls read “nobody here wants to pay for the harbour” in red.") == [None]


def test_the_input_is_not_changed_and_rows_stay_in_order() -> None:
    """The table comes back with the same rows and a new column, and the one given keeps its nulls."""
    text = "The film “Harbour” and a “farce”."
    tagged = tag_text(text)
    assert [text[start:end] for start, end in zip(tagged["start"], tagged["end"], strict=True)] == ["“Harbour”", "“farce”"]
    again = tagged.assign(use=pd.array([None, None], dtype="str"))
    tag_quotations(schema.empty("documents"), schema.empty("tokens"), again, schema.empty("statements"))
    assert again["use"].isna().all()


@pytest.mark.parametrize("text", ['"', '""', "“”", "“ ”", "‘’ “” ‘", "“заявил”", "“" * 50])
def test_odd_marks_pass(text: str) -> None:
    """Marks around nothing, alone or in another script break nothing."""
    uses = list_uses(text)
    assert set(uses) <= {None, *schema.QUOTATION_USES}


def test_every_statement_of_the_seed_has_its_marks_counted(seed_corpus: Corpus) -> None:
    """In the seed nearly all quotations belong to statements, and every use is one the schema knows."""
    tagged = tag_quotations(seed_corpus.documents, seed_corpus.tokens, seed_corpus.quotations, seed_corpus.statements)
    assert schema.check(tagged, "quotations")["use"].eq("statement").mean() > 0.8


def test_what_is_read_is_tagged(tmp_path: Path) -> None:
    """Read from a text, a spoken quotation is a statement and a scare quote a term."""
    (tmp_path / "a.txt").write_text("“We will not sign this text,” Anna Berg said. The so-called “green line” is long.")
    corpus = read_corpus(tmp_path)
    tagged = tag_quotations(corpus.documents, corpus.tokens, corpus.quotations, corpus.statements)
    assert tagged["use"].tolist() == ["statement", "term"]
