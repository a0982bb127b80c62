"""Words counted by hand on a few short sentences."""

import math
import re

import pandas as pd
import pytest

from analysis import schema, terms
from analysis.errors import ParameterError, SchemaError


def make_tables(texts: dict[str, str], *, pos: dict[str, str] | None = None) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    """Documents, sentences and tokens of texts whose paragraphs are lines and whose sentences end in a period and a space."""
    documents, sentences, tokens = [], [], []
    for doc_id, text in texts.items():
        documents.append({"doc_id": doc_id, "path": f"{doc_id}.txt", "language": "en", "text": text, "header_end": 0})
        documents[-1] |= {"sha256": doc_id, "n_words": len(text.split()), "notes": []}
        for line, paragraph in enumerate(re.finditer(r"[^\n]+", text)):
            for sentence in re.finditer(r"\S.*?(?:\.(?= |$)|$)", paragraph.group()):
                start, end = paragraph.start() + sentence.start(), paragraph.start() + sentence.end()
                ids = {"doc_id": doc_id, "sentence_id": f"{doc_id}:s{start}"}
                sentences.append(ids | {"paragraph_id": f"{doc_id}:p{line}", "zone": "body", "start": start, "end": end})
                for word in re.finditer(r"n[’']t\b|[\w.]*\w(?=n[’']t\b)|\w+|[^\w\s]", text[start:end]):
                    written, place = word.group(), start + word.start()
                    kind = (pos or {}).get(written, "NOUN" if written[0].isalnum() else "PUNCT")
                    lemma = written if kind == "PROPN" else written.lower()
                    token = {"token_id": f"{doc_id}:t{place}", "start": place, "end": place + len(written), "text": written}
                    tokens.append(ids | token | {"lemma": lemma, "pos": kind, "tag": "X"})
    return schema.build("documents", documents), schema.build("sentences", sentences), schema.build("tokens", tokens)


def make_tokens(*texts: str, pos: dict[str, str] | None = None) -> pd.DataFrame:
    """Tokens of documents d1, d2, ..."""
    return make_tables({f"d{number}": text for number, text in enumerate(texts, 1)}, pos=pos)[2]


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


def test_each_voice_is_counted_within_its_own_words() -> None:
    """Words of a statement belong to the speakers; rates and document shares are of the chosen voice."""
    tokens = TOKENS.assign(statement_id=["q"] * 4 + [None] * (len(TOKENS) - 4)).astype({"statement_id": "str"})
    speakers = terms.count_terms(tokens, voice="speakers")
    assert speakers["term"].tolist() == ["failed", "peace", "talks"]
    assert speakers["per_1000"].tolist() == [pytest.approx(1000 / 3)] * 3
    assert speakers["document_share"].tolist() == [1.0] * 3
    narrator = terms.count_terms(tokens, voice="narrator").set_index("term")
    assert narrator.loc["talks", ["n", "n_docs"]].tolist() == [2, 2]


def test_terms_stand_side_by_side_by_voice() -> None:
    """Each term in the order given, with 0 where a voice does not use it."""
    tokens = TOKENS.assign(statement_id=["q"] * 4 + [None] * (len(TOKENS) - 4)).astype({"statement_id": "str"})
    table = terms.count_by_voice(tokens, terms=["talks", "failed", "war"])
    assert table[["term", "n_narrator", "n_speakers"]].values.tolist() == [["talks", 2, 1], ["failed", 0, 1], ["war", 1, 0]]
    assert table["per_1000_speakers"].tolist() == [pytest.approx(1000 / 3)] * 2 + [0]
    assert terms.count_by_voice(tokens, terms=[]).empty


@pytest.mark.parametrize(("setting", "value", "nearest"), [("unit", "lema", "lemma"), ("voice", "narator", "narrator")])
def test_an_unknown_choice_is_refused_with_the_nearest(setting: str, value: str, nearest: str) -> None:
    """The message names the setting and what may have been meant."""
    with pytest.raises(ParameterError, match=f"{setting}.*Did you mean '{nearest}'"):
        terms.count_terms(TOKENS, **{setting: value})


def test_a_missing_column_is_named() -> None:
    """A table that is no table of tokens is refused."""
    with pytest.raises(SchemaError, match="lemma"):
        terms.count_terms(TOKENS.drop(columns="lemma"))


def test_no_words_give_empty_tables_with_all_columns() -> None:
    """Empty and punctuation-only documents pass through every function."""
    for tokens in (schema.empty("tokens"), make_tokens("“ ” . !")):
        assert list(terms.count_terms(tokens).columns) == list(terms.count_terms(TOKENS).columns)
        assert len(terms.count_terms(tokens)) == len(terms.count_collocations(tokens)) == 0
        assert len(terms.find_occurrences(tokens, terms=["peace"])) == 0
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


def test_occurrences_tell_the_middle_of_each_word() -> None:
    """In a b c d the b stands at 3/8 of its document and, before another four words, at 3/16 of the corpus."""
    found = terms.find_occurrences(make_tokens("a b c d", "b e f g"), terms=["g", "b"])
    assert found.values.tolist() == [["d2", "g", 7 / 8, 15 / 16], ["d1", "b", 3 / 8, 3 / 16], ["d2", "b", 1 / 8, 9 / 16]]


def test_counting_leaves_the_tokens_as_they_are() -> None:
    """No function changes its input."""
    documents, sentences, tokens = make_tables(TEXTS)
    before = tokens.copy(deep=True)
    terms.count_terms(tokens, stop_words={"the"}, voice="narrator")
    terms.count_dispersion(tokens, terms=["road"])
    terms.count_collocations(tokens, node="road")
    terms.find_concordance(documents, sentences, tokens, term="road")
    terms.find_occurrences(tokens, terms=["road"])
    pd.testing.assert_frame_equal(tokens, before)
