"""Text that is counted: without header lines and datelines, and with what an outlet prints again and again only once."""

import pandas as pd
import pytest
from micro_texts import make_tables

from analysis import terms

LINE = "Follow us to get all the news."


def make_corpus(*outlets: str | None, line: str = LINE) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    """One document per outlet, each with a sentence of its own and the line."""
    texts = {f"d{number}": f"Talks number{number} go on. {line}" for number, _ in enumerate(outlets)}
    documents, sentences, tokens = make_tables(texts)
    return documents.assign(outlet=pd.Series(outlets, dtype="str")), sentences, tokens


def count(tokens: pd.DataFrame, word: str) -> int:
    """How often a word is among the tokens."""
    return int((tokens["text"].str.lower() == word).sum())


def test_a_line_of_many_documents_is_counted_once() -> None:
    """What five documents of an outlet repeat stands once, in the first; everything else stays, with its index."""
    documents, sentences, tokens = make_corpus(*["Daily"] * 5)
    text = terms.select_text(documents, sentences, tokens)
    assert (count(text, "news"), count(text, "talks")) == (1, 5)
    assert text.loc[text["text"] == "news", "doc_id"].tolist() == ["d0"]
    pd.testing.assert_frame_equal(text, tokens.loc[text.index])
    assert len(terms.select_text(documents, sentences, tokens, repeats=True)) == len(tokens)


@pytest.mark.parametrize("outlets", [("Daily",) * 4, ("Daily", "Daily", "Daily", "Globe", "Globe")])
def test_what_few_documents_of_an_outlet_share_is_no_such_line(outlets: tuple[str, ...]) -> None:
    """Four documents, or five of two outlets, may report the same words; all of them count."""
    documents, sentences, tokens = make_corpus(*outlets)
    assert len(terms.select_text(documents, sentences, tokens)) == len(tokens)


def test_documents_without_an_outlet_are_one() -> None:
    """A folder of plain files has its lines too, in any case and spacing."""
    documents, sentences, tokens = make_corpus(*[None] * 4, "")
    louder = documents.assign(text=documents["text"].where(documents["doc_id"] != "d3", documents["text"].str.upper()))
    assert count(terms.select_text(louder, sentences, tokens), "news") == 1


def test_datelines_and_header_lines_are_left_out() -> None:
    """Their words say where an article comes from."""
    documents, sentences, tokens = make_tables({"d1": "MOSCOW. Talks go on. Talks help."})
    zones = ["dateline", "body", "header"]
    text = terms.select_text(documents, sentences.assign(zone=zones), tokens)
    assert text["text"].tolist() == ["Talks", "go", "on", "."]
