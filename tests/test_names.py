"""Names found by shape, tags, surroundings and the network, their kinds, and places that act."""

import numpy as np
import pandas as pd
import pytest

from analysis import schema
from analysis.names import LOOKS, find_names
from analysis.reader import read_spans
from analysis.reader.encoding import Encoded
from analysis.reader.naming import look_at_words
from analysis.reader.scores import Scores
from analysis.tokens import tag_documents


def read_names(*texts: str) -> list[list[tuple[str, str]]]:
    """Names and kinds of each text."""
    spans = read_tables(*tag_texts(*texts))
    found: list[list[tuple[str, str]]] = [[] for _ in texts]
    for doc_id, start, end, kind in spans[["doc_id", "start", "end", "kind"]].itertuples(index=False):
        number = int(doc_id[1:])
        found[number].append((texts[number][start:end], kind))
    return found


def read_tables(documents: pd.DataFrame, sentences: pd.DataFrame, tokens: pd.DataFrame) -> pd.DataFrame:
    """The names as the reader finds them."""
    spans = read_spans(documents, sentences, tokens, schema.build("quotations", []))
    return spans[spans["role"] == "name"].reset_index(drop=True)


def tag_texts(*texts: str) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    """Documents, sentences and tokens of texts; blank lines part paragraphs, all of them body."""
    rows, zones = [], []
    for number, text in enumerate(texts):
        doc_id, start = f"d{number}", 0
        rows.append({"doc_id": doc_id, "path": doc_id, "language": "en", "text": text, "header_end": 0, "sha256": doc_id,
                     "n_words": 0, "fields": "{}", "notes": []})  # fmt: skip
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
    spans = read_tables(*tag_texts("Prime Minister Ann Lee of Canada met Jo Hart (NATO) in Paris.\n\nLee said no."))
    schema.check(spans, "spans")
    assert (spans["role"] == "name").all()
    assert spans["reason"].str.len().gt(0).all()
    assert (spans["start"].iloc[1:].to_numpy() >= spans["end"].iloc[:-1].to_numpy()).all()


@pytest.mark.parametrize(
    "text", ["", " ", "word", "“”“”", "Москва сказала нет.", "北京说。", "\x00\x01 A", "A" * 3000, "U.S. " * 300, "& A & B &"]
)
def test_any_text_passes(text: str) -> None:
    """No text fails, whatever is in it."""
    schema.check(read_tables(*tag_texts(text)), "spans")


def test_inputs_are_left_alone() -> None:
    """The tables given are not changed, and a second run gives the same."""
    _, _, tokens = tag_texts("Foreign Minister Anna Keller met NATO in Kyiv.")
    looks = np.full((len(tokens), len(LOOKS)), 0.5)
    copies = tokens.copy(deep=True), looks.copy()
    first = find_names(tokens, looks)
    pd.testing.assert_frame_equal(tokens, copies[0])
    np.testing.assert_array_equal(looks, copies[1])
    pd.testing.assert_frame_equal(first, find_names(tokens, looks))


def look(*says: tuple[str, float], acts: float = 0.0) -> list[float]:
    """What a network says of a word: probabilities of kinds, and the logit of acting."""
    return [dict(says).get(kind, 0.0) for kind in LOOKS[:-1]] + [acts]


def test_network_and_cues_decide_the_kind_together() -> None:
    """A name without telling cues has the kind that the network gives it; a form of address tips the scales."""
    for kind in ("person", "organization", "place", "other"):
        tokens = tag_texts("They saw Tarvok then.")[2]
        spans = find_names(tokens, np.array([look((kind, 0.95))] * len(tokens)))
        assert spans["kind"].tolist() == [kind]
    tokens = tag_texts("They saw Mr Tarvok then.")[2]
    assert find_names(tokens, np.array([look(("organization", 0.45), ("person", 0.4))] * len(tokens)))["kind"].tolist() == [
        "person"
    ]


def test_network_says_whether_a_capital_at_a_sentence_start_is_a_name() -> None:
    """A dictionary word that opens a sentence is a name if the network takes it for one; what it takes for none is left out."""
    tokens = tag_texts("Apple grew. They like it.")[2]
    assert len(find_names(tokens, np.array([look(("organization", 0.9))] + [look()] * (len(tokens) - 1)))) == 1
    tokens = tag_texts("They read about Tarvok then.")[2]
    assert find_names(tokens, np.array([look()] * len(tokens))).empty


def test_names_of_states_need_no_network() -> None:
    """States, capitals and blocs are names of their kind whatever the network says."""
    tokens = tag_texts("They spoke about Russia and Moscow.")[2]
    spans = find_names(tokens, np.array([look(("person", 0.01), acts=2.0)] * len(tokens)))
    assert spans["kind"].tolist() == ["state", "place"]
    assert spans["acts"].round(2).tolist() == [0.88, 0.88]


@pytest.mark.parametrize(
    ("text", "act"),
    [
        ("They trust Russia, China and Iran.", [True, True, True]),
        ("They sold it in Russia, China and Iran.", [False, False, False]),
        ("In Moscow, Kyiv was not heard.", [False, True]),
        ("In Moscow’s view it was wrong.", [True]),
        ("They met in the old Moscow.", [False]),
    ],
)
def test_lists_and_prepositions_correct_the_network(text: str, act: list[bool]) -> None:
    """Names of a list act together, and what stands after a preposition of place does not, whatever the network says."""
    tokens = tag_texts(text)[2]
    spans = find_names(tokens, np.array([look(acts=1.0)] * len(tokens)))
    assert spans["acts"].gt(0.5).tolist() == act


def test_places_act_or_not() -> None:
    """The probability to act is given to states and places only."""
    spans = read_tables(*tag_texts("Moscow rejected the plan. Anna Keller met them in Moscow."))
    assert spans["acts"].isna().tolist() == [False, True, False]
    assert spans["acts"].iloc[0] > 0.5 > spans["acts"].iloc[2]


def test_words_take_the_mean_of_their_wordpieces() -> None:
    """A word of two wordpieces has their mean, one within a wordpiece has its values, one without any has zeros."""
    encoded = Encoded(np.arange(3), np.array([0, 2, 5]), np.array([2, 4, 9]), np.zeros(3, dtype=int))
    names = np.zeros((3, 2, 9))
    names[0, 0, 1], names[1, 0, 5], names[2, 1, 3] = 0.2, 0.6, 0.5
    scores = Scores(np.zeros((3, 3, 3)), names, np.array([1.0, 3.0, -4.0]), np.zeros((3, 4, 1)), np.zeros((3, 2, 1)))
    found = look_at_words(encoded, scores, np.array([0, 4, 5, 7, 20]), np.array([4, 5, 7, 9, 21]), temperature=2.0)
    inner = look(("place", 0.5), acts=-2.0)
    np.testing.assert_allclose(found, [look(("person", 0.4), acts=1.0), look(), inner, inner, look()])
