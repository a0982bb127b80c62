"""Stances: whom the network is asked about, on sentences with truths by hand; its answers only where they are clear."""

import pandas as pd
import pytest

from analysis import schema
from analysis.reader import judge_given, read_stances
from analysis.tokens import tag_documents

NAMES = {
    "Smith": "smith", "Jones": "jones", "Russia": "russia", "Lavrov": "lavrov", "Poland": "poland", "Hungary": "hungary",
    "Austria": "austria", "Lyon": "lyon", "Berg": "berg",
}  # fmt: skip
KINDS = {"russia": "state", "poland": "state", "hungary": "state", "austria": "state", "lyon": "place"}


def make_tables(text: str, *said: tuple[str | None, str, str, str]) -> tuple[pd.DataFrame, ...]:
    """Tag one document; name NAMES in it; `said` lists source (None: not in the text), speaker, content, form of statements."""
    documents = schema.build(
        "documents",
        [{"doc_id": "d", "path": "d", "language": "en", "text": text, "header_end": 0, "sha256": "", "n_words": 1, "notes": []}],
    )
    zone = {"doc_id": "d", "paragraph_id": "d:p0", "zone": "body", "start": 0, "end": len(text)}
    sentences, tokens = tag_documents(documents, schema.build("zones", [zone]))
    mentions, statements = [], []
    for token in tokens.to_dict("records"):
        if token["text"] in NAMES:
            kind = KINDS.get(NAMES[token["text"]], "person")
            mentions.append(
                {
                    "doc_id": "d", "mention_id": f"d:m{token['start']}", "sentence_id": token["sentence_id"],
                    "start": token["start"], "end": token["end"], "text": token["text"], "form": "name", "kind": kind,
                    "acts": kind in ("state", "place"), "actor_id": NAMES[token["text"]],
                }
            )  # fmt: skip
    voices: list[str | None] = [None] * len(tokens)
    for source, speaker, content, form in said:
        start = text.index(content)
        statement_id, end = f"d:q{start}", start + len(content)
        place = {"source_start": text.index(source), "source_end": text.index(source) + len(source)} if source else {}
        statements.append(
            {
                "doc_id": "d", "statement_id": statement_id, "sentence_id": "s", "start": start, "end": end,
                "spans": [[start, end]], "form": form, "actor_id": NAMES.get(speaker), "speaker": source, "closed": True,
                "reason": "by hand",
            }
            | place
        )  # fmt: skip
        inside = [start <= at < end for at in tokens["start"]]
        voices = [statement_id if is_inside else voice for voice, is_inside in zip(voices, inside, strict=True)]
    actors = [
        {"actor_id": actor_id, "name": name, "kind": KINDS.get(actor_id, "person"), "aliases": [], "n_mentions": 1}
        | ({"affiliation": "russia"} if actor_id == "lavrov" else {})
        for name, actor_id in NAMES.items()
    ]
    return (
        documents,
        sentences,
        tokens.assign(statement_id=pd.array(voices, dtype="str")),
        schema.build("statements", statements),
        schema.build("mentions", mentions),
        schema.build("actors", actors),
    )


def ask(text: str, *said: tuple[str | None, str, str, str]) -> list[tuple[str | None, str | None, str]]:
    """Return who is asked about whom as (holder, his words, target); a holder without words does not stand there."""
    rows = read_stances(*make_tables(text, *said)).astype(object)
    rows = rows.where(rows.notna(), None)
    holders = [text[a:b] if a is not None else None for a, b in zip(rows["holder_start"], rows["holder_end"], strict=True)]
    return list(zip(rows["holder_id"], holders, rows["target_id"], strict=True))


def test_a_speaker_is_asked_about_the_actors_in_his_words() -> None:
    """The speaker stands at his source; the actor in his words does not stand for himself."""
    assert ask("Smith said Jones is a liar.", ("Smith", "Smith", "Jones is a liar", "indirect")) == [("smith", "Smith", "jones")]


def test_a_quoted_speaker_is_asked_where_he_does_not_stand() -> None:
    """A known speaker of a quotation is judged without standing in its sentence; of unquoted words he is not."""
    text = "Smith spoke. “I trust Jones.”"
    assert ("smith", None, "jones") in ask(text, ("Smith", "Smith", "“I trust Jones.”", "direct"))
    assert ask(text, ("Smith", "Smith", "“I trust Jones.”", "indirect")) == []


def test_an_unknown_speaker_is_not_asked() -> None:
    """A source that is no known actor holds no position that could be counted."""
    assert ask("The driver said Jones is a liar.", ("The driver", "The driver", "Jones is a liar", "indirect")) == []


def test_one_holder_is_asked_about_one_target_three_times_a_document() -> None:
    """What is said or told of one actor again and again is judged in three sentences."""
    asked = ask("Smith attacked Jones. " * 5)
    assert [asked.count(pair) for pair in dict.fromkeys(asked)] == [3]


def test_who_acts_is_asked_in_narration() -> None:
    """The subject of a verb on the other actor, not the other way round."""
    assert ask("Smith attacked Jones.") == [("smith", "Smith", "jones")]
    assert ("smith", "Smith", "jones") in ask("Jones was attacked by Smith.")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Smith left early.", []),
        ("Poland and Hungary left early.", []),
        ("Smith blamed the man who met Jones.", []),
        ("Smith visited Lyon.", []),
        ("Lavrov praised Russia.", []),
        ("Lavrov said Russia is ready.", [("Lavrov", "Lavrov", "Russia is ready", "indirect")]),
    ],
)
def test_nobody_is_asked_about_himself_his_side_a_place_or_a_fellow_of_a_list(text: str, said: list) -> None:
    """Nor about an actor in a clause that hangs on another noun."""
    assert ask(text, *said) == []


def test_who_is_only_named_to_say_who_is_meant_is_no_target_of_a_speaker() -> None:
    """Blame of the man who met somebody is not blame of somebody, wherever else in the sentence he is named."""
    text = "Smith said the man who met Jones, lied to Berg, and Jones left."
    said = ("Smith", "Smith", "the man who met Jones, lied to Berg, and Jones left", "indirect")
    assert [target for _, _, target in ask(text, said)] == ["berg"]


def test_pairs_in_a_sentence_are_bounded() -> None:
    """A sentence of a thousand names costs no more than one of a dozen."""
    text = "Smith saw " + "Jones with Berg and then Poland near Hungary beside Austria under " * 200 + "them."
    assert 0 < len(ask(text)) <= 12


def test_probabilities_add_up_and_clear_cases_are_clear() -> None:
    """Plain blame and plain praise, in narration and by a speaker."""
    rows = read_stances(*make_tables("Smith condemned the corrupt Jones. Smith warmly praised the brilliant Berg."))
    assert rows[["oppose", "neutral", "support"]].sum(axis=1).tolist() == pytest.approx([1, 1], abs=1e-3)
    assert rows["oppose"].tolist()[0] > 0.5
    assert rows["support"].tolist()[1] > 0.5
    told = read_stances(*make_tables("Smith accused Jones of crimes.", ("Smith", "Smith", "Jones of crimes", "indirect")))
    assert told["oppose"].tolist()[0] > 0.5


def test_the_same_pair_gives_the_same_answer_in_any_company() -> None:
    """What else is judged, and how long the text around a short pair is, changes nothing in it."""
    pair = ("Smith condemned Jones.", (16, 21), (0, 5))
    alone, again = judge_given([pair]), judge_given([("Poland praised Hungary.", (15, 22), (0, 6)), pair])
    assert alone[0] is not None
    assert again[1] is not None
    assert alone[0].tolist() == again[1].tolist()


def test_long_sentences_are_read_around_the_pair_or_not_at_all() -> None:
    """In a sentence of 100,000 characters a near pair is judged, a far one is not."""
    filler = "and so on " * 5_000
    text = f"{filler}Smith condemned Jones {filler}Berg."
    at = text.index("Smith")
    near, far = judge_given([(text, (at + 16, at + 21), (at, at + 5)), (text, (len(text) - 5, len(text) - 1), (at, at + 5))])
    assert near is not None
    assert near[0] > 0.5
    assert far is None


@pytest.mark.parametrize(
    "text", ["", " ", "“ ” ‘ ’", "Smith", "???", "Россия отвергла план.", "Smith " * 400, "\x00 Smith hates Jones\u202e"]
)
def test_any_text_passes(text: str) -> None:
    """Texts without words, of one word over and over or of another script give a valid table, and leave their input as it was."""
    tables = make_tables(text)
    copies = [table.copy(deep=True) for table in tables]
    schema.check(read_stances(*tables), "stances")
    for table, copied in zip(tables, copies, strict=True):
        pd.testing.assert_frame_equal(table, copied)
