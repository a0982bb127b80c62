"""A table in parts: whatever takes tokens or sentences counts the same, however they are cut."""

import inspect
from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd
import pytest
from micro_texts import ACTORS, give_voices, make_tables

from analysis import counts, evidence, schema, terms
from analysis.errors import SchemaError
from analysis.parts import Sums, TableOrParts, count_keys, each_part, map_parts, pair_parts

DOCUMENTS, SENTENCES, PLAIN = make_tables(
    {
        "d1": "Talks failed. Peace needs talks, and talks need peace.\nTalks go on in Kyiv.",
        "d2": "War goes on. Peace is far.",
        "d3": "...",
        "d4": "Peace talks, peace talks. No war, no peace.",
        "d5": "Don't go to war. Kyiv wants peace talks.",
    },
    pos={"Kyiv": "PROPN"},
)
TOKENS, STATEMENTS = give_voices(PLAIN, ("d1", "peace", "bo", 0.5), ("d4", "war", "ann-lee", None), ("d5", "talks", None, 0.9))
GROUPS = pd.Series({"d1": "A", "d2": "B", "d4": "A", "d5": None})
WORDS = ["peace", "war", "Kyiv", "treaty"]
NONE = {name: schema.empty(name) for name in ("mentions", "positions", "issues", "offices", "quotations")}

Count = Callable[[TableOrParts, TableOrParts], Any]
COUNTS: dict[str, Count] = {
    "count_terms": lambda tokens, _: terms.count_terms(tokens, groups=GROUPS, stop_words={"on"}),
    "count_keyness": lambda tokens, _: terms.count_keyness(
        terms.select_words(tokens, STATEMENTS, ACTORS, voice="narrator"),
        terms.select_words(tokens, STATEMENTS, ACTORS, voice="speakers"),
    ),
    "count_group_keyness": lambda tokens, _: terms.count_group_keyness(tokens, GROUPS),
    "count_voice_rates": lambda tokens, _: terms.count_voice_rates(tokens, STATEMENTS, ACTORS, terms=WORDS),
    "count_group_rates": lambda tokens, _: terms.count_group_rates(tokens, GROUPS, terms=WORDS),
    "count_spread": lambda tokens, _: terms.count_spread(
        tokens, DOCUMENTS, terms=WORDS, among=terms.select_words(tokens, STATEMENTS, ACTORS, voice="narrator")
    ),
    "bound_terms": lambda tokens, _: terms.bound_terms(terms.count_terms(tokens), tokens, top=3),
    "select_text": lambda tokens, sentences: _join(terms.select_text(DOCUMENTS, sentences, tokens)),
    "count_dispersion": lambda tokens, _: terms.count_dispersion(tokens, terms=WORDS),
    "count_collocations": lambda tokens, _: terms.count_collocations(tokens, min_count=1, window=3),
    "find_concordance": lambda tokens, sentences: terms.find_concordance(
        DOCUMENTS, sentences, tokens, term="peace talk", limit=3
    ),
    "select_words": lambda tokens, _: _join(terms.select_words(tokens, STATEMENTS, ACTORS, voice="speakers")),
    "select_sides": lambda tokens, _: _join(terms.select_sides(tokens, STATEMENTS, ACTORS, voice="all", against="Bo").words),
    "tell_voice": lambda tokens, _: terms.tell_voice(
        tokens, terms.select_words(tokens, STATEMENTS, ACTORS, voice="bo"), ACTORS, voice="bo"
    ),
    "count_actors": lambda tokens, _: counts.count_actors(NONE["mentions"], STATEMENTS, ACTORS, tokens),
    "count_documents": lambda _, sentences: counts.count_documents(DOCUMENTS, sentences, STATEMENTS),
    "count_zones": lambda tokens, sentences: counts.count_zones(sentences, tokens),
    "list_statements": lambda _, sentences: evidence.list_statements(DOCUMENTS, sentences, STATEMENTS, ACTORS),
    "list_positions": lambda _, sentences: evidence.list_positions(
        DOCUMENTS, sentences, NONE["positions"], ACTORS, NONE["issues"], STATEMENTS
    ),
    "list_occurrences": lambda tokens, _: terms.list_occurrences(tokens, terms=WORDS),
    "list_pairs": lambda tokens, _: terms.list_pairs(
        tokens, pairs=terms.count_collocations(tokens, min_count=1, window=3), window=3
    ),
    "list_places": lambda tokens, sentences: evidence.list_places(
        terms.list_occurrences(tokens, terms=WORDS), DOCUMENTS, sentences, STATEMENTS, ACTORS, roles={"word": ["start", "end"]}
    ),
    "list_group_key_words": lambda tokens, _: terms.list_group_key_words(tokens, GROUPS),
    "list_group_occurrences": lambda tokens, _: terms.list_group_occurrences(
        tokens, terms.list_group_key_words(tokens, GROUPS), GROUPS, top=2
    ),
    "list_group_places": lambda tokens, sentences: evidence.list_group_places(
        terms.list_occurrences(tokens, terms=WORDS), DOCUMENTS, sentences, STATEMENTS, ACTORS, GROUPS, by="term", role="word"
    ),
    "list_group_statements": lambda _, sentences: evidence.list_group_statements(
        DOCUMENTS, sentences, STATEMENTS, ACTORS, GROUPS
    ),
    "list_group_positions": lambda _, sentences: evidence.list_group_positions(
        NONE["positions"], NONE["issues"], DOCUMENTS, sentences, STATEMENTS, ACTORS, GROUPS
    ),
    "list_offices": lambda _, sentences: evidence.list_offices(DOCUMENTS, sentences, NONE["offices"], ACTORS),
    "list_terms_at_distance": lambda _, sentences: evidence.list_terms_at_distance(DOCUMENTS, sentences, NONE["quotations"]),
}


def _join(parts: TableOrParts) -> pd.DataFrame:
    """The rows of all parts as one table."""
    return pd.concat([parts] if isinstance(parts, pd.DataFrame) else list(parts), ignore_index=True)


def cut(table: pd.DataFrame, n_parts: int) -> list[pd.DataFrame]:
    """A table in parts of whole documents, each with an index of its own."""
    ids = np.array_split(DOCUMENTS["doc_id"].to_numpy(dtype=object), n_parts)
    return [table[table["doc_id"].isin(some)].reset_index(drop=True) for some in ids]


def test_every_function_that_takes_tokens_or_sentences_is_tried() -> None:
    """No public function with such a parameter escapes the test below."""
    public = {name: getattr(module, name) for module in (terms, counts, evidence) for name in module.__all__}
    takes = {name for name, each in public.items() if {"tokens", "sentences"} & set(inspect.signature(each).parameters)}
    assert set(COUNTS) == takes


@pytest.mark.parametrize("n_parts", [1, 2, len(DOCUMENTS)])
@pytest.mark.parametrize("count", COUNTS.values(), ids=list(COUNTS))
def test_parts_count_like_the_whole(count: Count, n_parts: int) -> None:
    """One part, two, and one per document (one of them without a word) give to the last digit what the whole table gives."""
    whole, parts = count(TOKENS, SENTENCES), count(cut(TOKENS, n_parts), cut(SENTENCES, n_parts))
    if isinstance(whole, pd.DataFrame):
        pd.testing.assert_frame_equal(whole, parts, check_exact=True)
    else:
        assert whole == parts


def test_no_parts_are_an_empty_table() -> None:
    """A corpus without a shard counts as one without a word."""
    assert terms.count_terms([]).empty
    assert terms.count_collocations([]).empty
    assert terms.count_group_keyness([], GROUPS).empty
    assert counts.count_zones([], []).empty


def test_parts_that_can_be_gone_through_only_once_are_refused() -> None:
    """A generator would be empty the second time, and counts wrong without a word."""
    with pytest.raises(SchemaError, match=r"only once.*list"):
        terms.count_terms(part for part in cut(TOKENS, 2))


def test_parts_that_do_not_belong_together_are_refused() -> None:
    """Sentences in two parts have no place beside tokens in three, nor beside a whole table."""
    for tokens in (cut(TOKENS, 3), TOKENS):
        with pytest.raises(SchemaError, match="both whole, or both in parts"):
            list(pair_parts(cut(SENTENCES, 2), tokens, "sentences", "tokens"))


def test_each_part_is_checked() -> None:
    """A part that lacks a column is named as a whole table would be."""
    with pytest.raises(SchemaError, match="lemma"):
        list(each_part([TOKENS, TOKENS.drop(columns="lemma")], "tokens"))


def test_what_is_made_of_parts_is_made_anew_each_time() -> None:
    """Parts can be gone through twice, and are never held together; a table gives a table."""
    parts = map_parts(lambda part: part.head(1), cut(TOKENS, 2))
    assert [len(part) for part in parts] == [len(part) for part in parts] == [1, 1]
    assert len(map_parts(lambda part: part.head(1), TOKENS)) == 1


def test_sums_are_the_same_however_often_they_are_added_up(monkeypatch: pytest.MonkeyPatch) -> None:
    """Adding up in between changes neither sums nor the order of the keys."""
    tables = [
        pd.DataFrame({"key": [2, 1], "n": [1, 2], "top": [5, 1]}),
        pd.DataFrame({"key": [1, 3], "n": [4, 1], "top": [3, 9]}),
    ]
    for rows in (0, 100):
        monkeypatch.setattr("analysis.parts._ROWS_TO_ADD", rows)
        sums = Sums(["key"], most=["top"])
        for table in tables * 2:
            sums.add(table)
        assert sums.total().values.tolist() == [[2, 2, 5], [1, 12, 3], [3, 2, 9]]


def test_equal_keys_are_counted() -> None:
    """Two columns of numbers are counted as pairs, in the order met; no row gives an empty table with their columns."""
    pairs = count_keys(a=np.array([3, 0, 3, 3]), b=np.array([0, 7, 0, 7]))
    assert pairs.values.tolist() == [[3, 0, 2], [0, 7, 1], [3, 7, 1]]
    assert list(pairs.columns) == list(count_keys(a=np.array([], dtype="int64"), b=np.array([], dtype="int64")).columns)
