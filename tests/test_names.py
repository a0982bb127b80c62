"""Names found by shape, tags and surroundings, and their kinds."""

import pandas as pd
import pytest

from analysis import schema
from analysis.names import find_names
from analysis.tokens import tag_documents


def read_names(*texts: str) -> list[list[tuple[str, str]]]:
    """Names and kinds of each text."""
    documents, sentences, tokens = tag_texts(*texts)
    spans = find_names(documents, sentences, tokens)
    found: list[list[tuple[str, str]]] = [[] for _ in texts]
    for doc_id, start, end, kind in spans[["doc_id", "start", "end", "kind"]].itertuples(index=False):
        number = int(doc_id[1:])
        found[number].append((texts[number][start:end], kind))
    return found


def tag_texts(*texts: str) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    """Documents, sentences and tokens of texts; blank lines part paragraphs, all of them body."""
    rows, zones = [], []
    for number, text in enumerate(texts):
        doc_id, start = f"d{number}", 0
        rows.append({"doc_id": doc_id, "path": doc_id, "language": "en", "text": text, "header_end": 0, "sha256": doc_id,
                     "n_words": 0, "notes": []})  # fmt: skip
        for paragraph in text.split("\n\n"):
            if paragraph.strip():
                zones.append({"doc_id": doc_id, "paragraph_id": f"{doc_id}:p{len(zones)}", "zone": "body", "start": start,
                              "end": start + len(paragraph)})  # fmt: skip
            start += len(paragraph) + 2
    documents = schema.build("documents", rows)
    return documents, *tag_documents(documents, schema.build("zones", zones))


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("The visit was praised by Foreign Minister Anna Keller.", [("Anna Keller", "person")]),
        ("Mr Okafor left the room.", [("Okafor", "person")]),
        ("He met Ursula van der Berg in Ghent.", [("Ursula van der Berg", "person"), ("Ghent", "place")]),
        ("She works for the Ministry of Defence.", [("Ministry of Defence", "organization")]),
        ("They asked Harlow Steel Inc. for money.", [("Harlow Steel Inc.", "organization")]),
        ("Talks between Russia and Jordan failed.", [("Russia", "state"), ("Jordan", "state")]),
        ("The meeting took place in Moscow.", [("Moscow", "place")]),
        ("Many Russians and the European Union disagree.", [("Russians", "group"), ("European Union", "organization")]),
        ("It was discussed at the U.N. Security Council.", [("U.N. Security Council", "organization")]),
    ],
)
def test_name_and_kind(text: str, names: list[tuple[str, str]]) -> None:
    """Names are found without title and article, each with its kind."""
    assert read_names(text)[0] == names


def test_adjectives_of_states_are_no_names() -> None:
    """A demonym before a noun, and a word made of one, is no name."""
    assert read_names("Russian troops and pro-Russian groups left, and the U.S.-Russia talks ended.") == [[]]


def test_possessive_parts_names() -> None:
    """A possessive ends a name and is not in it."""
    assert read_names("Ukraine’s Foreign Ministry replied.")[0] == [("Ukraine", "state"), ("Foreign Ministry", "organization")]


def test_calendar_words_are_no_names() -> None:
    """Days and months are no names."""
    assert read_names("They left on Monday and came back in June.") == [[]]


def test_first_word_of_a_sentence_is_checked_against_the_document() -> None:
    """A word that the document writes small is no name because a sentence begins with it."""
    assert read_names("The sanctions hurt. Sanctions work, said nobody.") == [[]]


def test_capitals_zone_takes_known_names_only() -> None:
    """In a line of capitals only names that the document or the tables know are names."""
    names = read_names("‘CLUMSY’ EUROPEANS ANGER KELLER\n\nThe foreign minister, Anna Keller, left. Keller was angry.")[0]
    assert names == [("EUROPEANS", "group"), ("KELLER", "person"), ("Anna Keller", "person"), ("Keller", "person")]


def test_surname_takes_the_kind_of_its_full_name() -> None:
    """A single word that ends a person's name of the document is that person."""
    assert read_names("President Maria Ford spoke. In the evening Ford left.")[0] == [
        ("Maria Ford", "person"),
        ("Ford", "person"),
    ]


def test_spans_fit_the_schema_and_do_not_overlap() -> None:
    """Rows are in order, do not overlap, and say what decided them."""
    spans = find_names(*tag_texts("Prime Minister Ann Lee of Canada met Jo Hart (NATO) in Paris.\n\nLee said no."))
    schema.check(spans, "spans")
    assert (spans["role"] == "name").all()
    assert spans["reason"].str.len().gt(0).all()
    assert (spans["start"].iloc[1:].to_numpy() >= spans["end"].iloc[:-1].to_numpy()).all()


@pytest.mark.parametrize(
    "text", ["", " ", "word", "“”“”", "Москва сказала нет.", "北京说。", "\x00\x01 A", "A" * 3000, "U.S. " * 300, "& A & B &"]
)
def test_any_text_passes(text: str) -> None:
    """No text fails, whatever is in it."""
    schema.check(find_names(*tag_texts(text)), "spans")


def test_inputs_are_left_alone() -> None:
    """The tables given are not changed, and a second run gives the same."""
    documents, sentences, tokens = tag_texts("Foreign Minister Anna Keller met NATO in Kyiv.")
    copy = tokens.copy(deep=True)
    first = find_names(documents, sentences, tokens)
    pd.testing.assert_frame_equal(tokens, copy)
    pd.testing.assert_frame_equal(first, find_names(documents, sentences, tokens))
