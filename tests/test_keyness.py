"""Key words worked out by hand on a few words."""

import math
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from micro_texts import ACTORS, give_voices, make_tokens

from analysis import terms
from analysis.errors import InputError, ParameterError, SchemaError

HERE = make_tokens("a a a b", "a c")  # a 4 times in 2 documents, b and c once, of 6 words
THERE = make_tokens("a b b d").replace({"d1": "d9"})  # a once, b twice, d once, of 4 words


def get_row(table: pd.DataFrame, term: str) -> pd.Series:
    """The row of a term."""
    return table.set_index("term").loc[term]


def test_counts_of_both_sides_stand_beside_the_scores() -> None:
    """Every term of either side has its counts, documents and rates on both."""
    table = terms.count_keyness(HERE, THERE)
    assert sorted(table["term"]) == ["a", "b", "c", "d"]
    row = get_row(table, "a")
    assert row[["n", "n_reference", "n_docs", "n_docs_reference"]].tolist() == [4, 1, 2, 1]
    assert row[["per_1000", "per_1000_reference"]].tolist() == pytest.approx([4000 / 6, 250])


def test_log_likelihood_is_as_worked_out_by_hand() -> None:
    """Of five a in ten words three are expected in six and two in four: 2 (4 ln 4/3 + 1 ln 1/2)."""
    table = terms.count_keyness(HERE, THERE)
    assert get_row(table, "a")["log_likelihood"] == pytest.approx(2 * (4 * math.log(4 / 3) - math.log(2)))
    assert get_row(table, "d")["log_likelihood"] == pytest.approx(-2 * math.log(1 / 0.4))


def test_bic_takes_the_logarithm_of_all_words_from_the_likelihood() -> None:
    """Ten words in all; the sign of the likelihood plays no part."""
    table = terms.count_keyness(HERE, THERE)
    assert (table["bic"] + math.log(10)).tolist() == pytest.approx(table["log_likelihood"].abs().tolist())


def test_the_log_ratio_doubles_and_takes_a_half_for_none() -> None:
    """a: 4/6 against 1/4 is 8/3 times; d: 1/2 of an occurrence in 6 against 1 in 4 is a third."""
    table = terms.count_keyness(HERE, THERE)
    assert get_row(table, "a")["log_ratio"] == pytest.approx(math.log2(8 / 3))
    assert get_row(table, "d")["log_ratio"] == pytest.approx(-math.log2(3))


def test_the_log_odds_ratio_is_as_worked_out_by_hand() -> None:
    """A prior of ten words gives a its five: 9 of 16 against 6 of 14, so odds 9/7 : 6/8 and variance 1/9 + 1/6."""
    row = get_row(terms.count_keyness(HERE, THERE, prior=10), "a")
    assert row["log_odds"] == pytest.approx(math.log((9 / 7) / (6 / 8)) / math.sqrt(1 / 9 + 1 / 6))


def test_the_prior_weighs_as_much_as_each_side_unless_told() -> None:
    """Six words more here and four there, half of them a: 7 of 12 against 3 of 8, odds 7/5 : 3/5 and variance 1/7 + 1/3."""
    row = get_row(terms.count_keyness(HERE, THERE), "a")
    assert row["log_odds"] == pytest.approx(math.log(7 / 3) / math.sqrt(1 / 7 + 1 / 3))


def test_a_word_that_a_large_reference_never_uses_is_key() -> None:
    """Of two words used alike here, the one that is missing there stands first."""
    table = terms.count_keyness(make_tokens("a " * 9 + "b " * 9), make_tokens("a " * 50 + "c " * 5000))
    assert table["term"].tolist() == ["b", "a", "c"]
    assert terms.count_keyness(make_tokens("a " * 9 + "b " * 9), make_tokens("a " * 50 + "c " * 5000), prior=10)["term"][0] == "a"


def test_a_large_prior_takes_away_what_a_small_one_leaves() -> None:
    """The more words the prior weighs, the nearer to 0 is every score."""
    small, large = (terms.count_keyness(HERE, THERE, prior=prior).set_index("term")["log_odds"] for prior in (1, 10_000))
    assert (large.abs() < small.abs().reindex(large.index)).all()


def test_swapping_the_sides_turns_every_sign() -> None:
    """Scores are symmetric: what is key for one side is as much not key for the other."""
    one, other = terms.count_keyness(HERE, THERE).set_index("term"), terms.count_keyness(THERE, HERE).set_index("term")
    for score in ("log_odds", "log_likelihood", "log_ratio"):
        assert one[score].to_dict() == pytest.approx((-other[score]).to_dict())
    for same in ("bic", "one_document", "small"):
        assert one[same].to_dict() == pytest.approx(other[same].to_dict())
    assert one["n"].to_dict() == other["n_reference"].to_dict()


def test_key_words_of_the_first_side_stand_first() -> None:
    """By log-odds descending; equal scores by n descending, then by name."""
    table = terms.count_keyness(make_tokens("c c b b x"), make_tokens("y z x"))
    assert table["term"].tolist() == ["b", "c", "x", "y", "z"]
    assert table["log_odds"].is_monotonic_decreasing


def test_least_counts_hold_for_the_side_where_a_word_is_commoner() -> None:
    """Least counts: a is there 4 times in 2 documents, b twice in the reference's one; c and d but once."""
    assert set(terms.count_keyness(HERE, THERE, min_count=2)["term"]) == {"a", "b"}
    assert set(terms.count_keyness(HERE, THERE, min_docs=2)["term"]) == {"a", "b", "d"}


def test_stop_words_and_parts_of_speech_are_left_out_and_still_in_the_totals() -> None:
    """Leaving b out changes nothing about a."""
    table = terms.count_keyness(HERE, THERE, stop_words={"b"}, pos=["NOUN"])
    assert sorted(table["term"]) == ["a", "c", "d"]
    assert get_row(table, "a")["log_likelihood"] == pytest.approx(
        get_row(terms.count_keyness(HERE, THERE), "a")["log_likelihood"]
    )


def test_a_word_that_one_document_makes_key_is_flagged() -> None:
    """Three of four a stand in one of two documents; four of eight do not suffice; a side of one document has no such word."""
    table = terms.count_keyness(HERE, THERE)
    assert get_row(table, "a")["one_document"]
    assert get_row(table, "a")["dp"] == pytest.approx((abs(3 / 4 - 4 / 6) + abs(1 / 4 - 2 / 6)) / 2)
    assert not get_row(table, "b")["one_document"]
    assert math.isnan(get_row(table, "b")["dp"])
    even = terms.count_keyness(make_tokens("a a a a b", "a a a a c"), THERE)
    assert not get_row(even, "a")["one_document"]
    assert get_row(even, "a")["dp"] == pytest.approx(0)


def test_what_rests_on_too_little_is_called_small() -> None:
    """Ten occurrences in five documents are enough, nine are not, nor is one document."""
    assert not get_row(terms.count_keyness(make_tokens(*["a a"] * 5), THERE), "a")["small"]
    assert get_row(terms.count_keyness(make_tokens(*["a a"] * 4, "a b"), THERE), "a")["small"]
    assert get_row(terms.count_keyness(make_tokens("a " * 20), THERE), "a")["small"]


def test_a_side_without_words_gives_an_empty_table() -> None:
    """With all columns, whichever side it is."""
    columns = list(terms.count_keyness(HERE, THERE).columns)
    for sides in ((HERE[:0], THERE), (HERE, THERE[:0]), (HERE[:0], THERE[:0]), (make_tokens("“ ”"), THERE)):
        assert list(terms.count_keyness(*sides).columns) == columns
        assert terms.count_keyness(*sides).empty


@pytest.mark.parametrize("settings", [{"min_count": 0}, {"min_docs": 0}, {"prior": 0}, {"prior": float("nan")}])
def test_settings_out_of_range_are_refused(settings: dict[str, Any]) -> None:
    """The message names the setting."""
    with pytest.raises(ParameterError, match=next(iter(settings))):
        terms.count_keyness(HERE, THERE, **settings)


def test_each_group_is_compared_with_all_others() -> None:
    """Each group's rows are those of its words against the words of the other groups; unlabelled documents play no part."""
    tokens = make_tokens("a a b", "b c", "c d", "e e e")
    groups = pd.Series({"d1": "x", "d2": "y", "d3": "y", "d4": None}, dtype="str")
    table = terms.count_group_keyness(tokens, groups, min_docs=1)
    assert table["group"].unique().tolist() == ["x", "y"]
    inside, outside = tokens[tokens["doc_id"] == "d1"], tokens[tokens["doc_id"].isin(["d2", "d3"])]
    for group, sides in (("x", (inside, outside)), ("y", (outside, inside))):
        of_group = table[table["group"] == group].drop(columns="group").reset_index(drop=True)
        pd.testing.assert_frame_equal(of_group, terms.count_keyness(*sides))


def test_key_words_of_groups_are_listed_in_turns_with_their_occurrences() -> None:
    """Content words that a group has more of than the others, one of each group in turn; of the first, where they stand."""
    tokens = make_tokens("a a a b c", "d d d c c b").assign(pos="NOUN")
    tokens.loc[tokens["text"] == "b", "pos"] = "ADV"
    groups = pd.Series({"d1": "x", "d2": "y"}, dtype="str")
    key_words = terms.list_group_key_words(tokens, groups)
    assert key_words[["group", "term"]].to_numpy().tolist() == [["x", "a"], ["y", "d"], ["y", "c"]]
    found = terms.list_group_occurrences(tokens, key_words, groups, top=1)
    assert found.groupby(["group", "doc_id", "term"]).size().to_dict() == {("x", "d1", "a"): 3, ("y", "d2", "d"): 3}
    found = terms.list_group_occurrences(tokens, key_words, groups, top=2)
    assert found.loc[found["term"] == "c", "doc_id"].tolist() == ["d2", "d2"]
    assert terms.list_group_occurrences(tokens, key_words.iloc[:0], groups, top=1).empty
    with pytest.raises(ParameterError, match="top"):
        terms.list_group_occurrences(tokens, key_words, groups, top=0)


@pytest.mark.parametrize("labels", [{}, {"d1": "x", "d2": "x"}])
def test_fewer_than_two_groups_give_an_empty_table(labels: dict[str, str]) -> None:
    """There is nothing to compare with."""
    table = terms.count_group_keyness(HERE, pd.Series(labels, dtype="str"))
    assert table.empty
    assert list(table.columns) == ["group", *terms.count_keyness(HERE, THERE).columns]


def write(folder: Path, text: str, *, encoding: str = "utf-8") -> Path:
    """Write a frequency list."""
    file = folder / "list.csv"
    file.write_text(text, encoding=encoding)
    return file


def test_a_frequency_list_serves_as_reference(tmp_path: Path) -> None:
    """Counts are looked up as written, then in lower case; its words are the sum of n; it has no documents."""
    reference = terms.load_frequencies(write(tmp_path, "term,n\na,1\nb,2\nKyiv,7\nus,0\n"))
    assert reference.values.tolist() == [["a", 1, 10], ["b", 2, 10], ["Kyiv", 7, 10], ["us", 0, 10]]
    table = terms.count_keyness(make_tokens("A a b Kyiv", pos={"A": "PROPN", "Kyiv": "PROPN"}), reference)
    assert table.set_index("term")["n_reference"].to_dict() == {"A": 1, "a": 1, "b": 2, "Kyiv": 7}
    assert table["n_docs_reference"].isna().all()
    assert get_row(table, "Kyiv")["log_likelihood"] == pytest.approx(
        -2 * (math.log(1 / (4 * 8 / 14)) + 7 * math.log(7 / (10 * 8 / 14)))
    )


def test_words_that_only_the_list_has_are_left_out_however_common(tmp_path: Path) -> None:
    """A list of a language would else be most of the table; least documents are not asked of it."""
    reference = terms.load_frequencies(write(tmp_path, "n;term\n900;the\n100;a\n"))
    assert terms.count_keyness(HERE, reference, min_docs=2)["term"].tolist() == ["a"]


def test_a_list_with_rates_stands_for_all_the_words_behind_them(tmp_path: Path) -> None:
    """A table of terms saved by a report lacks function words: 50 at 25 per 1,000 are of 2,000 words."""
    reference = terms.load_frequencies(write(tmp_path, "\ufeffterm\tn\tper_1000\nwar\t3\t1.5\npeace\t50\t25.0\n\n"))
    assert reference.values.tolist() == [["war", 3, 2000], ["peace", 50, 2000]]


def test_words_that_look_like_nothing_are_words_of_a_list(tmp_path: Path) -> None:
    """The words null and NA are terms as any other; a term that is repeated is counted together."""
    reference = terms.load_frequencies(write(tmp_path, "term,n\nnull,2\nNA,3\nnull,4\n"))
    assert reference["term"].tolist() == ["null", "NA", "null"]
    assert get_row(terms.count_keyness(make_tokens("null a"), reference), "null")["n_reference"] == 6


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("word,n\na,1\n", "'term' is missing, there are: word, n"),
        ("term,count\na,1\n", "'n' is missing, there are: term, count"),
        ("term,n\n", "no row below"),
        ("", "no table"),
        ("term,n\na,1\n\nb,many\n", "line 4: n is 'many'"),
        ("term,n\na,-1\n", "line 2: n is '-1'"),
        ("term,n\na,1.5\n", "line 2: n is '1.5'"),
        ("term,n\na,1\nb,1,2,3\n", "no table"),
    ],
)
def test_a_list_that_cannot_be_used_is_refused(tmp_path: Path, text: str, message: str) -> None:
    """The message names the file, the line or the column, and what to do."""
    with pytest.raises(InputError, match=f"list.csv.*{message}"):
        terms.load_frequencies(write(tmp_path, text))


def test_a_list_that_is_not_there_or_no_text_is_refused(tmp_path: Path) -> None:
    """The nearest file is named; other encodings than UTF-8 are told."""
    write(tmp_path, "term,n\né,1\n", encoding="latin-1")
    with pytest.raises(InputError, match=r"Did you mean 'list\.csv'"):
        terms.load_frequencies(tmp_path / "lists.csv")
    with pytest.raises(InputError, match="UTF-8"):
        terms.load_frequencies(tmp_path / "list.csv")


def test_a_reference_that_is_neither_tokens_nor_a_list_is_refused() -> None:
    """The missing column is named."""
    with pytest.raises(SchemaError, match="'n_words'"):
        terms.count_keyness(HERE, pd.DataFrame({"term": ["a"], "n": [1]}))


SAID = make_tokens("a b c d e")
SAID, STATEMENTS = give_voices(SAID, ("d1", "a", "ann-lee", None), ("d1", "b", "bo", None), ("d1", "c", None, None))


@pytest.mark.parametrize(
    ("voice", "against", "words", "reference", "names"),
    [
        ("all", "", "abc", "de", ("speakers", "narrator")),
        ("speakers", "", "abc", "de", ("speakers", "narrator")),
        ("narrator", "", "de", "abc", ("narrator", "speakers")),
        ("Bo", "", "b", "ac", ("Bo", "all other speakers")),
        ("Bo", "narrator", "b", "de", ("Bo", "narrator")),
        ("Bo", "Ann Lee", "b", "a", ("Bo", "Ann Lee")),
        ("all", "Bo", "acde", "b", ("all other words", "Bo")),
        ("Bo", "all", "b", "acde", ("Bo", "all other words")),
        ("speakers", "Bo", "ac", "b", ("all other speakers", "Bo")),
        ("unknown", "", "c", "ab", ("unknown speakers", "all other speakers")),
    ],
)
def test_no_word_is_on_both_sides(voice: str, against: str, words: str, reference: str, names: tuple[str, str]) -> None:
    """Words of both stay on the smaller side; without a second voice the other one is taken."""
    sides = terms.select_sides(SAID, STATEMENTS, ACTORS, voice=voice, against=against)
    assert "".join(sides.words["text"]) == words
    assert "".join(sides.reference["text"]) == reference
    assert (sides.name, sides.reference_name) == names


def test_a_voice_is_not_compared_with_itself() -> None:
    """Two names of one voice are told."""
    for voice, against in (("narrator", "Narrator"), ("Bo", "bo")):
        with pytest.raises(ParameterError, match="both"):
            terms.select_sides(SAID, STATEMENTS, ACTORS, voice=voice, against=against)


def test_a_voice_can_be_compared_with_a_frequency_list(tmp_path: Path) -> None:
    """A reference that ends in .csv is a file; all words are compared with it where no voice is chosen."""
    file = write(tmp_path, "term,n\na,1\n")
    sides = terms.select_sides(SAID, STATEMENTS, ACTORS, against=str(file))
    assert (len(sides.words), sides.reference["term"].tolist(), sides.reference_name) == (5, ["a"], "list.csv")
