"""Words counted by hand on a few short sentences."""

import math
from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd
import pytest
from micro_texts import ACTORS, give_voices, make_tables, make_tokens

from analysis import schema, terms
from analysis.callings import find_called
from analysis.errors import ParameterError, SchemaError
from analysis.intervals import DRAWS, SEED

TOKENS = make_tokens("Peace talks failed. Peace needs talks.", "War goes on, 3 talks fail.")


def test_terms_are_counted_with_rates_shares_and_ranks() -> None:
    """Of 12 words, talks is 3 in both documents and peace 2 in one; equal n share a rank and stand by name."""
    counts = terms.count_terms(TOKENS)
    assert list(counts.columns) == ["term", "pos", "n", "n_docs", "per_1000", "document_share", "rank"]
    assert list(counts["term"]) == ["talks", "peace", "3", "fail", "failed", "goes", "needs", "on", "war"]
    assert counts.iloc[0].to_dict() == {
        "term": "talks", "pos": "NOUN", "n": 3, "n_docs": 2, "per_1000": 250.0, "document_share": 1.0, "rank": 1,
    }  # fmt: skip
    assert counts.loc[1, ["n", "n_docs", "per_1000", "document_share"]].tolist() == [2, 1, pytest.approx(1000 / 6), 0.5]
    assert counts["rank"].tolist() == [1, 2, 3, 3, 3, 3, 3, 3, 3]


def test_stop_words_are_left_out_and_still_counted_in_the_rate() -> None:
    """Leaving a word out changes no other word's rate."""
    counts = terms.count_terms(TOKENS, stop_words={"talks"})
    assert "talks" not in set(counts["term"])
    assert counts.set_index("term").loc["peace", "per_1000"] == pytest.approx(1000 / 6)


def test_a_proper_noun_is_never_a_stop_word() -> None:
    """US and Will are names where they are tagged so, us and will are function words."""
    tokens = make_tokens("US told us Will will go.", pos={"US": "PROPN", "Will": "PROPN"})
    assert set(terms.count_terms(tokens, stop_words=terms.load_stop_words())["term"]) == {"US", "told", "Will", "go"}


def test_contractions_are_stop_words_with_either_apostrophe() -> None:
    """Straight and curly forms are both left out, and a curly word finds a straight stop word."""
    stop_words = terms.load_stop_words()
    assert {"n't", "n’t", "don't", "don’t", "'s", "’s"} <= stop_words
    assert list(terms.count_terms(make_tokens("Talks don’t fail. Talks don't fail."), stop_words=stop_words)["term"]) == [
        "fail",
        "talks",
    ]


def test_further_stop_words_may_be_given_in_any_case() -> None:
    """Extra words are parted by commas or spaces."""
    assert {"say", "tell", "mr", "the"} <= terms.load_stop_words("say, tell Mr")
    assert "say" not in terms.load_stop_words()


def test_parts_of_speech_and_least_count_choose_without_changing_the_rate() -> None:
    """Only verbs, only words with two occurrences or more; the rate stays per 1,000 of all words."""
    tokens = make_tokens("Talks fail. Talks fail. Talks help.", pos={"fail": "VERB", "help": "VERB"})
    counts = terms.count_terms(tokens, pos=["VERB"], min_count=2)
    assert counts[["term", "pos", "n"]].values.tolist() == [["fail", "VERB", 2]]
    assert counts["per_1000"].tolist() == [pytest.approx(2000 / 6)]


def test_a_term_has_its_commonest_part_of_speech() -> None:
    """A word tagged twice as a verb and once as a noun is one term, a verb."""
    tokens = make_tokens("Talks talks talks.").assign(pos=["VERB", "NOUN", "VERB", "PUNCT"])
    assert terms.count_terms(tokens)[["pos", "n"]].values.tolist() == [["VERB", 3]]


def test_words_as_written_are_lower_case_unless_proper() -> None:
    """The unit text folds the first word of a sentence but no name."""
    tokens = make_tokens("Troops left Kyiv. The troops left.", pos={"Kyiv": "PROPN"})
    counts = terms.count_terms(tokens.assign(lemma="x"), unit="text")
    assert dict(zip(counts["term"], counts["n"], strict=True)) == {"left": 2, "troops": 2, "Kyiv": 1, "the": 1}


def test_words_are_selected_by_voice() -> None:
    """A word is its statement's speaker's, else the narrator's; rates are of the words selected."""
    tokens, statements = give_voices(TOKENS, ("d1", "failed", "ann-lee", 0.9), ("d2", "War", None, None))
    for voice, said in (("narrator", 10), ("Speakers", 2), ("unknown", 1), ("Ann Lee", 1), ("ann-lee", 1), ("all", 12)):
        counts = terms.count_terms(terms.select_words(tokens, statements, ACTORS, voice=voice))
        assert counts["n"].sum() == said
        assert counts["per_1000"].sum() == pytest.approx(1000)
    assert terms.count_terms(terms.select_words(tokens, statements, ACTORS, voice="Ann Lee"))["term"].tolist() == ["failed"]


def test_selected_words_keep_their_rows_and_index() -> None:
    """Nothing but the choice of rows changes."""
    tokens, statements = give_voices(TOKENS, ("d1", "failed", "ann-lee", 0.9))
    narrator = terms.select_words(tokens, statements, ACTORS, voice="narrator")
    pd.testing.assert_frame_equal(narrator, tokens.drop(index=tokens.index[tokens["text"] == "failed"]))


def test_an_id_goes_before_a_name_and_a_name_before_an_alias() -> None:
    """Of three actors that "ann" could be, the one with that id is meant; an alias of two means both."""
    assert find_called(ACTORS, name="ANN", role="voice") == ["ann"]
    assert find_called(ACTORS, name="bo", role="voice") == ["bo"]
    assert find_called(ACTORS.iloc[:2], name="Ann", role="voice") == ["ann-lee", "bo"]


@pytest.mark.parametrize(("voice", "hint"), [("narator", "narrator"), ("Anland", "Annland")])
def test_a_voice_that_is_nobodys_is_refused_with_the_nearest(voice: str, hint: str) -> None:
    """The message names the parameter and what may have been meant."""
    tokens, statements = give_voices(TOKENS, ("d1", "failed", "ann-lee", 0.9))
    with pytest.raises(ParameterError, match=f"voice is '{voice}'.*Did you mean '{hint}'"):
        terms.select_words(tokens, statements, ACTORS, voice=voice)
    with pytest.raises(ParameterError, match=f"against is '{voice}'.*Did you mean '{hint}'"):
        terms.select_sides(tokens, statements, ACTORS, against=voice)


def test_lines_are_given_the_name_of_their_voice() -> None:
    """The actor's name, the source as written where no actor is known, or the narrator."""
    tokens, statements = give_voices(TOKENS, ("d1", "failed", "ann-lee", 0.9), ("d2", "War", None, None))
    named = terms.name_voices(tokens[tokens["text"].isin(["failed", "War", "goes"])], statements, ACTORS)
    assert named["voice"].tolist() == ["Ann Lee", "speaker 1", "narrator"]


def test_whose_words_are_counted_is_told() -> None:
    """Everybody who is called so is named; words are told of all, documents of those that have such words."""
    tokens, statements = give_voices(TOKENS, ("d1", "failed", "ann-lee", 0.9))
    words = terms.select_words(tokens, statements, ACTORS.iloc[:2], voice="ann")
    assert terms.tell_voice(tokens, words, ACTORS.iloc[:2], voice="ann") == (
        "Only words of one voice are counted: Ann Lee, Bo. Words counted: 1 of 12. Documents that have such words: 1 of 2."
    )
    assert terms.tell_voice(tokens, tokens.iloc[:3], ACTORS) == (
        "Words counted: 3 of 12. Documents that have such words: 1 of 2."
    )
    assert terms.tell_voice(tokens, tokens, ACTORS) == "Words: 12. Documents that have words: 2."


def test_dispersion_is_that_of_a_published_example() -> None:
    """The word a in the corpus of five parts of Gries 2008 (DP .18; normalised .22) and Gries 2020 (D .785)."""
    parts = ["b a m n i b e u p", "b a s a t b e w q n", "b c a g a b e s t a", "b a g h a b e a a t", "b a h a a b e a x a t"]
    row = terms.count_dispersion(make_tokens(*parts), terms=["a"]).iloc[0]
    assert (row["n"], round(row["dp"], 2), round(row["dp_norm"], 2), round(row["juilland_d"], 3)) == (15, 0.18, 0.22, 0.785)


def test_the_first_terms_have_intervals() -> None:
    """Drawn by hand: rates and shares of documents of the documents drawn; no interval below the first terms."""
    tokens = make_tokens("Peace talks. Peace.", "Talks go on.", "Talks talks go on.", "War.")
    counts = terms.bound_terms(terms.count_terms(tokens), tokens, top=2)
    times = np.random.default_rng(SEED)
    drawn = np.array([np.bincount(times.integers(4, size=4), minlength=4) for _ in range(DRAWS)])
    for term, n in (("talks", [1, 1, 2, 0]), ("go", [0, 1, 1, 0])):
        row = counts.set_index("term").loc[term]
        for name, values in (("per_1000", 1000 * drawn @ n / (drawn @ [3, 3, 4, 1])), ("document_share", drawn @ np.sign(n) / 4)):
            low, high = np.quantile(values, [0.025, 0.975])
            assert (row[f"{name}_low"], row[f"{name}_high"]) == (pytest.approx(low), pytest.approx(high))
    assert counts.loc[2:, ["per_1000_low", "document_share_high"]].isna().all(axis=None)
    assert counts["small"].all()


def test_one_document_gives_terms_no_interval() -> None:
    """There is nothing to draw from, nor where there is no word at all."""
    for tokens in (make_tokens("Peace talks. Peace."), TOKENS.iloc[:0]):
        counts = terms.bound_terms(terms.count_terms(tokens), tokens, top=5)
        assert counts[["per_1000_low", "per_1000_high", "document_share_low", "document_share_high"]].isna().all(axis=None)


def test_terms_are_counted_within_groups_of_documents() -> None:
    """Each label has its own totals and ranks; a document without a label is left out."""
    tokens = make_tokens("Peace talks. Peace.", "Talks talks.", "War.", "Lost.")
    groups = pd.Series({"d1": "b", "d2": "a", "d3": "a", "d4": None}, dtype="str")
    counts = terms.count_terms(tokens, groups=groups)
    assert counts[["group", "term", "n", "n_docs", "rank"]].values.tolist() == [
        ["a", "talks", 2, 1, 1], ["a", "war", 1, 1, 2], ["b", "peace", 2, 1, 1], ["b", "talks", 1, 1, 2],
    ]  # fmt: skip
    assert counts["per_1000"].tolist() == pytest.approx([2000 / 3, 1000 / 3, 2000 / 3, 1000 / 3])
    assert counts["document_share"].tolist() == [0.5, 0.5, 1, 1]


def test_a_least_number_of_documents_never_asks_for_more_than_there_are() -> None:
    """Of two documents one word is in both; of one document every word stays."""
    assert terms.count_terms(TOKENS, min_docs=2)["term"].tolist() == ["talks"]
    assert len(terms.count_terms(TOKENS[TOKENS["doc_id"] == "d2"], min_docs=2)) == 6


def test_rates_by_voice_weigh_doubtful_statements_less() -> None:
    """Of a sure a and a c of probability 1/2, a makes 2 of 3 parts of what speakers say; n stays as found."""
    tokens, statements = give_voices(make_tokens("a b", "b c"), ("d1", "a", "bo", None), ("d2", "c", "ann-lee", 0.5))
    table = terms.count_voice_rates(tokens, statements, ACTORS, terms=["a", "c", "a"])
    assert table[["term", "group", "n", "n_docs"]].values.tolist() == [
        ["a", "narrator", 0, 0], ["a", "speakers", 1, 1], ["c", "narrator", 0, 0], ["c", "speakers", 1, 1],
    ]  # fmt: skip
    assert table["per_1000"].tolist() == pytest.approx([0, 2000 / 3, 0, 1000 / 3])
    assert table["speaker"].fillna("").tolist() == ["", "Bo", "", "Ann Lee"]
    assert table["n_speaker"].tolist() == [0, 1, 0, 1]
    assert table["small"].all()
    assert terms.count_voice_rates(tokens, statements, ACTORS, terms=[]).empty


def test_rates_by_group_stand_side_by_side_with_intervals() -> None:
    """Twenty like documents have a rate that cannot move; a group of one document has no interval; zeros are told."""
    tokens = make_tokens(*["a b c d"] * 20, "a a")
    groups = pd.Series({f"d{number}": "many" for number in range(1, 21)} | {"d21": "lone"}, dtype="str")
    table = terms.count_group_rates(tokens, groups, terms=["a", "b"]).set_index(["term", "group"])
    assert table.loc[("a", "many"), ["n", "n_docs", "per_1000", "per_1000_low", "per_1000_high", "small"]].tolist() == [
        20, 20, 250, 250, 250, False,
    ]  # fmt: skip
    assert table.loc[("a", "lone"), ["n", "per_1000", "small"]].tolist() == [2, 1000, True]
    assert table.loc[("b", "lone"), ["n", "per_1000"]].tolist() == [0, 0]
    assert table.loc[[("a", "lone"), ("b", "lone")], "per_1000_low"].isna().all()


def test_the_interval_of_a_rate_holds_it_and_widens_with_doubt() -> None:
    """The rate lies between its bounds, and words of doubtful statements make them wider."""
    tokens = make_tokens(*["a b c", "b c c"] * 20)
    said = [(f"d{number}", word) for number in range(1, 41) for word in ("a", "b")]
    bounds = []
    for probability in (1.0, 0.5):
        spoken, statements = give_voices(tokens, *[(doc_id, word, "bo", probability) for doc_id, word in said])
        row = terms.count_voice_rates(spoken, statements, ACTORS, terms=["a"]).set_index("group").loc["speakers"]
        assert row["per_1000"] == pytest.approx(1000 / 3)
        assert row["per_1000_low"] < row["per_1000"] < row["per_1000_high"]
        bounds.append(row["per_1000_high"] - row["per_1000_low"])
    assert bounds[0] < bounds[1]


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ({"unit": "lema"}, "unit.*Did you mean 'lemma'"),
        ({"pos": ["NOWN"]}, "pos.*Did you mean 'NOUN'"),
        ({"min_docs": 0}, "min_docs is 0"),
    ],
)
def test_a_setting_that_cannot_be_is_refused(settings: dict[str, Any], message: str) -> None:
    """The message names the setting and what may have been meant."""
    with pytest.raises(ParameterError, match=message):
        terms.count_terms(TOKENS, **settings)


def test_a_missing_column_is_named() -> None:
    """A table that is no table of tokens is refused."""
    with pytest.raises(SchemaError, match="lemma"):
        terms.count_terms(TOKENS.drop(columns="lemma"))


def test_no_words_give_empty_tables_with_all_columns() -> None:
    """Empty and punctuation-only documents pass through every function."""
    for tokens in (schema.empty("tokens"), make_tokens("“ ” . !")):
        assert list(terms.count_terms(tokens).columns) == list(terms.count_terms(TOKENS).columns)
        assert len(terms.count_terms(tokens)) == len(terms.count_collocations(tokens)) == 0
        assert terms.count_dispersion(tokens, terms=["peace"])[["n", "dp"]].isna().values.tolist() == [[False, True]]


def test_letters_of_every_script_make_words() -> None:
    """A word is a token with a letter or digit of any script."""
    assert set(terms.count_terms(make_tokens("Москва 北京 €"))["term"]) == {"москва", "北京"}


def test_dispersion_over_documents_is_as_computed_by_hand() -> None:
    """Documents of 6 and 6 words: both of peace in the first give DP 1/2, normalised 1, D 0; talks 2 and 1 give DP 1/6."""
    table = terms.count_dispersion(TOKENS, terms=["peace", "talks", "peace"])
    assert table["term"].tolist() == ["peace", "talks"]
    assert table["dp"].tolist() == pytest.approx([1 / 2, 1 / 6])
    assert table["dp_norm"].tolist() == pytest.approx([1, 1 / 3])
    assert table["juilland_d"].tolist() == pytest.approx([0, 1 - (1 / 12) / (3 / 12)])
    assert table["range_share"].tolist() == [0.5, 1.0]
    assert table["parts"].unique().tolist() == ["documents"]
    assert table["n_parts"].tolist() == [2, 2]


def test_dispersion_weighs_parts_by_their_size() -> None:
    """Documents of 4 and 2 words: a term only in the small one is further from even than one only in the large one."""
    table = terms.count_dispersion(make_tokens("a b c d", "e f"), terms=["a", "e"])
    assert table["dp"].tolist() == pytest.approx([1 / 3, 2 / 3])
    assert table["dp_norm"].tolist() == pytest.approx([1 / 2, 1])


def test_a_single_document_is_cut_into_equal_parts() -> None:
    """In a b a b cut in two, a is perfectly even; in one word nothing can be said."""
    table = terms.count_dispersion(make_tokens("a b a b"), terms=["a"], parts=2)
    assert table[["dp", "juilland_d", "range_share", "n_parts"]].values.tolist() == [[0, 1, 1, 2]]
    assert table["parts"].tolist() == ["equal parts of the document"]
    assert terms.count_dispersion(make_tokens("a"), terms=["a"])["dp"].isna().all()
    with pytest.raises(ParameterError, match="parts is 1"):
        terms.count_dispersion(make_tokens("a"), terms=["a"], parts=1)


def test_a_term_that_never_occurs_has_no_dispersion() -> None:
    """Its n is 0 and its measures are null, not 0."""
    row = terms.count_dispersion(TOKENS, terms=["nowhere"]).iloc[0]
    assert row["n"] == 0
    assert row[["dp", "dp_norm", "juilland_d", "range_share"]].isna().all()


def test_collocations_are_as_computed_by_hand() -> None:
    """In a b. a b. a c. with window 1: six places in reach, a and b expected 3 x 2 / 6 = 1, found 2."""
    pair = terms.count_collocations(make_tokens("a b. a b. a c."), window=1, min_count=1).iloc[0]
    assert pair[["node", "collocate", "n", "n_node", "n_collocate"]].tolist() == ["a", "b", 2, 3, 2]
    assert pair["expected"] == pytest.approx(1)
    assert pair["log_likelihood"] == pytest.approx(2 * (2 * math.log(2) + math.log(1 / 2) + 3 * math.log(3 / 2)))
    assert pair["log_dice"] == pytest.approx(14 + math.log2(4 / 5))
    assert pair["mutual_information"] == pytest.approx(1)


def test_collocations_never_cross_a_sentence() -> None:
    """The last word of a sentence is no neighbour of the next one's first."""
    pairs = terms.count_collocations(make_tokens("a b. c d."), min_count=1)
    assert {frozenset(pair) for pair in pairs[["node", "collocate"]].values} == {frozenset("ab"), frozenset("cd")}


def test_the_window_counts_stop_words_and_not_punctuation() -> None:
    """In war, and the peace: peace is three words from war."""
    tokens = make_tokens("war, and the peace")
    assert terms.count_collocations(tokens, window=2, stop_words={"and", "the"}, min_count=1).empty
    assert len(terms.count_collocations(tokens, window=3, stop_words={"and", "the"}, min_count=1)) == 1


def test_a_node_is_found_in_any_case_even_among_stop_words() -> None:
    """Only pairs with the node are given, the node always first, as it was typed."""
    tokens = make_tokens("Talks about NATO troops. NATO about NATO.", pos={"NATO": "PROPN"})
    pairs = terms.count_collocations(tokens, node="nato", window=2, stop_words={"about"}, min_count=1)
    assert sorted(map(tuple, pairs[["node", "collocate", "n", "n_node"]].values)) == [
        ("nato", "talks", 1, 3),
        ("nato", "troops", 1, 3),
    ]
    about = terms.count_collocations(tokens, node="about", window=1, stop_words={"about"}, min_count=1)
    assert about[["node", "collocate", "n"]].values.tolist()[0] == ["about", "NATO", 3]


def test_a_pair_is_told_in_its_usual_order() -> None:
    """The word that mostly comes first is the node, whatever the alphabet says."""
    pairs = terms.count_collocations(make_tokens("security guarantees. security guarantees. guarantees security."))
    assert pairs[["node", "collocate", "n"]].values.tolist() == [["security", "guarantees", 3]]


def test_log_dice_never_passes_14() -> None:
    """A word met twice within one window is not more than always together."""
    pair = terms.count_collocations(make_tokens("president donald president."), min_count=1).iloc[0]
    assert pair[["n", "n_node", "n_collocate"]].tolist() == [2, 1, 2]
    assert pair["log_dice"] == pytest.approx(14 + math.log2(2 / 3))


def test_a_pair_rarer_than_expected_has_a_negative_log_likelihood() -> None:
    """It stands below every pair that attracts, and its mutual information is below 0."""
    pairs = terms.count_collocations(make_tokens("a a b b. a a b b. a a a a. b b b b. a c."), window=1, min_count=1)
    a_b = pairs[(pairs["node"] == "a") & (pairs["collocate"] == "b")].iloc[0]
    assert a_b["n"] < a_b["expected"]
    assert a_b["log_likelihood"] < 0
    assert a_b["mutual_information"] < 0
    assert pairs["log_likelihood"].is_monotonic_decreasing


def test_collocations_and_documents_without_neighbours() -> None:
    """A document of one word has no pair; a window below 1 is refused."""
    assert terms.count_collocations(make_tokens("alone"), min_count=1).empty
    with pytest.raises(ParameterError, match="window"):
        terms.count_collocations(TOKENS, window=0)


TEXTS = {"d1": "The road to Kyiv is long.\nNo Road leads\tback, he said. A road!", "d2": "Roads end."}


def test_the_concordance_keeps_the_spelling_of_the_text() -> None:
    """Every line is cut from the text: match by offsets, two words to either side, not beyond the paragraph."""
    documents, sentences, tokens = make_tables(TEXTS)
    lines = terms.find_concordance(documents, sentences, tokens, term="ROAD", window=2)
    assert lines[["left", "match", "right"]].values.tolist() == [
        ["The", "road", "to Kyiv"],
        ["No", "Road", "leads back"],
        ["said. A", "road", "!"],
    ]
    for line in lines.itertuples():
        assert TEXTS[line.doc_id][line.start : line.end] == line.match
    assert set(lines["sentence_id"]) <= set(sentences["sentence_id"])


def test_the_concordance_finds_phrases_within_a_sentence() -> None:
    """A phrase is consecutive words of one sentence; punctuation between them does not part them."""
    documents, sentences, tokens = make_tables(TEXTS)
    found = terms.find_concordance(documents, sentences, tokens, term="back he", window=1)
    assert found[["left", "match", "right"]].values.tolist() == [["leads", "back, he", "said"]]
    assert terms.find_concordance(documents, sentences, tokens, term="said a").empty


def test_the_concordance_finds_lemmas_words_as_written_and_contractions() -> None:
    """A lemma finds all its forms, another form only itself, a contraction its two words with either apostrophe."""
    documents, sentences, tokens = make_tables({"d1": "Talks failed. We talked. They don’t talk."})
    tokens["lemma"] = tokens["lemma"].replace({"talks": "talk", "talked": "talk", "n’t": "not"})
    found = {
        term: terms.find_concordance(documents, sentences, tokens, term=term)["match"].tolist()
        for term in ("talk", "talks", "don't")
    }
    assert found == {"talk": ["Talks", "talked", "talk"], "talks": ["Talks"], "don't": ["don’t"]}
    as_written = terms.find_concordance(documents, sentences, tokens, term="talk", unit="text")
    assert as_written["match"].tolist() == ["talk"]


def test_the_concordance_can_be_limited_and_empty() -> None:
    """The first lines in reading order; a word that does not occur, and no word at all, give no line."""
    documents, sentences, tokens = make_tables(TEXTS)
    assert len(terms.find_concordance(documents, sentences, tokens, term="road", limit=2)) == 2
    for term in ("utopia", "", "  "):
        assert terms.find_concordance(documents, sentences, tokens, term=term).empty


def test_the_spread_tells_where_in_each_document_words_stand() -> None:
    """In a b c d the b stands at 3/8; documents stand by date, those without one last; zeros are rows without places."""
    documents, _, tokens = make_tables({"d1": "b e f g b", "d2": "a b c d", "d3": "a", "d4": "“ ”"})
    documents["published"] = pd.Series(["2022-02-01", "2022-01-01", None, None]).astype("datetime64[s]")
    table = terms.count_spread(tokens, documents, terms=["g", "b", "g"])
    assert table[["term", "doc_id", "n_words", "n", "places"]].values.tolist() == [
        ["g", "d2", 4, 0, []], ["g", "d1", 5, 1, [pytest.approx(7 / 10)]], ["g", "d3", 1, 0, []],
        ["b", "d2", 4, 1, [pytest.approx(3 / 8)]], ["b", "d1", 5, 2, pytest.approx([1 / 10, 9 / 10])], ["b", "d3", 1, 0, []],
    ]  # fmt: skip


def test_places_of_a_voice_are_those_of_the_text() -> None:
    """Chosen words are found where they stand, with all words around them."""
    documents, sentences, tokens = make_tables({"d1": "road one road two road."})
    chosen = tokens.iloc[[2, 3]]
    assert terms.count_spread(tokens, documents, terms=["road"], among=chosen)["places"].tolist() == [[pytest.approx(5 / 10)]]
    lines = terms.find_concordance(documents, sentences, tokens, term="road", window=1, among=chosen)
    assert lines[["left", "match", "right"]].values.tolist() == [["one", "road", "two"]]
    assert terms.find_concordance(documents, sentences, tokens, term="one road", among=chosen).empty


def test_collocations_of_a_voice_bridge_no_gap() -> None:
    """Six words apart in the text they are no pair, whatever is chosen; with a window that reaches over the gap they are."""
    tokens = make_tokens("peace he said at last today talks")
    chosen = tokens[tokens["text"].isin(["peace", "talks"])]
    assert terms.count_collocations(tokens, window=5, min_count=1, among=chosen).empty
    pair = terms.count_collocations(tokens, window=6, min_count=1, among=chosen)
    assert pair[["node", "collocate", "n", "n_node", "n_collocate"]].values.tolist() == [["peace", "talks", 1, 1, 1]]


@pytest.mark.parametrize("change", [lambda rows: rows.reset_index(drop=True), lambda rows: rows.set_index(rows.index + 100)])
def test_words_of_another_table_cannot_be_chosen(change: Callable[[pd.DataFrame], pd.DataFrame]) -> None:
    """Rows that lost their index, or never were rows of these tokens, are refused rather than mistaken for others."""
    with pytest.raises(SchemaError, match="among"):
        terms.count_collocations(TOKENS, among=change(TOKENS.iloc[3:5]))


def test_pairs_among_all_words_are_all_pairs() -> None:
    """Choosing every word changes nothing."""
    pd.testing.assert_frame_equal(
        terms.count_collocations(TOKENS, min_count=1, among=TOKENS), terms.count_collocations(TOKENS, min_count=1)
    )


def test_the_concordance_tells_whose_each_line_is() -> None:
    """The statement of the first word found, null for the narrator."""
    documents, sentences, tokens = make_tables(TEXTS)
    tokens, _ = give_voices(tokens, ("d1", "Road", "bo", None))
    lines = terms.find_concordance(documents, sentences, tokens, term="road")
    assert lines["statement_id"].fillna("").tolist() == ["", "q0", ""]


def test_counting_leaves_the_tokens_as_they_are() -> None:
    """No function changes its input."""
    documents, sentences, tokens = make_tables(TEXTS)
    tokens, statements = give_voices(tokens, ("d1", "Road", "bo", None))
    before = tokens.copy(deep=True)
    terms.count_terms(tokens, stop_words={"the"}, groups=pd.Series({"d1": "a"}))
    terms.count_voice_rates(tokens, statements, ACTORS, terms=["road"])
    terms.count_group_rates(tokens, pd.Series({"d1": "a"}), terms=["road"])
    terms.count_keyness(tokens, tokens)
    terms.count_dispersion(tokens, terms=["road"])
    terms.count_collocations(tokens, node="road", among=tokens)
    terms.find_concordance(documents, sentences, tokens, term="road")
    terms.count_spread(tokens, documents, terms=["road"])
    pd.testing.assert_frame_equal(tokens, before)
