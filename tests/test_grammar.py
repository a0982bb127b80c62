"""Grammar from tags alone: phrases, verb groups, subjects and hedges of sentences made for it."""

import pandas as pd
import pytest

from analysis.grammar import (
    Words,
    extend_phrase,
    find_group,
    find_hedge,
    find_phrase,
    find_subject,
    is_negated,
    read_words,
)  # fmt: skip

TAGS = {
    "the": "DT", "a": "DT", "that": "WDT", "who": "WP", "it": "PRP", "and": "CC", "to": "TO", "of": "IN", "in": "IN",
    "after": "IN", "while": "IN", "on": "IN",
    "might": "MD", "could": "MD", "has": "VBZ", "have": "VBP", "all": "DT", "not": "RB", "firmly": "RB", "rejected": "VBD",
    "left": "VBD", "backed": "VBD", "urged": "VBD", "praising": "VBG", "condemning": "VBG", "support": "VB", "months": "NNS",
    "monday": "NNP", "(": "-LRB-", ")": "-RRB-", ",": ",", ".": ".", "which": "WDT", "killed": "VBD", "three": "CD", "old": "JJ",
    "new": "JJ", "way": "NN", "was": "VBD", "sold": "VBN", "principle": "NN", "past": "JJ", "over": "IN",
}  # fmt: skip
LEMMAS = {"months": "month", "was": "be", "has": "have", "rejected": "reject", "urged": "urge"}


def make_words(text: str, **tags: str) -> Words:
    """Tag the words of one sentence by hand: a name if capital, else by TAGS or `tags`, else a noun; "." stands apart."""
    rows, at = [], 0
    for word in text.split():
        small = word.lower()
        tag = tags.get(small) or TAGS.get(small) or ("NNP" if word[0].isupper() else "NN")
        rows.append(("d", "d:s0", at, at + len(word), word, LEMMAS.get(small, small), tag, None))
        at += len(word) + 1
    columns = ["doc_id", "sentence_id", "start", "end", "text", "lemma", "tag", "statement_id"]
    ((_, words),) = read_words(pd.DataFrame(rows, columns=columns))
    return words


def read_subject(text: str, verb: str) -> str | None:
    """Return the subject of a verb as words of the text."""
    words = make_words(text)
    i = words.text.index(verb)
    subject = find_subject(words, find_group(words, i, 0), 0)
    return " ".join(words.text[subject[0] : subject[1]]) if subject else None


@pytest.mark.parametrize(
    ("text", "verb", "subject"),
    [
        ("the minister rejected the plan .", "rejected", "the minister"),
        ("the minister of the north rejected it .", "rejected", "the minister"),
        ("the minister , a friend of Smith , rejected it .", "rejected", "the minister"),
        ("the alliance ( NATO ) rejected it .", "rejected", "the alliance"),
        ("the minister has over the past months rejected it .", "rejected", "the minister"),
        ("the minister left the room and rejected it .", "rejected", "the minister"),
        ("the ministers have all rejected it .", "rejected", "the ministers"),
        ("the minister left , praising the plan .", "praising", "the minister"),
        ("the minister left while praising the plan .", "praising", "the minister"),
        ("Condemning the plan , the minister left .", "condemning", "the minister"),
        ("After Smith rejected the plan , Jones left .", "rejected", "smith"),
        ("the attack , which killed three , rejected it .", "rejected", "the attack"),
        (". rejected it .", "rejected", None),
    ],
)
def test_subjects_are_found_on_the_left_or_behind_the_comma(text: str, verb: str, subject: str | None) -> None:
    """The subject of a verb is found over insertions, modifiers, times and shared clauses; without one there is none."""
    assert read_subject(text, verb) == subject


@pytest.mark.parametrize(
    ("text", "hedge"),
    [
        ("it might support the plan", "might"),
        ("it could support the plan", "could"),
        ("it could not support the plan", None),
        ("it may support the plan", None),
        ("it left in principle", "in principle"),
        ("it left", None),
    ],
)
def test_hedges_are_the_words_that_weaken(text: str, hedge: str | None) -> None:
    """A hedge is found with all its words; "could not" is none, nor is "may" where it is no modal."""
    words = make_words(text, may="NNP")
    found = find_hedge(words, 0, len(words.text))
    assert (" ".join(words.text[found[0] : found[1]]) if found else None) == hedge


def test_phrases_take_along_what_modifies_them() -> None:
    """A noun phrase goes on over its modifiers and ends before a time or a further verb."""
    words = make_words("they backed the plan of the north on Monday", they="PRP")
    phrase = find_phrase(words, 2, len(words.text))
    assert phrase == (2, 4)
    assert words.text[2 : extend_phrase(words, phrase[1], len(words.text))] == ["the", "plan", "of", "the", "north"]
    words = make_words("they backed the way the war was sold .", they="PRP")
    assert words.text[2 : extend_phrase(words, 4, len(words.text))] == ["the", "way", "the", "war", "was", "sold"]


def test_to_before_a_verb_opens_an_infinitive_whatever_its_tag() -> None:
    """Taggers that call "to" a preposition before a base form are corrected."""
    assert make_words("to support it", to="IN").code == "TBP"
    assert make_words("to Smith", to="IN").code == "IN"


def test_negation_turns_once() -> None:
    """A negative turns the meaning, two turn it back, "not only" does not."""
    assert is_negated(make_words("it has not left"), 0, 4)
    assert not is_negated(make_words("it has not never left", never="RB"), 0, 5)
    assert not is_negated(make_words("it has not only left", only="RB"), 0, 5)


def test_a_participle_within_a_time_ends_a_phrase() -> None:
    """A phrase that goes on at a participle which belongs to a time ends there, and the search for its end is over."""
    words = make_words("the talks of the closed months .", closed="VBN")
    assert extend_phrase(words, 4, len(words.text)) == 4
