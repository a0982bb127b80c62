"""Statements: who says what, in micro-texts with the truth written beside them."""

from pathlib import Path

import pandas as pd
import pytest

from analysis.corpus import Corpus, read_corpus
from analysis.statements import tag_voices

CASES = [
    # text, speaker as written, cue, content, form
    ("“We will not sign this text,” Anna Berg told reporters.", "Anna Berg", "told", "“We will not sign this text,”", "direct"),
    ("“We will not sign this text,” said Anna Berg.", "Anna Berg", "said", "“We will not sign this text,”", "direct"),
    ('"We will not sign this text," Anna Berg said.', "Anna Berg", "said", '"We will not sign this text,"', "direct"),
    ("Anna Berg said: “We will not sign this text.”", "Anna Berg", "said", "“We will not sign this text.”", "direct"),
    ("Anna Berg said the talks had failed.", "Anna Berg", "said", "the talks had failed", "indirect"),
    ("Anna Berg said that the talks had failed.", "Anna Berg", "said", "the talks had failed", "indirect"),
    ("Anna Berg said on Monday the talks had failed.", "Anna Berg", "said", "the talks had failed", "indirect"),
    ("Anna Berg said the talks were “a waste of time”.", "Anna Berg", "said", "the talks were “a waste of time”", "mixed"),
    ("The talks have failed, Anna Berg said.", "Anna Berg", "said", "The talks have failed", "indirect"),
    ("According to Anna Berg, the talks have failed.", "Anna Berg", "According to", "the talks have failed", "indirect"),
    ("The talks have failed, according to Anna Berg.", "Anna Berg", "according to", "The talks have failed", "indirect"),
    (
        "Anna Berg, the mayor, insisted the talks had failed.",
        "Anna Berg, the mayor",
        "insisted",
        "the talks had failed",
        "indirect",
    ),
    ("Anna Berg wanted the council to pay the bill.", "Anna Berg", "wanted", "the council to pay the bill", "indirect"),
    ("Anna Berg criticised the plan.", "Anna Berg", "criticised", "the plan", "indirect"),
]


def read_text(folder: Path, text: str, name: str = "2025-08-20.txt") -> Corpus:
    """Read one text, published on Wednesday 20 August 2025."""
    (folder / name).write_text(text, encoding="utf-8")
    return read_corpus(folder)


def strip(content: str) -> str:
    """Content without its outer marks and stops, which habits set differently."""
    return content.strip("“”\"'‘’ .,").removeprefix("that ")


@pytest.mark.parametrize(("text", "speaker", "cue", "content", "form"), CASES, ids=[case[0] for case in CASES])
def test_a_plain_statement_is_found(text: str, speaker: str, cue: str, content: str, form: str, tmp_path: Path) -> None:
    """Source, cue, content and form of one statement are those a reader sees."""
    corpus = read_text(tmp_path, text)
    (row,) = corpus.statements.itertuples()
    assert (row.speaker.split(",")[0], row.cue, row.form) == (speaker.split(",")[0], cue, form)
    assert strip(text[row.start : row.end]) == strip(content)
    assert corpus.actors.set_index("actor_id")["name"].get(row.actor_id) == "Anna Berg"


def test_a_statement_says_how_sure_it_is(tmp_path: Path) -> None:
    """A plain statement is surer than half, and one that only its quotation marks make has no measured probability."""
    text = "“We will not sign this text,” Anna Berg told reporters on Monday."
    (row,) = read_text(tmp_path, text).statements.itertuples()
    assert 0.5 < row.probability < 1
    assert row.reason == "reader"


def test_content_in_two_parts_is_one_statement(tmp_path: Path) -> None:
    """A speaker in the middle of a quotation leaves one statement with two spans."""
    text = "“We will not sign,” Anna Berg said, “because nobody asked us.”"
    (row,) = read_text(tmp_path, text).statements.itertuples()
    assert [text[start:end] for start, end in row.spans] == ["“We will not sign,”", "“because nobody asked us.”"]


def test_a_quotation_of_its_own_goes_to_the_running_speaker(tmp_path: Path) -> None:
    """A quoted paragraph without a source belongs to the speaker of the one before it."""
    text = "“We will not sign this text,” Anna Berg told reporters.\n\n“I am sure that nobody understands what it means.”"
    corpus = read_text(tmp_path, text)
    assert corpus.statements["form"].tolist() == ["direct", "direct"]
    assert corpus.statements["actor_id"].nunique(dropna=False) == 1
    assert pd.isna(corpus.statements["speaker"].iloc[1])


def test_a_quotation_opened_anew_in_each_paragraph_is_one_statement(tmp_path: Path) -> None:
    """Paragraphs that each open a quotation, the last alone closing it, are one speech."""
    text = "“We will not sign this text,” Anna Berg said. “It is too long.\n\n“It is also too late.”"
    corpus = read_text(tmp_path, text)
    assert set(corpus.statements["actor_id"].dropna()) == {"anna-berg"}
    assert "too late" in "".join(text[start:end] for spans in corpus.statements["spans"] for start, end in spans)


def test_an_unclosed_quotation_is_kept_and_says_so(tmp_path: Path) -> None:
    """A quotation that is never closed is a statement with `closed` false."""
    corpus = read_text(tmp_path, "Anna Berg said: “We will not sign this text.\n\nThe council met on Monday.")
    (row,) = corpus.statements.itertuples()
    assert not row.closed


def test_scare_quotes_in_narration_are_no_statement(tmp_path: Path) -> None:
    """Quoted words in the narrator's sentence are nobody's statement."""
    assert read_text(tmp_path, "The so-called “green line” runs through the old town.").statements.empty


@pytest.mark.parametrize(
    ("when", "day"),
    [("on Wednesday", "2025-08-20"), ("on Monday", "2025-08-18"), ("yesterday", "2025-08-19"), ("in March", None)],
)
def test_the_day_is_reckoned_from_publication(when: str, day: str | None, tmp_path: Path) -> None:
    """A weekday beside the cue is the last such day up to publication; a month is no day."""
    corpus = read_text(tmp_path, f"Anna Berg said {when} the talks had failed.")
    said_on = corpus.statements["said_on"].iloc[0]
    assert (None if pd.isna(said_on) else str(said_on.date())) == day


@pytest.mark.parametrize(
    "text",
    [
        "Anna Berg, who met Carl Holm on Monday, said the talks had failed.",
        "Anna Berg said ahead of a vote on Friday the talks had failed.",
        "Anna Berg said before the talks of 25 August that nothing would change.",
        "Anna Berg said the talks on Monday had failed.",
    ],
)
def test_the_day_of_another_event_is_not_when_it_was_said(text: str, tmp_path: Path) -> None:
    """A day in a relative clause, of a vote or of what is said is not the day it was said on."""
    assert read_text(tmp_path, text).statements["said_on"].isna().all()


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Anna Berg said the talks had failed.", "named"),
        ("A source said the talks had failed.", "unnamed"),
        ("A draft report said the talks had failed.", "document"),
        ("Protesters said the talks had failed.", "collective"),
    ],
)
def test_the_kind_of_source_is_told(text: str, kind: str, tmp_path: Path) -> None:
    """Named, unnamed, document and collective sources are told apart."""
    assert read_text(tmp_path, text).statements["source_kind"].tolist() == [kind]


@pytest.mark.parametrize(
    ("text", "cue_class"),
    [
        ("Anna Berg said the talks had failed.", "neutral"),
        ("Anna Berg claimed the talks had failed.", "claim"),
        ("Anna Berg denied that the talks had failed.", "deny"),
        ("Anna Berg rejected the plan.", "reject"),
        ("Anna Berg did not agree that the talks had failed.", "reject"),
        ("Anna Berg warned that the talks would fail.", "threaten"),
    ],
)
def test_the_cue_has_its_class(text: str, cue_class: str, tmp_path: Path) -> None:
    """The class of a cue comes from the lexicon, and a negation turns it around."""
    assert read_text(tmp_path, text).statements["cue_class"].tolist() == [cue_class]


def test_a_statement_within_a_statement_names_its_parent(tmp_path: Path) -> None:
    """The reported report points at the report, and its words are the inner speaker's."""
    text = "Anna Berg said that Carl Holm had told reporters that the money was gone."
    corpus = read_text(tmp_path, text)
    outer, inner = corpus.statements.itertuples()
    assert (outer.speaker, inner.speaker) == ("Anna Berg", "Carl Holm")
    assert pd.isna(outer.parent_id)
    assert inner.parent_id == outer.statement_id
    voices = dict(zip(corpus.tokens["text"], corpus.tokens["statement_id"], strict=True))
    assert (voices["told"], voices["gone"]) == (outer.statement_id, inner.statement_id)


def test_words_belong_to_the_innermost_voice() -> None:
    """A word has the shortest statement around it, a word outside has none; the input is not changed."""
    tokens = pd.DataFrame(
        {"doc_id": "d", "start": [0, 2, 4, 6], "end": [1, 3, 5, 7], "statement_id": pd.array([None] * 4, "str")}
    )
    statements = pd.DataFrame({"doc_id": ["d", "d"], "statement_id": ["outer", "inner"], "spans": [[[2, 7]], [[4, 5]]]})
    voices = tag_voices(tokens, statements)["statement_id"]
    assert [None if pd.isna(voice) else voice for voice in voices] == [None, "outer", "inner", "outer"]
    assert tokens["statement_id"].isna().all()


def test_the_seed_is_read_as_a_careful_reader_does(seed_corpus: Corpus) -> None:
    """The first and the last statement of the seed have the speaker, the content and the day that stand there."""
    text = seed_corpus.documents["text"].iloc[0]
    statements = seed_corpus.statements
    first, last = statements.iloc[0], statements.iloc[-1]
    assert (first["actor_id"], str(first["said_on"].date())) == ("russia", "2025-08-20")
    assert text[first["start"] : first["end"]].startswith("attempts to resolve")
    assert (last["actor_id"], last["cue"]) == ("russia", "insisted")
    monday = statements[statements["said_on"] == "2025-08-18"]
    assert monday["actor_id"].tolist() == ["donald-trump"]
