"""Who is mentioned, and which mentions mean the same actor."""

from pathlib import Path

import pandas as pd
import pytest

from analysis import schema
from analysis.actors import find_mentions, link_actors
from analysis.documents import load_documents
from analysis.reader import read_spans
from analysis.tokens import tag_documents
from analysis.zones import find_zones

SEEDS = Path(__file__).parent.parent / "seeds"


def read(*texts: str) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Mentions and actors of a corpus of texts."""
    rows = [
        {
            "doc_id": f"d{n}",
            "path": "x",
            "language": "en",
            "text": text,
            "header_end": 0,
            "sha256": "x",
            "n_words": 0,
            "notes": [],
        }
        for n, text in enumerate(texts)
    ]
    return read_documents(schema.build("documents", rows))


def read_documents(documents: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Mentions and actors of documents."""
    sentences, tokens = tag_documents(documents, find_zones(documents))
    spans = read_spans(documents, sentences, tokens, schema.empty("quotations"))
    return link_actors(documents, sentences, tokens, spans, find_mentions(documents, sentences, tokens, spans))


def read_names(documents: pd.DataFrame, sentences: pd.DataFrame, tokens: pd.DataFrame) -> pd.DataFrame:
    """The names alone of what the reader finds, so that no statement's source plays a part."""
    spans = read_spans(documents, sentences, tokens, schema.build("quotations", []))
    return spans[spans["role"] == "name"].reset_index(drop=True)


def whom(mentions: pd.DataFrame, text: str, nth: int = 0) -> str | None:
    """The actor of the n-th mention with a text."""
    found = mentions.loc[mentions["text"] == text, "actor_id"].tolist()
    return None if pd.isna(found[nth]) else found[nth]


@pytest.fixture(scope="module")
def seed() -> tuple[pd.DataFrame, pd.DataFrame]:
    """Mentions and actors of the seed article."""
    return read_documents(load_documents(SEEDS))


@pytest.mark.parametrize(
    ("name", "aliases"),
    [
        ("Russia", {"Russia", "Moscow", "Russian Federation"}),
        ("Ukraine", {"Ukraine", "Kyiv"}),
        ("United States", {"United States", "U.S."}),
        ("Sergei Lavrov", {"Foreign Minister Sergei Lavrov", "Lavrov"}),
        ("Donald Trump", {"U.S. President Donald Trump", "Trump", "the president of the United States"}),
        ("Volodymyr Zelenskiy", {"Ukrainian President Volodymyr Zelenskiy", "Zelenskiy"}),
        ("NATO", {"NATO"}),
        ("Europe", {"Europe", "Europeans", "EUROPEANS", "European leaders", "the European leaders"}),
        ("The West", {"West", "Western governments"}),
        ("United Nations Security Council", {"U.N. Security Council"}),
        ("Jordan", {"Jordan"}),
        ("China", {"China"}),
        ("Britain", {"Britain"}),
        ("France", {"France"}),
    ],
)
def test_seed_actors_merge(seed: tuple[pd.DataFrame, pd.DataFrame], name: str, aliases: set[str]) -> None:
    """Every actor of the seed is one row with all its names."""
    actors = seed[1].set_index("name")
    assert set(actors.loc[name, "aliases"]) == aliases


def test_seed_has_no_other_actors_but_places(seed: tuple[pd.DataFrame, pd.DataFrame]) -> None:
    """Beside the fourteen actors of the seed there are only places where something happens."""
    kinds = seed[1].set_index("name")["kind"]
    assert kinds[kinds == "place"].index.tolist() == ["Istanbul", "White House"]
    assert len(kinds) == 16


@pytest.mark.parametrize(
    ("text", "actor_id"),
    [
        ("European leaders", "europe"),
        ("Western governments", "the-west"),
        ("the president of the United States", "donald-trump"),
        ("it", "russia"),
        ("He", "donald-trump"),
        ("the foreign minister of Jordan", None),
    ],
)
def test_seed_phrases_and_pronouns(seed: tuple[pd.DataFrame, pd.DataFrame], text: str, actor_id: str | None) -> None:
    """Phrases and pronouns of the seed mean whom a reader takes them to mean, and nobody where he is not named."""
    assert whom(seed[0], text) == actor_id


def test_office_and_affiliation_come_from_the_title() -> None:
    """A title before or after the name gives office and affiliation, the latter only where it is told."""
    _, actors = read(
        "Danish Foreign Minister Karl Holm met Rosa Vidal, the prime minister of Spain, and Judge Ann Lee. "
        "Spain and Denmark agreed."
    )
    offices = actors.set_index("name")[["office", "affiliation"]]
    assert offices.loc["Karl Holm"].tolist() == ["foreign minister", "denmark"]
    assert offices.loc["Rosa Vidal"].tolist() == ["prime minister", "spain"]
    assert offices.loc["Ann Lee", "office"] == "judge"
    assert pd.isna(offices.loc["Ann Lee", "affiliation"])


def test_people_of_one_surname_stay_two() -> None:
    """A surname means the person named last who fits it, and two persons of one surname are two actors."""
    mentions, actors = read(
        "Maria Keller spoke first. Keller was calm. Then Tom Keller spoke. Keller was angry, and Mrs Keller left."
    )
    assert whom(mentions, "Keller") == "maria-keller"
    assert whom(mentions, "Keller", 1) == "tom-keller"
    assert whom(mentions, "Mrs Keller") == "maria-keller"
    assert set(actors["name"]) == {"Maria Keller", "Tom Keller"}


def test_names_meet_across_documents() -> None:
    """The same full name is one actor in all documents; a bare surname finds the only person of the corpus who has it."""
    mentions, actors = read("Minister Anna Keller resigned.", "Anna Keller was praised.", "Mr Okoro and Mrs Keller met.")
    assert set(mentions.loc[mentions["text"].str.contains("Keller"), "actor_id"]) == {"anna-keller"}
    assert actors.set_index("actor_id").loc["anna-keller", "n_mentions"] == 3


def test_acronym_is_its_full_name() -> None:
    """An acronym in brackets after a name means that name from there on; one after a place is no such thing."""
    mentions, actors = read("The National Grain Board (NGB) met in Oslo (AP). The NGB said no.")
    assert whom(mentions, "NGB") == whom(mentions, "National Grain Board") == "national-grain-board"
    assert actors.set_index("actor_id").loc["oslo", "aliases"] == ["Oslo"]


def test_ministries_of_two_states_stay_two() -> None:
    """Bodies of one name belong to the state that their name or a possessive tells."""
    mentions, _ = read(
        "The Russian Foreign Ministry objected. Ukraine’s Foreign Ministry replied. Russia’s Foreign Ministry insisted."
    )
    assert whom(mentions, "Russian Foreign Ministry") == whom(mentions, "Foreign Ministry", 1)
    assert whom(mentions, "Foreign Ministry", 0) != whom(mentions, "Foreign Ministry", 1)


@pytest.mark.parametrize(
    ("text", "acts"),
    [
        ("Moscow rejected the plan.", True),
        ("Moscow this week rejected the plan.", True),
        ("They heard Moscow’s demand.", True),
        ("A deal with Moscow is near.", True),
        ("The deal was broken by Moscow.", True),
        ("They met in Moscow.", False),
        ("Moscow’s streets were empty.", False),
        ("They accused Moscow of delay.", True),
        ("The occupied Moscow of the film is grey.", False),
        ("He travelled to Moscow.", False),
        ("She visited Moscow.", False),
    ],
)
def test_capital_acts_for_its_state(text: str, acts: bool) -> None:
    """A capital that acts is its state; one where something happens is a place."""
    mentions, _ = read(text)
    row = mentions[mentions["text"] == "Moscow"].iloc[0]
    assert (bool(row["acts"]), row["actor_id"]) == (acts, "russia" if acts else "moscow")


def test_names_of_a_list_act_together() -> None:
    """What stands before or after a list of places holds for each of them."""
    mentions, _ = read("Russia, China and Iran rejected it. It was sold in Russia, China and Iran.")
    assert mentions["acts"].tolist() == [True] * 3 + [False] * 3


def test_seat_of_government_stands_for_it_only_when_it_acts() -> None:
    """The White House says something as the United States, and is a place where people meet."""
    mentions, _ = read("The White House said no. They met at the White House.")
    assert mentions["actor_id"].tolist() == ["united-states", "white-house"]


def test_state_is_called_by_its_usual_name_if_the_corpus_has_it() -> None:
    """A state is shown under its usual name, else under the commonest full name found, never under an acronym or its capital."""
    assert "Britain" in set(read("Britain and the U.K. differ.")[1]["name"])
    assert "United Kingdom" in set(read("Britain and the United Kingdom differ.")[1]["name"])
    assert "United Kingdom" in set(read("London rejected it.")[1]["name"])


@pytest.mark.parametrize(
    ("text", "pronoun", "actor_id"),
    [
        ('Mr Hart said Karl Holm was wrong. "It is over," he added.', "he", "hart"),
        ("Mr Hart was calm. “If Karl Holm thinks he wins, think again,” Mr Hart said.", "he", "karl-holm"),
        ("Anna Keller met Tom Hart. She was late.", "She", "anna-keller"),
        ("Anna Keller met Tom Hart. He was late.", "He", "tom-hart"),
        ("Tom Hart spoke. In his view, nothing works.", "his", "tom-hart"),
        ("In his speech, Tom Hart said no.", "his", "tom-hart"),
        ("Moscow rejected the plan. It said the plan was bad.", "It", "russia"),
        ("The rain stopped. He was late.", "He", None),
    ],
)
def test_pronoun_means_fitting_actor(text: str, pronoun: str, actor_id: str | None) -> None:
    """A pronoun means the nearest person of its gender, it the state that speaks; nobody where nobody is named."""
    assert whom(read(text)[0], pronoun) == actor_id


def test_it_that_does_not_speak_is_no_mention() -> None:
    """It is a mention only where it speaks or is the source of a statement."""
    mentions, _ = read("Moscow rejected the plan because it was long.")
    assert "pronoun" not in set(mentions["form"])


def test_source_span_makes_it_a_mention() -> None:
    """A source that is it becomes a mention and is linked."""
    documents = schema.build(
        "documents",
        [{"doc_id": "d0", "path": "x", "language": "en", "text": "NATO was calm. It had doubts.", "header_end": 0, "sha256": "x",
          "n_words": 6, "notes": []}],
    )  # fmt: skip
    sentences, tokens = tag_documents(documents, find_zones(documents))
    source = schema.build("spans", [{"doc_id": "d0", "role": "source", "start": 15, "end": 17, "link": "1", "reason": "test"}])
    spans = schema.cast("spans", pd.concat([read_spans(documents, sentences, tokens, schema.empty("quotations")), source]))
    mentions, _ = link_actors(documents, sentences, tokens, spans, find_mentions(documents, sentences, tokens, spans))
    assert whom(mentions, "It") == "nato"


def test_office_without_owner_is_not_guessed_among_several() -> None:
    """The president is the only president of the document, or the one named just before; else nobody."""
    one, _ = read("President Karl Holm arrived. The president was calm.")
    assert whom(one, "The president") == "karl-holm"
    filler = "Nothing of note was said about the weather that day by anybody in the room. " * 8
    several, _ = read(f"President Karl Holm met President Rosa Vidal. {filler}The president was calm.")
    assert whom(several, "The president") is None


def test_body_without_a_name_means_the_latest_of_its_sort() -> None:
    """The ministry is the ministry named before it, the company the company."""
    mentions, _ = read("The Ministry of Health warned Harlow Steel Inc. The ministry was strict. The company was not.")
    assert whom(mentions, "The ministry") == "ministry-of-health"
    assert whom(mentions, "The company") == "harlow-steel-inc"


def test_tables_fit_the_schema_and_each_other(seed: tuple[pd.DataFrame, pd.DataFrame]) -> None:
    """Ids are unique, every actor_id is an actor, counts are the mentions', and texts are what stands there."""
    mentions, actors = seed
    schema.check(mentions, "mentions")
    schema.check(actors, "actors")
    assert mentions["mention_id"].is_unique
    assert actors["actor_id"].is_unique
    assert set(mentions["actor_id"].dropna()) == set(actors["actor_id"])
    assert actors.set_index("actor_id")["n_mentions"].to_dict() == mentions["actor_id"].value_counts().to_dict()
    assert set(actors["affiliation"].dropna()) <= set(actors["actor_id"])
    text = load_documents(SEEDS)["text"].iloc[0]
    assert all(
        text[start:end] == said for start, end, said in zip(mentions["start"], mentions["end"], mentions["text"], strict=True)
    )


def test_inputs_are_left_alone_and_runs_are_equal() -> None:
    """Linking changes a copy, and the same input gives the same tables."""
    documents = load_documents(SEEDS)
    sentences, tokens = tag_documents(documents, find_zones(documents))
    spans = read_spans(documents, sentences, tokens, schema.empty("quotations"))
    mentions = find_mentions(documents, sentences, tokens, spans)
    before = mentions.copy(deep=True)
    first = link_actors(documents, sentences, tokens, spans, mentions)
    second = link_actors(documents, sentences, tokens, spans, mentions)
    pd.testing.assert_frame_equal(mentions, before)
    for one, other in zip(first, second, strict=True):
        pd.testing.assert_frame_equal(one, other)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "word",
        "“”“”",
        "Москва сказала нет. Путин и Лавров.",
        "“He” she it they said",
        "the the minister of of",
        "(NATO) " * 50,
        "'s " * 50,
    ],
)
def test_any_text_passes(text: str) -> None:
    """No text fails, whatever is in it."""
    mentions, actors = read(text)
    schema.check(mentions, "mentions")
    schema.check(actors, "actors")
