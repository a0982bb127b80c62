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
    folder.mkdir(exist_ok=True)
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


def list_reports(corpus: Corpus) -> list[tuple[str, str | None]]:
    """Speaker of each statement and of the one that reports it."""
    speakers = corpus.statements.set_index("statement_id")["speaker"]
    return [(row.speaker, speakers.get(row.parent_id)) for row in corpus.statements.itertuples()]


@pytest.mark.parametrize(
    ("text", "reporter", "reported"),
    [
        ("The council will sell the harbour, Reuters reported, citing two officials.", "Reuters", "two officials"),
        ("Reuters reported on Monday, citing a source, that the council will sell the harbour.", "Reuters", "a source"),
        ("“We will not sell the harbour,” Reuters quoted Anna Berg as saying.", "Reuters", "Anna Berg"),
        ("“We will not sell the harbour,” Anna Berg told parliament, Reuters reported.", "Reuters", "Anna Berg"),
        ("“We will not sell the harbour,” Anna Berg said, according to Reuters.", "Reuters", "Anna Berg"),
        ("“We will not sell the harbour,” Anna Berg was quoted as saying by Reuters.", "Reuters", "Anna Berg"),
    ],
)
def test_of_two_cues_of_one_content_one_reports_the_other(text: str, reporter: str, reported: str, tmp_path: Path) -> None:
    """Who cites, quotes or reports a speaker has a statement of the same words, which is the parent of the speaker's."""
    corpus = read_text(tmp_path, text)
    assert (reported, reporter) in list_reports(corpus)
    assert (reporter, None) in [(speaker, None if pd.isna(parent) else parent) for speaker, parent in list_reports(corpus)]
    assert all("sell the harbour" in text[row.start : row.end] for row in corpus.statements.itertuples())
    voices = dict(zip(corpus.tokens["text"], corpus.tokens["statement_id"], strict=True))
    inner = corpus.statements.set_index("speaker").loc[reported, "statement_id"]
    assert voices["harbour"] == inner


def test_a_thing_that_is_cited_is_no_source(tmp_path: Path) -> None:
    """Reasons given with "citing" are content, not somebody who speaks."""
    corpus = read_text(tmp_path, "“We will not sell the harbour,” Anna Berg said, citing high costs.")
    assert corpus.statements["parent_id"].isna().all()
    assert set(corpus.statements["speaker"]) == {"Anna Berg"}


@pytest.mark.parametrize(
    ("text", "addressee", "actor"),
    [
        ("“We will not sign,” Anna Berg told reporters in Paris on Monday.", "reporters", None),
        ("“We will not sign,” Anna Berg told Reuters.", "Reuters", "reuters"),
        ("Anna Berg said in an interview with Reuters that the talks had failed.", "Reuters", "reuters"),
        ("Anna Berg told members of the committee that the talks had failed.", "members of the committee", None),
        ("Anna Berg said the talks had failed.", None, None),
        ("Anna Berg said that she had spoken to Carl Holm.", None, None),
    ],
)
def test_the_addressee_is_found(text: str, addressee: str | None, actor: str | None, tmp_path: Path) -> None:
    """Whom somebody told or gave an interview is the addressee; somebody spoken to in what is said is not."""
    row = read_text(tmp_path, text).statements.iloc[0]
    assert (None if pd.isna(row["addressee"]) else row["addressee"]) == addressee
    assert (None if pd.isna(row["addressee_id"]) else row["addressee_id"]) == actor
    if addressee:
        assert text[row["addressee_start"] : row["addressee_end"]] == addressee


@pytest.mark.parametrize(
    ("text", "official"),
    [
        ("Russia said the talks had failed.", True),
        ("The Kremlin said the talks had failed.", True),
        ("A senior U.S. official said the talks had failed.", True),
        ("The foreign ministry said the talks had failed.", True),
        ("French Foreign Minister Anna Berg said the talks had failed.", True),
        ("Anna Berg said the talks had failed.", False),
        ("Former President Anna Berg said the talks had failed.", False),
        ("A spokesman for the company said the talks had failed.", False),
        ("Protesters said the talks had failed.", False),
        ("Shadow Foreign Secretary Anna Berg said the talks had failed.", False),
    ],
)
def test_a_source_that_speaks_for_a_state_is_official(text: str, official: bool, tmp_path: Path) -> None:
    """States, their bodies and those who hold office in them are official; former ones, firms and crowds are not."""
    assert read_text(tmp_path, text).statements["official"].tolist() == [official]


def test_officials_without_a_name_are_unnamed_though_their_state_is_known(tmp_path: Path) -> None:
    """The kind of source is that of who speaks, not of the state they speak for."""
    (row,) = read_text(tmp_path, "Ukrainian officials said the talks had failed.").statements.itertuples()
    assert (row.source_kind, row.official) == ("unnamed", True)


def test_what_is_said_in_a_turn_of_a_transcript_is_of_whose_turn_it_is(tmp_path: Path) -> None:
    """Each statement of a turn has the name in capitals before it, or "I" for that person, and none has that of another turn."""
    text = (
        "Anna Holm and Per Berg met.\n\nSECRETARY HOLM: Thank you all for coming.\n\nThe talks began in May with both sides in "
        "one room, and the rooms were cold. I think the talks have failed.\n\nQUESTION: Thank you. How long were they?\n\n"
        "MINISTER BERG: Thank you for the question.\n\nThe rooms were warm, in fact, and the food was good for most of the week. "
        "I believe that the talks were long enough."
    )
    found = read_text(tmp_path, text)
    names = found.actors.set_index("actor_id")["name"]
    turns = [(text.index("SECRETARY"), "Anna Holm"), (text.index("QUESTION"), None), (text.index("MINISTER"), "Per Berg")]
    assert len(found.statements) > 2
    for row in found.statements.to_dict("records"):
        turn = [name for start, name in turns if start <= row["start"]][-1]
        assert names.get(row["actor_id"]) == turn


def test_the_spokesman_is_the_last_who_was_called_so_and_he_is_not(tmp_path: Path) -> None:
    """One with a name takes the place of one without; officials of a state do not stand for a later official."""
    text = (
        "A spokesman for the Grain Board said the talks had failed.\n\nGrain Union spokesman Per Berg said they had not.\n\n"
        "The spokesman said they would go on."
    )
    found = read_text(tmp_path, text)
    names = found.statements["actor_id"].map(found.actors.set_index("actor_id")["name"])
    assert names.tolist() == ["Grain Board", "Per Berg", "Per Berg"]


def test_long_capitals_are_read_in_a_moment(tmp_path: Path) -> None:
    """A line of many capitals is no label, and looking for one takes no time."""
    assert read_text(tmp_path, f"Anna Berg said the talks had failed.\n\n{'A' * 5000}").statements["speaker"].tolist() == [
        "Anna Berg"
    ]


def test_a_spokesman_without_a_name_speaks_for_whom_he_is_of(tmp_path: Path) -> None:
    """So does "the spokesman" after him; not one of whom nothing is told, nor the spokesman of a person for that person."""
    text = (
        "A spokesman for the Grain Board said the talks had failed.\n\nThe spokesman said they would go on.\n\n"
        "Vodafone bought the firm. A Vodafone spokeswoman said the price was fair.\n\n"
        "Anna Berg left. Anna Berg’s spokesman said she was ill."
    )
    found = read_text(tmp_path, text)
    names = found.statements["actor_id"].map(found.actors.set_index("actor_id")["name"])
    assert names.astype(object).where(names.notna(), None).tolist() == ["Grain Board", "Grain Board", "Vodafone", None]
    assert set(found.statements["source_kind"]) == {"unnamed"}


@pytest.mark.parametrize(
    "text",
    [
        "Anna Berg met the press. Berg’s remarks suggest that the talks have failed.",
        "Carl Holm met Anna Berg, who said that the talks had failed.",
        "The company’s chief executive, Anna Berg, said that the talks had failed.",
        "“I am a diplomat,” Anna Berg said on Monday. “We tried,” the diplomat added.",
    ],
)
def test_a_speaker_is_found_by_what_stands_beside_the_source(text: str, tmp_path: Path) -> None:
    """An owner, an antecedent, a name beside a comma and the person who spoke before tell who a source is."""
    assert read_text(tmp_path, text).statements["actor_id"].iloc[-1] == "anna-berg"


BODY = "\n\nThe council met in the old town on Monday. It will meet again in a week, after the holidays.\n"


@pytest.mark.parametrize(
    ("headline", "speaker", "content"),
    [
        ("West pushes the town to the edge - Lavrov", "Lavrov", "West pushes the town to the edge"),
        ("Harbour to be sold in spring – source", "source", "Harbour to be sold in spring"),
        ("‘Road to nowhere’: Lavrov on talks", "Lavrov", "‘Road to nowhere’"),
        ("Two ships lost in storm over the weekend: report", "report", "Two ships lost in storm over the weekend"),
    ],
)
def test_a_headline_without_a_verb_is_a_statement(headline: str, speaker: str, content: str, tmp_path: Path) -> None:
    """A name, an office or a noun for a source set off in a headline says the rest of it."""
    text = headline + BODY + "Russian Foreign Minister Sergei Lavrov met the mayor there."
    row = read_text(tmp_path, text).statements.iloc[0]
    assert (row["speaker"], text[row["start"] : row["end"]]) == (speaker, content)
    assert row["reason"] == "rule: headline"
    assert pd.isna(row["probability"])


@pytest.mark.parametrize(
    "headline", ["Ukraine: What we know so far", "Ten years on - A look back at the harbour", "Storm hits the coast - World"]
)
def test_a_topic_in_a_headline_does_not_speak(headline: str, tmp_path: Path) -> None:
    """The name of a state before a colon, a second thought and a part of a site say nothing."""
    assert "rule: headline" not in read_text(tmp_path, headline + BODY).statements["reason"].tolist()


def test_a_dash_or_colon_outside_a_headline_makes_no_statement(tmp_path: Path) -> None:
    """What is read in headlines is not read in running text."""
    text = "The council met on Monday. West pushes the town to the edge - Lavrov. It will meet again in a week."
    assert "rule: headline" not in read_text(tmp_path, text).statements["reason"].tolist()


@pytest.mark.parametrize(
    "when",
    ["Anna Berg said “we met on Monday” and left.", "Anna Berg said earlier this week the talks had failed."],
)
def test_a_day_in_a_quotation_or_a_week_is_no_day_said(when: str, tmp_path: Path) -> None:
    """A day in what is quoted is not the day of saying it, and a week is no day."""
    assert read_text(tmp_path, when).statements["said_on"].isna().all()


def test_a_second_cue_of_a_sentence_has_its_speaker(tmp_path: Path) -> None:
    """What somebody adds in the same sentence is said by the same person."""
    text = "“We will not sign,” Anna Berg told reporters, adding that the talks had failed."
    assert read_text(tmp_path, text).statements["actor_id"].tolist() == ["anna-berg", "anna-berg"]


def test_a_content_before_its_speaker_is_the_whole_clause(tmp_path: Path) -> None:
    """What stands before ", Berg said" is said to the first word, a verb of its own included."""
    text = "The mayor and the council underlined the need to sell the harbour, Anna Berg said."
    corpus = read_text(tmp_path, text)
    said = [text[row.start : row.end] for row in corpus.statements.itertuples() if row.speaker == "Anna Berg"]
    assert said == ["The mayor and the council underlined the need to sell the harbour"]


def test_a_state_is_official_and_its_newspaper_is_not(tmp_path: Path) -> None:
    """The same adjective beside a government and beside a newspaper makes one of them official."""
    texts = ["The Russian government said the talks had failed.", "A Russian newspaper said the talks had failed."]
    rows = [read_text(tmp_path / str(at), text).statements.iloc[0] for at, text in enumerate(texts)]
    assert [bool(row["official"]) for row in rows] == [True, False]
