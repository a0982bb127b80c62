"""Names of states, capitals and demonyms."""

import pandas as pd
import pytest

from analysis.places import index_places, load_places


@pytest.mark.parametrize(
    ("use", "text", "state"),
    [
        ("name", "Russian Federation", "Russia"),
        ("name", "U.S.", "United States"),
        ("name", "Britain", "United Kingdom"),
        ("name", "North Macedonia", "North Macedonia"),
        ("name", "Kosovo", "Kosovo"),
        ("capital", "Kyiv", "Ukraine"),
        ("capital", "Kiev", "Ukraine"),
        ("capital", "Washington", "United States"),
        ("capital", "Bogota", "Colombia"),
        ("adjective", "Danish", "Denmark"),
        ("adjective", "American", "United States"),
        ("adjective", "French", "France"),
        ("people", "Russians", "Russia"),
        ("people", "Spaniards", "Spain"),
        ("region", "Texas", "United States"),
        ("region", "Istanbul", "Turkey"),
    ],
)
def test_word_means_state(use: str, text: str, state: str) -> None:
    """A name, capital, adjective or people leads to the usual name of its state."""
    assert index_places(use)[text] == state


@pytest.mark.parametrize(
    ("use", "text"),
    [
        ("name", "RUS"),  # a code
        ("name", "Island"),  # Icelandic for Iceland, an English word
        ("name", "Moscow"),
        ("capital", "Hamilton"),  # of Bermuda; nearly always a person
        ("people", "Chineses"),
        ("adjective", "Russia"),
    ],
)
def test_word_means_no_state(use: str, text: str) -> None:
    """Codes, words of other languages and capitals of small territories are left out, and uses are not mixed."""
    assert text not in index_places(use)


def test_table_has_one_row_for_each_text_and_use() -> None:
    """No text means two states in one use, and every row is complete."""
    places = load_places()
    assert not places.duplicated(["text", "use"]).any()
    assert not places.isna().any().any()
    assert set(places["use"]) == {"name", "capital", "adjective", "people", "region"}


def test_table_is_sorted_and_loaded_once() -> None:
    """The table comes in order of text and is one shared object."""
    places = load_places()
    pd.testing.assert_frame_equal(places, places.sort_values(["text", "use"], ignore_index=True))
    assert load_places() is places
