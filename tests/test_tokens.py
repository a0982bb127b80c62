"""Sentences, words, tags and lemmas of micro-texts with truths by hand, and of the seed."""

from pathlib import Path

import pandas as pd
import pytest

from analysis import schema, tokens
from analysis.errors import InputError
from analysis.lemmas import find_lemma
from analysis.tokens import tag_documents

ROOT = Path(__file__).parent.parent

AWKWARD = {
    "empty": "",
    "white space": " \n\t ",
    "one word": "Hello",
    "only quotation marks": "\"“”‘’'«»``''\"" * 40,
    "no space, no end": "a" * 50_000,
    "no end": "word " * 9_000,
    "points": "." * 50_000,
    "spaces": "a." + " " * 50_000 + "b",
    "marks without end": "!?.…,;:-" * 4_000,
    "another script": "我们不能同意。他说,这不行! Она сказала: «Нет». قال الوزير إن الاتفاق جيد.",
    "control characters": "".join(map(chr, range(1, 0xA1))) * 3,
    "odd spaces": "a\u00a0b\u2009c\u200bd\u0085e\u1680f\x1cg\u3000h",
    "names of marks": "-START- -END- -START2- -END2- ''`` !HYPHEN !YEAR",
    "emoji": "Good 👍🏽! Fine 👨‍👩‍👧. e\u0301t\u00e9",
}


def tag_text(text: str, *, zone: str = "body") -> tuple[pd.DataFrame, pd.DataFrame]:
    """Tag a text whose every line is a zone of the same kind."""
    documents = pd.DataFrame({"doc_id": ["d"], "text": [text]})
    rows, start = [], 0
    for number, line in enumerate(text.split("\n")):
        if line.strip():
            rows.append(("d", f"d:p{number}", zone, start, start + len(line)))
        start += len(line) + 1
    return tag_documents(documents, pd.DataFrame(rows, columns=list(schema.TABLES["zones"])))


def split_sentences(text: str) -> list[str]:
    """Return the sentences of a text as written."""
    sentences, _ = tag_text(text)
    return [text[start:end] for start, end in zip(sentences["start"], sentences["end"], strict=True)]


def split_words(text: str) -> str:
    """Return the words of a text with a space between them."""
    return " ".join(tag_text(text)[1]["text"])


@pytest.mark.parametrize(
    "sentences",
    [
        ["She left.", "He stayed!", "Why?"],
        ["“This will not work.”", "They went home."],
        ["“This will not work,” he said.", "“It cannot.”"],
        ["“Who will pay?” the minister asked.", "Nobody knew."],
        ["“Who will pay?” Anna Lind asked.", "Nobody knew."],
        ["“Never!” she said.", "She meant it."],
        ["Mr. Holm met Dr. Rob Berg and Lt. Gen. May Winter.", "They talked."],
        ["The U.S. Senate voted.", "He lives in the U.S.", "She does not."],
        ["O.J. Lund and K.C. Bell met at 9 a.m. on Jan. 5 in Room No. 12.", "All came."],
        ["Firms such as Acme Inc. and Dyer Co. sell tools, e.g. saws.", "They sell well."],
        ["Prices rose 1.5 per cent, to $3.20.", "They may fall."],
        ["He waited…", "The train was late."],
        ["He waited... and waited."],
        ["It was found in 1990. [4] [citation needed]", "It was lost again."],
        ["1. The first point is short.", "It ends here."],
        ["“So be it.", "We agree.”"],
        ["‘No,’ he said.", "‘Not now.’"],
    ],
)
def test_sentences_end_where_a_reader_ends_them(sentences: list[str]) -> None:
    """Abbreviations, quotations, ellipses, references and list numbers do not part what belongs together."""
    assert split_sentences(" ".join(sentences)) == sentences


def test_missing_space_after_a_sentence_is_seen_and_not_repaired() -> None:
    """Two sentences without a space between them are two, and their words stand at their own places."""
    assert split_sentences("It ended in 2021.The UN.Later it came “again.”They left.") == [
        "It ended in 2021.",
        "The UN.",
        "Later it came “again.”",
        "They left.",
    ]
    assert split_sentences("They left the ground.The leaders stayed.") == ["They left the ground.", "The leaders stayed."]
    assert split_words("They left the ground.The leaders stayed.") == "They left the ground . The leaders stayed ."


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Moscow’s “road to nowhere”, he said.", "Moscow ’s “ road to nowhere ” , he said ."),
        ("He said: \"It won't, but we're (almost) there.\"", "He said : \" It wo n't , but we 're ( almost ) there . \""),
        ("They don’t, can’t and cannot.", "They do n’t , ca n’t and can not ."),
        ("‘CLUMSY’ EUROPEANS", "‘ CLUMSY ’ EUROPEANS"),
        ("The workers’ and Ross′s tools.", "The workers ’ and Ross ′s tools ."),
        (
            "The three-and-a-half-year-oldwar in the U.S. — a well-known one",
            "The three-and-a-half-year-oldwar in the U.S. — a well-known one",
        ),
        ("He lives in the U.S.", "He lives in the U.S."),
        ("saws, nails, etc.", "saws , nails , etc."),
        ("It is all right, OK.", "It is all right , OK ."),
        ("Is it I? It is I.", "Is it I ? It is I ."),
        ("personally… We did", "personally … We did"),
        ("China, Russia – and Japan—too", "China , Russia – and Japan — too"),
        ("$1.5bn, £300m, €2 and 50% at 5pm for 10km", "$ 1.5 bn , £ 300 m , € 2 and 50 % at 5 pm for 10 km"),
        ("1,250 on 20/8/2025 at 10:30", "1,250 on 20/8/2025 at 10:30"),
        ("AT&T and he/she, R&D", "AT&T and he / she , R&D"),
        (
            "See https://a.example/b?c=d, www.b.example or me.you@c.example.",
            "See https://a.example/b?c=d , www.b.example or me.you@c.example .",
        ),
        ("@handle #tag #5", "@handle #tag # 5"),
        ("the 1930's, '71 and 'em all", "the 1930's , '71 and 'em all"),
        ("What?! Stop!!! -- now", "What ?! Stop !!! -- now"),
        ("(“Yes.”) [sic]", "( “ Yes . ” ) [ sic ]"),
        ("``Yes,'' he said", "`` Yes , '' he said"),
        ("MOSCOW, 5 May /TASS/. He left", "MOSCOW , 5 May / TASS / . He left"),
        ("gonna, wanna go", "gon na , wan na go"),
    ],
)
def test_words_are_cut_as_the_treebanks_cut_them(text: str, words: str) -> None:
    """Clitics, marks and units stand apart; abbreviations, addresses and hyphened words stay whole."""
    assert split_words(text) == words


def test_words_of_the_seed_are_as_recorded() -> None:
    """The sentences and words of the seed stay what they are, whatever release of NLTK is installed."""
    text = (ROOT / "seeds" / "000_50a247abf998703b.txt").read_text(encoding="utf-8")
    recorded = (Path(__file__).parent / "seed_words.txt").read_text(encoding="utf-8").splitlines()
    _, words = tag_text(text)
    assert [" ".join(found) for _, found in words.groupby("sentence_id", sort=False)["text"]] == recorded


@pytest.mark.parametrize("name", AWKWARD)
def test_any_text_passes_and_nothing_is_lost(name: str) -> None:
    """Every character but white space is in one sentence and in one word, at the places the rows give."""
    text = AWKWARD[name]
    sentences, words = tag_text(text)
    visible = "".join(text.split())
    assert "".join("".join(text[a:b].split()) for a, b in zip(sentences["start"], sentences["end"], strict=True)) == visible
    assert "".join(text[a:b] for a, b in zip(words["start"], words["end"], strict=True)) == visible
    assert [text[a:b] for a, b in zip(words["start"], words["end"], strict=True)] == words["text"].tolist()
    assert words["token_id"].is_unique
    assert sentences["sentence_id"].is_unique
    assert set(words["sentence_id"]) <= set(sentences["sentence_id"])


def test_tables_have_their_columns_and_the_input_is_unchanged() -> None:
    """Both tables follow the schema, also without any row, and the input tables stay as they were."""
    documents = pd.DataFrame({"doc_id": ["a", "b"], "text": ["date: today\nOne. Two.", ""]})
    zones = pd.DataFrame([("a", "a:p0", "header", 0, 11), ("a", "a:p1", "body", 12, 21)], columns=list(schema.TABLES["zones"]))
    before = documents.copy(), zones.copy()
    for found in (tag_documents(documents, zones), tag_documents(documents, zones[:0])):
        for name, table in zip(("sentences", "tokens"), found, strict=True):
            schema.check(table, name)
            pd.testing.assert_series_equal(table.dtypes, schema.empty(name).dtypes)
    pd.testing.assert_frame_equal(documents, before[0])
    pd.testing.assert_frame_equal(zones, before[1])


def test_header_is_one_sentence_without_words() -> None:
    """Header lines are not words of the article."""
    sentences, words = tag_text("outlet: Some Paper. date: 2025-01-01", zone="header")
    assert len(sentences) == 1
    assert words.empty


def test_no_sentence_crosses_a_zone() -> None:
    """A dateline and the body after it are two sentences though no mark parts them."""
    text = "OSLO, Norway — The minister left."
    zones = pd.DataFrame([("d", "d:p0", "dateline", 0, 14), ("d", "d:p0", "body", 15, 33)], columns=list(schema.TABLES["zones"]))
    sentences, _ = tag_documents(pd.DataFrame({"doc_id": ["d"], "text": [text]}), zones)
    assert sentences[["zone", "start", "end"]].to_numpy().tolist() == [["dateline", 0, 14], ["body", 15, 33]]


def test_same_text_gives_same_tables_alone_and_among_others() -> None:
    """What is said of a document depends on no other document."""
    texts = ["She said she had left.", "The left won the vote. It rose by 3 points.", "Prices rose."]
    documents = pd.DataFrame({"doc_id": ["a", "b", "c"], "text": texts})
    zones = pd.DataFrame(
        [(d, f"{d}:p0", "body", 0, len(t)) for d, t in zip("abc", texts, strict=True)], columns=list(schema.TABLES["zones"])
    )
    _, together = tag_documents(documents, zones)
    alone = [tag_documents(documents, zones[zones["doc_id"] == name])[1] for name in "abc"]
    pd.testing.assert_frame_equal(together, pd.concat(alone, ignore_index=True))


@pytest.mark.parametrize(
    ("text", "tagged"),
    [
        ("The minister rejected the plan .", "DT/DET NN/NOUN VBD/VERB DT/DET NN/NOUN ./PUNCT"),
        ("She has been told that it is .", "PRP/PRON VBZ/AUX VBN/AUX VBN/VERB IN/SCONJ PRP/PRON VBZ/AUX ./PUNCT"),
        ("Kyiv ’s army left to help them", "NNP/PROPN POS/PART NN/NOUN VBD/VERB TO/PART VB/VERB PRP/PRON"),
        ("“ No , ” he said in Oslo", "``/PUNCT UH/INTJ ,/PUNCT ''/PUNCT PRP/PRON VBD/VERB IN/ADP NNP/PROPN"),
        ("They have three dogs", "PRP/PRON VBP/VERB CD/NUM NNS/NOUN"),
    ],
)
def test_plain_sentences_have_the_tags_a_grammarian_gives(text: str, tagged: str) -> None:
    """Penn and Universal tags agree with each other and tell auxiliaries from verbs and `that` from `in`."""
    _, words = tag_text(text)
    assert " ".join(words["tag"] + "/" + words["pos"]) == tagged


@pytest.mark.parametrize(
    ("form", "tag", "lemma"),
    [
        ("left", "VBD", "leave"), ("left", "JJ", "left"), ("meeting", "NN", "meeting"), ("meeting", "VBG", "meet"),
        ("Thinking", "VBG", "think"), ("closing", "VBG", "close"), ("planned", "VBN", "plan"), ("modelled", "VBN", "model"),
        ("tried", "VBD", "try"), ("saw", "VBD", "see"), ("saw", "NN", "saw"), ("gone", "VBN", "go"), ("says", "VBZ", "say"),
        ("'s", "VBZ", "be"), ("'s", "POS", "'s"), ("n't", "RB", "not"), ("wo", "MD", "will"), ("'d", "MD", "would"),
        ("lives", "NNS", "life"), ("lives", "VBZ", "live"), ("Countries", "NNS", "country"), ("Europeans", "NNS", "european"),
        ("Europeans", "NNPS", "Europeans"), ("NATO", "NNP", "NATO"), ("Bush", "NNP", "Bush"), ("worse", "JJR", "bad"),
        ("1990s", "NNS", "1990s"), ("interested", "JJ", "interested"), ("AGREED", "VBD", "agree"), ("…", ":", "…"),
        ("Russian", "JJ", "Russian"), ("Strong", "JJ", "strong"), ("pro-Moscow", "JJ", "pro-Moscow"), ("polish", "JJ", "polish"),
        ("Anti-Russian", "JJ", "anti-Russian"), ("Long-Term", "JJ", "long-term"), ("Polish", "VB", "polish"),
    ],
)  # fmt: skip
def test_lemma_follows_the_tag(form: str, tag: str, lemma: str) -> None:
    """Only inflected forms change, irregular ones too; names keep their letters, all else is lower case."""
    assert find_lemma(form, tag) == lemma


def test_missing_or_changed_weights_are_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that is not the described one stops the reading with a message that says how to mend it."""
    (tmp_path / "other.npz").write_bytes(tokens.MODEL.read_bytes() + b"x")
    for name in ("none.npz", "other.npz"):
        monkeypatch.setattr(tokens, "MODEL", tmp_path / name)
        tokens.load_tagger.cache_clear()
        with pytest.raises(InputError, match=r"training\.tagger"):
            tag_text("One.")
    tokens.load_tagger.cache_clear()


def test_model_card_describes_the_weights() -> None:
    """The card names the sha256 the code checks."""
    assert tokens.MODEL_SHA256 in tokens.MODEL.with_suffix(".md").read_text(encoding="utf-8")
