"""Who is mentioned, and which mentions mean the same actor."""

from collections import Counter
from pathlib import Path

import pandas as pd
import pytest

from analysis import schema
from analysis.actors import find_mentions, link_actors
from analysis.actors.identity import join_bodies
from analysis.actors.keys import fold_common
from analysis.documents import load_documents
from analysis.reader import read_spans
from analysis.tokens import tag_documents
from analysis.zones import find_zones

SEEDS = Path(__file__).parent.parent / "seeds"


def read(*texts: str) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Mentions and actors of a corpus of texts."""
    return read_documents(list_documents(*texts))[:2]


def list_documents(*texts: str) -> pd.DataFrame:
    """The table of documents of some texts."""
    rows = [
        {
            "doc_id": f"d{n}",
            "path": "x",
            "language": "en",
            "text": text,
            "header_end": 0,
            "sha256": "x",
            "n_words": 0,
            "fields": "{}",
            "notes": [],
        }
        for n, text in enumerate(texts)
    ]
    return schema.build("documents", rows)


def read_documents(documents: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    """Mentions, actors and offices of documents."""
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
    return read_documents(load_documents(SEEDS))[:2]


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


def test_an_office_without_a_name_is_who_the_corpus_calls_so() -> None:
    """Where the document names nobody of that office, and of several it names the one who is called so far more often."""
    texts = ["Danish Prime Minister Karl Holm spoke in Oslo."] * 3 + [
        "Danish Shadow Chancellor Per Berg spoke. Danish Chancellor Ann Lee left.",
        "Per Berg met Ann Lee and Karl Holm. The chancellor said no. The prime minister said yes. The mayor left.",
    ]
    mentions, _, _ = read_documents(list_documents(*texts))
    last = mentions[(mentions["doc_id"] == "d4") & (mentions["form"] == "nominal")].set_index("text")["actor_id"]
    assert last["The chancellor"] == "ann-lee"
    assert last["The prime minister"] == "karl-holm"
    assert pd.isna(last["The mayor"])


@pytest.mark.parametrize(
    ("name", "full"),
    [
        ("Grain Democrats", "Grain Democratic Party"),
        ("Conservatives", "Conservative Party"),
        ("Tories", "Conservative Party"),
        ("Lib Dems", "Liberal Democrats"),
        ("Moss", "Moss Party"),
    ],
)
def test_a_party_is_one_by_whatever_name_it_goes(name: str, full: str) -> None:
    """Its people, its adjective, clipped words and nicknames mean it, where the corpus has the full name."""
    keys = {text: ("name", "", " ".join(map(fold_common, text.lower().split()))) for text in (name, full, "Farmers", "Lib Front")}
    assert join_bodies({key: Counter(organization=5) for key in keys.values()}, {}, []) == {keys[name]: keys[full]}


def test_a_former_leaders_administration_is_that_of_the_state() -> None:
    """It stands for the state that the leader led."""
    text = "Former Danish President Karl Holm spoke. The Holm administration had refused."
    mentions, _, _ = read_documents(list_documents(text))
    assert mentions.loc[mentions["text"].str.contains("administration"), "actor_id"].tolist() == ["denmark"]


@pytest.mark.parametrize(
    ("text", "actor_id"),
    [
        ("Denmark and Spain met. Danish ministers of Denmark spoke in Denmark. The government said no.", "denmark"),
        ("Denmark and Spain met. The government said no.", None),
        ("The government said no.", None),
    ],
)
def test_the_government_is_that_of_the_state_the_document_is_about(text: str, actor_id: str | None) -> None:
    """It is named twice as often as any other, and more than once; else nobody's."""
    mentions, _, _ = read_documents(list_documents(text))
    found = mentions.loc[mentions["text"] == "The government", "actor_id"].item()
    assert (None if pd.isna(found) else found) == actor_id


@pytest.mark.parametrize(
    ("text", "office", "affiliation", "evidence"),
    [
        ("Danish Foreign Minister Karl Holm spoke.", "foreign minister", "denmark", "Danish Foreign Minister Karl Holm"),
        ("Denmark’s Foreign Minister Karl Holm spoke.", "foreign minister", "denmark", "Denmark’s Foreign Minister Karl Holm"),
        ("Karl Holm, the leader of Denmark, spoke.", "leader", "denmark", "Karl Holm, the leader of Denmark"),
        ("Karl Holm, NATO’s secretary-general, spoke.", "secretary general", "nato", "Karl Holm, NATO’s secretary-general"),
        ("The Danish leader, Karl Holm, spoke.", "leader", "denmark", "The Danish leader, Karl Holm"),
        ("Danish Ambassador to Spain Karl Holm spoke.", "ambassador", "denmark", "Danish Ambassador to Spain Karl Holm"),
        ("Karl Holm, who heads the Grain Board, spoke.", "head", "grain-board", "Karl Holm, who heads the Grain Board"),
        ("President Karl Holm of Denmark spoke.", "president", "denmark", "President Karl Holm of Denmark"),
        ("Kremlin spokesman Karl Holm spoke.", "spokesman", "russia", "Kremlin spokesman Karl Holm"),
        ("The Danish Rail Agency chief Karl Holm spoke.", "chief", "danish-rail-agency", "Danish Rail Agency chief Karl Holm"),
        ("Former Danish President Karl Holm spoke.", "former president", "denmark", "Former Danish President Karl Holm"),
        ("Danish writer Karl Holm spoke.", "writer", None, "Danish writer Karl Holm"),
        ("Shadow Chancellor Karl Holm spoke.", "shadow chancellor", None, "Shadow Chancellor Karl Holm"),
    ],
)  # fmt: skip
def test_office_is_read_with_its_evidence(text: str, office: str, affiliation: str | None, evidence: str) -> None:
    """A title, a phrase beside the name or "who heads" gives office and owner, and the words that show them."""
    documents = list_documents(text)
    _, actors, offices = read_documents(documents)
    schema.check(offices, "offices")
    assert actors.set_index("actor_id").loc["karl-holm", "office"] == office
    (row,) = offices.to_dict("records")
    assert (row["actor_id"], row["office"]) == ("karl-holm", office)
    assert (None if pd.isna(row["affiliation"]) else row["affiliation"]) == affiliation
    assert text[row["start"] : row["end"]] == evidence


@pytest.mark.parametrize(
    "text",
    [
        "Karl Holm, French President Rosa Vidal and others met.",
        "In a call with Karl Holm, the president said no.",
        "Karl Holm said the minister of Spain was wrong.",
        "Karl Holm, a father of two, spoke.",
    ],
)
def test_office_of_somebody_else_is_not_read(text: str) -> None:
    """A list, a new clause and words for family give no office."""
    assert "karl-holm" not in set(read_documents(list_documents(text))[2]["actor_id"])


def test_office_of_the_past_gives_no_affiliation() -> None:
    """Who is called former president does not speak for the state, whatever he was called when he was."""
    _, actors = read("Former Danish President Karl Holm came. Danish President Karl Holm signed it in 1999, Denmark said.")
    row = actors.set_index("actor_id").loc["karl-holm"]
    assert row["office"] == "former president"
    assert pd.isna(row["affiliation"])


def test_affiliation_holds_for_the_whole_corpus() -> None:
    """An office without an owner is that which other documents name with the person."""
    mentions, actors = read(
        "President Karl Holm spoke. Spain listened.",
        "Danish President Karl Holm spoke.",
        "The Danish president left. Spain was calm.",
    )
    assert actors.set_index("actor_id").loc["karl-holm", "affiliation"] == "denmark"
    assert whom(mentions, "The Danish president") == "karl-holm"


def test_two_holders_of_an_office_are_not_guessed() -> None:
    """An office that the corpus gives to two persons means neither in a document that names none."""
    mentions, _ = read("Danish President Karl Holm spoke.", "Danish President Rosa Vidal spoke.", "The Danish president left.")
    assert whom(mentions, "The Danish president") is None


def test_bodies_belong_to_their_state() -> None:
    """A ministry, a seat and a parliament count for their state, a bank does not; a part of a bloc counts for the bloc."""
    _, actors = read(
        "The Danish Foreign Ministry and the Pentagon met. The Bank of Denmark met the European Commission. The EU was calm."
    )
    affiliation = actors.set_index("actor_id")["affiliation"]
    assert affiliation["danish-foreign-ministry"] == "denmark"
    assert affiliation["pentagon"] == "united-states"
    assert affiliation["european-commission"] == "european-union"
    assert pd.isna(affiliation["bank-of-denmark"])


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Danish Minister Joseph R. Holm", "Joe Holm"),
        ("Minister Joseph R. Holm Jr.", "Joseph R. Holm"),
        ("President Volodymyr Kovalenko", "President Vladimir Kovalenko"),
        ("Recep Kemal Yildiz", "Kemal Yildiz"),
        ("Sergei Ivanenko", "Sergey Ivanenko"),
        ("Danish Foreign Minister Andrzej Novakovsky", "Danish Foreign Minister Andrzej Novakowsky"),
    ],
)
def test_forms_of_one_name_meet_across_documents(one: str, other: str) -> None:
    """Short forms, middle names, spellings and the same name in another language are one person."""
    _, actors = read(f"{one} spoke in Oslo.", f"{other} spoke in Oslo.")
    assert (actors["kind"] == "person").sum() == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("President Joe Holm", "Jill Holm"),
        ("Danish Minister Joseph Holm", "Spanish Minister Joe Holm"),
        ("Vladimir Kovalenko", "Volodymyr Petrenko"),
        ("Donald Holm", "Donald Holm Jr."),
        ("Danish Minister Karl Holm", "Danish Minister Rosa Holm"),
    ],
)
def test_two_people_stay_two_across_documents(one: str, other: str) -> None:
    """Another first name, another state, another surname or a Jr. makes two persons."""
    _, actors = read(f"{one} spoke in Oslo.", f"{other} spoke in Oslo.")
    assert (actors["kind"] == "person").sum() == 2


def test_acronym_holds_across_documents() -> None:
    """What brackets tell in one document holds in all; so do the letters of the only name that has them."""
    mentions, _ = read(
        "The National Grain Board (NGB) met.", "The NGB said no.", "The Harlow Rail Union met.", "The HRU said no."
    )
    assert whom(mentions, "NGB", 1) == "national-grain-board"
    assert whom(mentions, "HRU") == "harlow-rail-union"


def test_body_without_its_state_is_that_of_the_document() -> None:
    """A ministry without a state is that of the state the document is about, if the corpus names it."""
    mentions, _ = read(
        "The Russian Foreign Ministry objected.",
        "The Danish Foreign Ministry replied.",
        "Denmark was calm. The Foreign Ministry said no.",
    )
    assert whom(mentions, "Foreign Ministry") == "danish-foreign-ministry"


def test_administration_is_the_state_of_its_president() -> None:
    """The administration of a president stands for the state that he speaks for."""
    mentions, _ = read("Danish President Karl Holm spoke. Denmark waited. The Holm administration said no.")
    assert whom(mentions, "The Holm administration") == "denmark"


def test_swallowed_words_are_no_part_of_a_name() -> None:
    """A place between an office and a name belongs to the office."""
    _, actors = read("Danish Ambassador to Germany Karl Holm spoke. Holm left.")
    assert actors.loc[actors["kind"] == "person", "actor_id"].tolist() == ["karl-holm"]


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
        ("Karl Holm met Per Berg and gave him a map.", "him", "per-berg"),
        ("Karl Holm spoke of Per Berg and his friends.", "his", "per-berg"),
        ('Mr Hart said Karl Holm was wrong. "It is over," he added.', "he", "hart"),
        ("Mr Hart was calm. “If Karl Holm thinks he wins, think again,” Mr Hart said.", "he", "karl-holm"),
        ("Anna Keller met Tom Hart. She was late.", "She", "anna-keller"),
        ("Anna Keller met Tom Hart. He was late.", "He", "tom-hart"),
        ("Tom Hart spoke. In his view, nothing works.", "his", "tom-hart"),
        ("In his speech, Tom Hart said no.", "his", "tom-hart"),
        ("Moscow rejected the plan. It said the plan was bad.", "It", "russia"),
        ("The rain stopped. He was late.", "He", None),
        ("President Karl Holm wrote.\n\nTHE PRESIDENT: Thank you all.", "THE PRESIDENT", None),
    ],
)
def test_pronoun_means_fitting_actor(text: str, pronoun: str, actor_id: str | None) -> None:
    """A pronoun means the nearest person of its gender, it the state that speaks; nobody where nobody is named."""
    assert whom(read(text)[0], pronoun) == actor_id


def test_who_goes_on_speaking() -> None:
    """The official who says more is who spoke last if he is one; after somebody unknown he is nobody named."""
    mentions, _ = read("Danish Foreign Minister Karl Holm said no. “We wait,” the diplomat said.")
    assert whom(mentions, "the diplomat") == "karl-holm"
    mentions, _ = read("Writer Karl Holm said no. “We wait,” the diplomat said.")
    assert whom(mentions, "the diplomat") is None


def test_it_that_does_not_speak_is_no_mention() -> None:
    """It is a mention only where it speaks or is the source of a statement."""
    mentions, _ = read("Moscow rejected the plan because it was long.")
    assert "pronoun" not in set(mentions["form"])


def test_source_span_makes_it_a_mention() -> None:
    """A source that is it becomes a mention and is linked."""
    documents = schema.build(
        "documents",
        [{"doc_id": "d0", "path": "x", "language": "en", "text": "NATO was calm. It had doubts.", "header_end": 0, "sha256": "x",
          "n_words": 6, "fields": "{}", "notes": []}],
    )  # fmt: skip
    sentences, tokens = tag_documents(documents, find_zones(documents))
    source = schema.build("spans", [{"doc_id": "d0", "role": "source", "start": 15, "end": 17, "link": "1", "reason": "test"}])
    spans = schema.cast("spans", pd.concat([read_spans(documents, sentences, tokens, schema.empty("quotations")), source]))
    mentions, _, _ = link_actors(documents, sentences, tokens, spans, find_mentions(documents, sentences, tokens, spans))
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


def test_dateline_holds_no_mention() -> None:
    """Where and for whom a report was written is no actor of it."""
    mentions, _ = read("OSLO, Norway (AP) — Anna Keller spoke in Bergen on Monday. She was late.")
    assert "Bergen" in set(mentions["text"])
    assert not {"OSLO", "Norway", "AP"} & set(mentions["text"])


@pytest.mark.parametrize(
    ("text", "affiliation"),
    [
        ("Denmark said on Monday it would wait. Foreign Minister Karl Holm praised Spain.", "denmark"),
        ("Denmark said on Monday it would wait. In Oslo, Foreign Minister Karl Holm praised Spain.", None),
        ("Denmark is a country of the north. Foreign Minister Karl Holm praised Spain.", None),
        ("Denmark said on Monday it would wait. Spanish Foreign Minister Karl Holm agreed.", "spain"),
        ("Denmark said on Monday it would wait. Writer Karl Holm agreed.", None),
    ],
)
def test_office_without_owner_after_a_state_that_spoke(text: str, affiliation: str | None) -> None:
    """A minister of no told state who opens the sentence after one in which a state speaks is that state's; nobody else is."""
    found = read(text)[1].set_index("actor_id").loc["karl-holm", "affiliation"]
    assert (None if pd.isna(found) else found) == affiliation


@pytest.mark.parametrize(
    ("text", "phrase", "actor_id"),
    [
        ("We met Prime Minister of Canada Justin Trudeau, who spoke.", "Justin Trudeau", "justin-trudeau"),
        ("The minister Karl Holm came with envoy to France Rosa Vidal.", "Rosa Vidal", "rosa-vidal"),
        ("In Oslo the Danish said they would wait.", "the Danish", "denmark"),
        ("The Danish president’s office said it would wait.", "The Danish president’s office", "denmark"),
        ("The authorities in Copenhagen said they would wait.", "The authorities in Copenhagen", "denmark"),
        ("Norway’s foreign minister said it would wait.", "Norway’s foreign minister", "norway"),
    ],
)
def test_phrases_mean_whom_they_name_or_speak_for(text: str, phrase: str, actor_id: str) -> None:
    """Two names in one are parted, and who speaks for a state without a name of his own is that state."""
    assert whom(read(text)[0], phrase) == actor_id


def test_who_holds_an_office_of_one_state_does_not_hold_that_of_another() -> None:
    """A minister whom no text gives a state is not taken for that of the state most spoken of, where the corpus has its own."""
    here = "Denmark met Denmark. Foreign Minister Karl Holm spoke. Denmark’s foreign minister said nothing."
    mentions, _ = read(here, "Danish Foreign Minister Rosa Vidal spoke.")
    assert whom(mentions, "Denmark’s foreign minister") == "rosa-vidal"


def test_a_top_diplomat_is_the_foreign_minister() -> None:
    """Usual phrases for an office mean who holds it, and a press secretary is a spokesman."""
    mentions, _ = read(
        "Danish Foreign Minister Karl Holm spoke. Norwegian presidential spokesman Per Berg spoke.",
        "Denmark’s top diplomat said nothing.",
    )
    assert whom(mentions, "Denmark’s top diplomat") == "karl-holm"


def test_who_owns_an_adviser_does_not_speak() -> None:
    """After "Holm’s adviser said" he is the adviser."""
    mentions, _ = read("“We will wait,” said Karl Holm’s adviser Per Berg. He added that it would take a year.")
    assert whom(mentions, "He") == "per-berg"


def test_names_are_shown_as_the_text_has_them() -> None:
    """A name with a possessive in it has no space before that."""
    _, actors = read("The Donetsk People’s Republic said so. The Donetsk People’s Republic left.")
    assert any("People’s" in name for name in actors["name"])
