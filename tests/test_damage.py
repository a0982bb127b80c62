"""Damage is suspected by vocabulary: told with its place and a reading, and seldom where there is none."""

from pathlib import Path

import pytest

from analysis.damage import find_damage

SEED = Path(__file__).parent.parent / "seeds" / "000_50a247abf998703b.txt"


def test_the_seed_has_two_damages() -> None:
    """Exactly the missing space and the broken word of the seed are told, with place and reading."""
    text = SEED.read_text(encoding="utf-8")
    first, second = find_damage(text)
    assert f"at {text.index('three-and-a-half-year-oldwar')}" in first
    assert "“three-and-a-half-year-old war”" in first
    assert f"at {text.index('st ates')}" in second
    assert "“states”" in second


@pytest.mark.parametrize(
    ("text", "written", "reading"),
    [
        ("The talks were held inthe capital.", "inthe", "in the"),
        ("He saidthat it was over.", "saidthat", "said that"),
        ("It was done toprevent a war.", "toprevent", "to prevent"),
        ("A radicallydifferent plan was made.", "radicallydifferent", "radically different"),
        ("The two-week-longtalks ended.", "two-week-longtalks", "two-week-long talks"),
        ("The gover nment said so.", "gover nment", "government"),
        ("They met in secur ity talks.", "secur ity", "security"),
    ],
)
def test_damage_is_told_with_place_and_reading(text: str, written: str, reading: str) -> None:
    """One damage gives one note: kind, offset, words as they stand, suggested reading."""
    (note,) = find_damage(text)
    kind = "Broken word" if " " in written else "Missing space"
    assert note == f"{kind} at {text.index(written)}: “{written}”, perhaps “{reading}”."


@pytest.mark.parametrize(
    "text",
    [
        "The carmaker and the superdelegates agreed on a matchup, a writeoff and a buyback.",
        "The frontrunner was overbanked, undertaxed and unvaccinated.",
        "Oldwar met Ofthe in Newyork; McSaidthat and iSaidthat were there.",
        "See www.saidthat.example, @saidthat, #saidthat or mail saidthat@ofthe.example.",
        "A status quo in the region was agreed, pro and con, vis a vis the others.",
        "The minister's aides don't say what the government's plans aren't.",
        "She told her on Monday; it was her by the door.",
        "“”…—",
        "",
    ],
)
def test_sound_words_and_names_raise_no_suspicion(text: str) -> None:
    """Compounds and derivations that dictionaries lack, names, addresses and short forms are left alone."""
    assert find_damage(text) == []


def test_the_header_is_passed_over() -> None:
    """Nothing before `start` is looked at, and offsets count from the beginning of the text."""
    text = "title: ofthe\n\nHe saidthat it was over."
    (note,) = find_damage(text, text.index("He"))
    assert f"at {text.index('saidthat')}" in note


def test_many_damages_give_few_notes() -> None:
    """The first five are told, the others counted."""
    notes = find_damage("It was inthe house. " * 12)
    assert len(notes) == 6
    assert notes[-1] == "7 more places look damaged."


def test_a_run_of_letters_without_end_is_no_word() -> None:
    """A text that is one long run of letters passes, with nothing to tell."""
    assert find_damage("the" * 500_000) == []
